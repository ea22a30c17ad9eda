import { type Static, Type } from 'typebox';
import { isRefusal, type Outcome, refuse } from '../../../kernel/refusal.ts';
import { type Ctx, DateText, defineUseCase, Nullable } from '../../../platform/index.ts';
import { Asked, Period } from '../indicators/views.ts';
import { type SourceKey, sources, type Vintage } from '../model.ts';
import { vintagesOf } from '../store.ts';
import { endOfDay, knownAt } from '../vintages/known-vintages.ts';
import { compareVintages } from './compare-vintages.ts';
import { noCounts } from './comparison.ts';
import { ChangeView, CountsView, PartnerView, refOf, VintageRef, viewComparison } from './views.ts';

const DEFAULT_LIMIT = 50;

const Input = Type.Object(
  {
    source: Asked.properties.source,
    /** Without one, the period that was revised last. */
    period: Type.Optional(Period),
    /** The newest vintage of the end of this day (UTC), against the one it replaced. */
    as_of: Type.Optional(DateText),
    /** Against the vintage of the end of this day instead. */
    since: Type.Optional(DateText),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: DEFAULT_LIMIT })),
  },
  { additionalProperties: false },
);

const Changes = Type.Object({
  source: Type.String(),
  period: Type.String(),
  demo: Type.Boolean(),
  after: VintageRef,
  /** Null for a first vintage: there is nothing to compare it with. */
  before: Nullable(VintageRef),
  counts: CountsView,
  /** Trade of all goods by pair and flow, largest change first. */
  partners: Type.Array(PartnerView),
  /** Single figures, largest change first. */
  changes: Type.Array(ChangeView),
  /** Every vintage of the period, newest first. */
  vintages: Type.Array(VintageRef),
  /** Periods of the source that have more than one vintage, newest revision first. */
  revised_periods: Type.Array(Type.String()),
});

/**
 * What changed in a source and period since its last vintage, or since a day: figures added, revised and withdrawn,
 * each with its value before and after. Refuses with statistics.no_figures when the source and period hold nothing
 * by then, and as the store refuses.
 */
async function changes(ctx: Ctx, input: Static<typeof Input>): Promise<Outcome<Static<typeof Changes>>> {
  const { as_of, since, limit = DEFAULT_LIMIT } = input;
  const source = sources[(input.source ?? 'official') as SourceKey] ?? input.source ?? '';
  const known_at = knownAt(ctx, as_of);
  const known = await vintagesOf(ctx.tx, { source, period: null, known_at });
  const revised_periods = [...new Set(known.filter((v) => v.number > 1).map((v) => v.period))];
  const period = input.period ?? revised_periods[0] ?? known[0]?.period;
  const vintages = known.filter((v) => v.period === period);
  const [after] = vintages;
  if (!after) return refuse('statistics.no_figures', { source });
  const before = vintageBefore(vintages, since);
  const common = {
    source,
    period: after.period,
    demo: after.demo,
    after: refOf(ctx, after),
    before: before ? refOf(ctx, before) : null,
    vintages: vintages.map((v) => refOf(ctx, v)),
    revised_periods,
  };
  if (!before || before === after) return { ...common, counts: noCounts(), partners: [], changes: [] };
  const found = await compareVintages(ctx, before, after, limit);
  return isRefusal(found) ? found : { ...common, ...viewComparison(found, limit) };
}

/** The vintage to compare the newest with: the one before it, or the one of a day, which may be the newest itself. */
function vintageBefore(newestFirst: readonly Vintage[], since: string | undefined): Vintage | undefined {
  if (since === undefined) return newestFirst[1];
  return newestFirst.find((v) => v.created_at <= endOfDay(since));
}

export const getChanges = defineUseCase({
  name: 'statistics.get-changes',
  kind: 'query',
  permission: 'public',
  input: Input,
  output: Changes,
  run: changes,
});
