import { DAY_MS } from '../../../kernel/days.ts';
import { shift } from '../series/period.ts';

/** Days around the first day of the lunar year that trade feels. */
export interface HolidayWindow {
  before: number;
  after: number;
}

/** A week of slack before, and two weeks with the holiday itself. */
export const holidayWindow: HolidayWindow = { before: 7, after: 14 };

/** Share of the window's days of each year that falls into each month: { '2024-02': 1 }. */
export function holidayShares(
  newYears: readonly string[],
  { before, after }: HolidayWindow = holidayWindow,
): Map<string, number> {
  const shares = new Map<string, number>();
  const days = before + after;
  for (const date of newYears)
    for (let day = -before; day < after; day += 1) {
      const month = new Date(Date.parse(`${date}T00:00:00Z`) + day * DAY_MS).toISOString().slice(0, 7);
      shares.set(month, (shares.get(month) ?? 0) + 1 / days);
    }
  return shares;
}

/**
 * The moving-holiday regressor for `length` months from `from`: the window's share in the month less the mean
 * share of that calendar month over all the dates given, so that what is the same every year stays seasonal
 * (Lin and Liu 2002; X-13ARIMA-SEATS manual, genhol with centring by calendar month).
 */
export function holidayRegressor(
  from: string,
  length: number,
  newYears: readonly string[],
  window: HolidayWindow = holidayWindow,
): number[] {
  const shares = holidayShares(newYears, window);
  const means = new Map<string, number>();
  for (const [month, value] of shares) {
    const name = month.slice(5);
    means.set(name, (means.get(name) ?? 0) + value / newYears.length);
  }
  return Array.from({ length }, (_, at) => {
    const month = shift(from, at);
    return (shares.get(month) ?? 0) - (means.get(month.slice(5)) ?? 0);
  });
}
