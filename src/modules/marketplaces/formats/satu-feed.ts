import type { Shop, ShopOffer } from '../port.ts';
import { majorUnits, xmlText } from './remote-text.ts';

/**
 * A catalogue in YML, the XML that Satu.kz imports from an address: yml_catalog/shop with name, company, currencies,
 * categories and offers; an offer with id and available, and name, price, currencyId, categoryId, vendor, vendorCode,
 * quantity_in_stock and description. YML is Yandex' format; that Satu reads `quantity_in_stock` and takes the offer's
 * id as external id is assumed from public clients.
 */
export function satuCatalogue(shop: Pick<Shop, 'company'>, offers: readonly ShopOffer[], at: Date): string {
  const categories = [...new Set(offers.map((o) => o.category))];
  const rows = offers.map(
    (o) => `      <offer id="${xmlText(o.sku)}" available="${o.stock > 0}">
        <name>${xmlText(o.title)}</name>
        <price>${majorUnits(o.price.amount)}</price>
        <currencyId>${o.price.currency}</currencyId>
        <categoryId>${categories.indexOf(o.category) + 1}</categoryId>
${o.brand === '' ? '' : `        <vendor>${xmlText(o.brand)}</vendor>\n`}        <vendorCode>${xmlText(o.sku)}</vendorCode>
        <quantity_in_stock>${o.stock}</quantity_in_stock>
        <description>${xmlText(o.description)}</description>
      </offer>
`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<yml_catalog date="${at.toISOString().slice(0, 16).replace('T', ' ')}">
  <shop>
    <name>${xmlText(shop.company)}</name>
    <company>${xmlText(shop.company)}</company>
    <currencies><currency id="KZT" rate="1"/></currencies>
    <categories>
${categories.map((c, i) => `      <category id="${i + 1}">${xmlText(c || 'Other')}</category>\n`).join('')}    </categories>
    <offers>
${rows.join('')}    </offers>
  </shop>
</yml_catalog>
`;
}
