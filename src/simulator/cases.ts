import { assert } from '../kernel/refusal.ts';
import { type DemoGoods, demoGoods } from './goods.ts';

/** A way goods really go, with the goods that go it. */
export interface Case {
  route_id: string;
  goods: string;
  from_country: string;
  to_country: string;
  incoterm: string;
  currency: 'CNY' | 'USD';
}

const to = (to_country: string, route_id: string, incoterm: string, goods: string[]): Case[] =>
  goods.map((key) => {
    const found = demoGoods.find((g) => g.key === key);
    assert(found, `there are goods called ${key}`);
    return {
      route_id,
      goods: key,
      from_country: found.from,
      to_country,
      incoterm,
      currency: found.from === 'CN' ? 'CNY' : 'USD',
    };
  });

/** The corridor's cases; the first of each route is what `walk` takes when no goods are named. */
export const cases: readonly Case[] = [
  ...to('KZ', 'rail-xian-horgos-almaty', 'CIP', [
    'lithium-battery-packs',
    'laptops',
    'air-conditioners',
    'galvanised-sheet',
    'diesel-engine-parts',
  ]),
  ...to('KG', 'road-urumqi-torugart-bishkek', 'DAP', [
    'pv-modules',
    'plastic-footwear',
    'cotton-tshirts',
    'bicycles',
  ]),
  ...to('CN', 'rail-kostanay-dostyk-lianyungang', 'CPT', [
    'flaxseed',
    'wheat',
    'sunflower-oil',
    'ferro-chromium',
  ]),
  ...to('CN', 'road-andijan-irkeshtam-kashgar', 'CIP', ['cotton-yarn', 'cotton-fibre', 'raisins']),
  ...to('KZ', 'rail-zhengzhou-alashankou-astana', 'CIP', ['electric-cars', 'smartphones', 'ceramic-tiles']),
  ...to('UZ', 'rail-xian-horgos-tashkent', 'CIP', [
    'pv-modules',
    'electric-cars',
    'diesel-engine-parts',
    'ceramic-tiles',
  ]),
  ...to('TJ', 'road-kashgar-kulma-dushanbe', 'DAP', ['pv-modules', 'cotton-tshirts', 'galvanised-sheet']),
  ...to('TM', 'rail-lianyungang-horgos-ashgabat', 'CPT', [
    'diesel-engine-parts',
    'air-conditioners',
    'urea-cn',
  ]),
  ...to('CN', 'rail-astana-alashankou-zhengzhou', 'CPT', ['copper-cathodes', 'wheat']),
  ...to('CN', 'road-bishkek-torugart-urumqi', 'FCA', ['kidney-beans', 'honey']),
  ...to('CN', 'road-dushanbe-kulma-kashgar', 'FCA', ['cotton-fibre-tj', 'onions']),
  ...to('CN', 'rail-ashgabat-horgos-lianyungang', 'FCA', ['cotton-yarn-tm', 'urea-tm']),
];

export function goodsOf(chosen: Case): DemoGoods {
  const found = demoGoods.find((g) => g.key === chosen.goods);
  assert(found, `there are goods called ${chosen.goods}`);
  return found;
}
