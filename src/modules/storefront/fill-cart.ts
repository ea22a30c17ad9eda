import { Type } from 'typebox';
import { parseMilli } from '../../kernel/decimal.ts';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { DecimalText, defineUseCase, takeTurn, Uuid } from '../../platform/index.ts';
import { findListing } from '../catalogue/index.ts';
import { judgeLine, MOST_LINES } from './cart.ts';
import { allotmentsOf, emptyCart, selectCart, writeCartLine } from './store-carts.ts';
import { CartSchema, lookAtCart } from './view-cart.ts';

/**
 * Puts a quantity of an offer into the cart, or changes it; the price of today is the one that was seen. Refuses with
 * catalogue.listing_not_found, storefront.line_wrong (unit, minimum, multiple, what is left, own offer),
 * storefront.cart_full.
 */
export const putIntoCart = defineUseCase({
  name: 'storefront.put-into-cart',
  kind: 'command',
  permission: 'cart:use',
  input: Type.Object(
    { listing_id: Uuid, quantity: DecimalText, unit: Type.String({ minLength: 1, maxLength: 12 }) },
    { additionalProperties: false },
  ),
  output: CartSchema,
  async run(ctx, input) {
    const listing = await findListing(ctx, input.listing_id);
    if (isRefusal(listing)) return listing;
    const { org_id } = ctx.actor;
    const left = await allotmentsOf(ctx.tx, [listing.listing_id]);
    const quantity = parseMilli(input.quantity) > 0n ? input.quantity : '0.000';
    const judged = judgeLine(
      { quantity, unit: input.unit, seen: null },
      listing,
      left.get(listing.listing_id),
      org_id,
    );
    const [problem] = judged.problems;
    if (problem === 'not_offered' || (!problem && !judged.price))
      return refuse('catalogue.listing_not_found', { listing_id: listing.listing_id });
    if (problem || !judged.price)
      return refuse(
        'storefront.line_wrong',
        {
          problem: problem ?? 'below_minimum',
          minimum: listing.moq,
          multiple: listing.order_multiple ?? '',
          left: left.get(listing.listing_id) ?? '',
          unit: listing.unit,
        },
        judged.problems.map((code) => ({
          path: code === 'unit_differs' ? '/unit' : '/quantity',
          code,
          message: code.replaceAll('_', ' '),
        })),
      );
    await takeTurn(ctx.tx, `cart ${org_id}`);
    const lines = await selectCart(ctx.tx, org_id, true);
    if (lines.length >= MOST_LINES && !lines.some((l) => l.listing_id === listing.listing_id))
      return refuse('storefront.cart_full', { most: MOST_LINES });
    const { listing_id } = listing;
    await writeCartLine(
      ctx.tx,
      org_id,
      { listing_id, quantity, unit: input.unit, seen: judged.price },
      ctx.clock.now(),
    );
    return (await lookAtCart(ctx, { lock: false })).cart;
  },
});

/** Takes a line out of the cart; one that is not there is no mistake. */
export const takeOutOfCart = defineUseCase({
  name: 'storefront.take-out-of-cart',
  kind: 'command',
  permission: 'cart:use',
  input: Type.Object({ listing_id: Uuid }, { additionalProperties: false }),
  output: CartSchema,
  async run(ctx, { listing_id }) {
    await emptyCart(ctx.tx, ctx.actor.org_id, listing_id, ctx.clock.now());
    return (await lookAtCart(ctx, { lock: false })).cart;
  },
});
