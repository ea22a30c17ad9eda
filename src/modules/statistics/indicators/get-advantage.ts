import { Type } from 'typebox';
import { isRefusal } from '../../../kernel/refusal.ts';
import { defineUseCase } from '../../../platform/index.ts';
import { comparativeAdvantage, compare, one, toNumber } from '../../indicators/index.ts';
import { checkAreas } from '../areas.ts';
import { AreaCode } from '../bilateral/views.ts';
import { MethodView, methodsOf } from './methods.ts';
import { ExportsAsked, readExports } from './read-exports.ts';
import { guardViews, originsOf } from './read-series.ts';
import { GuardView, OriginView } from './views.ts';

/**
 * Revealed comparative advantage of a country by product, greatest first. The world is all countries that report the
 * period to the source, and how many these are is part of the answer. Refuses with statistics.area_unknown,
 * bad_question, no_figures, mixed_units and what the store refuses.
 */
export const getAdvantage = defineUseCase({
  name: 'statistics.get-advantage',
  kind: 'query',
  permission: 'public',
  input: Type.Object(
    {
      ...ExportsAsked,
      reporter: AreaCode,
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 50 })),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    reporter: Type.String(),
    period: Type.String(),
    products: Type.Array(
      Type.Object({ product: Type.String(), rca: Type.Number(), advantage: Type.Boolean() }),
    ),
    /** Products with exports, and with an advantage. */
    exported: Type.Integer(),
    with_advantage: Type.Integer(),
    countries: Type.Integer(),
    refused_figures: Type.Integer(),
    methods: Type.Array(MethodView),
    guards: Type.Array(GuardView),
    origins: Type.Array(OriginView),
  }),
  async run(ctx, input) {
    const { reporter, limit = 50, ...asked } = input;
    const known = checkAreas('/reporter', [reporter]);
    if (isRefusal(known)) return known;
    const found = await readExports(ctx, asked);
    if (isRefusal(found)) return found;
    const own = comparativeAdvantage(found.exports)
      .filter((a) => a.country === reporter)
      .sort((a, b) => compare(b.rca, a.rca) || (a.product < b.product ? -1 : 1));
    return {
      reporter,
      period: input.period,
      products: own.slice(0, limit).map(({ product, rca }) => ({
        product,
        rca: Number(toNumber(rca).toPrecision(8)),
        advantage: compare(rca, one) >= 0,
      })),
      exported: own.length,
      with_advantage: own.filter((a) => compare(a.rca, one) >= 0).length,
      countries: new Set(found.exports.map((e) => e.country)).size,
      refused_figures: found.refused,
      methods: methodsOf('advantage'),
      guards: guardViews(found.read.guards),
      origins: originsOf(found.used),
    };
  },
});
