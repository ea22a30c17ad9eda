import { type Money, money } from '../../../kernel/money.ts';
import { isRefusal, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import type { Deal } from '../../deals/index.ts';
import { blockedAmong } from '../../parties/index.ts';
import { transfersFor } from '../ledger/movement.ts';
import { postAll } from '../ledger/post-transfers.ts';
import { readDealMoney } from '../ledger/store-views.ts';
import { organisationAccount } from '../model.ts';
import { readStanding } from './escrow-standing.ts';

const MOST_TRANSFERS = 500;

/**
 * Money for goods that went back after the escrow was paid out: from the seller's wallet to the buyer's, in the
 * currency of the contract. The same return again is the same transfers. All repayments of a deal together are never
 * more than its escrow has paid out without the import broker's fee; the caller holds the deal's lock. For the system.
 * Refuses with payments.no_terms, payments.payee_blocked, payments.more_than_paid, payments.overdrawn.
 */
export async function repayBuyer(
  ctx: Ctx,
  deal: Deal,
  refund: { return_id: string; amount: Money },
): Promise<Outcome<Money>> {
  const { terms, deal_id, buyer_org_id, seller_org_id } = deal;
  if (!terms) return refuse('payments.no_terms');
  const { amount } = refund;
  if ((await blockedAmong(ctx.tx, [buyer_org_id, seller_org_id])).length > 0)
    return refuse('payments.payee_blocked', { payees: ['buyer'] });
  const purpose = ['return.refund', deal_id, refund.return_id];
  const { requests, opens } = transfersFor(purpose, [
    {
      from: organisationAccount(seller_org_id, 'wallet', amount.currency),
      to: organisationAccount(buyer_org_id, 'wallet', amount.currency),
      money: amount,
      reason: 'return.refund',
      reference: `${deal.number}: goods given back`,
      deal_id,
    },
  ]);
  const standing = await readStanding(ctx, deal, terms);
  const rows = await readDealMoney(ctx.tx, deal_id, buyer_org_id, MOST_TRANSFERS);
  const own = new Set(requests.map((r) => r.transfer_id));
  const earlier = rows
    .filter(
      (r) =>
        r.book_id === buyer_org_id &&
        r.reason === 'return.refund' &&
        r.credit_account_id.startsWith('wallet:') &&
        !own.has(r.transfer_id),
    )
    .reduce((sum, r) => sum + r.amount, 0n);
  const most = standing.released.amount - standing.paid.import_broker;
  if (amount.currency !== standing.released.currency || earlier + amount.amount > most)
    return refuse('payments.more_than_paid', { paid: most.toString(), repaid: earlier.toString() });
  const posted = await postAll(ctx, requests, opens);
  return isRefusal(posted) ? posted : money(amount.amount, amount.currency);
}
