import { DAY_MS } from '../../../kernel/days.ts';
import type { Ctx } from '../../../platform/index.ts';
import type { Vintage } from '../model.ts';
import { currentVintages } from '../store.ts';

/** The vintages as they were known at the end of a day (UTC), or as they are known now. */
export function knownVintages(ctx: Ctx, sources: readonly string[], as_of?: string): Promise<Vintage[]> {
  return currentVintages(ctx.tx, sources, knownAt(ctx, as_of));
}

/** The instant whose knowledge counts: the end of a day, or now. */
export function knownAt(ctx: Pick<Ctx, 'clock'>, as_of: string | undefined): Date {
  return as_of === undefined ? ctx.clock.now() : endOfDay(as_of);
}

/** The last instant of a day (UTC). */
export const endOfDay = (day: string): Date => new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS - 1);
