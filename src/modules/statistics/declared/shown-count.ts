import type { Ctx } from '../../../platform/index.ts';
import { sources } from '../model.ts';

/**
 * A number of rows or bytes of a vintage, as its reader may know it. Of real declarations only the system may: from one
 * vintage to the next it would tell that a line was added.
 */
export function shownCount<T>(ctx: Pick<Ctx, 'actor'>, vintage: { source: string }, count: T): T | null {
  return vintage.source === sources.own && ctx.actor.kind !== 'system' ? null : count;
}
