import { route } from '../../platform/index.ts';
import { checkOut } from './check-out.ts';
import { putIntoCart, takeOutOfCart } from './fill-cart.ts';
import { keepShop, viewOwnShop } from './keep-shop.ts';
import { viewCart } from './view-cart.ts';

const tags = ['storefront'];

export const routes = [
  route('GET', '/shop', viewOwnShop, { summary: 'Your own shop, open or not', tags }),
  route('PUT', '/shop', keepShop, { summary: 'Open, change or close your shop', tags }),
  route('GET', '/cart', viewCart, { summary: 'Your cart at the prices of today', tags }),
  route('PUT', '/cart/lines/:listing_id', putIntoCart, { summary: 'Put an offer into the cart', tags }),
  route('DELETE', '/cart/lines/:listing_id', takeOutOfCart, {
    summary: 'Take an offer out of the cart',
    tags,
  }),
  route('POST', '/checkouts', checkOut, { summary: 'Make deals of the cart, one for each seller', tags }),
];
