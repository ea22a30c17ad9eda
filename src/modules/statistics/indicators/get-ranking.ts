import { type Static, Type } from 'typebox';
import { isRefusal, type Outcome } from '../../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Nullable } from '../../../platform/index.ts';
import { firstTimeRank, type Ranking, ranking, share } from '../../indicators/index.ts';
import { checkAreas, findArea } from '../areas.ts';
import { AreaCode } from '../bilateral/views.ts';
import { type Flow, formatUnits, isGroup } from '../model.ts';
import type { GuardFinding, TradeFact, TradeQuestion } from '../trade/trade-question.ts';
import { MethodView, methodsOf } from './methods.ts';
import { type Facts, guardViews, inPercent, originsOf, readFacts, usable } from './read-series.ts';
import { Asked, Decimal, FlowName, GuardView, HsPrefix, OriginView, Percent, Period } from './views.ts';

const Side = Type.Object({
  currency: Nullable(Type.String()),
  ranks: Type.Array(
    Type.Object({
      partner: Type.String(),
      value: Decimal,
      rank: Type.Integer(),
      tied_with: Type.Array(Type.String()),
      /** Of trade with the world, where the source states it. */
      share_pct: Percent,
      /** First period of the data in which it stood this high or higher. */
      first_time: Nullable(
        Type.Object({
          first: Type.String(),
          before_data: Type.Boolean(),
          incomplete: Type.Array(Type.String()),
        }),
      ),
    }),
  ),
  /** Partners of the periods before that have no figure now: each could stand above. */
  missing: Type.Array(Type.String()),
  ranked: Type.Integer(),
  guards: Type.Array(GuardView),
  origins: Type.Array(OriginView),
});

/**
 * A country's partners by size, twice: by its own figures, and by what each partner reports of trade with it. The
 * two stand beside each other and are never mixed: a rank is of one side. Groups are not ranked.
 * Refuses with statistics.area_unknown, bad_question, mixed_units and what the store refuses; a side without any
 * figure is null.
 */
export const getRanking = defineUseCase({
  name: 'statistics.get-ranking',
  kind: 'query',
  permission: 'public',
  input: Type.Object(
    {
      ...Asked.properties,
      reporter: AreaCode,
      flow: Type.Optional(FlowName),
      period: Period,
      commodity: Type.Optional(HsPrefix),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 300, default: 20 })),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    reporter: Type.String(),
    flow: Type.String(),
    period: Type.String(),
    own: Nullable(Side),
    mirror: Nullable(Side),
    methods: Type.Array(MethodView),
  }),
  async run(ctx, input) {
    const { reporter, period, limit = 20 } = input;
    const known = checkAreas('/reporter', [reporter]);
    if (isRefusal(known)) return known;
    const flow: Flow = input.flow ?? 'total';
    const asked = questionOf(input);
    const own = await side(ctx, { ...asked, reporters: [reporter], flows: [flow] }, 'partner', period, limit);
    if (isRefusal(own)) return own;
    const seen = { ...asked, partners: [reporter], flows: [mirrored(flow)] };
    const mirror = await side(ctx, seen, 'reporter', period, limit);
    if (isRefusal(mirror)) return mirror;
    return { reporter, flow, period, own, mirror, methods: methodsOf('ranking') };
  },
});

/** What leaves one side arrives at the other. */
export const mirrored = (flow: Flow): Flow =>
  flow === 'export' ? 'import' : flow === 'import' ? 'export' : flow;

interface Question {
  source?: string;
  period: string;
  commodity?: string;
  as_of?: string;
  currency?: string;
}

function questionOf(input: Question): TradeQuestion {
  return {
    sources: [input.source ?? 'official'],
    frequency: input.period.length === 7 ? 'M' : 'A',
    to: input.period,
    commodities: [input.commodity ?? 'TOTAL'],
    ...(input.as_of === undefined ? {} : { as_of: input.as_of }),
    ...(input.currency === undefined ? {} : { currency: input.currency }),
  };
}

async function side(
  ctx: Ctx,
  question: TradeQuestion,
  of: 'partner' | 'reporter',
  period: string,
  limit: number,
): Promise<Outcome<Static<typeof Side> | null>> {
  const read = await readFacts(ctx, question);
  if (isRefusal(read)) return read.code === 'statistics.no_figures' ? null : read;
  const facts = read.facts.filter((f) => single(f[of]) && usable(f, read.guards));
  const rankings = rankedBy(facts, of);
  const now = rankings.get(period);
  if (!now) return null;
  // Of the world's figure where the source states one: partners it lacks would swell a share of their sum.
  const whole = read.facts.find((f) => f[of] === 'WLD' && f.period === period && usable(f, read.guards));
  return {
    currency: read.currency,
    ranks: now.ranks.slice(0, limit).map(({ key, value, rank, tied_with }) => {
      const first = firstTimeRank(rankings, key, rank);
      return {
        partner: key,
        value: formatUnits(value, read.places),
        rank,
        tied_with,
        share_pct: whole ? inPercent(share(value, whole.value)) : null,
        first_time: first && {
          first: first.first,
          before_data: first.before_data,
          incomplete: first.incomplete,
        },
      };
    }),
    missing: now.missing,
    ranked: now.ranked,
    guards: guardViews(guardsOf(read, period)),
    origins: originsOf(facts.filter((f) => f.period === period)),
  };
}

const single = (area: string): boolean => !isGroup(area) && findArea(area)?.kind !== 'group';

const guardsOf = ({ guards }: Facts, period: string): GuardFinding[] =>
  guards.filter(({ scope }) => scope.periods.length === 0 || scope.periods.includes(period));

/** A ranking for each period; whoever had a figure in an earlier one is expected in the later ones. */
function rankedBy(facts: readonly TradeFact[], of: 'partner' | 'reporter'): Map<string, Ranking> {
  const periods = new Map<string, { key: string; value: bigint }[]>();
  for (const fact of facts) {
    const list = periods.get(fact.period) ?? [];
    list.push({ key: fact[of], value: fact.value });
    periods.set(fact.period, list);
  }
  const seen = new Set<string>();
  const rankings = new Map<string, Ranking>();
  for (const [period, parts] of [...periods].sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const part of parts) seen.add(part.key);
    rankings.set(period, ranking(parts, [...seen]));
  }
  return rankings;
}
