import { Type } from 'typebox';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { findPublished, tierFor } from '../catalogue/index.ts';
import { getDeal, rolesIn } from '../deals/index.ts';
import { requestQuote } from './request-quote.ts';

/**
 * The buyer asks the same seller for the goods of an earlier deal once more: the same lines, at what the shelf says
 * today. `gone` names lines whose offer is on the shelf no more; they are asked for by their words. Refuses with
 * deals.not_found, deals.not_your_part, quoting.nothing_to_repeat and what `requestQuote` refuses.
 */
export const repeatOrder = defineUseCase({
  name: 'quoting.repeat-order',
  kind: 'command',
  permission: 'quote:request',
  input: Type.Object({ deal_id: Uuid }, { additionalProperties: false }),
  output: Type.Object({
    deal_id: Uuid,
    number: Type.String(),
    state: Type.String(),
    gone: Type.Array(Type.Integer()),
  }),
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    if (!rolesIn(deal, ctx.actor.org_id).includes('buyer'))
      return refuse('deals.not_your_part', { event: 'rfq.sent', by: ['buyer'] });
    const { terms } = deal;
    if (!terms) return refuse('quoting.nothing_to_repeat');
    const listings = await findPublished(
      ctx,
      terms.goods.flatMap((line) => line.listing_id ?? []),
    );
    const gone: number[] = [];
    const goods = terms.goods.map((line) => {
      const { description, hs_code, tariff_code, origin_country, quantity, unit } = line;
      const asked = { line: line.line, description, hs_code, origin_country, quantity, unit };
      const listing = line.listing_id === undefined ? undefined : listings.get(line.listing_id);
      if (line.listing_id !== undefined && !listing) gone.push(line.line);
      const now = listing && tierFor(listing.tiers, quantity)?.price;
      return {
        ...asked,
        ...(tariff_code ? { tariff_code } : {}),
        ...(listing ? { listing_id: listing.listing_id } : {}),
        ...(now && now.currency === terms.price.currency ? { unit_price: now } : {}),
      };
    });
    const opened = await requestQuote.run(ctx, {
      seller_org_id: deal.seller_org_id,
      request: {
        goods,
        currency: terms.price.currency,
        place_to: terms.place_to,
        incoterm: terms.incoterm,
      },
    });
    return isRefusal(opened) ? opened : { ...opened, gone };
  },
});
