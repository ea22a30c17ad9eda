import type { Ctx } from '../../../platform/index.ts';
import { daysOfVintages } from '../store.ts';

/** Days (UTC) on which the sources got new vintages, newest first, at most `limit`: what `as_of` can tell apart. */
export function vintageDays(ctx: Ctx, sources: readonly string[], limit: number): Promise<string[]> {
  return daysOfVintages(ctx.tx, sources, limit);
}
