import type { Period } from '../model.ts';

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * A period as claims print it: `2025`, `2021..2025` (years in a row), `2025-05`, `2025-05 YTD` (January to May),
 * `2025-01..05`, `2025 Jan-May`, `2025 H1`, `2025 Q3`. Undefined for anything else.
 */
export function readPeriod(text: string): Period | undefined {
  const match =
    /^(\d{4})(?:\.\.(\d{4})|-(\d{2})(?:( YTD)|\.\.(\d{2}))?| ([A-Za-z]{3,9})(?:-([A-Za-z]{3,9}))?| H([12])| Q([1-4]))?$/.exec(
      text,
    );
  if (!match) return undefined;
  const [, startText, lastYear, month, ytd, toMonth, name, toName, half, quarter] = match;
  const year = Number(lastYear ?? startText);
  if (year < 1950 || year > 2100) return undefined;
  if (lastYear !== undefined) {
    const from_year = Number(startText);
    return from_year < year && year - from_year <= 100 ? { year, first: 1, last: 12, from_year } : undefined;
  }
  if (month !== undefined) {
    const first = ytd ? 1 : Number(month);
    return monthsOf(year, first, toMonth === undefined ? Number(month) : Number(toMonth));
  }
  if (name !== undefined) {
    const first = monthNumber(name);
    return monthsOf(year, first, toName === undefined ? first : monthNumber(toName));
  }
  if (half !== undefined) return monthsOf(year, Number(half) * 6 - 5, Number(half) * 6);
  if (quarter !== undefined) return monthsOf(year, Number(quarter) * 3 - 2, Number(quarter) * 3);
  return { year, first: 1, last: 12 };
}

function monthsOf(year: number, first: number, last: number): Period | undefined {
  return first >= 1 && first <= last && last <= 12 ? { year, first, last } : undefined;
}

function monthNumber(name: string): number {
  return monthNames.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}
