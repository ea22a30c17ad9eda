/** The period of a statement as days of UTC, both inclusive, as the address has them. */
export interface Days {
  from: string | undefined;
  to: string | undefined;
}

const day = /^\d{4}-\d\d-\d\d$/;
const DAY_MS = 86_400_000;

/** Instants for the API: from the beginning of the first day to before the end of the last. Other texts are left out. */
export function periodOf({ from, to }: Days): { from?: string; before?: string } {
  const start = from !== undefined && day.test(from) ? Date.parse(`${from}T00:00:00Z`) : Number.NaN;
  const end = to !== undefined && day.test(to) ? Date.parse(`${to}T00:00:00Z`) + DAY_MS : Number.NaN;
  return {
    ...(Number.isNaN(start) ? {} : { from: new Date(start).toISOString() }),
    ...(Number.isNaN(end) ? {} : { before: new Date(end).toISOString() }),
  };
}

/** The day that ended when an instant began a day of UTC. */
export const dayBefore = (instant: string): string =>
  new Date(Date.parse(instant) - DAY_MS).toISOString().slice(0, 10);
