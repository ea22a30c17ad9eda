import { Type } from 'typebox';
import { fromJson, type Money, money, toJson } from '../../../kernel/money.ts';
import { isRefusal, refuse } from '../../../kernel/refusal.ts';
import {
  type Ctx,
  CurrencyCode,
  defineUseCase,
  MoneySchema,
  Nullable,
  PositiveMoneySchema,
  Uuid,
} from '../../../platform/index.ts';
import { advance, type Deal, getDeal, type Terms } from '../../deals/index.ts';
import { exchangeMovements, quoteExchange, referenceOf } from '../exchange/exchange-quote.ts';
import { type Movement, transfersFor } from '../ledger/movement.ts';
import { postAll } from '../ledger/post-transfers.ts';
import { readBalance } from '../ledger/store.ts';
import { organisationAccount, placeOf } from '../model.ts';
import { escrowAccount } from './fund-escrow.ts';
import { type SettlementLine, settlementPlan } from './settlement-plan.ts';

const Payment = Type.Object({ to: Type.String(), org_id: Uuid, amount: MoneySchema, reason: Type.String() });

/**
 * Sauda pays out the escrow of an accepted deal: the award of a dispute back to the buyer, the freight in the
 * price to the carrier, the rest to the seller, who may take it in another currency at the rate on file.
 * Refuses with deals.not_found, deals.not_now, payments.not_held, payments.award_mismatch, payments.no_rate,
 * payments.overdrawn when the treasury lacks the currency of the payout.
 */
export const releaseEscrow = defineUseCase({
  name: 'payments.release-escrow',
  kind: 'command',
  permission: 'escrow:settle',
  input: Type.Object(
    {
      deal_id: Uuid,
      to_buyer: Type.Optional(PositiveMoneySchema),
      payout_currency: Type.Optional(CurrencyCode),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    deal_id: Uuid,
    state: Type.String(),
    payments: Type.Array(Payment),
    payout: Nullable(MoneySchema),
  }),
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    const { terms } = deal;
    if (!terms) return refuse('payments.no_terms');
    const held = await heldFor(ctx, deal, terms);
    const award = input.to_buyer ? fromJson(input.to_buyer) : money(0n, held.currency);
    if (award.currency !== held.currency || award.amount > held.amount)
      return refuse('payments.award_mismatch', { held: { ...toJson(held) } });
    const lines = settlementPlan(terms, deal, held, award);
    const movements = payOut(deal, terms, lines);

    const earned = lines.find((line) => line.to === 'seller')?.money;
    let payout: Money | null = null;
    if (input.payout_currency && earned && input.payout_currency !== held.currency) {
      const quote = await quoteExchange(ctx, earned, input.payout_currency);
      if (isRefusal(quote)) return quote;
      payout = quote.bought;
      movements.push(
        ...exchangeMovements(deal.seller_org_id, { ...quote, reference: referenceOf(quote) }, deal.deal_id),
      );
    }
    const payments = lines.map((l) => ({
      to: l.to,
      org_id: l.org_id,
      amount: toJson(l.money),
      reason: l.reason,
    }));
    // Money first: when it is refused nothing is written yet, and the caller may pay in another currency.
    const { requests, opens } = transfersFor(['escrow.release', deal.deal_id], movements);
    const posted = await postAll(ctx, requests, opens);
    if (isRefusal(posted)) return posted;
    const after = await advance(ctx, deal, {
      event: 'escrow.released',
      body: { payments, payout: payout && { ...toJson(payout) } },
    });
    if (isRefusal(after)) return after;
    if (held.amount === 0n) return refuse('payments.not_held');
    return { deal_id: deal.deal_id, state: after.state, payments, payout: payout && toJson(payout) };
  },
});

/** What the escrow holds. The deal's row is locked by then, so nobody else moves it. */
export async function heldFor(ctx: Ctx, deal: Deal, terms: Terms): Promise<Money> {
  return money(await readBalance(ctx.tx, placeOf(escrowAccount(deal, terms))), terms.price.currency);
}

/** Movements out of the escrow into wallets. */
export function payOut(deal: Deal, terms: Terms, lines: readonly SettlementLine[]): Movement[] {
  return lines.map((line) => ({
    from: escrowAccount(deal, terms),
    to: organisationAccount(line.org_id, 'wallet', line.money.currency),
    money: line.money,
    reason: line.reason,
    reference: `${deal.number}: ${line.reference}`,
    deal_id: deal.deal_id,
  }));
}
