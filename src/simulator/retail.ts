import { sha256Hex } from '../kernel/hash.ts';
import type { NewListing } from '../modules/catalogue/index.ts';
import { confirmOrder, handOver, placeOrder, quoteOrder, recordPayment } from '../modules/orders/index.ts';
import type { ToPersons } from '../modules/storefront/index.ts';
import { publicActor } from '../platform/actor.ts';
import { demoId } from './demo-id.ts';
import { demoGoods } from './goods.ts';
import { demoPrice } from './offer.ts';
import { demoTraders, memberOf } from './organisations.ts';
import type { Stage } from './stage.ts';

/** How many of China's traders sell single pieces, and what. */
const RETAILERS = 3;
const goodsOfRetail = ['plastic-footwear', 'cotton-tshirts', 'smartphones', 'bicycles'];
/** What a single piece costs beside one of a lot, in per cent. */
const RETAIL_PERCENT = 180;
/** What the made-up persons order: little enough to stay within every limit. */
const SHOES = '640299';
const created_at = new Date('2024-10-20T00:00:00Z');

/** Offers of single pieces, for shops that sell to persons. */
export function retailListings(): NewListing[] {
  return demoTraders('CN')
    .slice(0, RETAILERS)
    .flatMap((seller) =>
      demoGoods
        .filter((goods) => goodsOfRetail.includes(goods.key))
        .map((goods): NewListing => {
          const kilograms = (grams: number) => (Math.ceil(grams) / 1000).toFixed(3);
          const said = 'Demonstration listing: seller, price and quantities are made up.';
          return {
            org_id: seller.org_id,
            listing_id: demoId(`listing ${seller.name} ${goods.key} single`),
            demo: true,
            created_at,
            language: 'en',
            title: `${goods.title_en}, single`,
            description: said,
            translations: {
              zh: {
                title: `${goods.title_zh}，零售`,
                description: '演示商品：卖方、价格和数量均为虚构。',
                by: 'human',
              },
              ru: {
                title: `${goods.title_ru}, поштучно`,
                description: 'Демонстрационное предложение: продавец, цена и количество вымышлены.',
                by: 'human',
              },
            },
            hs_code: goods.hs_code,
            origin_country: goods.from,
            unit: goods.unit,
            moq: '1.000',
            lead_time_days: 5,
            package_kind: 'carton',
            units_per_package: '1.000',
            unit_net_weight_kg: kilograms(goods.unit_net_g),
            unit_gross_weight_kg: kilograms(goods.unit_net_g * 1.1),
            certificates: goods.certificates,
            tiers: [
              {
                min_quantity: '1.000',
                price: demoPrice(goods.unit_price_usd_cents, RETAIL_PERCENT, 'CNY'),
                incoterm: 'FCA',
                place: 'CN-XIAN',
              },
            ],
          };
        }),
    );
}

/** How the demonstration's retailers sell to persons; null for all other shops. */
export function demoToPersons(org_id: string): ToPersons | null {
  const retails = demoTraders('CN')
    .slice(0, RETAILERS)
    .some((trader) => trader.org_id === org_id);
  return retails
    ? {
        countries: ['KZ', 'KG', 'UZ', 'TJ', 'TM'].map((country, index) => ({
          country,
          delivery: { amount: String(4000 + index * 500), currency: 'CNY' },
        })),
        transport: 'road',
        channel: 'courier',
        payments: ['transfer', 'on_delivery'],
        payment_note: 'Demonstration: there is no such account, and no money moves.',
      }
    : null;
}

/** Made-up persons order at the first retailer: one waits, one is confirmed and paid, one is sent as a parcel. */
export async function playPersons(stage: Stage): Promise<void> {
  const [merchant] = demoTraders('CN');
  const offer = retailListings().find((one) => one.hs_code === SHOES);
  if (!merchant || !offer) return;
  const slug = slugOf(merchant.name);
  const serve = memberOf(merchant);
  for (const [index, upTo] of (['placed', 'paid', 'sent'] as const).entries()) {
    const wanted = {
      slug,
      destination: 'KZ',
      lines: [{ listing_id: offer.listing_id, quantity: String(index + 1) }],
    };
    const { quote_hash } = await stage.act(publicActor, quoteOrder, wanted);
    const { order } = await stage.act(publicActor, placeOrder, {
      ...wanted,
      quote_hash,
      payment: 'transfer',
      person: {
        name: `Demo Person ${index + 1}`,
        address: `Demonstration street ${index + 1}, Almaty`,
        email: `person${index + 1}@demo.example`,
      },
      secret: Buffer.from(sha256Hex(`person ${index} ${stage.clock.now().getTime()}`), 'hex').toString(
        'base64url',
      ),
    });
    const { order_id } = order;
    if (upTo === 'placed') continue;
    await stage.act(serve, confirmOrder, { order_id });
    await stage.act(serve, recordPayment, { order_id });
    if (upTo === 'paid') continue;
    await stage.act(serve, handOver, {
      order_id,
      number: 'DEMO-PARCEL-1',
      gross_weight_kg: '3',
      mode: '9610',
    });
  }
}

/** The address of a demonstration shop. */
export const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
