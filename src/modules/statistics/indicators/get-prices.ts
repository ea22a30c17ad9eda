import { type Static, Type } from 'typebox';
import { isRefusal } from '../../../kernel/refusal.ts';
import { defineUseCase, Nullable } from '../../../platform/index.ts';
import {
  type Basket,
  chainedIndex,
  type Priced,
  type UnitValues,
  unitValues,
} from '../../indicators/index.ts';
import { checkPair } from '../areas.ts';
import { type Edition, editionOf } from '../concordance/correlation-tables.ts';
import { findCounterparts } from '../concordance/find-counterparts.ts';
import type { Flow } from '../model.ts';
import type { TradeFact } from '../trade/trade-question.ts';
import { MethodView, methodsOf } from './methods.ts';
import { guardViews, originsOf, readFacts, usable } from './read-series.ts';
import { GuardView, HsPrefix, OriginView, PairAsked, Period } from './views.ts';

const Numbers = Type.Object({
  laspeyres: Type.Number(),
  paasche: Type.Number(),
  fisher: Type.Number(),
  tornqvist: Type.Number(),
});

const PeriodView = Type.Object({
  period: Type.String(),
  /** Currency units per kilogram: without outliers, with them, and the median of the lines. */
  robust: Type.Number(),
  plain: Type.Number(),
  median: Type.Number(),
  lines: Type.Integer(),
  outliers: Type.Integer(),
  /** Share of the value that has a weight, and that is left without outliers. */
  coverage: Type.Number(),
  robust_coverage: Type.Number(),
});

const LineView = Type.Object({
  period: Type.String(),
  commodity: Type.String(),
  unit_value: Type.Number(),
  /** Robust standard deviations from the median, on logarithms. */
  score: Type.Number(),
  outlier: Type.Boolean(),
});

const LINE_LIMIT = 500;

/**
 * Unit values per kilogram of the HS6 lines below a code, with outliers, and chained unit-value and volume indices,
 * first period = 100. A unit value is no price: a change of mix inside a line moves it. Imputed weights are left out.
 * Where the edition of the HS changes, only codes that stand for the same goods in both carry the chain on.
 * Refuses with statistics.area_unknown, same_area, no_figures, mixed_units and what the store refuses.
 */
export const getPrices = defineUseCase({
  name: 'statistics.get-prices',
  kind: 'query',
  permission: 'public',
  input: Type.Object(
    {
      ...PairAsked.properties,
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
    flow: Type.String(),
    commodity: Type.String(),
    /** Of the unit values: this currency per kilogram. */
    currency: Type.String(),
    periods: Type.Array(PeriodView),
    index: Type.Array(Type.Object({ period: Type.String(), unit_value: Numbers, volume: Numbers })),
    links: Type.Array(
      Type.Object({
        from: Type.String(),
        to: Type.String(),
        lines: Type.Integer(),
        coverage_from: Type.Number(),
        coverage_to: Type.Number(),
        edition_changes: Type.Boolean(),
      }),
    ),
    /** The chain ends after this period: no line is in both. */
    broken_at: Nullable(Type.String()),
    /** Lines of the last period, widest score first. */
    lines: Type.Array(LineView),
    imputed_left_out: Type.Integer(),
    methods: Type.Array(MethodView),
    guards: Type.Array(GuardView),
    origins: Type.Array(OriginView),
  }),
  async run(ctx, input) {
    const { reporter, partner, commodity = 'TOTAL', frequency = 'A' } = input;
    const pair = checkPair(reporter, partner);
    if (isRefusal(pair)) return pair;
    const flow: Flow = input.flow ?? 'export';
    const read = await readFacts(ctx, {
      sources: [input.source ?? 'official'],
      reporters: [reporter],
      partners: [partner],
      flows: [flow],
      frequency,
      commodities: [commodity],
      ...(commodity.length === 6 ? {} : { children: true, level: 6 as const }),
      ...(input.from === undefined ? {} : { from: input.from }),
      ...(input.to === undefined ? {} : { to: input.to }),
      ...(input.as_of === undefined ? {} : { as_of: input.as_of }),
      ...(input.currency === undefined ? {} : { currency: input.currency }),
    });
    if (isRefusal(read)) return read;
    const good = read.facts.filter((f) => usable(f, read.guards));
    const baskets = basketsOf(good);
    const chain = chainedIndex(acrossEditions(baskets));
    const measured = baskets.flatMap((b) => {
      const found = unitValues(b.lines);
      return found ? [{ period: b.period, found }] : [];
    });
    // Grams and 10^-places of the currency, to kilograms and whole units.
    const scale = 1000 / 10 ** read.places;
    const last = measured.at(-1);
    return {
      reporter,
      partner,
      flow,
      commodity,
      currency: read.currency,
      periods: measured.map(({ period, found }) => viewPeriod(period, found, scale)),
      index: chain.points,
      links: chain.links.map(({ from, to, lines, coverage_from, coverage_to }) => ({
        from,
        to,
        lines,
        coverage_from: rounded(coverage_from),
        coverage_to: rounded(coverage_to),
        edition_changes: editionIn(baskets, from) !== editionIn(baskets, to),
      })),
      broken_at: chain.broken_at,
      lines: last ? viewLines(last.period, last.found, scale) : [],
      imputed_left_out: good.filter((f) => f.weight_imputed).length,
      methods: methodsOf('unit_values', 'index_numbers'),
      guards: guardViews(read.guards),
      origins: originsOf(good),
    };
  },
});

type Dated = Basket & { edition: Edition | undefined };

const editionIn = (baskets: readonly Dated[], period: string): Edition | undefined =>
  baskets.find((b) => b.period === period)?.edition;

function basketsOf(facts: readonly TradeFact[]): Dated[] {
  const periods = new Map<string, TradeFact[]>();
  for (const f of facts) {
    const list = periods.get(f.period) ?? [];
    list.push(f);
    periods.set(f.period, list);
  }
  return [...periods]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([period, list]) => ({
      period,
      edition: editionOf(list[0]?.hs_edition ?? ''),
      lines: list.map(
        (f): Priced => ({
          key: f.commodity,
          value: f.value,
          quantity: f.weight_imputed ? 0n : (f.net_weight_g ?? 0n),
        }),
      ),
    }));
}

/** Renames the lines of each edition so that only codes of unchanged meaning meet across a change. */
function acrossEditions(baskets: readonly Dated[]): Basket[] {
  const known = baskets.flatMap((b) => b.edition ?? []);
  return baskets.map(({ period, lines, edition }) => ({
    period,
    lines: lines.map((line) => ({ ...line, key: stable(line.key, edition, known) })),
  }));
}

function stable(code: string, edition: Edition | undefined, all: readonly Edition[]): string {
  if (edition === undefined) return code;
  const same = [...new Set(all)].every((other) => {
    const { codes } = findCounterparts(code, edition, other);
    const back = codes[0] === undefined ? [] : findCounterparts(codes[0], other, edition).codes;
    return codes.length === 1 && codes[0] === code && back.length === 1;
  });
  return same ? code : `${code} of ${edition}`;
}

function viewPeriod(period: string, found: UnitValues, scale: number): Static<typeof PeriodView> {
  return {
    period,
    robust: rounded(found.robust * scale),
    plain: rounded(found.plain * scale),
    median: rounded(found.median * scale),
    lines: found.lines.length,
    outliers: found.lines.filter((l) => l.outlier).length,
    coverage: rounded(found.coverage),
    robust_coverage: rounded(found.robust_coverage),
  };
}

function viewLines(period: string, found: UnitValues, scale: number): Static<typeof LineView>[] {
  return [...found.lines]
    .sort((a, b) => Math.abs(b.score) - Math.abs(a.score))
    .slice(0, LINE_LIMIT)
    .map((l) => ({
      period,
      commodity: l.key,
      unit_value: rounded(l.unit_value * scale),
      score: rounded(l.score),
      outlier: l.outlier,
    }));
}

const rounded = (n: number): number => (Number.isFinite(n) ? Number(n.toPrecision(10)) : 0);
