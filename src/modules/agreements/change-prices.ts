import { Type } from 'typebox';
import { dayOf } from '../../kernel/days.ts';
import { canonicalJson, sha256Hex } from '../../kernel/hash.ts';
import { isRefusal, type Outcome, refuse } from '../../kernel/refusal.ts';
import { paragraphsPattern } from '../../kernel/text.ts';
import { type Ctx, DateText, defineUseCase, Uuid } from '../../platform/index.ts';
import { termsErrors } from '../deals/index.ts';
import { askForFrame, Waiting } from './ask-for-frame.ts';
import { getFrame, sideOf } from './get-frame.ts';
import { termsOfCall, tiersFit, tooLarge } from './model.ts';
import { LinePrices, lotAt, MOST_CHANGES, pricesFit, pricesOn, Tiers } from './prices.ts';
import type { FrameRow } from './store.ts';
import { findChanges, insertChange, moveChange, type PriceChangeRow } from './store-prices.ts';
import { settleOvertaken, tellPartner } from './tell-partner.ts';

const Changed = Type.Object({ frame_id: Uuid, change_id: Uuid, state: Type.String(), waiting: Waiting });

/** A day from today on, within the frame and behind every agreed change: one price for a day, none backwards. */
function dayFits(ctx: Ctx, frame: FrameRow, changes: readonly PriceChangeRow[], day: string): boolean {
  return (
    day >= dayOf(ctx.clock.now()) &&
    day <= dayOf(frame.valid_until) &&
    changes.every((c) => c.state !== 'active' || c.from_day < day)
  );
}

/**
 * Whether the lots that are left, one at least, would cost more than an amount can say: another change may have been
 * agreed.
 */
function changeTooLarge(
  frame: FrameRow,
  changes: readonly PriceChangeRow[],
  { from_day, prices }: Pick<PriceChangeRow, 'from_day' | 'prices'>,
): boolean {
  const left = Math.max(1, frame.lots_total - frame.lots_called);
  return tooLarge(pricesOn(frame, changes, from_day).lot, left, prices);
}

/** A frame in force, as a change of its prices needs it. */
async function frameInForce(ctx: Ctx, frame_id: string): Promise<Outcome<FrameRow>> {
  const frame = await getFrame(ctx, frame_id);
  if (isRefusal(frame)) return frame;
  if (frame.state !== 'active') return refuse('agreements.not_now', { state: frame.state });
  if (frame.valid_until <= ctx.clock.now()) return refuse('agreements.over');
  return frame;
}

/** The limit of a firm is asked for the lots that are still to be called, at the new prices without their steps. */
function askForChange(
  ctx: Ctx,
  frame: FrameRow,
  changes: readonly PriceChangeRow[],
  change: Pick<PriceChangeRow, 'from_day' | 'prices' | 'change_hash'>,
): ReturnType<typeof askForFrame> {
  const lot = lotAt(pricesOn(frame, changes, change.from_day).lot, change.prices);
  return askForFrame(ctx, {
    ...frame,
    lot,
    lots_total: frame.lots_total - frame.lots_called,
    frame_hash: change.change_hash,
  });
}

/**
 * Seller or buyer proposes other unit prices, and other steps, from a day on. Refuses with agreements.not_found,
 * agreements.not_now, agreements.over, agreements.too_many_lots, agreements.change_open, agreements.change_day_wrong,
 * agreements.change_wrong, agreements.tier_wrong, agreements.too_many_changes, agreements.too_large,
 * deals.terms_do_not_hold and what `askSecond` refuses.
 */
export const proposePrices = defineUseCase({
  name: 'agreements.propose-prices',
  kind: 'command',
  permission: 'agreement:make',
  input: Type.Object(
    {
      frame_id: Uuid,
      from_day: DateText,
      prices: LinePrices,
      tiers: Tiers,
      reason: Type.Optional(Type.String({ minLength: 1, maxLength: 500, pattern: paragraphsPattern })),
    },
    { additionalProperties: false },
  ),
  output: Changed,
  async run(ctx, { frame_id, from_day, prices, tiers, reason }) {
    const frame = await frameInForce(ctx, frame_id);
    if (isRefusal(frame)) return frame;
    const side = sideOf(frame, ctx.actor.org_id) ?? 'buyer';
    const left = frame.lots_total - frame.lots_called;
    if (left === 0) return refuse('agreements.too_many_lots', { left });
    const changes = await findChanges(ctx.tx, frame);
    if (changes.length >= MOST_CHANGES) return refuse('agreements.too_many_changes', { most: MOST_CHANGES });
    if (changes.some((c) => c.proposed_by === side && ['held', 'proposed'].includes(c.state)))
      return refuse('agreements.change_open');
    if (!dayFits(ctx, frame, changes, from_day)) return refuse('agreements.change_day_wrong');
    if (!pricesFit(frame.lot, prices)) return refuse('agreements.change_wrong');
    if (changeTooLarge(frame, changes, { from_day, prices })) return refuse('agreements.too_large');
    const lot = lotAt(pricesOn(frame, changes, from_day).lot, prices);
    const changed = new Set(prices.map((p) => p.line));
    if (!tiers.every((t) => changed.has(t.line)) || !tiersFit(lot, tiers))
      return refuse('agreements.tier_wrong');
    for (const steps of [[], tiers]) {
      const all = { lots: left, ship_by: lot.ship_by, valid_until: frame.valid_until.toISOString() };
      const errors = termsErrors(termsOfCall(lot, steps, all));
      if (errors.length > 0) return refuse('deals.terms_do_not_hold', {}, errors);
    }
    const change_id = ctx.id();
    const said = { frame: frame.frame_hash, change_id, from_day, prices, tiers };
    const change = { change_id, from_day, prices, tiers, change_hash: sha256Hex(canonicalJson(said)) };
    const waiting = await askForChange(ctx, frame, changes, change);
    if (isRefusal(waiting)) return waiting;
    const state = waiting ? 'held' : 'proposed';
    const row = { ...change, reason: reason ?? null, state, proposed_by: side, at: ctx.clock.now() } as const;
    await insertChange(ctx.tx, frame, row);
    await tellPartner(ctx, frame, state, row);
    return { frame_id, change_id, state, waiting: waiting ?? null };
  },
});

/**
 * The other side accepts or refuses new prices; who proposed them can only take them back. Refuses with
 * agreements.not_found, agreements.not_now, agreements.over, agreements.change_not_found, agreements.own_proposal,
 * agreements.change_day_wrong, agreements.too_large and what `askSecond` refuses.
 */
export const answerPrices = defineUseCase({
  name: 'agreements.answer-prices',
  kind: 'command',
  permission: 'agreement:make',
  input: Type.Object(
    { frame_id: Uuid, change_id: Uuid, answer: Type.Enum(['accept', 'refuse']) },
    { additionalProperties: false },
  ),
  output: Changed,
  async run(ctx, { frame_id, change_id, answer }) {
    const frame = await frameInForce(ctx, frame_id);
    if (isRefusal(frame)) return frame;
    const changes = await findChanges(ctx.tx, frame);
    const change = changes.find((c) => c.change_id === change_id);
    const mine = change?.proposed_by === sideOf(frame, ctx.actor.org_id);
    if (!change || (change.state === 'held' && !mine)) return refuse('agreements.change_not_found');
    if (change.state !== 'proposed' && !(change.state === 'held' && answer === 'refuse'))
      return refuse('agreements.not_now', { state: change.state });
    if (answer === 'accept') {
      if (mine) return refuse('agreements.own_proposal');
      if (!dayFits(ctx, frame, changes, change.from_day)) return refuse('agreements.change_day_wrong');
      if (changeTooLarge(frame, changes, change)) return refuse('agreements.too_large');
      const waiting = await askForChange(ctx, frame, changes, change);
      if (isRefusal(waiting)) return waiting;
      if (waiting) return { frame_id, change_id, state: change.state, waiting };
    }
    const state = answer === 'accept' ? 'active' : 'refused';
    await moveChange(ctx.tx, frame, change, state, ctx.clock.now());
    await tellPartner(ctx, frame, state, change);
    if (state === 'active') await settleOvertaken(ctx, frame, changes, change);
    return { frame_id, change_id, state, waiting: null };
  },
});

/**
 * What a second person has decided about new prices: held ones go out or fall away, accepted ones come into force.
 * Refuses with approvals.changed, agreements.not_now, agreements.over, agreements.change_day_wrong,
 * agreements.too_large.
 */
export async function decidePrices(
  ctx: Ctx,
  frame: FrameRow,
  change_hash: string,
  decision: 'approved' | 'refused',
): Promise<Outcome<{ state: string }>> {
  const changes = await findChanges(ctx.tx, frame);
  const change = changes.find((c) => c.change_hash === change_hash);
  if (!change) return refuse('approvals.changed');
  const now = ctx.clock.now();
  const held = change.state === 'held';
  if (decision === 'refused') {
    if (held) await moveChange(ctx.tx, frame, change, 'refused', now);
    return { state: held ? 'refused' : change.state };
  }
  if (frame.valid_until <= now) return refuse('agreements.over');
  if (!held && change.state !== 'proposed') return refuse('agreements.not_now', { state: change.state });
  if (!dayFits(ctx, frame, changes, change.from_day)) return refuse('agreements.change_day_wrong');
  if (changeTooLarge(frame, changes, change)) return refuse('agreements.too_large');
  const state = held ? 'proposed' : 'active';
  await moveChange(ctx.tx, frame, change, state, now);
  await tellPartner(ctx, frame, state, change);
  if (state === 'active') await settleOvertaken(ctx, frame, changes, change);
  return { state };
}
