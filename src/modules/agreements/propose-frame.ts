import { Type } from 'typebox';
import { DAY_MS } from '../../kernel/days.ts';
import { canonicalJson, sha256Hex } from '../../kernel/hash.ts';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { defineUseCase, Instant, Uuid } from '../../platform/index.ts';
import { decideRequest } from '../approvals/index.ts';
import { getDeal, rolesIn } from '../deals/index.ts';
import { askForFrame, Waiting } from './ask-for-frame.ts';
import { decidePrices } from './change-prices.ts';
import { getFrame, sideOf } from './get-frame.ts';
import { goesByLots, tiersFit, tooLarge } from './model.ts';
import { Tiers } from './prices.ts';
import { insertFrame, moveFrame } from './store.ts';
import { tellPartner } from './tell-partner.ts';

const Moved = Type.Object({ frame_id: Uuid, state: Type.String(), waiting: Waiting });

/**
 * Seller or buyer proposes to repeat the terms of a deal they have agreed. Refuses with deals.not_found,
 * deals.not_your_part, agreements.nothing_agreed, agreements.not_by_lots, agreements.tier_wrong,
 * agreements.validity_wrong, agreements.too_large and what `askSecond` refuses.
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
      tiers: Tiers,
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
    if (tooLarge(lot, lots_total)) return refuse('agreements.too_large');
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
    await tellPartner(ctx, frame, state);
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
    await tellPartner(ctx, frame, state);
    return { frame_id, state, waiting: null };
  },
});

/**
 * A second person decides for its firm: a proposal that is held goes out, one that was accepted comes into force; the
 * same with new prices of a frame. Refuses as `decideRequest` and `decidePrices` do, and with agreements.not_found,
 * agreements.not_now, agreements.over.
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
    if (decided.subject_hash !== frame.frame_hash) {
      const moved = await decidePrices(ctx, frame, decided.subject_hash, decision);
      return isRefusal(moved) ? moved : { frame_id, state: moved.state, waiting: null };
    }
    const now = ctx.clock.now();
    const held = frame.state === 'held';
    if (decision === 'refused') {
      if (held && !(await moveFrame(ctx.tx, frame, 'refused', now))) return refuse('agreements.moved');
      return { frame_id, state: held ? 'refused' : frame.state, waiting: null };
    }
    if (frame.valid_until <= now) return refuse('agreements.over');
    if (!held && frame.state !== 'proposed') return refuse('agreements.not_now', { state: frame.state });
    const state = held ? 'proposed' : 'active';
    if (!(await moveFrame(ctx.tx, frame, state, now))) return refuse('agreements.moved');
    await tellPartner(ctx, frame, state);
    return { frame_id, state, waiting: null };
  },
});
