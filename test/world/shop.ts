import { assert } from '../../src/kernel/refusal.ts';
import {
  changeConnection,
  connectMarketplace,
  decideMandate,
  listOrders,
  offerListing,
} from '../../src/modules/marketplaces/index.ts';
import { openMarketplace } from '../../src/simulator/marketplace/server.ts';
import { type DemoOrganisation, memberOf } from '../../src/simulator/organisations.ts';
import type { Stage } from '../../src/simulator/stage.ts';

/** The seller's shop at a marketplace, paused, with an offer, an order that was refused, and a buyer who was asked. */
export async function playShop(
  stage: Stage,
  seller: DemoOrganisation,
  buyer: DemoOrganisation,
  listing_id: string,
): Promise<{ connection_id: string; order_id: string; merchant_org_id: string }> {
  const marketplace = await openMarketplace({ seed: 'corridor', token: 'demo-token' });
  const merchant = memberOf(seller);
  const { connection_id } = await stage.act(merchant, connectMarketplace, {
    kind: 'kaspi',
    name: 'Demo shop',
    base_url: marketplace.base_url,
    token: 'demo-token',
    merchant_id: 'Demo1',
    store_id: 'PP1',
    place_to: 'KZ-ALMATY',
    buyer_org_id: buyer.org_id,
  });
  await stage.act(merchant, offerListing, {
    connection_id,
    listing_id,
    sku: 'DEMO-1',
    brand: 'Demo',
    category: '',
    price: { amount: '1000000', currency: 'KZT' },
    stock: 0,
  });
  marketplace.sell([{ sku: 'DEMO-1', title: 'Demo', price_major: 10_000 }], 1, stage.clock.now());
  await stage.act(memberOf(buyer), decideMandate, { merchant_org_id: seller.org_id, agreed: true });
  await stage.act(merchant, changeConnection, { connection_id, state: 'active' });
  await stage.act(merchant, changeConnection, { connection_id, state: 'paused' });
  await marketplace.close();
  const { items } = await stage.act(merchant, listOrders, {});
  const [order] = items;
  assert(order?.state === 'refused', 'an order for more than the stock is refused');
  return { connection_id, order_id: order.order_id, merchant_org_id: seller.org_id };
}
