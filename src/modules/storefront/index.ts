import type { Module } from '../../platform/index.ts';
import { refusals } from './refusals.ts';
import { routes } from './routes.ts';

export { grossWeight, liesIn } from './carriage.ts';
export { judgeLine, unitPrice } from './cart.ts';
export { checkOut } from './check-out.ts';
export { putIntoCart, takeOutOfCart } from './fill-cart.ts';
export { giveBackAllotment } from './give-back.ts';
export { keepShop, viewOwnShop } from './keep-shop.ts';
export { landedPrices } from './landed-price.ts';
export { insertShops, type NewShop } from './load-shops.ts';
export { PaymentSchema, SHOP_PAGE, Slug, type ToPersons } from './model.ts';
export { dayText, figureText, moneyText, plain } from './pages/figures.ts';
export { addressOf, framed, type PageAsk } from './pages/frame.ts';
export { html, type Markup, raw } from './pages/markup.ts';
export { countryName } from './pages/offer-card.ts';
export { registerShops } from './pages/register.ts';
export { pagePolicy } from './pages/style.ts';
export { unitSign } from './pages/unit-signs.ts';
export { chromeOf, filled } from './pages/words.ts';
export { findShop, type OpenShop } from './store.ts';
export { giveBackToShelf, lockShelf, takeAllotment } from './store-carts.ts';
export { viewCart } from './view-cart.ts';

/** Shops of merchants, the common front, and carts that become deals. */
export const storefront: Module = {
  name: 'storefront',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
};
