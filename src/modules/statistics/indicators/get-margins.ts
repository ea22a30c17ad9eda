import { Type } from 'typebox';
import { isRefusal, refuse } from '../../../kernel/refusal.ts';
import { defineUseCase, Nullable } from '../../../platform/index.ts';
import { margins, type Part, toNumber } from '../../indicators/index.ts';
import { checkPair } from '../areas.ts';
import { AreaCode } from '../bilateral/views.ts';
import type { TradeFact } from '../trade/trade-question.ts';
import { MethodView, methodsOf } from './methods.ts';
import { guardViews, originsOf, readFacts, usable } from './read-series.ts';
import { Asked, GuardView, HsPrefix, OriginView, Period } from './views.ts';

const LISTED = 100;

/**
 * How much of a market's imports is in the goods that a country sells there, and its part of those: extensive and
 * intensive margin over HS6 lines, both by the reports of the market, which values all sellers alike (CIF).
 * Refuses with statistics.area_unknown, same_area, no_figures (also where the market states no imports from the
 * world by line), mixed_units and what the store refuses.
 */
export const getMargins = defineUseCase({
  name: 'statistics.get-margins',
  kind: 'query',
  permission: 'public',
  input: Type.Object(
    {
      ...Asked.properties,
      /** The country that exports. */
      reporter: AreaCode,
      /** The market. */
      partner: AreaCode,
      period: Period,
      commodity: Type.Optional(HsPrefix),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    exporter: Type.String(),
    market: Type.String(),
    period: Type.String(),
    commodity: Type.String(),
    extensive: Nullable(Type.Number()),
    intensive: Nullable(Type.Number()),
    share: Nullable(Type.Number()),
    lines: Type.Integer(),
    market_lines: Type.Integer(),
    /** Lines without a figure from the world, left out; the first hundred. */
    outside: Type.Array(Type.String()),
    /** Lines that a guard refuses, left out. */
    refused_lines: Type.Integer(),
    methods: Type.Array(MethodView),
    guards: Type.Array(GuardView),
    origins: Type.Array(OriginView),
  }),
  async run(ctx, input) {
    const { reporter, partner, period, commodity = 'TOTAL', source, ...rest } = input;
    const pair = checkPair(reporter, partner);
    if (isRefusal(pair)) return pair;
    const read = await readFacts(ctx, {
      ...rest,
      sources: [source ?? 'official'],
      reporters: [partner],
      partners: [reporter, 'WLD'],
      flows: ['import'],
      frequency: period.length === 7 ? 'M' : 'A',
      from: period,
      to: period,
      commodities: [commodity],
      ...(commodity.length === 6 ? {} : { children: true, level: 6 as const }),
    });
    if (isRefusal(read)) return read;
    const good = read.facts.filter((f) => usable(f, read.guards));
    const own = partsOf(good.filter((f) => f.partner === reporter));
    const world = partsOf(good.filter((f) => f.partner === 'WLD'));
    if (own.length === 0 || world.length === 0)
      return refuse('statistics.no_figures', { source: source ?? 'official' });
    const found = margins(own, world);
    return {
      exporter: reporter,
      market: partner,
      period,
      commodity,
      extensive: found && sixPlaces(toNumber(found.extensive)),
      intensive: found && sixPlaces(toNumber(found.intensive)),
      share: found && sixPlaces(toNumber(found.share)),
      lines: own.length,
      market_lines: world.length,
      outside: found?.outside.slice(0, LISTED) ?? [],
      refused_lines: read.facts.length - good.length,
      methods: methodsOf('margins'),
      guards: guardViews(read.guards),
      origins: originsOf(good),
    };
  },
});

const partsOf = (facts: readonly TradeFact[]): Part[] =>
  facts.map(({ commodity, value }) => ({ key: commodity, value }));

const sixPlaces = (n: number): number => Number(n.toFixed(6));
