import type { LocaleTable } from './locale-table.ts';

export type DateStyle = 'long' | 'medium' | 'month_year' | 'day_month';

interface Day {
  year: number;
  month: number;
  day: number;
}

function fill(pattern: string, { year, month, day }: Day, table: LocaleTable): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  const tokens: Record<string, string> = {
    d: String(day),
    dd: two(day),
    M: String(month),
    MM: two(month),
    MMMM: table.dates.months[month - 1] ?? '',
    MMM: table.dates.months_short[month - 1] ?? '',
    LLLL: table.dates.months_alone[month - 1] ?? '',
    y: String(year),
  };
  return pattern.replace(/\{(\w+)\}/g, (_, token: string) => tokens[token] ?? '');
}

/** A calendar date '2026-01-31' in words; it has no time zone and never shifts. Other text comes back unchanged. */
export function formatDay(iso: string, table: LocaleTable, style: DateStyle = 'medium'): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  if (!match) return iso;
  return fill(
    table.dates[style],
    { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) },
    table,
  );
}

/**
 * An instant as date and time in the reader's zone. `offset_minutes` is east of UTC; without it, the zone of the
 * device at that instant.
 */
export function formatInstant(
  iso: string,
  table: LocaleTable,
  style: DateStyle = 'medium',
  offset_minutes?: number,
): string {
  const at = shifted(iso, offset_minutes);
  if (!at) return iso;
  const time = table.dates.time
    .replace('{HH}', String(at.getUTCHours()).padStart(2, '0'))
    .replace('{mm}', String(at.getUTCMinutes()).padStart(2, '0'));
  return `${fill(table.dates[style], dayOf(at), table)}${table.locale === 'zh' ? ' ' : ', '}${time}`;
}

/** Only the date of an instant, in the reader's zone. */
export function formatInstantDay(
  iso: string,
  table: LocaleTable,
  style: DateStyle = 'medium',
  offset_minutes?: number,
): string {
  const at = shifted(iso, offset_minutes);
  return at ? fill(table.dates[style], dayOf(at), table) : iso;
}

function shifted(iso: string, offset_minutes?: number): Date | undefined {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return undefined;
  const offset = offset_minutes ?? -at.getTimezoneOffset();
  return new Date(at.getTime() + offset * 60_000);
}

function dayOf(at: Date): Day {
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
}

/** A statistical period: '2025', '2025-03', '2025-Q1', '2025-01..2025-03'. */
export function formatPeriod(period: string, table: LocaleTable): string {
  const range = /^(\d{4}-\d{2})(?:\/|\.\.)(\d{4}-\d{2})$/.exec(period);
  if (range) return `${formatPeriod(range[1] ?? '', table)} – ${formatPeriod(range[2] ?? '', table)}`;
  const month = /^(\d{4})-?(\d{2})$/.exec(period);
  if (month)
    return fill(table.dates.month_year, { year: Number(month[1]), month: Number(month[2]), day: 1 }, table);
  return period;
}

/** Whole days from `now` to a deadline: negative when it has passed. */
export function daysUntil(deadline: string, now: Date): number {
  const at = new Date(deadline.length === 10 ? `${deadline}T23:59:59Z` : deadline);
  return Math.floor((at.getTime() - now.getTime()) / 86_400_000);
}
