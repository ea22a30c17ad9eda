import type { Tag } from './tag-words.ts';

const LAST_MONTH = 12;

/** The period of a sentence in the words of a claim file: `2025`, `2025-01..05`; null when no year is named. */
export function periodOf(tags: readonly Tag[], year: number | null): string | null {
  if (year === null) return null;
  const part = tags.find((t) => t.role === 'part')?.meaning;
  const [first, last] = part ? part.split('-').map(Number) : (monthsOf(tags) ?? [1, LAST_MONTH]);
  const two = (n: number | undefined): string => String(n).padStart(2, '0');
  if (first === 1 && last === LAST_MONTH) return String(year);
  return first === last ? `${year}-${two(first)}` : `${year}-${two(first)}..${two(last)}`;
}

/** January–May, 1-5月, the first five months, 前5个月. */
function monthsOf(tags: readonly Tag[]): [number, number] | undefined {
  const named = tags.filter((t) => t.role === 'month').map((t) => Number(t.meaning));
  const [first, last = first] = named;
  if (first !== undefined && last !== undefined && first <= last) return [first, last];
  const at = tags.findIndex((t) => t.role === 'months');
  const count = at < 0 ? undefined : monthNumber(tags[at - 1]);
  if (count === undefined) return undefined;
  const from = tags[at - 2]?.text === '-' || tags[at - 2]?.text === '–' ? monthNumber(tags[at - 3]) : 1;
  return from !== undefined && from <= count ? [from, count] : undefined;
}

function monthNumber(tag: Tag | undefined): number | undefined {
  const value = Number(tag?.role === 'numeral' ? tag.meaning : tag?.number);
  return Number.isInteger(value) && value >= 1 && value <= LAST_MONTH ? value : undefined;
}

/** Years named in a sentence, in order: numbers such as 2025 that count nothing. */
export function yearsIn(tags: readonly Tag[]): { at: number; year: number }[] {
  return tags.flatMap((tag, at) => (isYear(tag, tags[at + 1]) ? [{ at, year: Number(tag.number) }] : []));
}

export function isYear(tag: Tag, next: Tag | undefined): boolean {
  return (
    tag.role === 'number' &&
    /^(19[5-9]|20\d)\d$/.test(tag.number ?? '') &&
    !['scale', 'currency', 'unit'].includes(next?.role ?? '')
  );
}
