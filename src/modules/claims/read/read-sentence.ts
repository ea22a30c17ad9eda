import { membersOf } from '../areas.ts';
import type { Flow } from '../model.ts';
import { numbersIn, type Quantity } from './quantities.ts';
import { periodOf, yearsIn } from './read-period.ts';
import type { ReadClaim } from './read-text.ts';
import type { Tag } from './tag-words.ts';

/** What the text so far has been about. */
export interface Said {
  areas: string[];
  year: number | null;
  flow: Flow | null;
}

export const startOfText: Said = { areas: [], year: null, flow: null };

/** The claims of one sentence, and what the next one may leave out. */
export function readSentence(tags: readonly Tag[], before: Said): { claims: ReadClaim[]; said: Said } {
  const areas = areasSaid(areasIn(tags), before.areas);
  const years = yearsIn(tags);
  const year = years.at(-1)?.year ?? before.year;
  const sentence: Sentence = {
    tags,
    pair: pairOf(areas),
    period: periodOf(tags, year),
    flow: before.flow,
  };
  const quantities = numbersIn(tags);
  const claims = [
    ...quantities.flatMap((q) => claimOfNumber(q, sentence)),
    ...claimsWithoutNumber(sentence, quantities),
  ];
  const flow = lastFlow(tags) ?? before.flow;
  return { claims, said: { areas, year, flow } };
}

/** A sentence that names none, or only one that was spoken of, is still about the same areas. */
function areasSaid(named: readonly string[], before: readonly string[]): string[] {
  return [...(named.every((area) => before.includes(area)) && named.length < 2 ? before : named)];
}

const GOODS_LENGTH = 60;

interface Sentence {
  tags: readonly Tag[];
  pair: { reporter: string; partner: string; read_as: string | null };
  period: string | null;
  flow: Flow | null;
}

function areasIn(tags: readonly Tag[]): string[] {
  return [...new Set(tags.filter((t) => t.role === 'area').map((t) => t.meaning))];
}

/** The first area named reports, the others are its partners; one alone is a partner of China. */
function pairOf(areas: readonly string[]): Sentence['pair'] {
  const [first = '', ...others] = areas;
  if (areas.length === 0) return { reporter: '', partner: '', read_as: null };
  if (others.length > 0) return { reporter: first, partner: others.join('|'), read_as: null };
  if (first === 'CN') return { reporter: 'CN', partner: 'WLD', read_as: 'no partner is named: the world' };
  return { reporter: 'CN', partner: first, read_as: 'no reporter is named: read as China' };
}

function claimOfNumber(q: Quantity, s: Sentence): ReadClaim[] {
  const near = nearest(s.tags, q, ['change', 'share', 'balance']);
  const faster = s.tags.some((t) => t.role === 'faster');
  const down = near?.role === 'change' && near.meaning === 'down';
  const number = (metric: string, negative = false, read_as: string | null = null): ReadClaim[] => [
    claim(s, q, {
      metric,
      value: negative ? `-${q.value}` : q.value,
      unit: q.unit,
      printed_precision: q.step,
      bound: q.bound,
      read_as,
    }),
  ];
  if (q.kind === 'amount') {
    if (near?.role === 'balance') return number('balance', near.meaning === 'deficit');
    const crossed = nearest(s.tags, q, ['cross'], 6);
    const first = s.tags.some((t) => t.role === 'first');
    if (crossed && first) return number('threshold_crossed');
    if (crossed) return number('threshold');
    return number('level', false, q.read_as);
  }
  if (q.kind === 'percent') {
    if (near?.role === 'share') return number('share');
    return near ? number('growth', down) : [];
  }
  if (q.kind === 'points') {
    if (near?.role === 'share') return number('share_change', down);
    return near || faster ? number('acceleration', down) : [];
  }
  if (q.kind === 'times') return number(q.unit === 'fold' ? 'fold' : 'growth', false, q.read_as);
  return q.kind === 'years' ? number('streak') : [];
}

/** Records, ranks, and directions that stand without a number. */
function claimsWithoutNumber(s: Sentence, quantities: readonly Quantity[]): ReadClaim[] {
  const claims: ReadClaim[] = [];
  const at = (role: string): number => s.tags.findIndex((t) => t.role === role);
  const record = at('record');
  if (record >= 0)
    claims.push(claim(s, { from: record, to: record }, { metric: 'record', value: '1', unit: 'boolean' }));
  const rank = at('rank');
  if (rank >= 0) {
    const placed = { ...s, pair: rankPair(s.tags, rank, s.pair) };
    const place = { from: rank, to: rank };
    claims.push(claim(placed, place, { metric: 'rank', value: s.tags[rank]?.meaning ?? '1', unit: 'rank' }));
    if (at('first') >= 0 && s.tags[rank]?.meaning === '1')
      claims.push(claim(placed, place, { metric: 'first_time_rank', value: '1', unit: 'boolean' }));
  }
  const change = at('change');
  const counted = quantities.some((q) => q.kind === 'percent' || q.kind === 'times' || q.kind === 'years');
  if (change >= 0 && !counted && record < 0) {
    const unit = s.tags[change]?.meaning === 'down' ? 'sign_negative' : 'sign_positive';
    const metric = nearest(s.tags, { from: change, to: change }, ['share'], 6) ? 'share_change' : 'growth';
    claims.push(claim(s, { from: change, to: change }, { metric, value: '', unit }));
  }
  return claims;
}

/** "X is the largest partner of Y", "X became Y's largest partner": Y reports. */
function rankPair(tags: readonly Tag[], rank: number, otherwise: Sentence['pair']): Sentence['pair'] {
  const areas = (from: number, to: number): string[] => areasIn(tags.slice(from, to));
  const after = areas(rank + 1, tags.length);
  const [partner, ...rest] = areas(0, rank);
  const reporters = rest.length > 0 ? rest : after.filter((a) => a !== partner);
  if (partner === undefined || reporters.length === 0)
    return { ...otherwise, reporter: otherwise.partner, partner: otherwise.reporter };
  const each = tags.some((t) => t.role === 'each' || /五国|five/.test(t.text));
  const [region = ''] = reporters;
  const members = each && reporters.length === 1 ? membersOf(region) : undefined;
  return {
    reporter: (members ?? reporters).join('|'),
    partner,
    read_as: members ? 'read as a claim on each of the countries' : null,
  };
}

function claim(
  s: Sentence,
  place: { from: number; to: number },
  said: Partial<ReadClaim> & { metric: string; value: string; unit: string },
): ReadClaim {
  const flow = flowNear(s.tags, place) ?? s.flow;
  const commodity = nearest(s.tags, place, ['commodity'])?.meaning ?? unknownGoods(s.tags, place) ?? 'all';
  const notes = [said.read_as, s.pair.read_as, flow === null ? 'no flow is named: two-way trade' : null];
  const read_as = notes.filter((n) => n !== null && n !== undefined).join('; ') || null;
  const missing = [...(s.pair.reporter === '' ? ['country'] : []), ...(s.period === null ? ['period'] : [])];
  return {
    id: '',
    claim: s.tags.map((t) => t.text).join(/\p{Script=Han}/u.test(s.tags[0]?.text ?? '') ? '' : ' '),
    reporter: s.pair.reporter,
    partner: s.pair.partner,
    flow: flow ?? 'total',
    commodity,
    period: s.period ?? '',
    printed_precision: '',
    bound: 'as_printed',
    source: '',
    ...said,
    read_as,
    missing,
  };
}

/** The flow that a number is about: the one before it, else the first after it. */
function flowNear(tags: readonly Tag[], { from, to }: { from: number; to: number }): Flow | null {
  const before = tags.slice(0, from).findLast((t) => t.role === 'flow');
  const after = tags.slice(to + 1).find((t) => t.role === 'flow');
  return ((before ?? after)?.meaning as Flow | undefined) ?? null;
}

/** Words that nobody here knows, right after a flow ("imports of honey") or right before a change, name goods. */
function unknownGoods(tags: readonly Tag[], { from, to }: { from: number; to: number }): string | undefined {
  const isGoods = (at: number): boolean => {
    const before = tags.slice(0, at).findLast((t) => t.role !== 'link' && t.role !== 'unknown');
    const after = tags.slice(at + 1).find((t) => t.role !== 'unknown');
    return before?.role === 'flow' || after?.role === 'change';
  };
  const marks = tags.map((t, at) => (t.role === 'unknown' && isGoods(at) ? at : -1)).filter((at) => at >= 0);
  const nearby = marks.findLast((at) => at < from) ?? marks.find((at) => at > to);
  if (nearby === undefined) return undefined;
  let first = nearby;
  while (first > 0 && tags[first - 1]?.role === 'unknown') first -= 1;
  let last = nearby;
  while (tags[last + 1]?.role === 'unknown') last += 1;
  const words = tags.slice(first, last + 1).map((t) => t.text);
  return words.join(/\p{Script=Han}/u.test(words[0] ?? '') ? '' : ' ').slice(0, GOODS_LENGTH);
}

const lastFlow = (tags: readonly Tag[]): Flow | null =>
  (tags.findLast((t) => t.role === 'flow')?.meaning as Flow | undefined) ?? null;

/** The nearest tag of one of the roles on either side; the side before wins where both are as near. */
function nearest(
  tags: readonly Tag[],
  { from, to }: { from: number; to: number },
  roles: readonly string[],
  within: number = tags.length,
): Tag | undefined {
  for (let away = 1; away <= within; away++) {
    if (from - away < 0 && to + away >= tags.length) return undefined;
    for (const tag of [tags[from - away], tags[to + away]]) if (tag && roles.includes(tag.role)) return tag;
  }
  return undefined;
}
