import type { Shop, ShopOffer } from '../port.ts';
import { majorUnits, xmlText } from './remote-text.ts';

/**
 * Kaspi's XML price list: `kaspi_catalog` in the namespace kaspiShopping with company, merchantid and offers; each
 * offer by SKU with model, brand, where and how many are available, and its price in whole tenge. Names keep their
 * uneven case (merchantid, but storeId and stockCount). Kaspi takes the file as the whole assortment, so offers that
 * are out of stock stay in it as not available. Source: guide.kaspi.kz/partner/ru/shop/goods/price_list, in excerpts.
 * We write `price`, one for all cities; `cityprices` would be written in its place.
 */
export function kaspiPriceFeed(
  shop: Pick<Shop, 'company' | 'merchant_id' | 'store_id'>,
  offers: readonly ShopOffer[],
  at: Date,
): string {
  const rows = offers.map(
    (offer) => `    <offer sku="${xmlText(offer.sku)}">
      <model>${xmlText(offer.title)}</model>
${offer.brand === '' ? '' : `      <brand>${xmlText(offer.brand)}</brand>\n`}      <availabilities>
        <availability available="${offer.stock > 0 ? 'yes' : 'no'}" storeId="${xmlText(shop.store_id)}" stockCount="${offer.stock}"/>
      </availabilities>
      <price>${majorUnits(offer.price.amount)}</price>
    </offer>
`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<kaspi_catalog date="${at.toISOString().slice(0, 19)}Z" xmlns="kaspiShopping" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="kaspiShopping http://kaspi.kz/kaspishopping.xsd">
  <company>${xmlText(shop.company)}</company>
  <merchantid>${xmlText(shop.merchant_id)}</merchantid>
  <offers>
${rows.join('')}  </offers>
</kaspi_catalog>
`;
}
