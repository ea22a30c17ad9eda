import type { Bound } from '../model.ts';
import { isYear } from './read-period.ts';
import type { Tag } from './tag-words.ts';

/** A number with what it counts, and where it stands among the tags. */
export interface Quantity {
  kind: 'amount' | 'percent' | 'points' | 'times' | 'years';
  value: string;
  /** The unit as a claim file writes it. */
  unit: string;
  /** The printed precision, in the unit. */
  step: string;
  bound: Bound;
  read_as: string | null;
  /** Which kind of word says it, where no figure does: a verb that says the direction too, a multiple, a part. */
  words?: 'grown' | 'multiple' | 'fraction';
  from: number;
  to: number;
}

const NEARBY = 2;

/**
 * The numbers of a sentence that count something: amounts of money with their scale, percent, points, times and
 * years in a row. Years and months count nothing.
 */
export function numbersIn(tags: readonly Tag[]): Quantity[] {
  return tags.flatMap((tag, at) => {
    const said = saidInWords(tags, at);
    if (said) return [said];
    const value = tag.role === 'numeral' ? tag.meaning : tag.number;
    if (value === undefined || isYear(tag, tags[at + 1])) return [];
    const found =
      tag.role === 'numeral' ? yearsInARow(tags, at) : (counted(tags, at) ?? yearsInARow(tags, at));
    if (!found) return [];
    const step = found.kind === 'years' ? '1' : stepOf(value);
    return [{ ...found, value, step, bound: boundOf(tags, at, found.to), from: found.from ?? at }];
  });
}

/**
 * "doubled", 翻一番, вдвое, "by a third": a number said as a word, with `words` telling which. Such a word is rounder
 * than a figure and is read as within five percent of what it says, unless "more than", "nearly" or the like is before it.
 */
function saidInWords(tags: readonly Tag[], at: number): Quantity | undefined {
  const tag = tags[at];
  if (tag?.role !== 'grown' && tag?.role !== 'multiple' && tag?.role !== 'fraction') return undefined;
  const said = boundOf(tags, at, at);
  const isFall = tag.role === 'grown' && Number(tag.meaning) < 1;
  const bound = said === 'as_printed' ? 'about' : isFall ? fallen[said] : said;
  const whole = tag.role === 'fraction' ? `${tag.meaning} percent` : `now ÷ before is ${tag.meaning}`;
  return {
    kind: tag.role === 'fraction' ? 'percent' : 'times',
    value: tag.meaning,
    unit: tag.role === 'fraction' ? 'percent' : 'fold',
    step: stepOf(tag.meaning),
    bound,
    read_as: `"${tag.text}" read as: ${whole}${bound === 'about' ? ', within five percent of it' : ''}`,
    words: tag.role,
    from: at,
    to: at,
  };
}

/** "more than halved" is less than a half; what has nearly halved is about a half. */
export const fallen: Record<Bound, Bound> = {
  as_printed: 'as_printed',
  over: 'under',
  under: 'over',
  nearly: 'about',
  about: 'about',
};

type Found = Pick<Quantity, 'kind' | 'unit' | 'to' | 'read_as'> & { from?: number };

function counted(tags: readonly Tag[], at: number): Found | undefined {
  let next = at + 1;
  if (tags[next]?.text === '-') next += 1;
  const tag = tags[next];
  if (tag?.role === 'unit') {
    const { meaning } = tag;
    if (meaning === 'percent' || meaning === 'points')
      return {
        kind: meaning,
        unit: meaning === 'points' ? 'percentage_points' : 'percent',
        to: next,
        read_as: null,
      };
    return foldOrTimes(tags, at, next, meaning);
  }
  const scale = tag?.role === 'scale' ? tag : undefined;
  const behind = tags[scale ? next + 1 : next];
  const ahead = tags[at - 1];
  const currency = [behind, ahead].find((t) => t?.role === 'currency');
  if (!scale && !currency) return undefined;
  const to = next + (scale ? 0 : -1) + (behind?.role === 'currency' ? 1 : 0);
  const code = currency?.meaning ?? 'USD';
  return {
    kind: 'amount',
    unit: scale ? `${code}_${scale.meaning}` : code,
    to,
    from: ahead?.role === 'currency' ? at - 1 : at,
    read_as: currency ? null : 'no currency is named: US dollars',
  };
}

/**
 * "10.9-fold" and 10.9 раза say now ÷ before; "grew by 10.9 times" and 增长10.9倍 say that the growth alone is
 * 10.9 times the base, which is one more. 增长到10.9倍 and "to 10.9 times" are of the first kind.
 */
function foldOrTimes(tags: readonly Tag[], at: number, to: number, meaning: string): Found {
  const isRatio = meaning === 'fold' || tags[at - 1]?.role === 'to';
  return {
    kind: 'times',
    unit: isRatio ? 'fold' : 'times',
    to,
    read_as: isRatio
      ? 'read as now ÷ before (n-fold)'
      : 'read as growth by n times: now ÷ before is one more',
  };
}

/** "five consecutive years", "the fifth year in a row", 连续五年, "пятый год подряд". */
function yearsInARow(tags: readonly Tag[], at: number): Found | undefined {
  const around = tags.slice(Math.max(0, at - NEARBY), at + NEARBY + 2);
  if (!around.some((t) => t.role === 'streak')) return undefined;
  const last = tags
    .slice(at + 1, at + NEARBY + 2)
    .findLastIndex((t) => t.role === 'streak' || t.role === 'years');
  return { kind: 'years', unit: 'years', to: at + Math.max(last + 1, 0), read_as: null };
}

/** A bound stands right before the number; 多 and "or more" are not read. */
function boundOf(tags: readonly Tag[], at: number, to: number): Bound {
  const before = tags.slice(Math.max(0, at - NEARBY), at).findLast((t) => t.role === 'bound');
  const after = tags[to + 1];
  const found = before ?? (after?.role === 'bound' && after.text === '以上' ? after : undefined);
  return (found?.meaning as Bound | undefined) ?? 'as_printed';
}

/** 106.3 → 0.1 */
function stepOf(value: string): string {
  const places = value.split('.')[1]?.length ?? 0;
  return places === 0 ? '1' : `0.${'1'.padStart(places, '0')}`;
}
