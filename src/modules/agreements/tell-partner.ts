import { DAY_MS } from '../../kernel/days.ts';
import type { Ctx } from '../../platform/index.ts';
import { notify, settle } from '../notices/index.ts';
import { findOrganisations } from '../parties/index.ts';
import { sideOf } from './get-frame.ts';
import type { FrameState } from './model.ts';
import type { FrameRow } from './store.ts';
import type { PriceChangeRow } from './store-prices.ts';

/**
 * Tells the other firm of a frame, or of new prices of it, that came to a state: that an answer is asked of it as long
 * as one can be given, or how it was answered. What is still with its proposer, or was taken back, is told to nobody.
 */
export async function tellPartner(
  ctx: Ctx,
  frame: Omit<FrameRow, 'lots_called' | 'version' | 'state'>,
  state: FrameState,
  change?: Pick<PriceChangeRow, 'change_id' | 'from_day' | 'proposed_by'>,
): Promise<void> {
  if (state === 'held') return;
  const { buyer_org_id, seller_org_id } = frame;
  const { proposed_by } = change ?? frame;
  const [proposer, partner] =
    proposed_by === 'buyer' ? [buyer_org_id, seller_org_id] : [seller_org_id, buyer_org_id];
  const subject = change ? `prices ${change.change_id}` : `frame ${frame.frame_id}`;
  const asked = state === 'proposed';
  if (!asked) {
    await settle(ctx, partner, { subject, step: 1 });
    if (sideOf(frame, ctx.actor.org_id) === proposed_by) return;
  }
  const known = await findOrganisations(ctx, [ctx.actor.org_id]);
  const what = `${change ? 'frame.prices_' : 'frame.'}${asked ? 'proposed' : 'answered'}` as const;
  await notify(ctx, {
    org_id: asked ? partner : proposer,
    what,
    once: `${subject} ${state}`,
    body: {
      frame_id: frame.frame_id,
      firm: known.get(ctx.actor.org_id)?.name ?? '',
      goods: frame.title,
      ...(change ? { from_day: change.from_day } : { lots: frame.lots_total }),
      ...(asked ? {} : { answer: state === 'active' ? 'accepted' : 'refused' }),
    },
    about: { subject, step: asked ? 1 : 2 },
    ...(asked ? { ends_at: change ? lastMoment(frame, change.from_day) : frame.valid_until } : {}),
  });
}

/** Proposed prices of a day that agreed ones have overtaken can be agreed no more: they ask for nothing. */
export async function settleOvertaken(
  ctx: Ctx,
  { buyer_org_id, seller_org_id }: Pick<FrameRow, 'buyer_org_id' | 'seller_org_id'>,
  changes: readonly PriceChangeRow[],
  agreed: PriceChangeRow,
): Promise<void> {
  for (const { change_id, proposed_by, state, from_day } of changes)
    if (state === 'proposed' && change_id !== agreed.change_id && from_day <= agreed.from_day)
      await settle(ctx, proposed_by === 'buyer' ? seller_org_id : buyer_org_id, {
        subject: `prices ${change_id}`,
        step: 1,
      });
}

/** New prices can be agreed until their day is over (UTC), and as long as the frame is in force. */
function lastMoment({ valid_until }: { valid_until: Date }, from_day: string): Date {
  return new Date(Math.min(valid_until.getTime(), Date.parse(from_day) + DAY_MS));
}
