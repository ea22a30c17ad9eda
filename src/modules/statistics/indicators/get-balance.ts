import { Type } from 'typebox';
import { isRefusal } from '../../../kernel/refusal.ts';
import { defineUseCase, Nullable } from '../../../platform/index.ts';
import { balance, toNumber } from '../../indicators/index.ts';
import { checkPair } from '../areas.ts';
import { AreaCode } from '../bilateral/views.ts';
import { formatUnits } from '../model.ts';
import { MethodView, methodsOf } from './methods.ts';
import { guardOn, guardViews, originsOf, readFacts, reported } from './read-series.ts';
import { Asked, Decimal, GuardView, HsPrefix, OriginView, Period } from './views.ts';

/**
 * Exports less imports of one pair by the reports of one of them, period by period. Exports are FOB and imports CIF,
 * so that a balance is too low by the freight. A period in which a flow is missing, estimated or refused by a guard
 * has no balance. Refuses with statistics.area_unknown, same_area, no_figures, mixed_units and what the store refuses.
 */
export const getBalance = defineUseCase({
  name: 'statistics.get-balance',
  kind: 'query',
  permission: 'public',
  input: Type.Object(
    {
      ...Asked.properties,
      reporter: AreaCode,
      partner: AreaCode,
      frequency: Type.Optional(Type.Enum(['A', 'M'], { default: 'A' })),
      from: Type.Optional(Period),
      to: Type.Optional(Period),
      commodity: Type.Optional(HsPrefix),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    reporter: Type.String(),
    partner: Type.String(),
    commodity: Type.String(),
    currency: Type.String(),
    periods: Type.Array(
      Type.Object({
        period: Type.String(),
        exports: Nullable(Decimal),
        imports: Nullable(Decimal),
        balance: Nullable(Decimal),
        /** −1 only imports, 1 only exports. */
        normalised: Nullable(Type.Number()),
        /** Exports ÷ imports. */
        cover: Nullable(Type.Number()),
        /** Guard that keeps one of the flows from being compared. */
        refused_by: Nullable(Type.String()),
      }),
    ),
    methods: Type.Array(MethodView),
    guards: Type.Array(GuardView),
    origins: Type.Array(OriginView),
  }),
  async run(ctx, input) {
    const { reporter, partner, commodity = 'TOTAL', frequency = 'A', source, ...rest } = input;
    const pair = checkPair(reporter, partner);
    if (isRefusal(pair)) return pair;
    const read = await readFacts(ctx, {
      ...rest,
      sources: [source ?? 'official'],
      reporters: [reporter],
      partners: [partner],
      flows: ['export', 'import'],
      frequency,
      commodities: [commodity],
    });
    if (isRefusal(read)) return read;
    const periods = [...new Set(read.facts.map((f) => f.period))].sort();
    return {
      reporter,
      partner,
      commodity,
      currency: read.currency,
      periods: periods.map((period) => {
        const of = (flow: 'export' | 'import') => {
          const fact = read.facts.find((f) => f.period === period && f.flow === flow);
          return fact && reported(fact) ? fact : undefined;
        };
        const [exports_, imports_] = [of('export'), of('import')];
        const guard = [exports_, imports_].map((f) => f && guardOn(f, read.guards)).find((g) => g);
        const found = exports_ && imports_ && !guard ? balance(exports_.value, imports_.value) : null;
        const text = (value: bigint | undefined) =>
          value === undefined ? null : formatUnits(value, read.places);
        return {
          period,
          exports: text(exports_?.value),
          imports: text(imports_?.value),
          balance: text(found?.balance),
          normalised: found?.normalised ? sixPlaces(toNumber(found.normalised)) : null,
          cover: found?.cover ? sixPlaces(toNumber(found.cover)) : null,
          refused_by: guard?.guard ?? null,
        };
      }),
      methods: methodsOf('balance'),
      guards: guardViews(read.guards),
      origins: originsOf(read.facts),
    };
  },
});

const sixPlaces = (n: number): number => Number(n.toFixed(6));
