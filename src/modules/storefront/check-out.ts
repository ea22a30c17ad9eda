import { type Static, Type } from 'typebox';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { defineUseCase, MoneySchema, Uuid } from '../../platform/index.ts';
import { requestQuote } from '../quoting/index.ts';
import { unitPrice } from './cart.ts';
import { emptyCart, insertCheckout, insertHolds, takeAllotment } from './store-carts.ts';
import { type LookedAt, lookAtCart } from './view-cart.ts';

const OPENED = Type.Object({
  deal_id: Uuid,
  number: Type.String(),
  seller_org_id: Uuid,
  lines: Type.Integer(),
  total: MoneySchema,
});

/**
 * The cart becomes deals, one for each seller (and currency and Incoterm where a seller has several), all or none.
 * Each line goes into its deal as it stands: offer, quantity, unit, code, origin, price. `cart_hash` says which cart
 * was shown; when prices have moved since, the buyer must say that it takes them. Refuses with
 * storefront.cart_empty, storefront.cart_changed, storefront.prices_changed, storefront.cart_not_orderable,
 * storefront.sold_out, and what `requestQuote` refuses.
 */
export const checkOut = defineUseCase({
  name: 'storefront.check-out',
  kind: 'command',
  permission: 'cart:use',
  input: Type.Object(
    {
      place_to: Type.String({ minLength: 1, maxLength: 40 }),
      cart_hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
      accept_changes: Type.Optional(Type.Boolean()),
      message: Type.Optional(Type.String({ maxLength: 2000 })),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ checkout_id: Uuid, deals: Type.Array(OPENED) }),
  async run(ctx, input) {
    const { cart, groups } = await lookAtCart(ctx, { lock: true });
    if (groups.length === 0) return refuse('storefront.cart_empty');
    const errors = groups.flat().flatMap(({ row, judged }) =>
      judged.problems.map((code) => ({
        path: `/cart/${row.listing_id}`,
        code,
        message: code.replaceAll('_', ' '),
      })),
    );
    for (const listing_id of cart.gone)
      errors.push({ path: `/cart/${listing_id}`, code: 'not_offered', message: 'not offered any more' });
    if (errors.length > 0) return refuse('storefront.cart_not_orderable', {}, errors);
    if (cart.cart_hash !== input.cart_hash) return refuse('storefront.cart_changed');
    if (cart.changed && input.accept_changes !== true)
      return refuse(
        'storefront.prices_changed',
        {},
        groups.flat().flatMap(({ row, judged }) =>
          judged.changes.map((code) => ({
            path: `/cart/${row.listing_id}`,
            code,
            message: `${row.seen.amount} ${row.seen.currency} → ${judged.price?.amount} ${judged.price?.currency}`,
          })),
        ),
      );
    // Shelves are taken in the order of the offers' ids, whoever sells them: two carts never wait for each other.
    const counted = new Set<string>();
    for (const { row, listing } of [...groups.flat()].sort(byOffer)) {
      const taken = await takeAllotment(ctx.tx, listing.seller.org_id, row.listing_id, row.quantity);
      if (taken === 'short')
        return refuse('storefront.sold_out', { title: listing.title, listing_id: row.listing_id });
      if (taken === 'taken') counted.add(row.listing_id);
    }
    const deals: Static<typeof OPENED>[] = [];
    for (const group of groups) {
      const [{ listing, judged }] = group as [LookedAt, ...LookedAt[]];
      const { currency, incoterm } = judged.price ?? { currency: 'USD' as const, incoterm: 'FCA' };
      const opened = await requestQuote.run(ctx, {
        seller_org_id: listing.seller.org_id,
        ...(input.message ? { message: input.message } : {}),
        request: {
          currency,
          incoterm,
          place_to: input.place_to,
          goods: group.map((line, index) => requestLine(line, index + 1)),
        },
      });
      if (isRefusal(opened)) return opened;
      await insertHolds(
        ctx.tx,
        opened.deal_id,
        group
          .filter(({ row }) => counted.has(row.listing_id))
          .map(({ row }) => ({
            listing_id: row.listing_id,
            seller_org_id: listing.seller.org_id,
            quantity: row.quantity,
          })),
        [ctx.actor.org_id, listing.seller.org_id],
      );
      const shown = cart.sellers[deals.length];
      deals.push({
        deal_id: opened.deal_id,
        number: opened.number,
        seller_org_id: listing.seller.org_id,
        lines: group.length,
        total: shown?.total ?? { amount: '0', currency },
      });
    }
    const checkout_id = ctx.id();
    const { org_id } = ctx.actor;
    const at = ctx.clock.now();
    await insertCheckout(ctx.tx, { org_id, checkout_id, place_to: input.place_to, deals, at });
    await emptyCart(ctx.tx, org_id, null, at);
    return { checkout_id, deals };
  },
});

const byOffer = (a: LookedAt, b: LookedAt): number => (a.row.listing_id < b.row.listing_id ? -1 : 1);

/** A line of the cart as the deal has it from now on. */
function requestLine({ row, listing, judged }: LookedAt, line: number) {
  return {
    line,
    description: listing.title,
    hs_code: listing.hs_code,
    origin_country: listing.origin_country,
    quantity: row.quantity,
    unit: row.unit,
    listing_id: row.listing_id,
    ...(judged.price ? { unit_price: unitPrice(judged.price) } : {}),
  };
}
