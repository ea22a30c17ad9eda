import { type Currency, type Money, sum } from '../../../kernel/money.ts';
import { isRefusal, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import type { Deal, Terms } from '../../deals/index.ts';
import { blockedAmong } from '../../parties/index.ts';
import { exchangeMovements, quoteExchange, referenceOf } from '../exchange/exchange-quote.ts';
import { type Movement, transfersFor } from '../ledger/movement.ts';
import { postAll } from '../ledger/post-transfers.ts';
import { organisationAccount } from '../model.ts';
import { escrowAccount } from './fund-escrow.ts';
import type { SettlementLine } from './settlement-plan.ts';

/** A payment out of the escrow, the part it belongs to, and what its transfers are made for. */
export type Payment = SettlementLine & { part: string | null; purpose: readonly string[] };

/**
 * Posts payments out of an escrow into wallets, all or none, by one batch; what the seller gets is exchanged where a
 * currency for it is given. Nothing goes to or beside an organisation that screening has blocked. Answers what was
 * bought, or null. Refuses with payments.payee_blocked, payments.no_rate, payments.overdrawn and
 * what else `postTransfers` refuses.
 */
export async function payOut(
  ctx: Ctx,
  deal: Deal,
  terms: Terms,
  payments: readonly Payment[],
  payout_currency?: Currency,
): Promise<Outcome<Money | null>> {
  const blocked = await blockedAmong(
    ctx.tx,
    payments.map((p) => p.org_id),
  );
  if (blocked.length > 0)
    return refuse('payments.payee_blocked', {
      payees: payments.filter((p) => blocked.includes(p.org_id)).map((p) => p.to),
    });
  const from = escrowAccount(deal, terms);
  const byPurpose = Map.groupBy(payments, (p) => p.purpose.join(' '));
  const batches = [...byPurpose.values()].map((group) =>
    transfersFor(
      group[0]?.purpose ?? [],
      group.map(
        (p): Movement => ({
          from,
          to: organisationAccount(p.org_id, 'wallet', p.money.currency),
          money: p.money,
          reason: p.reason,
          reference: `${deal.number}: ${p.reference}`,
          deal_id: deal.deal_id,
        }),
      ),
    ),
  );
  const earned = sum(
    payments.filter((p) => p.to === 'seller').map((p) => p.money),
    from.currency,
  );
  let payout: Money | null = null;
  if (payout_currency && earned.amount > 0n && payout_currency !== earned.currency) {
    const quote = await quoteExchange(ctx, earned, payout_currency);
    if (isRefusal(quote)) return quote;
    payout = quote.bought;
    const parts = payments.map((p) => p.part ?? 'award').join(' ');
    batches.push(
      transfersFor(
        ['escrow.exchange', deal.deal_id, parts],
        exchangeMovements(deal.seller_org_id, { ...quote, reference: referenceOf(quote) }, deal.deal_id),
      ),
    );
  }
  const posted = await postAll(
    ctx,
    batches.flatMap((b) => b.requests),
    batches.flatMap((b) => b.opens),
  );
  return isRefusal(posted) ? posted : payout;
}
