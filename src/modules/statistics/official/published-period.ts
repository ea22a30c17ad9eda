/** Kind of a published period, as stored: a whole year, a stated part of it, or one that cannot be told. */
export const spans = ['year', 'part', 'unclear'] as const;
export type Span = (typeof spans)[number];
export const spanCode: Record<Span, number> = { year: 1, part: 2, unclear: 3 };
export const spanOf = (code: number): Span => spans[code - 1] ?? 'unclear';

export interface PublishedPeriod {
  span: Span;
  /** YYYYMM; null when it cannot be told. */
  first_month: number | null;
  last_month: number | null;
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * Reads a period as publishers print it: 'full year', 'Jan-Oct', 'January', 'H1'. Anything else is unclear and
 * never becomes part of an annual series.
 */
export function readPeriod(year: number, printed: string): PublishedPeriod {
  const text = printed.trim().toLowerCase();
  const months = (first: number, last: number, span: Span): PublishedPeriod => ({
    span,
    first_month: year * 100 + first,
    last_month: year * 100 + last,
  });
  if (text === 'full year') return months(1, 12, 'year');
  if (text === 'h1') return months(1, 6, 'part');
  const range = /^([a-z]{3})[a-z]*(?:\s*[-–]\s*([a-z]{3})[a-z]*)?$/.exec(text);
  const first = monthNames.indexOf(range?.[1] ?? '') + 1;
  const last = range?.[2] ? monthNames.indexOf(range[2]) + 1 : first;
  if (first < 1 || last < first) return { span: 'unclear', first_month: null, last_month: null };
  return months(first, last, first === 1 && last === 12 ? 'year' : 'part');
}

/** '2025-03' for a month, '2024' for a year, '2025 Jan-Oct' for what was printed. */
export function showPublished(year: number, span: Span, printed: string): string {
  return span === 'year' ? String(year) : `${year} ${printed}`;
}

/** 202503 → '2025-03'. */
export function monthText(month: number): string {
  return `${Math.floor(month / 100)}-${String(month % 100).padStart(2, '0')}`;
}

/** '2025-03' → 202503. */
export function monthNumber(text: string): number {
  return Number(text.replace('-', ''));
}

/** The month that lies `months` after (or before) another, as YYYYMM. */
export function monthAfter(month: number, months: number): number {
  const index = Math.floor(month / 100) * 12 + (month % 100) - 1 + months;
  return Math.floor(index / 12) * 100 + (index % 12) + 1;
}
