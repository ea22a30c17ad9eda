import { type Static, Type } from 'typebox';
import { isRefusal } from '../../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Nullable } from '../../../platform/index.ts';
import { acceleration, adjust, growthOf, type Point, yearBefore } from '../../indicators/index.ts';
import { checkPair } from '../areas.ts';
import { codesOfGroup, groupsNamed, sumOfGroups } from '../groups/measure-group.ts';
import { type Flow, formatUnits } from '../model.ts';
import { MethodView, methodsOf } from './methods.ts';
import { newYearDates } from './new-year-dates.ts';
import {
  groupRef,
  guardOn,
  guardViews,
  inPercent,
  originsOf,
  pointsOf,
  readFacts,
  reported,
} from './read-series.ts';
import { Summary, summaryOf } from './summarise-series.ts';
import {
  Decimal,
  GroupNames,
  GroupRef,
  GuardView,
  HsPrefix,
  OriginView,
  PairAsked,
  Percent,
  Period,
} from './views.ts';

const Input = Type.Object(
  {
    ...PairAsked.properties,
    frequency: Type.Optional(Type.Enum(['A', 'M'], { default: 'A' })),
    from: Type.Optional(Period),
    to: Type.Optional(Period),
    commodity: Type.Optional(HsPrefix),
    /** One group, or several with commas between: a sum of groups that share goods is refused. */
    group: Type.Optional(GroupNames),
    /** In whole units of the currency: "over 100 billion" is 100000000000. */
    threshold: Type.Optional(Type.String({ pattern: '^\\d{1,15}$' })),
  },
  { additionalProperties: false },
);

const PointView = Type.Object({
  period: Type.String(),
  /** Null where it is withheld. */
  value: Nullable(Decimal),
  status: Type.String(),
  growth_pct: Percent,
  acceleration_pp: Percent,
  vintage: Type.String(),
  /** Guard that keeps the figure from being compared. */
  refused_by: Nullable(Type.String()),
});

/** Months without season and Lunar New Year; or why not: too_short, missing_months, not_positive, no_holiday_date. */
const Seasonal = Type.Object({
  not_adjusted: Nullable(Type.String()),
  /** Effect of a whole holiday window in one month. */
  holiday_effect_pct: Percent,
  months: Type.Array(
    Type.Object({
      period: Type.String(),
      adjusted: Decimal,
      trend: Decimal,
      /** 1 trusted to 0 ignored as an outlier. */
      weight: Type.Number(),
    }),
  ),
});

/**
 * One series with what follows from it: growth, acceleration, streak, record, milestone, threshold, compound growth,
 * year to date. Estimates, incomplete and guarded figures are shown and never compared. Formulas:
 * docs/reference/indicators.md. Refuses with statistics.area_unknown, same_area, bad_question, no_figures,
 * mixed_units, several_figures, group_unknown, groups_overlap, group_not_in_edition and what the store refuses.
 */
export const getSeries = defineUseCase({
  name: 'statistics.get-series',
  kind: 'query',
  permission: 'public',
  input: Input,
  output: Type.Object({
    reporter: Type.String(),
    partner: Type.String(),
    flow: Type.String(),
    commodity: Nullable(Type.String()),
    groups: Type.Array(GroupRef),
    currency: Type.String(),
    points: Type.Array(PointView),
    summary: Nullable(Summary),
    /** For months only. */
    seasonal: Nullable(Seasonal),
    /** Periods that the summary does not rest on: not reported, or before the last break that a guard found. */
    left_out: Type.Array(Type.String()),
    methods: Type.Array(MethodView),
    guards: Type.Array(GuardView),
    origins: Type.Array(OriginView),
  }),
  async run(ctx: Ctx, input) {
    const { reporter, partner, frequency = 'A', commodity = 'TOTAL' } = input;
    const flow: Flow = input.flow ?? 'total';
    const pair = checkPair(reporter, partner);
    if (isRefusal(pair)) return pair;
    const groups = groupsNamed(input.group);
    if (isRefusal(groups)) return groups;
    const read = await readFacts(ctx, {
      sources: [input.source ?? 'official'],
      reporters: [reporter],
      partners: [partner],
      flows: [flow],
      frequency,
      commodities: groups.length > 0 ? [...new Set(groups.flatMap(codesOfGroup))] : [commodity],
      ...(input.from === undefined ? {} : { from: input.from }),
      ...(input.to === undefined ? {} : { to: input.to }),
      ...(input.as_of === undefined ? {} : { as_of: input.as_of }),
      ...(input.currency === undefined ? {} : { currency: input.currency }),
    });
    if (isRefusal(read)) return read;
    const { facts, guards, places, currency } = read;
    const points = groups.length > 0 ? sumOfGroups(groups, facts) : pointsOf(facts);
    if (isRefusal(points)) return points;
    const unsound = new Set(facts.filter((f) => !reported(f)).map((f) => f.period));
    const breaks = facts.filter((f) => guardOn(f, guards)).map((f) => f.period);
    const sound = points.filter((p) => !unsound.has(p.period));
    // A guard on a period says that it is not to be compared with the one before: the last unbroken run is left.
    const lastBreak = breaks.toSorted().at(-1) ?? '';
    const unbroken = sound.filter((p) => p.period >= lastBreak);
    const comparable = (period: string, years: number): boolean => {
      const start = years === 1 ? yearBefore(period) : yearBefore(yearBefore(period));
      return !breaks.some((at) => at > start && at <= period);
    };
    const text = (value: bigint): string => formatUnits(value, places);
    return {
      reporter,
      partner,
      flow,
      commodity: groups.length > 0 ? null : commodity,
      groups: groups.map(groupRef),
      currency,
      points: points.map(({ period, value }) => {
        const fact = facts.find((f) => f.period === period);
        const withheld = facts.some((f) => f.period === period && f.status === 'confidential');
        return {
          period,
          value: withheld ? null : text(value),
          status: fact?.status ?? 'reported',
          growth_pct: comparable(period, 1) ? inPercent(growthOf(sound, period)) : null,
          acceleration_pp: comparable(period, 2) ? inPercent(acceleration(sound, period)) : null,
          vintage: fact?.vintage ?? '',
          refused_by: (fact && guardOn(fact, guards)?.guard) ?? null,
        };
      }),
      summary: summaryOf(unbroken, places, input.threshold),
      seasonal: frequency === 'M' ? seasonalOf(unbroken, places) : null,
      left_out: points.filter((p) => !unbroken.includes(p)).map((p) => p.period),
      methods: frequency === 'M' ? methodsOf('seasonal') : [],
      guards: guardViews(guards),
      origins: originsOf(facts),
    };
  },
});

function seasonalOf(points: readonly Point[], places: number): Static<typeof Seasonal> {
  const found = adjust(points, newYearDates());
  if (typeof found === 'string') return { not_adjusted: found, holiday_effect_pct: null, months: [] };
  const text = (value: number): string => formatUnits(BigInt(Math.round(value)), places);
  return {
    not_adjusted: null,
    holiday_effect_pct:
      found.holiday_effect === null ? null : Number((100 * found.holiday_effect).toFixed(2)),
    months: found.months.map(({ period, adjusted, trend, weight }) => ({
      period,
      adjusted: text(adjusted),
      trend: text(trend),
      weight: Number(weight.toFixed(4)),
    })),
  };
}
