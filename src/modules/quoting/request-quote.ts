import { Type } from 'typebox';
import { parseMilli } from '../../kernel/decimal.ts';
import { isRefusal, type Refusal, refuse } from '../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Uuid } from '../../platform/index.ts';
import { findListing } from '../catalogue/index.ts';
import { openDeal, type Party } from '../deals/index.ts';
import { findOrganisations } from '../parties/index.ts';
import { findPlace } from '../reference/index.ts';
import { QuoteRequest } from './model.ts';
import { insertRfq } from './store.ts';

const DAY_MS = 86_400_000;

/** The buyer asks a seller for a quote; the deal opens with it. */
export const requestQuote = defineUseCase({
  name: 'quoting.request-quote',
  kind: 'command',
  permission: 'quote:request',
  input: Type.Object(
    {
      seller_org_id: Uuid,
      request: QuoteRequest,
      message: Type.Optional(Type.String({ maxLength: 2000 })),
      answer_within_days: Type.Optional(Type.Integer({ minimum: 1, maximum: 60, default: 14 })),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ deal_id: Uuid, number: Type.String(), state: Type.String() }),
  async run(ctx, input) {
    const { request } = input;
    if (!findPlace(request.place_to)) return refuse('quoting.place_unknown', { place: request.place_to });
    const profiles = await findOrganisations(ctx, [ctx.actor.org_id, input.seller_org_id]);
    const [buyer, seller] = [profiles.get(ctx.actor.org_id), profiles.get(input.seller_org_id)];
    if (!buyer || !seller) return refuse('quoting.partner_unknown');
    const strange = await strangeListing(ctx, input.seller_org_id, request);
    if (strange) return strange;
    const party = (p: typeof buyer): Party => ({ org_id: p.org_id, name: p.name, country: p.country });
    const [first] = request.goods;
    const deal = await openDeal(ctx, {
      buyer: party(buyer),
      seller: party(seller),
      goods_title: first?.description ?? '',
      hs_code: first?.hs_code ?? '',
      place_to: request.place_to,
      demo: buyer.demo || seller.demo,
      deadline: new Date(ctx.clock.now().getTime() + (input.answer_within_days ?? 14) * DAY_MS),
      event: 'rfq.sent',
      body: { goods: request.goods, currency: request.currency, place_to: request.place_to },
    });
    if (isRefusal(deal)) return deal;
    await insertRfq(ctx.tx, {
      deal_id: deal.deal_id,
      request,
      message: input.message ?? null,
      at: ctx.clock.now(),
      parties: deal.parties,
    });
    return { deal_id: deal.deal_id, number: deal.number, state: deal.state };
  },
});

/** A line that names a listing names one of this seller's, and asks for at least its minimum and a whole multiple. */
async function strangeListing(
  ctx: Ctx,
  seller_org_id: string,
  request: QuoteRequest,
): Promise<Refusal | undefined> {
  for (const line of request.goods) {
    if (line.listing_id === undefined) continue;
    const listing = await findListing(ctx, line.listing_id);
    if (isRefusal(listing) || listing.seller.org_id !== seller_org_id || listing.state !== 'published')
      return refuse('quoting.listing_unknown', { line: line.line });
    if (parseMilli(line.quantity) < parseMilli(listing.moq))
      return refuse('quoting.below_minimum', { line: line.line, minimum: listing.moq, unit: listing.unit });
    const multiple = parseMilli(listing.order_multiple ?? '0');
    if (multiple > 0n && parseMilli(line.quantity) % multiple !== 0n)
      return refuse('quoting.not_a_multiple', {
        line: line.line,
        multiple: listing.order_multiple ?? '',
        unit: listing.unit,
      });
  }
  return undefined;
}
