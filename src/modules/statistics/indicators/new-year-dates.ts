import { dataFolder, readTable } from '../../reference/index.ts';

let read: readonly string[] | undefined;

/** First days of the Chinese lunar year (data/lunar-new-year), oldest first. */
export function newYearDates(): readonly string[] {
  read ??= readTable(new URL('lunar-new-year/dates.csv', dataFolder)).map((row) => row.date ?? '');
  return read;
}
