import { Type } from 'typebox';
import { daysAfter } from '../../kernel/days.ts';
import { canonicalJson, sha256Hex } from '../../kernel/hash.ts';
import { assert, isRefusal, type JsonObject, type Outcome, refuse } from '../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Instant, Nullable, Uuid } from '../../platform/index.ts';
import { askSecond, decideRequest, secondPersonRules } from '../approvals/index.ts';
import { bindingLevelOf } from '../parties/index.ts';
import type { Deal } from './model.ts';
import { acceptancesOf, insertAcceptance } from './store.ts';
import type { Terms } from './terms.ts';
import { advance, appendEvent, getDeal, rolesIn } from './timeline.ts';

export function termsHash(terms: Terms): string {
  return sha256Hex(canonicalJson(terms));
}

const Accepted = Type.Object({
  deal_id: Uuid,
  state: Type.String(),
  accepted_by: Type.Array(Type.String()),
  terms_hash: Type.String(),
  /** The firm's own rules ask for a second person; nothing is accepted until then. */
  waiting: Nullable(Type.Object({ request_id: Uuid, expires_at: Instant })),
});

/**
 * Buyer or seller accepts the contract; with the second acceptance it is concluded and the buyer's time to fund
 * begins. A firm's trust bounds the price; above the limit of its own firm an acceptance waits for a second person of
 * that firm. Refuses with parties.deal_above_trust,
 * deals.not_now, deals.not_your_part, deals.deadline_passed, deals.already_accepted and what `askSecond` refuses.
 */
export const acceptContract = defineUseCase({
  name: 'deals.accept-contract',
  kind: 'command',
  permission: 'contract:accept',
  input: Type.Object({ deal_id: Uuid }, { additionalProperties: false }),
  output: Accepted,
  async run(ctx, input) {
    const [ready, needsSecond] = await Promise.all([
      readyToAccept(ctx, input.deal_id),
      secondPersonRules(ctx),
    ]);
    if (isRefusal(ready)) return ready;
    const { deal, terms, terms_hash, accepted_by } = ready;
    const two = needsSecond(terms.price);
    if (!two) return accept(ctx, ready, { user_id: ctx.actor.user_id, approved_by: null });
    const asked = await askSecond(
      ctx,
      {
        kind: 'contract',
        subject_id: deal.deal_id,
        subject_hash: terms_hash,
        title: `${deal.number} ${terms.goods[0]?.description ?? ''}`,
        amount: terms.price,
        deadline: deal.deadline,
      },
      two,
    );
    if (isRefusal(asked)) return asked;
    const waiting = { request_id: asked.request_id, expires_at: asked.expires_at.toISOString() };
    return { deal_id: deal.deal_id, state: deal.state, accepted_by, terms_hash, waiting };
  },
});

/**
 * A second person of the firm decides an acceptance that waits; approved, the contract is accepted with both names.
 * Refuses as `acceptContract` and `decideRequest` do, and with approvals.changed when the terms are others by now.
 */
export const approveContract = defineUseCase({
  name: 'deals.approve-contract',
  kind: 'command',
  permission: 'contract:approve',
  input: Type.Object(
    { deal_id: Uuid, request_id: Uuid, decision: Type.Enum(['approved', 'refused']) },
    { additionalProperties: false },
  ),
  output: Type.Object({ deal_id: Uuid, state: Type.String(), decision: Type.String() }),
  async run(ctx, { deal_id, request_id, decision }) {
    const deal = await getDeal(ctx, deal_id);
    if (isRefusal(deal)) return deal;
    const decided = await decideRequest(ctx, { kind: 'contract', subject_id: deal_id, request_id, decision });
    if (isRefusal(decided)) return decided;
    if (decision === 'refused') return { deal_id, state: deal.state, decision };
    const ready = await readyToAccept(ctx, deal_id);
    if (isRefusal(ready)) return ready;
    if (ready.terms_hash !== decided.subject_hash) return refuse('approvals.changed');
    const done = await accept(ctx, ready, { user_id: decided.asked_by, approved_by: ctx.actor.user_id });
    return isRefusal(done) ? done : { deal_id, state: done.state, decision };
  },
});

interface Ready {
  deal: Deal;
  terms: Terms;
  terms_hash: string;
  role: 'buyer' | 'seller';
  /** Who has accepted these terms before. */
  accepted_by: string[];
}

async function readyToAccept(ctx: Ctx, deal_id: string): Promise<Outcome<Ready>> {
  // Sent together; the others are read when the deal is locked.
  const [deal, mayBind, acceptances] = await Promise.all([
    getDeal(ctx, deal_id),
    bindingLevelOf(ctx, ctx.actor.org_id),
    acceptancesOf(ctx.tx, deal_id),
  ]);
  if (isRefusal(deal)) return deal;
  if (deal.state !== 'agreed')
    return refuse('deals.not_now', { state: deal.state, event: 'contract.accepted' });
  const role = rolesIn(deal, ctx.actor.org_id).find((r) => r === 'buyer' || r === 'seller');
  if (!role) return refuse('deals.not_your_part', { event: 'contract.accepted', by: ['buyer', 'seller'] });
  assert(deal.terms, 'an agreed deal has terms');
  if (deal.deadline && deal.deadline <= ctx.clock.now())
    return refuse('deals.deadline_passed', { deadline: deal.deadline.toISOString() });
  const able = mayBind(deal.terms.price);
  if (isRefusal(able)) return able;
  const terms_hash = termsHash(deal.terms);
  const accepted_by = acceptances.filter((a) => a.terms_hash === terms_hash).map((a) => a.role);
  if (accepted_by.includes(role)) return refuse('deals.already_accepted');
  return { deal, terms: deal.terms, terms_hash, role, accepted_by };
}

async function accept(
  ctx: Ctx,
  { deal, terms, terms_hash, role, accepted_by: before }: Ready,
  who: { user_id: string | null; approved_by: string | null },
): Promise<
  Outcome<{ deal_id: string; state: string; accepted_by: string[]; terms_hash: string; waiting: null }>
> {
  insertAcceptance(ctx.tx, {
    deal_id: deal.deal_id,
    terms_hash,
    role,
    org_id: ctx.actor.org_id,
    ...who,
    at: ctx.clock.now(),
    parties: deal.parties,
  });
  const accepted_by = [role, ...before].sort();
  const body: JsonObject = { by: role, terms_hash };
  if (who.approved_by !== null) body.persons = 2;
  const acceptance = { kind: 'contract.accepted', body };
  const after =
    accepted_by.length < 2
      ? await appendEvent(ctx, deal, acceptance)
      : await advance(ctx, deal, {
          event: 'contract.concluded',
          body: { terms_hash, price: { ...terms.price }, fund_within_days: terms.fund_within_days },
          before: [acceptance],
          deadline: daysAfter(ctx.clock.now(), terms.fund_within_days),
        });
  if (isRefusal(after)) return after;
  return { deal_id: deal.deal_id, state: after.state, accepted_by, terms_hash, waiting: null };
}
