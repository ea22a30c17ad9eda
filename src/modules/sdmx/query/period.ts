import { SdmxError } from './sdmx-error.ts';

/** First and last day of a year, a month or a day, as YYYY-MM-DD. */
export function daysOf(period: string): { first: string; last: string } {
  const found = /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$/.exec(period);
  if (!found) throw new SdmxError(140, `"${period.slice(0, 40)}" is no period: YYYY, YYYY-MM or YYYY-MM-DD`);
  const [, year = '', month, day] = found;
  if (day !== undefined) return { first: period, last: period };
  if (month === undefined) return { first: `${year}-01-01`, last: `${year}-12-31` };
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return { first: `${period}-01`, last: `${period}-${String(last).padStart(2, '0')}` };
}

/** An instant as xs:dateTime; without an offset it is UTC, the local time of this service. */
export function readInstant(name: string, text: string): Date {
  const found = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/.test(text);
  const zoned = /T/.test(text) && !/(Z|[+-]\d\d:\d\d)$/.test(text) ? `${text}Z` : text;
  const instant = new Date(zoned);
  if (!found || Number.isNaN(instant.getTime()))
    throw new SdmxError(140, `${name} is an instant such as 2026-03-01T00:00:00Z`);
  return instant;
}
