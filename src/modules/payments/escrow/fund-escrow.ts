import { Type } from 'typebox';
import { fromJson, type Money, toJson } from '../../../kernel/money.ts';
import { isRefusal, refuse } from '../../../kernel/refusal.ts';
import { defineUseCase, MoneySchema, Uuid } from '../../../platform/index.ts';
import { advance, type Deal, getDeal, type Terms } from '../../deals/index.ts';
import { transfersFor } from '../ledger/movement.ts';
import { postAll } from '../ledger/post-transfers.ts';
import { type Account, dealAccount, organisationAccount } from '../model.ts';

/** The account that holds a deal's money. Buyer, seller and the bank of the contract see it. */
export function escrowAccount(deal: Deal, terms: Terms): Account {
  const parties = [...new Set([deal.buyer_org_id, deal.seller_org_id, terms.bank_org_id])];
  return dealAccount(deal.deal_id, parties, 'escrow', terms.price.currency);
}

/**
 * The buyer pays the contract price from their wallet into the deal's escrow; the deal is funded.
 * Refuses with deals.not_found, deals.not_now, deals.not_your_part, payments.overdrawn and what else
 * `postTransfers` refuses.
 */
export const fundEscrow = defineUseCase({
  name: 'payments.fund-escrow',
  kind: 'command',
  permission: 'escrow:fund',
  input: Type.Object({ deal_id: Uuid }, { additionalProperties: false }),
  output: Type.Object({ deal_id: Uuid, state: Type.String(), held: MoneySchema }),
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    const { terms } = deal;
    if (!terms) return refuse('payments.no_terms');
    const price: Money = fromJson(terms.price);
    const after = await advance(ctx, deal, { event: 'escrow.funded', body: { amount: { ...terms.price } } });
    if (isRefusal(after)) return after;
    const { requests, opens } = transfersFor(
      ['escrow.fund', deal.deal_id],
      [
        {
          from: organisationAccount(deal.buyer_org_id, 'wallet', price.currency),
          to: escrowAccount(deal, terms),
          money: price,
          reason: 'escrow.fund',
          reference: deal.number,
          deal_id: deal.deal_id,
        },
      ],
    );
    const posted = await postAll(ctx, requests, opens);
    return isRefusal(posted) ? posted : { deal_id: deal.deal_id, state: after.state, held: toJson(price) };
  },
});
