import { daysAfter } from '../kernel/days.ts';
import type { NewListing, NewNeed } from '../modules/catalogue/index.ts';
import { cases, goodsOf } from './cases.ts';
import { demoId } from './demo-id.ts';
import { type DemoGoods, demoGoods } from './goods.ts';
import { demoPrice } from './offer.ts';
import { type DemoOrganisation, demoTraders } from './organisations.ts';
import { findRouteById } from './route.ts';

const created_at = new Date('2024-10-15T00:00:00Z');
/** Sellers of Chinese goods that also list a container load apart. */
const CONTAINER_SELLERS = 8;

export function listingId(seller: DemoOrganisation, goods: DemoGoods, variant = ''): string {
  return demoId(`listing ${seller.name} ${goods.key}${variant}`);
}

/** What the demonstration traders offer: each goods of their country, from the smallest lot. */
export function demoListings(): NewListing[] {
  return demoGoods.flatMap((goods) =>
    demoTraders(goods.from).flatMap((seller, index) => [
      listing(seller, goods, '', goods.lot_low, index),
      ...(goods.from === 'CN' && index < CONTAINER_SELLERS
        ? [listing(seller, goods, ' by container', goods.lot_low * 3, index)]
        : []),
    ]),
  );
}

function listing(
  seller: DemoOrganisation,
  goods: DemoGoods,
  variant: string,
  moq: number,
  index: number,
): NewListing {
  const route = findRouteById(cases.find((c) => c.goods === goods.key)?.route_id ?? cases[0]?.route_id ?? '');
  const currency = goods.from === 'CN' ? 'CNY' : 'USD';
  const tier = (quantity: number, percent: number) => ({
    min_quantity: `${quantity}.000`,
    price: demoPrice(goods.unit_price_usd_cents, percent - (variant ? 3 : 0), currency),
    incoterm: 'FCA',
    place: route.from,
  });
  const base = 98 + (index % 9);
  const kilograms = (grams: number) => (Math.ceil(grams) / 1000).toFixed(3);
  return {
    org_id: seller.org_id,
    listing_id: listingId(seller, goods, variant),
    demo: true,
    created_at: daysAfter(created_at, index),
    language: 'en',
    title: `${goods.title_en}${variant}`,
    description: 'Demonstration listing: seller, price and quantities are made up.',
    translations: {
      zh: {
        title: `${goods.title_zh}${variant && '，整柜'}`,
        description: '演示商品：卖方、价格和数量均为虚构。',
        by: 'human',
      },
      ru: {
        title: `${goods.title_ru}${variant && ', контейнером'}`,
        description: 'Демонстрационное предложение: продавец, цена и количество вымышлены.',
        by: 'human',
      },
    },
    hs_code: goods.hs_code,
    origin_country: goods.from,
    unit: goods.unit,
    moq: `${moq}.000`,
    lead_time_days: 10 + (index % 5) * 7,
    package_kind: goods.package_kind,
    units_per_package: `${goods.units_per_package}.000`,
    unit_net_weight_kg: kilograms(goods.unit_net_g),
    unit_gross_weight_kg: kilograms(goods.unit_net_g * 1.04),
    certificates: goods.certificates,
    tiers: [tier(moq, base), tier(moq * 4, base - 3), tier(moq * 10, base - 6)],
  };
}

/** What the demonstration traders look for: one need for each case, by two buyers. */
export function demoNeeds(): NewNeed[] {
  return cases.flatMap((chosen) => {
    const goods = goodsOf(chosen);
    return demoTraders(chosen.to_country)
      .slice(0, 2)
      .map((buyer) => ({
        org_id: buyer.org_id,
        need_id: demoId(`need ${buyer.name} ${chosen.goods} ${chosen.route_id}`),
        demo: true,
        created_at,
        language: 'en' as const,
        title: goods.title_en,
        description: 'Demonstration need: buyer and quantity are made up.',
        translations: {
          zh: { title: goods.title_zh, description: '演示需求：买方和数量均为虚构。', by: 'human' as const },
          ru: {
            title: goods.title_ru,
            description: 'Демонстрационная потребность: покупатель и количество вымышлены.',
            by: 'human' as const,
          },
        },
        hs_code: goods.hs_code,
        quantity: `${goods.lot_low * 2}.000`,
        unit: goods.unit,
        to_country: chosen.to_country,
        place_to: findRouteById(chosen.route_id).to,
        origin_countries: [goods.from],
        within_days: 60,
      }));
  });
}
