import { Type } from 'typebox';
import { assert, isRefusal, refuse } from '../../kernel/refusal.ts';
import { paragraphsPattern } from '../../kernel/text.ts';
import { defineUseCase, Instant, Uuid } from '../../platform/index.ts';
import { advance, getDeal, rolesIn, Terms, termsErrors, termsHash } from '../deals/index.ts';
import { findPlace, findRoute } from '../reference/index.ts';
import { checkServices } from './check-services.ts';
import { landedCostOf } from './landed-cost-of.ts';
import { composeTerms, MOST_ROUNDS, Offer } from './model.ts';
import { findRfq, insertQuote } from './store.ts';

const HOUR_MS = 3_600_000;
const LONGEST_VALIDITY_MS = 180 * 24 * HOUR_MS;

/** Seller or buyer offers terms; a counter-offer is simply the next offer. The landed cost is worked out with it. */
export const offerQuote = defineUseCase({
  name: 'quoting.offer-quote',
  kind: 'command',
  permission: 'quote:offer',
  input: Type.Object(
    {
      deal_id: Uuid,
      offer: Offer,
      valid_until: Instant,
      note: Type.Optional(Type.String({ maxLength: 2000, pattern: paragraphsPattern })),
      /** The newest offer that its maker has seen, 0 when there was none: with it, nobody answers an old offer. */
      answers: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    deal_id: Uuid,
    quote_number: Type.Integer(),
    state: Type.String(),
    terms: Terms,
    landed_cost: Type.Union([Type.Object({}, { additionalProperties: true }), Type.Null()]),
    valid_until: Instant,
  }),
  async run(ctx, input) {
    // Sent together, here and below: each wait for the database costs more than its statement.
    const [deal, rfq, route] = await Promise.all([
      getDeal(ctx, input.deal_id),
      findRfq(ctx.tx, input.deal_id),
      findRoute(ctx, input.offer.route_id),
    ]);
    if (isRefusal(deal)) return deal;
    const now = ctx.clock.now();
    const valid_until = new Date(input.valid_until);
    const ahead_ms = valid_until.getTime() - now.getTime();
    if (!(ahead_ms >= HOUR_MS && ahead_ms <= LONGEST_VALIDITY_MS))
      return refuse('quoting.validity_not_future');
    if (!rfq) return refuse('deals.not_found');
    if (input.answers !== undefined && input.answers !== rfq.last_quote)
      return refuse('quoting.quote_replaced', { newest: rfq.last_quote });
    if (rfq.last_quote >= MOST_ROUNDS) return refuse('quoting.rounds_used_up', { rounds: MOST_ROUNDS });
    if (!route) return refuse('quoting.route_unknown', { route_id: input.offer.route_id });
    const from = findPlace(route.from);
    const to = findPlace(rfq.request.place_to);
    assert(from && to, 'routes and requests name places that are on file');

    const terms = composeTerms(rfq.request, input.offer, {
      route_id: route.route_id,
      mode: route.mode,
      from: route.from,
      to: route.to,
      from_country: from.country,
      to_country: to.country,
      crossing_export: route.crossing_export,
      crossing_import: route.crossing_import,
    });
    if (isRefusal(terms)) return terms;
    terms.valid_until = valid_until.toISOString();
    const errors = termsErrors(terms);
    if (errors.length > 0) return refuse('deals.terms_do_not_hold', {}, errors);

    const offered_by = rolesIn(deal, ctx.actor.org_id).includes('seller') ? 'seller' : 'buyer';
    const [served, landed_cost] = await Promise.all([
      checkServices(ctx, deal, input.offer),
      landedCostOf(ctx, terms),
    ]);
    if (isRefusal(served)) return served;
    const quote_number = rfq.last_quote + 1;
    const after = await advance(ctx, deal, {
      event: 'quote.offered',
      body: {
        quote_number,
        by: offered_by,
        price: { ...terms.price },
        incoterm: terms.incoterm,
        incoterm_place: terms.incoterm_place,
        valid_until: valid_until.toISOString(),
        terms_hash: termsHash(terms),
      },
      deadline: valid_until,
    });
    if (isRefusal(after)) return after;
    insertQuote(
      ctx.tx,
      {
        deal_id: deal.deal_id,
        quote_number,
        offered_by,
        terms,
        terms_hash: termsHash(terms),
        landed_cost,
        note: input.note ?? null,
        valid_until,
        offered_at: now,
      },
      [deal.buyer_org_id, deal.seller_org_id],
    );
    return {
      deal_id: deal.deal_id,
      quote_number,
      state: after.state,
      terms,
      landed_cost,
      valid_until: valid_until.toISOString(),
    };
  },
});
