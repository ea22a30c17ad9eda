import type { Static } from 'typebox';
import { isRefusal, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { type Point, percent, type Ratio } from '../../indicators/index.ts';
import { type CommodityGroup, groupNotice } from '../groups/commodity-groups.ts';
import { askTrade } from '../trade/ask-trade.ts';
import { type GuardFinding, refusalOf, type TradeFact, type TradeQuestion } from '../trade/trade-question.ts';
import type { GroupRef, GuardView, OriginView } from './views.ts';

export interface Facts {
  facts: TradeFact[];
  guards: GuardFinding[];
  /** Of all values: a whole number of 10^-places of the currency. */
  places: number;
  currency: string;
}

/**
 * Facts of one currency and scale. Refuses with statistics.no_figures when there are none, rate_missing when some could
 * not be converted to the currency asked for, mixed_units when there are several, and with what askTrade refuses.
 */
export async function readFacts(ctx: Ctx, q: TradeQuestion): Promise<Outcome<Facts>> {
  const both = q.flows?.includes('total') ? [...new Set([...q.flows, 'export', 'import'] as const)] : q.flows;
  const answer = await askTrade(ctx, { ...q, ...(both && { flows: both }) });
  if (isRefusal(answer)) return answer;
  answer.facts = withTotals(answer.facts).filter((f) => !q.flows || q.flows.includes(f.flow));
  const [first] = answer.facts;
  if (!first) return refuse('statistics.no_figures', { source: (q.sources ?? ['official']).join(', ') });
  const currencies = new Set(answer.facts.map((f) => f.currency));
  if (currencies.size > 1) {
    const missing = q.currency === undefined ? '' : ratesMissing(answer.facts, q.currency);
    return missing
      ? refuse('statistics.rate_missing', { missing, currency: q.currency ?? '' })
      : refuse('statistics.mixed_units', { units: [...currencies].sort().join(', ') });
  }
  // Finer figures set the scale: a whole number stays whole when it is written with more places.
  const places = Math.max(...answer.facts.map((f) => f.places));
  const facts = answer.facts.map((f) =>
    f.places === places ? f : { ...f, value: f.value * 10n ** BigInt(places - f.places), places },
  );
  return { facts, guards: answer.guards, places, currency: first.currency };
}

const RATES_NAMED = 12;

/** 'CNY 2023, KZT 2025-03': the currency and period of each rate that is not on file. */
function ratesMissing(facts: readonly TradeFact[], currency: string): string {
  const left = facts.filter((f) => f.currency !== currency).map((f) => `${f.currency} ${f.period}`);
  const named = [...new Set(left)].sort();
  const more = named.length > RATES_NAMED ? `, +${named.length - RATES_NAMED}` : '';
  return `${named.slice(0, RATES_NAMED).join(', ')}${more}`;
}

/**
 * Two-way totals beside exports and imports: as printed where a source prints them, else the sum of both flows.
 * A total is as good as the worse of its parts, and there is none where one of them is missing.
 */
function withTotals(facts: readonly TradeFact[]): TradeFact[] {
  const keyOf = (f: TradeFact, flow: string): string =>
    [f.source, f.period, f.reporter, f.partner, f.commodity, f.currency, flow].join(' ');
  const known = new Map(facts.map((f) => [keyOf(f, f.flow), f]));
  const totals = facts.flatMap((f): TradeFact[] => {
    const other = known.get(keyOf(f, 'import'));
    if (f.flow !== 'export' || !other || other.places !== f.places || known.has(keyOf(f, 'total'))) return [];
    const worse = f.status === 'reported' || f.status === 'demo' ? other : f;
    const value = worse.status === 'confidential' ? 0n : f.value + other.value;
    return [{ ...worse, flow: 'total', value, rows: f.rows + other.rows }];
  });
  return [...facts, ...totals];
}

/**
 * Whether a figure can be compared and summed: reported, and no guard against it; of a two-way total, none against
 * either of its flows.
 */
export function usable(fact: TradeFact, guards: readonly GuardFinding[]): boolean {
  return reported(fact) && guardOn(fact, guards) === undefined;
}

/** Neither estimated, incomplete nor withheld. */
export function reported(fact: TradeFact): boolean {
  return fact.status === 'reported' || fact.status === 'demo';
}

/** The guard that keeps a figure from being compared or summed. */
export function guardOn(fact: TradeFact, guards: readonly GuardFinding[]): GuardFinding | undefined {
  const flows = fact.flow === 'total' ? (['total', 'export', 'import'] as const) : [fact.flow];
  return flows.map((flow) => refusalOf(guards, { ...fact, flow })).find((found) => found !== undefined);
}

/**
 * One figure a period, oldest first. Refuses with statistics.several_figures where a period has two.
 */
export function pointsOf(facts: readonly TradeFact[]): Outcome<Point[]> {
  const points = facts.map(({ period, value }) => ({ period, value }));
  points.sort((a, b) => (a.period < b.period ? -1 : 1));
  const twice = points.find((p, at) => p.period === points[at + 1]?.period);
  return twice ? refuse('statistics.several_figures', { period: twice.period }) : points;
}

/** Each file that the facts rest on, once. */
export function originsOf(facts: readonly TradeFact[]): Static<typeof OriginView>[] {
  const found = new Map<string, Static<typeof OriginView>>();
  for (const { source, vintage, file_hash, source_url, converted, conversion = null } of facts)
    found.set(`${file_hash} ${source_url} ${converted}`, {
      source,
      vintage,
      file_hash,
      source_url,
      converted,
      conversion,
    });
  return [...found.values()].slice(0, ORIGIN_LIMIT);
}
const ORIGIN_LIMIT = 50;

export function guardViews(guards: readonly GuardFinding[]): Static<typeof GuardView>[] {
  return guards.map(({ scope, rows, ...found }) => ({
    ...found,
    scope: { ...scope, periods: [...scope.periods] },
    rows: [...rows],
  }));
}

export function groupRef(group: CommodityGroup): Static<typeof GroupRef> {
  const { id, name, official_list } = group;
  return { id, name, official_list, notice: groupNotice(group) };
}

/** Percent, or percentage points of a difference, as a number with two decimals. */
export function inPercent(r: Ratio | null): number | null {
  return r && Number(percent(r, 2));
}
