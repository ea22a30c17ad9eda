import { Type } from 'typebox';
import { isRefusal } from '../../../kernel/refusal.ts';
import { defineUseCase } from '../../../platform/index.ts';
import { comparativeAdvantage, complexity } from '../../indicators/index.ts';
import { MethodView, methodsOf } from './methods.ts';
import { ExportsAsked, readExports } from './read-exports.ts';
import { guardViews, originsOf } from './read-series.ts';
import { GuardView, OriginView } from './views.ts';

/**
 * Economic complexity of countries and products from one period of one source, most complex first; countries and
 * products without any advantage are left out and listed. Empty, with `defined` false, where fewer than three
 * countries are left or the network falls apart. Refuses with statistics.bad_question, no_figures, mixed_units and
 * what the store refuses.
 */
export const getComplexity = defineUseCase({
  name: 'statistics.get-complexity',
  kind: 'query',
  permission: 'public',
  input: Type.Object(ExportsAsked, { additionalProperties: false }),
  output: Type.Object({
    period: Type.String(),
    defined: Type.Boolean(),
    countries: Type.Array(
      Type.Object({ country: Type.String(), eci: Type.Number(), diversity: Type.Integer() }),
    ),
    products: Type.Array(
      Type.Object({ product: Type.String(), pci: Type.Number(), ubiquity: Type.Integer() }),
    ),
    dropped: Type.Object({ countries: Type.Array(Type.String()), products: Type.Array(Type.String()) }),
    refused_figures: Type.Integer(),
    methods: Type.Array(MethodView),
    guards: Type.Array(GuardView),
    origins: Type.Array(OriginView),
  }),
  async run(ctx, input) {
    const found = await readExports(ctx, input);
    if (isRefusal(found)) return found;
    const all = complexity(comparativeAdvantage(found.exports));
    const ranked = (of: ReadonlyMap<string, number> | undefined) =>
      [...(of ?? [])].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    return {
      period: input.period,
      defined: all !== null,
      countries: ranked(all?.eci).map(([country, eci]) => ({
        country,
        eci: sixPlaces(eci),
        diversity: all?.diversity.get(country) ?? 0,
      })),
      products: ranked(all?.pci).map(([product, pci]) => ({
        product,
        pci: sixPlaces(pci),
        ubiquity: all?.ubiquity.get(product) ?? 0,
      })),
      dropped: all?.dropped ?? { countries: [], products: [] },
      refused_figures: found.refused,
      methods: methodsOf('advantage', 'complexity'),
      guards: guardViews(found.read.guards),
      origins: originsOf(found.used),
    };
  },
});

const sixPlaces = (n: number): number => Number(n.toFixed(6));
