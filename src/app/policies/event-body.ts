import { findEvent } from '../../modules/deals/index.ts';
import type { Ctx } from '../../platform/index.ts';
import type { Happened } from './happened.ts';

/** What an event says beside its kind. The shape is that of the command that wrote it. */
export async function eventBody<T>(ctx: Ctx, { deal_id, number }: Happened): Promise<T> {
  return (await findEvent(ctx, deal_id, number)) as T;
}
