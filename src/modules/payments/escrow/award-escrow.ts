import { Type } from 'typebox';
import { fromJson, type Money, money, subtract, toJson } from '../../../kernel/money.ts';
import { assert, isRefusal, refuse } from '../../../kernel/refusal.ts';
import {
  CurrencyCode,
  defineUseCase,
  MoneySchema,
  PositiveMoneySchema,
  Uuid,
} from '../../../platform/index.ts';
import { advance, Evidence, getDeal, happenedOf, resolveDispute, type Terms } from '../../deals/index.ts';
import { type EscrowStanding, readStanding } from './escrow-standing.ts';
import { payOut } from './pay-out.ts';
import { Released, shown } from './release-escrow.ts';
import { awardLines, importBrokerFee } from './settlement-plan.ts';

/** What can be awarded: all that is held but the import broker's fee, where that is not paid yet. */
function awardable(terms: Terms, standing: EscrowStanding): Money {
  const owed = importBrokerFee(terms).amount - standing.paid.import_broker;
  return subtract(standing.held, money(owed, standing.held.currency));
}

/**
 * The seller grants the claim, or the arbiter divides what the escrow holds between buyer and seller, naming the
 * evidence. Both amounts sum to what is held; without `to_seller` the seller has the rest. The money follows by
 * itself. Refuses with deals.not_found, deals.not_now, deals.not_your_part, deals.evidence_missing,
 * deals.seller_grants_claim_only, payments.award_mismatch.
 */
export const awardEscrow = defineUseCase({
  name: 'payments.award-escrow',
  kind: 'command',
  permission: 'dispute:resolve',
  input: Type.Object(
    {
      deal_id: Uuid,
      to_buyer: PositiveMoneySchema,
      to_seller: Type.Optional(PositiveMoneySchema),
      reason: Type.String({ minLength: 3, maxLength: 500 }),
      evidence: Type.Optional(Type.Array(Evidence, { maxItems: 20 })),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    deal_id: Uuid,
    state: Type.String(),
    to_buyer: MoneySchema,
    to_seller: MoneySchema,
  }),
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    const { terms } = deal;
    const event = 'dispute.resolved';
    if (deal.state !== 'disputed' || !terms) return refuse('deals.not_now', { state: deal.state, event });
    const to_buyer = fromJson(input.to_buyer);
    const held = awardable(terms, await readStanding(ctx, deal, terms));
    const mismatch = refuse('payments.award_mismatch', { held: { ...toJson(held) } });
    if (to_buyer.currency !== held.currency || to_buyer.amount > held.amount) return mismatch;
    const to_seller = subtract(held, to_buyer);
    const { to_seller: stated } = input;
    if (stated && (stated.currency !== to_seller.currency || BigInt(stated.amount) !== to_seller.amount))
      return mismatch;
    const after = await resolveDispute(ctx, deal, {
      to_buyer,
      to_seller,
      reason: input.reason,
      evidence: input.evidence ?? [],
    });
    if (isRefusal(after)) return after;
    return {
      deal_id: deal.deal_id,
      state: after.state,
      to_buyer: toJson(to_buyer),
      to_seller: toJson(to_seller),
    };
  },
});

/**
 * Sauda pays out what the escrow holds as the dispute was resolved, at once and whole; what waited for later events
 * waits no more. Refuses with deals.not_found, deals.not_now, payments.not_held, payments.payee_blocked,
 * payments.no_rate, payments.overdrawn when the treasury lacks the currency of the payout.
 */
export const settleAward = defineUseCase({
  name: 'payments.settle-award',
  kind: 'command',
  permission: 'escrow:settle',
  input: Type.Object(
    { deal_id: Uuid, payout_currency: Type.Optional(CurrencyCode) },
    { additionalProperties: false },
  ),
  output: Released,
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    const { deal_id, terms } = deal;
    const resolved = (await happenedOf(ctx, deal_id, ['dispute.resolved'])).at(-1);
    if (deal.state !== 'accepted' || !resolved)
      return refuse('deals.not_now', { state: deal.state, event: 'escrow.released' });
    assert(terms, 'a disputed deal has terms');
    const standing = await readStanding(ctx, deal, terms);
    if (standing.held.amount === 0n) return refuse('payments.not_held');
    const to_buyer = fromJson(resolved.body.to_buyer as { amount: string; currency: string });
    const lines = awardLines(terms, deal, standing.held, to_buyer, standing.paid);
    const payments = lines.map((line) => ({ ...line, part: null, purpose: ['escrow.award', deal_id] }));
    const payout = await payOut(ctx, deal, terms, payments, input.payout_currency);
    if (isRefusal(payout)) return payout;
    const body = {
      payments: payments.map((p) => ({ ...shown(p), amount: { ...toJson(p.money) } })),
      payout: payout && { ...toJson(payout) },
    };
    const after = await advance(ctx, deal, { event: 'escrow.released', body });
    if (isRefusal(after)) return after;
    return { deal_id, state: after.state, payments: payments.map(shown), payout: payout && toJson(payout) };
  },
});
