import { type Static, Type } from 'typebox';
import { type Money, toJson } from '../../kernel/money.ts';
import { assert, isRefusal, type Outcome, refuse } from '../../kernel/refusal.ts';
import { type Ctx, Line, Uuid } from '../../platform/index.ts';
import type { Deal } from './model.ts';
import { openDispute, resolveDisputeRow } from './store-disputes.ts';
import { advance, rolesIn } from './timeline.ts';

/** What an award rests on: a survey, a photograph, a document of the deal; with the hash of a file kept elsewhere. */
export const Evidence = Type.Object(
  {
    what: Line(200, 3),
    document_id: Type.Optional(Uuid),
    sha256: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })),
  },
  { additionalProperties: false },
);

/**
 * The seller grants the claim, or the arbiter decides how much goes back to the buyer and how much to the seller.
 * The caller has checked the amounts against what is held. Refuses with deals.not_now, deals.not_your_part,
 * deals.evidence_missing (an arbiter's award needs some), deals.seller_grants_claim_only.
 */
export async function resolveDispute(
  ctx: Ctx,
  deal: Deal,
  award: { to_buyer: Money; to_seller: Money; reason: string; evidence: Static<typeof Evidence>[] },
): Promise<Outcome<Deal>> {
  const { to_buyer, to_seller, reason, evidence } = award;
  const after = await advance(ctx, deal, {
    event: 'dispute.resolved',
    body: {
      to_buyer: { ...toJson(to_buyer) },
      to_seller: { ...toJson(to_seller) },
      reason,
      evidence: evidence.map((e) => ({ ...e })),
    },
  });
  if (isRefusal(after)) return after;
  const dispute = await openDispute(ctx.tx, deal.deal_id);
  assert(dispute, 'a disputed deal has an open dispute');
  const decides = rolesIn(deal, ctx.actor.org_id).includes('arbiter');
  if (decides && evidence.length === 0) return refuse('deals.evidence_missing');
  if (!decides && to_buyer.amount < dispute.claim_amount && to_seller.amount > 0n)
    return refuse('deals.seller_grants_claim_only', { claim: dispute.claim_amount.toString() });
  await resolveDisputeRow(ctx.tx, deal.deal_id, dispute.dispute_id, {
    to_buyer_amount: to_buyer.amount,
    resolution: reason,
    at: ctx.clock.now(),
    by: ctx.actor.org_id,
  });
  return after;
}
