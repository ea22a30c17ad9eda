import { Type } from 'typebox';
import { toJson } from '../../../kernel/money.ts';
import { isRefusal, refuse } from '../../../kernel/refusal.ts';
import { defineUseCase, MoneySchema, Nullable, Uuid } from '../../../platform/index.ts';
import { appendEvent, finalStates, getDeal } from '../../deals/index.ts';
import { readStanding } from './escrow-standing.ts';
import { payOut } from './pay-out.ts';

/**
 * Sauda gives what the escrow of a deal that ended without delivery (cancelled, lapsed) still holds back to the buyer.
 * Nothing held: nothing happens, and `refunded` is null. Refuses with deals.not_found, deals.not_now,
 * payments.payee_blocked.
 */
export const refundEscrow = defineUseCase({
  name: 'payments.refund-escrow',
  kind: 'command',
  permission: 'escrow:settle',
  input: Type.Object({ deal_id: Uuid }, { additionalProperties: false }),
  output: Type.Object({ deal_id: Uuid, refunded: Nullable(MoneySchema) }),
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    const { terms } = deal;
    if (!finalStates.includes(deal.state))
      return refuse('deals.not_now', { state: deal.state, event: 'escrow.refunded' });
    const held = terms ? (await readStanding(ctx, deal, terms)).held : undefined;
    if (!terms || !held || held.amount === 0n) return { deal_id: deal.deal_id, refunded: null };
    // Money first: when it is refused nothing is written yet.
    const posted = await payOut(ctx, deal, terms, [
      {
        to: 'buyer',
        org_id: deal.buyer_org_id,
        money: held,
        reason: 'escrow.refund',
        reference: deal.state,
        part: null,
        purpose: ['escrow.refund', deal.deal_id],
      },
    ]);
    if (isRefusal(posted)) return posted;
    const noted = await appendEvent(ctx, deal, {
      kind: 'escrow.refunded',
      body: { amount: { ...toJson(held) }, because: deal.state },
    });
    if (isRefusal(noted)) return noted;
    return { deal_id: deal.deal_id, refunded: toJson(held) };
  },
});
