export const DAY_MS = 86_400_000;

/** So many times 24 hours later, or earlier when negative. */
export const daysAfter = (at: Date, days: number): Date => new Date(at.getTime() + days * DAY_MS);

/** The day of an instant in UTC: `2026-11-28`. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
