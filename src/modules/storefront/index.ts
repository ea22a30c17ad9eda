import type { Module } from '../../platform/index.ts';
import { refusals } from './refusals.ts';
import { routes } from './routes.ts';

export { checkOut } from './check-out.ts';
export { putIntoCart, takeOutOfCart } from './fill-cart.ts';
export { giveBackAllotment } from './give-back.ts';
export { keepShop, viewOwnShop } from './keep-shop.ts';
export { insertShops, type NewShop } from './load-shops.ts';
export { registerShops } from './pages/register.ts';
export { viewCart } from './view-cart.ts';

/** Shops of merchants, the common front, and carts that become deals. */
export const storefront: Module = {
  name: 'storefront',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
};
