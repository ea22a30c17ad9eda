import { type Static, Type } from 'typebox';
import { daysAfter } from '../../kernel/days.ts';
import { fromJson } from '../../kernel/money.ts';
import { isRefusal, type JsonObject, type Outcome, refuse } from '../../kernel/refusal.ts';
import { paragraphsPattern } from '../../kernel/text.ts';
import { type Ctx, defineUseCase, PositiveMoneySchema, Uuid } from '../../platform/index.ts';
import { checkWhole } from '../reference/index.ts';
import { lateFee, type MeasuredClaim, Received, shortQuantity } from './measure-claim.ts';
import { type Deal, disputable } from './model.ts';
import { insertDispute } from './store-disputes.ts';
import type { Terms } from './terms.ts';
import { advance, getDeal, happenedOf } from './timeline.ts';

/**
 * The buyer claims money back for goods that are late or lost on their way, arrived damaged, incomplete or different, or
 * whose papers are wrong or missing. Nothing leaves the escrow until it is resolved. What has not departed is no
 * dispute: the buyer cancels, or the clock ends the deal, and all that is held goes back. A claim that is not named is what
 * the contract's terms measure. Refuses with deals.not_found, deals.not_now (after acceptance: nothing is retained),
 * deals.not_your_part, deals.claim_too_high, deals.claim_missing, deals.claim_too_late, deals.received_wrong,
 * reference.quantity_not_whole.
 */
export const openDispute = defineUseCase({
  name: 'deals.open-dispute',
  kind: 'command',
  permission: 'dispute:open',
  input: Type.Object(
    {
      deal_id: Uuid,
      reason: Type.Union([
        Type.Literal('damaged'),
        Type.Literal('missing'),
        Type.Literal('not_as_described'),
        Type.Literal('wrong_documents'),
        Type.Literal('late'),
      ]),
      description: Type.String({ minLength: 3, maxLength: 2000, pattern: paragraphsPattern }),
      /** Left out, it is what the contract's terms measure. */
      claim: Type.Optional(PositiveMoneySchema),
      /** What was received of the lines, when something is missing. */
      received: Type.Optional(Type.Array(Received, { minItems: 1, maxItems: 50 })),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    deal_id: Uuid,
    dispute_id: Uuid,
    state: Type.String(),
    claim: PositiveMoneySchema,
  }),
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    if (deal.state === 'accepted' && !disputable(deal))
      return refuse('deals.not_now', { state: deal.state, event: 'dispute.opened' });
    if (!deal.terms) return refuse('deals.not_now', { state: deal.state, event: 'dispute.opened' });
    const measured = await measureClaim(ctx, deal, deal.terms, input);
    if (isRefusal(measured)) return measured;
    const asked = input.claim ?? measured?.amount;
    if (!asked || asked.amount === '0') return refuse('deals.claim_missing');
    const dispute_id = ctx.id();
    const after = await advance(ctx, deal, {
      event: 'dispute.opened',
      body: {
        dispute_id,
        reason: input.reason,
        claim: { ...asked },
        ...(measured ? { measured: measured as JsonObject } : {}),
      },
    });
    if (isRefusal(after)) return after;
    const claim = fromJson(asked);
    if (claim.currency !== deal.terms.price.currency || claim.amount > fromJson(deal.terms.price).amount)
      return refuse('deals.claim_too_high', { price: { ...deal.terms.price } });
    await insertDispute(ctx.tx, deal, {
      dispute_id,
      reason: input.reason,
      description: input.description,
      claim_amount: claim.amount,
      currency: claim.currency,
      to_buyer_amount: null,
      resolution: null,
      opened_at: ctx.clock.now(),
      resolved_at: null,
    });
    return { deal_id: deal.deal_id, dispute_id, state: after.state, claim: asked };
  },
});

/**
 * What the contract's terms make of the claim; undefined where they measure none. Refuses with deals.claim_too_late
 * when the days to say what is wrong are over, deals.received_wrong, reference.quantity_not_whole.
 */
async function measureClaim(
  ctx: Ctx,
  deal: Deal,
  terms: Terms,
  { reason, received }: { reason: string; received?: Static<typeof Received>[] | undefined },
): Promise<Outcome<MeasuredClaim | undefined>> {
  if (reason !== 'missing' && received) return refuse('deals.received_wrong');
  const happened = await happenedOf(ctx, deal.deal_id, ['consignment.departed', 'consignment.delivered']);
  const firstOf = (kind: string) => happened.find((event) => event.kind === kind)?.at;
  const now = ctx.clock.now();
  if (reason === 'late') return lateFee(terms, firstOf('consignment.departed') ?? now);
  const delivered = firstOf('consignment.delivered');
  const { claim_within_days } = terms;
  if (delivered && claim_within_days !== undefined) {
    const until = daysAfter(delivered, claim_within_days);
    if (now > until) return refuse('deals.claim_too_late', { until: until.toISOString() });
  }
  if (!received) return undefined;
  const unitOf = new Map(terms.goods.map(({ line, unit }) => [line, unit]));
  const whole = checkWhole(
    received.map(({ line, quantity }, at) => [`/received/${at}/quantity`, quantity, unitOf.get(line) ?? '']),
  );
  if (isRefusal(whole)) return whole;
  return shortQuantity(terms, received) ?? refuse('deals.received_wrong');
}
