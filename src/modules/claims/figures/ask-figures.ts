import { isRefusal, type Outcome } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import {
  askTrade,
  codesOfGroup,
  findGroup,
  type GuardFinding,
  publishedFigures,
  type TradeFact,
  type TradeQuestion,
  vintageDays,
} from '../../statistics/index.ts';
import { membersOf, regionOf } from '../areas.ts';
import type { Claim, Metric } from '../model.ts';
import { FigureBook } from './figure-book.ts';
import { type GroupFigure, groupFigures } from './group-figures.ts';

/** Official figures as printed, and the tables of China customs where they were imported. */
export const DEFAULT_SOURCES = ['official', 'gacc'] as const;
const MOST_VINTAGES = 4;
/** Growth of the year before, and the years in which a rank is looked for. */
const YEARS_BEFORE = 6;
const looksAtAllYears: readonly (Metric | null)[] = [
  'record',
  'threshold_crossed',
  'streak',
  'first_time_rank',
];
const looksAtAllPartners: readonly (Metric | null)[] = ['rank', 'first_time_rank', 'count'];

export interface AskOptions {
  sources?: readonly string[];
  /** YYYY-MM-DD: the figures as known at the end of that day (UTC). */
  as_of?: string;
}

/**
 * Everything that the claims need, in one question of years, one of months where a claim is on part of a year, and
 * one of figures as printed: never a question per claim. Refuses with what `askTrade` refuses.
 */
export async function askFigures(
  ctx: Ctx,
  claims: readonly Claim[],
  options: AskOptions,
): Promise<Outcome<FigureBook>> {
  const sources = options.sources ?? DEFAULT_SOURCES;
  const facts: TradeFact[] = [];
  const guards: GuardFinding[] = [];
  for (const question of questionsOf(claims, { ...options, sources })) {
    const answer = await askTrade(ctx, question);
    if (isRefusal(answer)) return answer;
    facts.push(...answer.facts);
    guards.push(...answer.guards);
  }
  const published = sources.includes('official') ? await publishedFigures(ctx, options.as_of) : [];
  if (isRefusal(published)) return published;
  const groups = await askGroups(ctx, claims, options);
  return isRefusal(groups) ? groups : new FigureBook(facts, guards, published, groups);
}

/** Commodity groups are looked for in HS figures; unless sources were named, in those of UN Comtrade too. */
async function askGroups(
  ctx: Ctx,
  claims: readonly Claim[],
  options: AskOptions,
): Promise<Outcome<GroupFigure[]>> {
  const own = claims.filter((c) => findGroup(c.commodity));
  const names = [...new Set(own.map((c) => c.commodity))];
  if (names.length === 0) return [];
  const codes = names.flatMap((name) => {
    const group = findGroup(name);
    return group ? codesOfGroup(group) : [];
  });
  const sources = options.sources ?? [...DEFAULT_SOURCES, 'comtrade'];
  const asked = questionsOf(own, { ...options, sources }).map((q) => ({
    ...q,
    from: fromYears(own, q.frequency),
    commodities: [...new Set(['TOTAL', ...codes])],
  }));
  const facts: TradeFact[] = [];
  const guards: GuardFinding[] = [];
  const ask = async (question: TradeQuestion): Promise<Outcome<true>> => {
    const answer = await askTrade(ctx, question);
    if (isRefusal(answer)) return answer;
    facts.push(...answer.facts);
    guards.push(...answer.guards);
    return true;
  };
  const below = (q: TradeQuestion, level: 2 | 6): TradeQuestion => ({
    ...q,
    commodities: ['TOTAL'],
    children: true,
    level,
  });
  for (const q of asked) {
    const told = [await ask(q), await ask(below(q, 2))].find(isRefusal);
    if (told) return told;
  }
  const figures = groupFigures(names, unique(facts), guards);
  if (!figures.some(({ found }) => 'lacking' in found)) return figures;
  // A source may have lines of six digits only: they are many, and read where nothing else tells.
  for (const q of asked) {
    const told = await ask(below({ ...q, partners: q.reporters ?? [] }, 6));
    if (isRefusal(told)) return told;
  }
  return groupFigures(names, unique(facts), guards);
}

/** A claim on a group looks two years back at most. */
const fromYears = (claims: readonly Claim[], frequency: 'A' | 'M'): string => {
  const first = String(Math.min(...claims.map((c) => c.period.year)) - 2);
  return frequency === 'A' ? first : `${first}-01`;
};

/** Several questions may have given the same figure. */
const unique = (facts: readonly TradeFact[]): TradeFact[] => [
  ...new Map(
    facts.map((f) => [
      [f.source, f.reporter, f.partner, f.flow, f.commodity, f.period, f.currency].join(' '),
      f,
    ]),
  ).values(),
];

/** The same figures as known on other days on which the store changed, newest first. */
export async function askOtherVintages(
  ctx: Ctx,
  claims: readonly Claim[],
  options: AskOptions,
): Promise<Outcome<{ day: string; book: FigureBook }[]>> {
  const days = await vintageDays(ctx, options.sources ?? DEFAULT_SOURCES, MOST_VINTAGES + 1);
  // The newest day is how the store stands now, which is what an earlier day is compared with.
  const other = options.as_of === undefined ? days.slice(1) : days.filter((day) => day !== options.as_of);
  const books: { day: string; book: FigureBook }[] = [];
  for (const day of other.slice(0, MOST_VINTAGES)) {
    const book = await askFigures(ctx, claims, { ...options, as_of: day });
    if (isRefusal(book)) return book;
    books.push({ day, book });
  }
  return books;
}

function questionsOf(
  claims: readonly Claim[],
  options: AskOptions & { sources: readonly string[] },
): TradeQuestion[] {
  const areas = claims.flatMap((c) => [...c.reporters, ...c.partners]);
  const all = [...new Set([...areas, ...areas.flatMap(around), 'WLD'])];
  const commodities = [
    ...new Set(['TOTAL', ...claims.map((c) => c.commodity).filter((c) => /^(\d\d|\d{4}|\d{6})$/.test(c))]),
  ];
  const years = claims.map((c) => c.period.year);
  const first = Math.min(...years, ...claims.map((c) => c.period.from_year ?? c.period.year)) - YEARS_BEFORE;
  const fromStart = claims.some((c) => looksAtAllYears.includes(c.metric));
  const allPartners = claims.some((c) => looksAtAllPartners.includes(c.metric));
  const common = {
    sources: options.sources,
    reporters: all,
    ...(allPartners ? {} : { partners: all }),
    flows: ['export', 'import', 'total'] as const,
    commodities,
    ...(options.as_of === undefined ? {} : { as_of: options.as_of }),
  };
  const last = Math.max(...years) + 1;
  const yearly: TradeQuestion = {
    ...common,
    frequency: 'A',
    ...(fromStart ? {} : { from: String(first), to: String(last) }),
  };
  const inMonths = claims.some((c) => c.period.first > 1 || c.period.last < 12);
  const monthly: TradeQuestion = { ...common, frequency: 'M', from: `${first}-01`, to: `${last}-12` };
  return inMonths ? [yearly, monthly] : [yearly];
}

/** What an area is worked out from: its countries, or the region it is a part of. */
function around(area: string): string[] {
  const region = regionOf(area);
  return [...(membersOf(area) ?? []), ...(region ? [region] : [])];
}
