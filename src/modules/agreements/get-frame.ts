import { type Outcome, refuse } from '../../kernel/refusal.ts';
import type { Ctx } from '../../platform/index.ts';
import { type FrameRow, findFrame } from './store.ts';

export const sideOf = (
  frame: Pick<FrameRow, 'buyer_org_id' | 'seller_org_id'>,
  org_id: string,
): 'buyer' | 'seller' | undefined =>
  org_id === frame.buyer_org_id ? 'buyer' : org_id === frame.seller_org_id ? 'seller' : undefined;

/** A frame as the actor may know it. Refuses with agreements.not_found. */
export async function getFrame(ctx: Ctx, frame_id: string): Promise<Outcome<FrameRow>> {
  const frame = await findFrame(ctx.tx, frame_id, ctx.writable);
  const side = frame && sideOf(frame, ctx.actor.org_id);
  if (!frame || !side || (frame.state === 'held' && side !== frame.proposed_by))
    return refuse('agreements.not_found');
  return frame;
}
