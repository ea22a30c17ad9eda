import { Type } from 'typebox';
import { add, fromJson, type Money, toJson } from '../../../kernel/money.ts';
import { isRefusal, refuse } from '../../../kernel/refusal.ts';
import { defineUseCase, MoneySchema, Uuid } from '../../../platform/index.ts';
import { advance, type Deal, getDeal, shipmentDeadline, type Terms } from '../../deals/index.ts';
import { transfersFor } from '../ledger/movement.ts';
import { postAll } from '../ledger/post-transfers.ts';
import { type Account, dealAccount, organisationAccount } from '../model.ts';
import { importBrokerFee } from './settlement-plan.ts';

/** The account that holds a deal's money. Buyer, seller, the bank of the contract and the arbiter see it. */
export function escrowAccount(deal: Deal, terms: Terms): Account {
  const arbiter = deal.participants.filter((p) => p.role === 'arbiter').map((p) => p.org_id);
  const parties = [...new Set([deal.buyer_org_id, deal.seller_org_id, terms.bank_org_id, ...arbiter])];
  return dealAccount(deal.deal_id, parties, 'escrow', terms.price.currency);
}

/**
 * The buyer pays the contract price, and the fee of the import broker where terms have one, from their wallet into
 * the deal's escrow; the deal is funded. It goes back when the goods have not departed some days after the latest
 * day of shipment. Refuses with deals.not_found, deals.not_now, deals.not_your_part, payments.overdrawn and what else
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
    const price: Money = add(fromJson(terms.price), importBrokerFee(terms));
    const after = await advance(ctx, deal, {
      event: 'escrow.funded',
      body: { amount: { ...toJson(price) } },
      deadline: shipmentDeadline(terms),
    });
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
