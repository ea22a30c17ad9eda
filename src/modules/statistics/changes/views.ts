import { type Static, Type } from 'typebox';
import { type Ctx, Nullable } from '../../../platform/index.ts';
import { growth } from '../../indicators/index.ts';
import { shownCount } from '../declared/shown-count.ts';
import { inPercent } from '../indicators/read-series.ts';
import { Decimal, Percent } from '../indicators/views.ts';
import { flows, formatUnits, type Vintage } from '../model.ts';
import type { Change, Comparison, Counts, PartnerChange } from './comparison.ts';

export const VintageRef = Type.Object({
  number: Type.Integer(),
  vintage: Type.String(),
  created_at: Type.String(),
  file_hash: Type.String(),
  /** Null for real declarations: it would tell that a line was added. */
  rows: Nullable(Type.Integer()),
});

export const CountsView = Type.Object({
  added: Type.Integer(),
  revised: Type.Integer(),
  withdrawn: Type.Integer(),
  unchanged: Type.Integer(),
  /** Not compared: one of both vintages withholds the figure. */
  withheld: Type.Integer(),
});

/** Both values are decimal text in the currency; `change_pct` is null where there is nothing to grow from. */
const amounts = {
  currency: Type.String(),
  before: Nullable(Decimal),
  after: Nullable(Decimal),
  change: Decimal,
  change_pct: Percent,
};
const pair = { reporter: Type.String(), partner: Type.String(), flow: Type.Enum([...flows]) };

export const PartnerView = Type.Object({ ...pair, ...amounts, counts: CountsView });

export const ChangeView = Type.Object({
  kind: Type.Enum(['added', 'revised', 'withdrawn']),
  ...pair,
  commodity: Type.String(),
  /** Printed part of a year, or what else the figure is broken down by. */
  part: Nullable(Type.String()),
  ...amounts,
});

export function refOf(ctx: Pick<Ctx, 'actor'>, v: Vintage): Static<typeof VintageRef> {
  const { number, vintage, created_at, sha256 } = v;
  const rows = shownCount(ctx, v, v.rows);
  return { number, vintage, created_at: created_at.toISOString(), file_hash: sha256, rows };
}

export function viewComparison({ counts, partners, changes }: Comparison, limit: number) {
  return {
    counts,
    partners: partners.slice(0, limit).map(viewPartner),
    changes: changes.slice(0, limit).map(viewChange),
  };
}

function viewPartner(found: PartnerChange): Static<typeof PartnerView> {
  const { reporter, partner, flow, added, revised, withdrawn, unchanged, withheld } = found;
  const counts: Counts = { added, revised, withdrawn, unchanged, withheld };
  return { reporter, partner, flow, ...viewAmounts(found), counts };
}

function viewChange(found: Change): Static<typeof ChangeView> {
  const { kind, reporter, partner, flow, commodity, part } = found;
  return { kind, reporter, partner, flow, commodity, part, ...viewAmounts(found) };
}

function viewAmounts({
  before,
  after,
  places,
  currency,
}: Pick<Change, 'before' | 'after' | 'places' | 'currency'>) {
  const text = (value: bigint | null): string | null => (value === null ? null : formatUnits(value, places));
  return {
    currency,
    before: text(before),
    after: text(after),
    change: formatUnits((after ?? 0n) - (before ?? 0n), places),
    change_pct: before === null || after === null ? null : inPercent(growth(after, before)),
  };
}
