import { Type } from 'typebox';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { findListing, wordingFor } from '../catalogue/index.ts';
import { limits, offerInput } from './model.ts';
import { lockConnection } from './store-connections.ts';
import { countOtherOffers, skuTaken, writeOffer } from './store-orders.ts';

/** The language that goods are offered in at the marketplaces of Kazakhstan. */
const SHOP_LOCALE = 'ru';

/**
 * Offers a published listing in a shop under a SKU, with the shop's own price and stock; again: changes them. The next
 * sync sends it. Refuses with marketplaces.connection_not_found, connection_closed, not_your_listing, price_currency,
 * sku_taken, too_many_offers.
 */
export const offerListing = defineUseCase({
  name: 'marketplaces.offer-listing',
  kind: 'command',
  permission: 'marketplace:connect',
  input: Type.Object(
    { connection_id: Uuid, listing_id: Uuid, ...offerInput },
    { additionalProperties: false },
  ),
  output: Type.Object({ connection_id: Uuid, listing_id: Uuid, sku: Type.String() }),
  async run(ctx, { connection_id, listing_id, ...offer }) {
    const key = { org_id: ctx.actor.org_id, connection_id };
    const connection = await lockConnection(ctx.tx, key.org_id, connection_id);
    if (!connection) return refuse('marketplaces.connection_not_found');
    if (connection.state === 'closed') return refuse('marketplaces.connection_closed');
    const listing = await findListing(ctx, listing_id);
    if (isRefusal(listing) || listing.seller.org_id !== key.org_id || listing.state !== 'published')
      return refuse('marketplaces.not_your_listing');
    if (BigInt(offer.price.amount) <= 0n || (connection.kind !== 'rest' && offer.price.currency !== 'KZT'))
      return refuse('marketplaces.price_currency');
    if (await skuTaken(ctx.tx, key, offer.sku, listing_id))
      return refuse('marketplaces.sku_taken', { sku: offer.sku });
    if ((await countOtherOffers(ctx.tx, key, listing_id)) >= limits.offers)
      return refuse('marketplaces.too_many_offers', { most: limits.offers });
    const words = wordingFor(SHOP_LOCALE, listing);
    await writeOffer(ctx.tx, key, {
      sku: offer.sku,
      listing_id,
      title: words.title,
      description: words.description,
      brand: offer.brand,
      category: offer.category,
      price_amount: BigInt(offer.price.amount),
      price_currency: offer.price.currency,
      stock: offer.stock,
      offered: offer.offered ?? true,
      changed_at: ctx.clock.now(),
    });
    return { connection_id, listing_id, sku: offer.sku };
  },
});
