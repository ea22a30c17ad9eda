import { Type } from 'typebox';
import { daysAfter } from '../../kernel/days.ts';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { openDeal, type Party } from '../deals/index.ts';
import { findOrganisations } from '../parties/index.ts';
import { findPlace } from '../reference/index.ts';
import { checkRequest } from './check-request.ts';
import { fromShelf } from './from-shelf.ts';
import { ANSWER_WITHIN_DAYS, askedInput, QuoteRequest } from './model.ts';
import { insertRfq } from './store.ts';

/** The buyer asks a seller for a quote; the deal opens with it. */
export const requestQuote = defineUseCase({
  name: 'quoting.request-quote',
  kind: 'command',
  permission: 'quote:request',
  input: Type.Object(
    {
      seller_org_id: Uuid,
      request: QuoteRequest,
      ...askedInput,
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ deal_id: Uuid, number: Type.String(), state: Type.String() }),
  async run(ctx, input) {
    const checked = checkRequest(input.request);
    if (isRefusal(checked)) return checked;
    const { place_to } = input.request;
    if (!findPlace(place_to)) return refuse('quoting.place_unknown', { place: place_to });
    const [profiles, request] = await Promise.all([
      findOrganisations(ctx, [ctx.actor.org_id, input.seller_org_id]),
      fromShelf(ctx, input.seller_org_id, input.request),
    ]);
    const [buyer, seller] = [profiles.get(ctx.actor.org_id), profiles.get(input.seller_org_id)];
    if (!buyer || !seller) return refuse('quoting.partner_unknown');
    if (isRefusal(request)) return request;
    const party = (p: typeof buyer): Party => ({ org_id: p.org_id, name: p.name, country: p.country });
    const [first] = request.goods;
    const deal = await openDeal(ctx, {
      buyer: party(buyer),
      seller: party(seller),
      goods_title: first?.description ?? '',
      hs_code: first?.hs_code ?? '',
      place_to: request.place_to,
      demo: buyer.demo || seller.demo,
      deadline: daysAfter(ctx.clock.now(), input.answer_within_days ?? ANSWER_WITHIN_DAYS),
      event: 'rfq.sent',
      body: { goods: request.goods, currency: request.currency, place_to: request.place_to },
    });
    if (isRefusal(deal)) return deal;
    insertRfq(ctx.tx, {
      deal_id: deal.deal_id,
      request,
      message: input.message ?? null,
      at: ctx.clock.now(),
      parties: deal.parties,
    });
    return { deal_id: deal.deal_id, number: deal.number, state: deal.state };
  },
});
