import type { Ctx } from '../../../platform/index.ts';
import type { Vintage } from '../model.ts';
import { currentVintages } from '../store.ts';

const DAY_MS = 86_400_000;

/** The vintages as they were known at the end of a day (UTC), or as they are known now. */
export function knownVintages(ctx: Ctx, sources: readonly string[], as_of?: string): Promise<Vintage[]> {
  const known_at =
    as_of === undefined ? ctx.clock.now() : new Date(Date.parse(`${as_of}T00:00:00Z`) + DAY_MS - 1);
  return currentVintages(ctx.tx, sources, known_at);
}
