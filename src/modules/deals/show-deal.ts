import { Type } from 'typebox';
import { isRefusal } from '../../kernel/refusal.ts';
import { defineUseCase, Instant, Nullable, Uuid } from '../../platform/index.ts';
import { findOrganisations } from '../parties/index.ts';
import { isPossible, nextActions } from './model.ts';
import { Terms } from './terms.ts';
import { getDeal, happenedOf, rolesIn } from './timeline.ts';
import { PartyView } from './views.ts';

/** One deal with what its viewer can do next. */
export const showDeal = defineUseCase({
  name: 'deals.show-deal',
  kind: 'query',
  permission: 'deal:read',
  input: Type.Object({ deal_id: Uuid }, { additionalProperties: false }),
  output: Type.Object({
    deal_id: Uuid,
    number: Type.String(),
    state: Type.String(),
    version: Type.Integer(),
    demo: Type.Boolean(),
    terms: Nullable(Terms),
    buyer: PartyView,
    seller: PartyView,
    participants: Type.Array(
      Type.Object({ org_id: Uuid, role: Type.String(), name: Type.String(), country: Type.String() }),
    ),
    my_roles: Type.Array(Type.String()),
    next_deadline: Nullable(Instant),
    actions: Type.Array(
      Type.Object({
        action: Type.String(),
        method: Type.String(),
        path: Type.String(),
        needs: Type.Array(Type.String()),
        awaited: Type.Boolean(),
      }),
    ),
  }),
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    const my_roles = rolesIn(deal, ctx.actor.org_id);
    const offered_by =
      deal.state === 'quoted'
        ? (await happenedOf(ctx, deal.deal_id, ['quote.offered'])).at(-1)?.body.by
        : undefined;
    const profiles = await findOrganisations(
      ctx,
      deal.participants.map((p) => p.org_id),
    );
    return {
      deal_id: deal.deal_id,
      number: deal.number,
      state: deal.state,
      version: deal.version,
      demo: deal.demo,
      terms: deal.terms,
      buyer: deal.buyer,
      seller: deal.seller,
      participants: deal.participants.map((p) => ({
        ...p,
        name: profiles.get(p.org_id)?.name ?? '',
        country: profiles.get(p.org_id)?.country ?? '',
      })),
      my_roles,
      next_deadline: deal.deadline?.toISOString() ?? null,
      actions: nextActions
        .filter((a) => a.state.includes(deal.state) && my_roles.includes(a.role))
        .filter((a) => isPossible(deal, a) && !(a.action === 'accept-quote' && a.role === offered_by))
        .map((a) => ({
          action: a.action,
          method: a.method,
          path: a.path.replace(':deal_id', deal.deal_id),
          needs: [...a.needs],
          awaited: a.awaited || a.action === 'accept-quote',
        })),
    };
  },
});
