import { Type } from 'typebox';
import { isRefusal, type Outcome } from '../../kernel/refusal.ts';
import { type Ctx, Instant, Nullable, Uuid } from '../../platform/index.ts';
import { askSecond, secondPersonRules } from '../approvals/index.ts';
import { termsOfCall } from './model.ts';
import type { FrameRow } from './store.ts';

/** The request that a second person decides; null when one person was enough. */
export const Waiting = Nullable(Type.Object({ request_id: Uuid, expires_at: Instant }));

/** Asks for a second person where the firm's limits want one for all lots of a frame; undefined: one binds. */
export async function askForFrame(
  ctx: Ctx,
  frame: Pick<FrameRow, 'frame_id' | 'frame_hash' | 'title' | 'lot' | 'lots_total' | 'valid_until'>,
): Promise<Outcome<{ request_id: string; expires_at: string }> | undefined> {
  const valid_until = frame.valid_until.toISOString();
  const all = { lots: frame.lots_total, ship_by: frame.lot.ship_by, valid_until };
  const amount = termsOfCall(frame.lot, [], all).price;
  const two = (await secondPersonRules(ctx))(amount);
  if (!two) return undefined;
  const { frame_id: subject_id, frame_hash: subject_hash, title, valid_until: deadline } = frame;
  const asked = await askSecond(
    ctx,
    { kind: 'agreement', subject_id, subject_hash, title, amount, deadline },
    two,
  );
  return isRefusal(asked)
    ? asked
    : { request_id: asked.request_id, expires_at: asked.expires_at.toISOString() };
}
