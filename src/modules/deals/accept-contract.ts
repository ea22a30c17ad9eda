import { Type } from 'typebox';
import { canonicalJson, sha256Hex } from '../../kernel/hash.ts';
import { assert, isRefusal, refuse } from '../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { insertAcceptance } from './store.ts';
import type { Terms } from './terms.ts';
import { advance, appendEvent, getDeal, rolesIn } from './timeline.ts';

const DAY_MS = 86_400_000;

export function termsHash(terms: Terms): string {
  return sha256Hex(canonicalJson(terms));
}

/** Buyer or seller accepts the contract; with the second acceptance it is concluded and the buyer's time to fund begins. */
export const acceptContract = defineUseCase({
  name: 'deals.accept-contract',
  kind: 'command',
  permission: 'contract:accept',
  input: Type.Object({ deal_id: Uuid }, { additionalProperties: false }),
  output: Type.Object({
    deal_id: Uuid,
    state: Type.String(),
    accepted_by: Type.Array(Type.String()),
    terms_hash: Type.String(),
  }),
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    if (deal.state !== 'agreed')
      return refuse('deals.not_now', { state: deal.state, event: 'contract.accepted' });
    const role = rolesIn(deal, ctx.actor.org_id).find((r) => r === 'buyer' || r === 'seller');
    if (!role) return refuse('deals.not_your_part', { event: 'contract.accepted', by: ['buyer', 'seller'] });
    assert(deal.terms, 'an agreed deal has terms');
    if (deal.deadline && deal.deadline <= ctx.clock.now())
      return refuse('deals.deadline_passed', { deadline: deal.deadline.toISOString() });

    const terms_hash = termsHash(deal.terms);
    const accepted = await insertAcceptance(ctx.tx, {
      deal_id: deal.deal_id,
      terms_hash,
      role,
      org_id: ctx.actor.org_id,
      user_id: ctx.actor.user_id,
      at: ctx.clock.now(),
      parties: deal.parties,
    });
    if (!accepted) return refuse('deals.already_accepted');
    const accepted_by = [...new Set([role, ...accepted])].sort();
    const acceptance = { kind: 'contract.accepted', body: { by: role, terms_hash } };
    const after =
      accepted_by.length < 2
        ? await appendEvent(ctx, deal, acceptance)
        : await advance(ctx, deal, {
            event: 'contract.concluded',
            body: {
              terms_hash,
              price: { ...deal.terms.price },
              fund_within_days: deal.terms.fund_within_days,
            },
            before: [acceptance],
            deadline: new Date(ctx.clock.now().getTime() + deal.terms.fund_within_days * DAY_MS),
          });
    if (isRefusal(after)) return after;
    return { deal_id: deal.deal_id, state: after.state, accepted_by, terms_hash };
  },
});
