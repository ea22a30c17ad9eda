import type { NewListing } from '../modules/catalogue/index.ts';
import type { NewShop } from '../modules/storefront/index.ts';
import { demoTraders } from './organisations.ts';
import { demoToPersons, slugOf } from './retail.ts';

/** How many of a country's traders keep a shop. */
const keepers: Record<string, number> = { CN: 8, KZ: 3, KG: 1, UZ: 2 };
const SHOWN = 12;

/** Shops of some demonstration traders, with the first of their offers; a few pieces are counted, most are not. */
export function demoShops(listings: readonly NewListing[]): NewShop[] {
  return Object.entries(keepers).flatMap(([country, count]) =>
    demoTraders(country)
      .slice(0, count)
      .map((trader): NewShop => {
        const own = listings.filter((l) => l.org_id === trader.org_id).slice(0, SHOWN);
        return {
          org_id: trader.org_id,
          slug: slugOf(trader.name),
          name: trader.name,
          language: 'en',
          intros: {
            en: 'A demonstration shop: seller, goods and prices are made up.',
            zh: '演示商铺：卖方、商品和价格均为虚构。',
            ru: 'Демонстрационный магазин: продавец, товары и цены вымышлены.',
            kk: 'Көрсету дүкені: сатушы, тауарлар мен бағалар ойдан шығарылған.',
          },
          country,
          demo: true,
          published: true,
          to_persons: demoToPersons(trader.org_id),
          shelf: own.map(({ listing_id, moq }, index) => ({
            listing_id,
            allotment: index === 1 ? (Number(moq) * 3).toFixed(3) : null,
          })),
        };
      }),
  );
}
