import type { MoneyJson } from '../../kernel/money.ts';
import { isCurrency } from '../../kernel/money.ts';
import type { Outcome } from '../../kernel/refusal.ts';
import { isRefusal } from '../../kernel/refusal.ts';
import { getDeal } from '../../modules/deals/index.ts';
import { refundEscrow, releaseEscrow } from '../../modules/payments/index.ts';
import { findCountry } from '../../modules/reference/index.ts';
import type { Ctx } from '../../platform/index.ts';
import { eventBody } from './event-body.ts';
import type { Happened } from './happened.ts';

/** Without a rate on file nobody guesses one, and without liquidity nobody waits: the contract's currency is paid. */
const cannotExchange = new Set(['payments.no_rate', 'payments.overdrawn']);

/** The goods are accepted or the dispute decided: the escrow is paid out, to the seller in the money of home. */
export async function release(ctx: Ctx, happened: Happened): Promise<Outcome<unknown>> {
  const { deal_id } = happened;
  const deal = await getDeal(ctx, deal_id);
  if (isRefusal(deal)) return deal;
  if (deal.state !== 'accepted') return deal;
  const award =
    happened.kind === 'dispute.resolved'
      ? (await eventBody<{ to_buyer: MoneyJson }>(ctx, happened)).to_buyer
      : undefined;
  const home = findCountry(deal.seller.country)?.currency ?? '';
  const exchanged = isCurrency(home) && home !== deal.terms?.price.currency ? { payout_currency: home } : {};
  const released = await releaseEscrow.run(ctx, {
    deal_id,
    ...(award ? { to_buyer: award } : {}),
    ...exchanged,
  });
  if (!isRefusal(released) || !cannotExchange.has(released.code)) return released;
  return releaseEscrow.run(ctx, { deal_id, ...(award ? { to_buyer: award } : {}) });
}

export function refund(ctx: Ctx, { deal_id }: Happened): Promise<Outcome<unknown>> {
  return refundEscrow.run(ctx, { deal_id });
}
