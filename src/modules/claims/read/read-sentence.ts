import { membersOf } from '../areas.ts';
import type { Flow } from '../model.ts';
import { fallen, numbersIn, type Quantity } from './quantities.ts';
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

/**
 * The claims of one sentence, and what the next one may leave out. What is denied or only foreseen is no claim; `tags`
 * are the sentence's, with what was left unread among the unknown.
 */
export function readSentence(
  tags: readonly Tag[],
  before: Said,
): { claims: ReadClaim[]; said: Said; tags: Tag[] } {
  const areas = areasSaid(areasIn(tags), before.areas);
  const years = yearsIn(tags);
  const year = years.at(-1)?.year ?? before.year;
  const sentence: Sentence = {
    tags,
    pair: pairOf(areas),
    year,
    years,
    quantities: numbersIn(tags),
    hasShare: tags.some((t) => t.role === 'share'),
    flow: before.flow,
  };
  const { quantities } = sentence;
  const claims = [
    ...quantities.flatMap((q) => claimOfNumber(q, sentence)),
    ...claimsWithoutNumber(sentence, quantities),
  ];
  const flow = lastFlow(tags) ?? before.flow;
  const unread = new Set(
    quantities
      .filter((q) => isDenied(tags, q) || isRankFor(q, tags) || claimOfNumber(q, sentence).length === 0)
      .flatMap((q) => Array.from({ length: q.to - q.from + 1 }, (_, n) => q.from + n)),
  );
  const shown = tags.map((tag, at) =>
    tag.role === 'denied' || unread.has(at) ? { ...tag, role: 'unknown' } : tag,
  );
  return { claims, said: { areas, year, flow }, tags: shown };
}

/** "the largest partner for the third year in a row" counts years of a rank, which no metric here does. */
const isRankFor = (q: Quantity, tags: readonly Tag[]): boolean =>
  q.kind === 'years' && tags.some((t) => t.role === 'rank');

interface Clause {
  begin: number;
  end: number;
  denied: boolean;
}
/** Found once a sentence, so that reading takes time in proportion to its length. */
const clauses = new WeakMap<readonly Tag[], Clause[]>();

/** The part of a sentence between two commas that a place stands in. */
function clauseAt(tags: readonly Tag[], place: number): Clause {
  let found = clauses.get(tags);
  if (!found) {
    found = [];
    let clause: Clause = { begin: 0, end: tags.length, denied: false };
    for (const [at, tag] of tags.entries()) {
      if (tag.role === 'mark' && (tag.text === ',' || tag.text === '、')) {
        clause.end = at;
        clause = { begin: at + 1, end: tags.length, denied: false };
      }
      clause.denied ||= tag.role === 'denied';
      found.push(clause);
    }
    clauses.set(tags, found);
  }
  return found[place] ?? { begin: 0, end: tags.length, denied: false };
}

/** Whether a word beside it says that it is not so, or not yet: "will reach", "did not", 预计, планируется. */
function isDenied(tags: readonly Tag[], place: { from: number; to: number }): boolean {
  return clauseAt(tags, place.from).denied;
}

/**
 * The year that a place speaks of. Where its clause names several, a change is of the latest, and amounts take them in
 * order when there are as many; otherwise it cannot be told, and is null.
 */
function yearAt(s: Sentence, place: { from: number; to: number }): number | null {
  const { begin, end } = clauseAt(s.tags, place.from);
  const inside = s.years.filter(({ at }) => begin <= at && at < end);
  const different = new Set(inside.map((y) => y.year));
  if (different.size === 0) return s.years.findLast(({ at }) => at < begin)?.year ?? s.year;
  const amounts = s.quantities.filter((q) => q.kind === 'amount' && begin <= q.from && q.from < end);
  const number = amounts.findIndex((q) => q.from === place.from);
  if (different.size === 1 || number < 0) return Math.max(...different);
  return amounts.length === inside.length ? (inside[number]?.year ?? null) : null;
}

/** A sentence that names none, or only one that was spoken of, is still about the same areas. */
function areasSaid(named: readonly string[], before: readonly string[]): string[] {
  return [...(named.every((area) => before.includes(area)) && named.length < 2 ? before : named)];
}

const GOODS_LENGTH = 60;

interface Sentence {
  tags: readonly Tag[];
  pair: { reporter: string; partner: string; read_as: string | null };
  year: number | null;
  years: readonly { at: number; year: number }[];
  quantities: readonly Quantity[];
  hasShare: boolean;
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

/**
 * The partners that a number is of. Where each clause that names partners has a number of its own ("exports to A grew
 * 5 percent, imports from B fell 3 percent"), they are those of its clause; a list of partners before one number is not parted.
 */
function pairAt({ tags, pair, quantities }: Sentence, { from }: Quantity): Sentence['pair'] {
  const partners = pair.partner.split('|');
  if (partners.length < 2) return pair;
  const named = ({ begin, end }: Clause): string[] =>
    areasIn(tags.slice(begin, end)).filter((area) => partners.includes(area));
  const naming = new Set(
    tags.map((_, at) => clauseAt(tags, at)).filter((clause) => named(clause).length > 0),
  );
  const counted = (clause: Clause): boolean =>
    quantities.some((other) => clauseAt(tags, other.from) === clause);
  if (naming.size < 2 || ![...naming].every(counted)) return pair;
  const before = [...naming].findLast(({ begin }) => begin <= from);
  return before ? { ...pair, partner: named(before).join('|') } : pair;
}

function claimOfNumber(q: Quantity, sentence: Sentence): ReadClaim[] {
  if (isDenied(sentence.tags, q)) return [];
  const { begin, end } = clauseAt(sentence.tags, q.from);
  const said = sentence.tags.slice(begin, end);
  // A change over many years is no change on the year before.
  const overYears = said.some((t) => t.role === 'span');
  const clause = sentence.hasShare ? sentence.tags.slice(begin, end) : [];
  const ofShare = clause.some((t) => t.role === 'share');
  const s = ofShare ? { ...sentence, pair: sharePair(sentence) } : { ...sentence, pair: pairAt(sentence, q) };
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
    const crossed = isCrossed(s.tags, q);
    const first = s.tags.some((t) => t.role === 'first');
    if (crossed && first) return number('threshold_crossed');
    if (crossed) return number('threshold');
    return number('level', false, q.read_as);
  }
  if (q.kind === 'percent') {
    if (near?.role === 'share') return number('share', false, q.read_as);
    return near && !overYears ? number('growth', down, q.read_as) : [];
  }
  if (q.kind === 'points') {
    if (ofShare)
      return number(
        'share_change',
        clause.some((t) => t.role === 'change' && t.meaning === 'down'),
      );
    return near || faster ? number('acceleration', down) : [];
  }
  if (q.kind === 'times') {
    if (overYears) return [];
    if (q.unit !== 'fold') return number('growth', false, q.read_as);
    const change = nearest(said, { from: q.from - begin, to: q.to - begin }, ['change']);
    if (q.words === 'grown' || change?.meaning !== 'down') return number('fold', false, q.read_as);
    const fallenTo = partOf(q);
    return fallenTo ? [claim(s, q, { metric: 'fold', ...fallenTo })] : [];
  }
  return q.kind === 'years' && !isRankFor(q, s.tags) ? number('streak') : [];
}

/** "fell twofold", "сократился в 2,5 раза": now ÷ before is one ÷ the number. Undefined where that has no end. */
function partOf(q: Quantity): (Partial<ReadClaim> & { value: string; unit: string }) | undefined {
  const part = 1 / Number(q.value);
  const value = part.toFixed(6).replace(/0+$/, '');
  if (!Number.isFinite(part) || Number(value) * Number(q.value) !== 1) return undefined;
  return {
    value,
    unit: 'fold',
    printed_precision: (Number(q.step) * part * part).toFixed(9).replace(/0+$/, ''),
    bound: fallen[q.bound],
    read_as: `read as a fall: now ÷ before is 1 ÷ ${q.value}${fallen[q.bound] === 'about' ? ', within five percent of it' : ''}`,
  };
}

const CROSSED_WITHIN = 6;

/** A word such as "passed" stands near, and no other number between: 突破1000亿美元，达1063亿美元 crosses the first. */
function isCrossed(tags: readonly Tag[], { from, to }: Quantity): boolean {
  const isNumber = (tag: Tag): boolean => tag.number !== undefined;
  const before = tags.slice(Math.max(0, from - CROSSED_WITHIN), from);
  const at = before.findLastIndex((t) => t.role === 'cross');
  if (at >= 0) return !before.slice(at).some(isNumber);
  const after = tags.slice(to + 1, to + 1 + CROSSED_WITHIN);
  const next = after.findIndex((t) => t.role === 'cross');
  return next >= 0 && !after.slice(0, next).some(isNumber);
}

/** "X's share in Y's trade", "the share of X in Y's trade", X在Y…的占比: Y reports, X is the partner. */
function sharePair({ tags, pair }: Sentence): Sentence['pair'] {
  const at = tags.findIndex((t) => t.role === 'share');
  const carries = (tag: Tag): boolean => tag.role !== 'link' && tag.role !== 'mark';
  const said = (tag: Tag | undefined): string | undefined => (tag?.role === 'area' ? tag.meaning : undefined);
  const areaAfter = (from: number, other: string): string | undefined =>
    tags
      .slice(from)
      .map(said)
      .find((area) => area !== undefined && area !== other);
  const read = (partner: string, reporter: string) => ({ reporter, partner, read_as: null });
  const before = said(tags.slice(0, at).findLast(carries));
  const whole = before && areaAfter(at + 1, before);
  if (before && whole) return read(before, whole);
  const next = tags.findIndex((t, place) => place > at && carries(t));
  const partner = said(tags[next]);
  const reporter = partner && areaAfter(next + 1, partner);
  const flow = tags.findIndex((t, place) => place > next && carries(t));
  // "the share of China's trade with X" is no share of China: its trade is not in something.
  const isIn = tags.slice(next + 1, flow).some((t) => ['in', 'в', 'во'].includes(t.text.toLowerCase()));
  if (partner && reporter && (tags[flow]?.role !== 'flow' || isIn)) return read(partner, reporter);
  // 中亚在中国外贸中的占比
  const inside = tags.findIndex((t) => t.text === '在');
  const [whose, of] = [said(tags[inside - 1]), said(tags[inside + 1])];
  return whose !== undefined && of !== undefined && inside < at ? read(whose, of) : pair;
}

/** Records, ranks, and directions that stand without a number. */
function claimsWithoutNumber(s: Sentence, quantities: readonly Quantity[]): ReadClaim[] {
  const claims: ReadClaim[] = [];
  const at = (role: string): number =>
    s.tags.findIndex((t, place) => t.role === role && !isDenied(s.tags, { from: place, to: place }));
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
  const counted = quantities.some((q) => q.kind !== 'amount');
  if (change >= 0 && !counted && record < 0) {
    const unit = s.tags[change]?.meaning === 'down' ? 'sign_negative' : 'sign_positive';
    const metric = nearest(s.tags, { from: change, to: change }, ['share'], 6) ? 'share_change' : 'growth';
    const of = metric === 'share_change' ? { ...s, pair: sharePair(s) } : s;
    claims.push(claim(of, { from: change, to: change }, { metric, value: '', unit }));
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
  const period = periodOf(s.tags, yearAt(s, place));
  const missing = [...(s.pair.reporter === '' ? ['country'] : []), ...(period === null ? ['period'] : [])];
  return {
    id: '',
    claim: s.tags.map((t) => t.text).join(/\p{Script=Han}/u.test(s.tags[0]?.text ?? '') ? '' : ' '),
    reporter: s.pair.reporter,
    partner: s.pair.partner,
    flow: flow ?? 'total',
    commodity,
    period: period ?? '',
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
