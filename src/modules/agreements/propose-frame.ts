import { Type } from 'typebox';
import { canonicalJson, sha256Hex } from '../../kernel/hash.ts';
import { isRefusal, type Outcome, refuse } from '../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Instant, Nullable, Uuid } from '../../platform/index.ts';
import { askSecond, decideRequest, needsSecond } from '../approvals/index.ts';
import { getDeal, rolesIn } from '../deals/index.ts';
import { goesByLots, TierSchema, termsOfCall, tiersFit } from './model.ts';
import { type FrameRow, findFrame, insertFrame, moveFrame } from './store.ts';

const DAY_MS = 86_400_000;
const Waiting = Nullable(Type.Object({ request_id: Uuid, expires_at: Instant }));
const Moved = Type.Object({ frame_id: Uuid, state: Type.String(), waiting: Waiting });

export const sideOf = (frame: FrameRow, org_id: string): 'buyer' | 'seller' | undefined =>
  org_id === frame.buyer_org_id ? 'buyer' : org_id === frame.seller_org_id ? 'seller' : undefined;

/** A frame as the actor may know it. Refuses with agreements.not_found. */
export async function getFrame(ctx: Ctx, frame_id: string): Promise<Outcome<FrameRow>> {
  const frame = await findFrame(ctx.tx, frame_id, ctx.writable);
  const side = frame && sideOf(frame, ctx.actor.org_id);
  if (!frame || !side || (frame.state === 'held' && side !== frame.proposed_by))
    return refuse('agreements.not_found');
  return frame;
}

/** Asks for a second person where the firm's limits want one for all lots of a frame; undefined: one binds. */
async function askForFrame(
  ctx: Ctx,
  frame: Pick<FrameRow, 'frame_id' | 'frame_hash' | 'title' | 'lot' | 'lots_total' | 'valid_until'>,
): Promise<Outcome<{ request_id: string; expires_at: string }> | undefined> {
  const valid_until = frame.valid_until.toISOString();
  const all = { lots: frame.lots_total, ship_by: frame.lot.ship_by, valid_until };
  const amount = termsOfCall(frame.lot, [], all).price;
  const two = await needsSecond(ctx, amount);
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

/**
 * Seller or buyer proposes to repeat the terms of a deal they have agreed. Refuses with deals.not_found,
 * deals.not_your_part, agreements.nothing_agreed, agreements.not_by_lots, agreements.tier_wrong,
 * agreements.validity_wrong and what `askSecond` refuses.
 */
export const proposeFrame = defineUseCase({
  name: 'agreements.propose-frame',
  kind: 'command',
  permission: 'agreement:make',
  input: Type.Object(
    {
      deal_id: Uuid,
      lots_total: Type.Integer({ minimum: 1, maximum: 10_000 }),
      valid_until: Instant,
      tiers: Type.Array(TierSchema, { maxItems: 50 }),
    },
    { additionalProperties: false },
  ),
  output: Moved,
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    const side = rolesIn(deal, ctx.actor.org_id).find((role) => role === 'buyer' || role === 'seller');
    if (!side) return refuse('deals.not_your_part', { event: 'frame', by: ['buyer', 'seller'] });
    const lot = deal.terms;
    if (!lot) return refuse('agreements.nothing_agreed');
    if (!goesByLots(lot)) return refuse('agreements.not_by_lots');
    if (!tiersFit(lot, input.tiers)) return refuse('agreements.tier_wrong');
    const now = ctx.clock.now();
    const valid_until = new Date(input.valid_until);
    const days = (valid_until.getTime() - now.getTime()) / DAY_MS;
    if (!(days >= 1 && days <= 731)) return refuse('agreements.validity_wrong');
    const { lots_total, tiers } = input;
    const frame_id = ctx.id();
    const said = { lot, tiers, lots_total, valid_until: valid_until.toISOString() };
    const frame = {
      seller_org_id: deal.seller_org_id,
      frame_id,
      buyer_org_id: deal.buyer_org_id,
      basis_deal_id: deal.deal_id,
      title: lot.goods[0]?.description ?? deal.number,
      lot,
      tiers,
      frame_hash: sha256Hex(canonicalJson(said)),
      lots_total,
      valid_until,
      proposed_by: side,
      proposed_at: now,
    };
    const waiting = await askForFrame(ctx, frame);
    if (isRefusal(waiting)) return waiting;
    const state = waiting ? 'held' : 'proposed';
    await insertFrame(ctx.tx, { ...frame, state });
    return { frame_id, state, waiting: waiting ?? null };
  },
});

/**
 * The other side accepts or refuses a proposal. Refuses with agreements.not_found, agreements.not_now,
 * agreements.own_proposal, agreements.over, agreements.moved and what `askSecond` refuses.
 */
export const answerFrame = defineUseCase({
  name: 'agreements.answer-frame',
  kind: 'command',
  permission: 'agreement:make',
  input: Type.Object(
    { frame_id: Uuid, version: Type.Integer({ minimum: 1 }), answer: Type.Enum(['accept', 'refuse']) },
    { additionalProperties: false },
  ),
  output: Moved,
  async run(ctx, { frame_id, version, answer }) {
    const frame = await getFrame(ctx, frame_id);
    if (isRefusal(frame)) return frame;
    if (frame.version !== version) return refuse('agreements.moved');
    if (frame.state !== 'proposed') return refuse('agreements.not_now', { state: frame.state });
    if (answer === 'accept' && sideOf(frame, ctx.actor.org_id) === frame.proposed_by)
      return refuse('agreements.own_proposal');
    if (frame.valid_until <= ctx.clock.now()) return refuse('agreements.over');
    const waiting = answer === 'accept' ? await askForFrame(ctx, frame) : undefined;
    if (isRefusal(waiting)) return waiting;
    if (waiting) return { frame_id, state: frame.state, waiting };
    const state = answer === 'accept' ? 'active' : 'refused';
    if (!(await moveFrame(ctx.tx, frame, state, ctx.clock.now()))) return refuse('agreements.moved');
    return { frame_id, state, waiting: null };
  },
});

/**
 * A second person decides for its firm: a proposal that is held goes out, one that was accepted comes into force.
 * Refuses as `decideRequest` does, and with agreements.not_found, agreements.not_now, agreements.over.
 */
export const approveFrame = defineUseCase({
  name: 'agreements.approve-frame',
  kind: 'command',
  permission: 'contract:approve',
  input: Type.Object(
    { frame_id: Uuid, request_id: Uuid, decision: Type.Enum(['approved', 'refused']) },
    { additionalProperties: false },
  ),
  output: Moved,
  async run(ctx, { frame_id, request_id, decision }) {
    const frame = await getFrame(ctx, frame_id);
    if (isRefusal(frame)) return frame;
    const decided = await decideRequest(ctx, {
      kind: 'agreement',
      subject_id: frame_id,
      request_id,
      decision,
    });
    if (isRefusal(decided)) return decided;
    const now = ctx.clock.now();
    const held = frame.state === 'held';
    if (decision === 'refused') {
      if (held && !(await moveFrame(ctx.tx, frame, 'refused', now))) return refuse('agreements.moved');
      return { frame_id, state: held ? 'refused' : frame.state, waiting: null };
    }
    if (frame.valid_until <= now) return refuse('agreements.over');
    if (!held && frame.state !== 'proposed') return refuse('agreements.not_now', { state: frame.state });
    if (decided.subject_hash !== frame.frame_hash) return refuse('approvals.changed');
    const state = held ? 'proposed' : 'active';
    if (!(await moveFrame(ctx.tx, frame, state, now))) return refuse('agreements.moved');
    return { frame_id, state, waiting: null };
  },
});
