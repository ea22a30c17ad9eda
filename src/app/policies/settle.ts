import { type Currency, isCurrency } from '../../kernel/money.ts';
import type { Outcome } from '../../kernel/refusal.ts';
import { isRefusal } from '../../kernel/refusal.ts';
import { type Deal, finalStates, getDeal, happenedOf, withheldDeals } from '../../modules/deals/index.ts';
import { refundEscrow, releaseEscrow, settleAward, withholdEscrow } from '../../modules/payments/index.ts';
import { findCountry } from '../../modules/reference/index.ts';
import { payRefunds } from '../../modules/returns/index.ts';
import type { Ctx } from '../../platform/index.ts';
import type { Happened } from './happened.ts';

/** Without a rate on file nobody guesses one, and without liquidity nobody waits: the contract's currency is paid. */
const cannotExchange = new Set(['payments.no_rate', 'payments.overdrawn']);
/** Nothing waits for this event, or a dispute holds the money and settles all later. */
const nothingToDo = new Set(['payments.nothing_due', 'payments.on_hold']);

/** Something happened that a part of the price may wait for: what is due is paid out. */
export async function release(ctx: Ctx, { deal_id }: Happened): Promise<Outcome<unknown>> {
  const deal = await getDeal(ctx, deal_id);
  if (isRefusal(deal)) return deal;
  const inParts = deal.terms?.milestones || deal.terms?.import_broker_fee;
  if (deal.state !== 'accepted' && !inParts) return deal;
  const released = await inMoneyOfHome(deal, (payout) => releaseEscrow.run(ctx, { deal_id, ...payout }));
  return isRefusal(released) && nothingToDo.has(released.code) ? deal : orWithhold(ctx, deal_id, released);
}

/** The dispute is decided: all that is held is divided as awarded. */
export async function settle(ctx: Ctx, { deal_id }: Happened): Promise<Outcome<unknown>> {
  const deal = await getDeal(ctx, deal_id);
  if (isRefusal(deal) || deal.state !== 'accepted') return deal;
  const settled = await inMoneyOfHome(deal, (payout) => settleAward.run(ctx, { deal_id, ...payout }));
  return orWithhold(ctx, deal_id, settled);
}

/** Pays the seller in the money of home, or in the contract's where that cannot be. */
async function inMoneyOfHome<T>(
  deal: Deal,
  pay: (payout: { payout_currency?: Currency }) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const home = findCountry(deal.seller.country)?.currency ?? '';
  const exchanged = isCurrency(home) && home !== deal.terms?.price.currency;
  const paid = await pay(exchanged ? { payout_currency: home } : {});
  return isRefusal(paid) && exchanged && cannotExchange.has(paid.code) ? pay({}) : paid;
}

export async function refund(ctx: Ctx, { deal_id }: Happened): Promise<Outcome<unknown>> {
  return orWithhold(ctx, deal_id, await refundEscrow.run(ctx, { deal_id }));
}

/** Whom screening has blocked is paid nothing: the money stays in the escrow, and the timeline says why. */
async function orWithhold(ctx: Ctx, deal_id: string, paid: Outcome<unknown>): Promise<Outcome<unknown>> {
  if (!isRefusal(paid) || paid.code !== 'payments.payee_blocked') return paid;
  const deal = await getDeal(ctx, deal_id);
  return isRefusal(deal) ? deal : withholdEscrow(ctx, deal, paid.params);
}

const WITHHELD_BATCH = 200;

/** Tries again to pay what screening held; a block that was lifted lets it go. */
export async function payWithheld(ctx: Ctx): Promise<void> {
  for (const { deal_id } of await withheldDeals(ctx.tx, WITHHELD_BATCH))
    await ctx.enqueue('deals.pay-withheld-one', { deal_id });
}

/** Does for one deal what was held up: pays what is due, divides as awarded, gives back, or refunds what returned. */
export async function payWithheldOne(ctx: Ctx, deal_id: string): Promise<Outcome<unknown>> {
  const refunds = await payRefunds(ctx, deal_id);
  if (isRefusal(refunds)) return refunds;
  const deal = await getDeal(ctx, deal_id);
  if (isRefusal(deal)) return deal;
  const happened = { deal_id, number: deal.last_event, kind: 'escrow.withheld' };
  if (finalStates.includes(deal.state)) return refund(ctx, happened);
  const awarded = (await happenedOf(ctx, deal_id, ['dispute.resolved'])).length > 0;
  return awarded ? settle(ctx, happened) : release(ctx, happened);
}

/** Goods came back, or the seller lets the buyer keep them: the buyer has its money again. */
export function payBack(ctx: Ctx, { deal_id }: Happened): Promise<Outcome<unknown>> {
  return payRefunds(ctx, deal_id);
}
