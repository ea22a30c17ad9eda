import { Type } from 'typebox';
import { fromJson, isCurrency, type Money, money, toJson } from '../../../kernel/money.ts';
import { assert, isRefusal, refuse } from '../../../kernel/refusal.ts';
import { defineUseCase, MoneySchema, Nullable, Uuid } from '../../../platform/index.ts';
import { getDeal } from '../../deals/index.ts';
import { sources } from '../model.ts';
import { type DealSide, dealSides } from '../store.ts';
import { type DeclaredSide, explainMirror, type MirrorExplained } from './explain-mirror.ts';

const Explained = Type.Object({
  export_fob: MoneySchema,
  import_cif: MoneySchema,
  gap: MoneySchema,
  explained: Type.Array(Type.Object({ part: Type.String(), amount: MoneySchema })),
  residual: MoneySchema,
});
const Side = Type.Object({
  reporter: Type.String(),
  partner: Type.String(),
  period: Type.String(),
  usd_rate: Nullable(Type.String()),
});

/**
 * Why the export and the import of one deal differ in the statistics, to the last minor unit, in the contract
 * currency and in US dollars. Refuses with deals.not_found, statistics.not_released.
 */
export const getDealMirror = defineUseCase({
  name: 'statistics.get-deal-mirror',
  kind: 'query',
  permission: 'signed-in',
  input: Type.Object({ deal_id: Uuid }, { additionalProperties: false }),
  output: Type.Object({
    deal_id: Uuid,
    source: Type.String(),
    demo: Type.Boolean(),
    export: Side,
    import: Side,
    contract: Explained,
    usd: Nullable(Explained),
  }),
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    const sides = await dealSides(ctx.tx, deal.deal_id);
    const exported = sides.find((s) => s.flow === 'export');
    const imported = sides.find((s) => s.flow === 'import');
    if (!exported || !imported || !deal.terms) return refuse('statistics.not_released');
    const explanation = explainMirror(asDeclared(exported), asDeclared(imported), {
      freight_at_frontier: fromJson(deal.terms.freight.at_frontier),
      insurance: fromJson(deal.terms.insurance),
    });
    return {
      deal_id: deal.deal_id,
      source: deal.demo ? sources.demo : sources.own,
      demo: deal.demo,
      export: showSide(exported),
      import: showSide(imported),
      contract: show(explanation.contract),
      usd: explanation.usd && show(explanation.usd),
    };
  },
});

function asDeclared(side: DealSide): DeclaredSide {
  assert(isCurrency(side.currency), `a declaration is in a known currency: ${side.currency}`);
  const value_usd: Money | null = side.value_usd_amount === null ? null : money(side.value_usd_amount, 'USD');
  return { value: money(side.value_amount, side.currency), value_usd, usd_rate: side.usd_rate };
}

const showSide = ({ reporter, partner, period, usd_rate }: DealSide) => ({
  reporter,
  partner,
  period,
  usd_rate,
});

function show(m: MirrorExplained) {
  return {
    export_fob: toJson(m.export_fob),
    import_cif: toJson(m.import_cif),
    gap: toJson(m.gap),
    explained: m.explained.map((p) => ({ part: p.part, amount: toJson(p.amount) })),
    residual: toJson(m.residual),
  };
}
