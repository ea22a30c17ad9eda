import { type TestApp, testApp } from '../../../../test/app.ts';
import { batteryPacks, newId, tradingFirm } from '../../../../test/trading-firms.ts';
import { modules } from '../../../app/modules.ts';
import { mustSucceed } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/index.ts';
import type { SimulatedMarketplace } from '../../../simulator/marketplace/server.ts';
import { publishListing } from '../../catalogue/index.ts';
import type { MarketplaceKind } from '../formats/index.ts';
import { changeConnection, connectMarketplace, decideMandate, offerListing } from '../index.ts';

export const TOKEN = 'demo-token-of-a-shop';
export const goods = [
  { sku: 'DEMO-A', title: 'Demo A', price_major: 129_900 },
  { sku: 'DEMO-B', title: 'Demo B', price_major: 1500 },
];

export interface Merchant {
  app: TestApp;
  seller: Actor;
  buyer: Actor;
  connection_id: string;
  /** Looks for what is due, as the schedule does each minute, and works it off. */
  sync(): Promise<void>;
}

export const shopApp = (): Promise<TestApp> => testApp(modules);

/** A merchant with a connection that is started, two offers and a buyer who agreed. */
export async function merchantOf(
  app: TestApp,
  kind: MarketplaceKind,
  marketplace: Pick<SimulatedMarketplace, 'base_url'>,
  options: { agreed?: boolean; stock?: number; merchant_id?: string } = {},
): Promise<Merchant> {
  const seller = await tradingFirm(app, `Demo Seller ${newId(app).slice(-6)}`);
  const buyer = await tradingFirm(app, `Demo Importer ${newId(app).slice(-6)}`, 'KZ');
  const { connection_id } = mustSucceed(
    await app.execute(connectMarketplace, seller, {
      kind,
      name: 'Demo shop',
      base_url: marketplace.base_url,
      token: TOKEN,
      merchant_id: options.merchant_id ?? 'Demo1',
      store_id: 'PP1',
      place_to: 'KZ-ALMATY',
      buyer_org_id: buyer.org_id,
    }),
    'connect',
  );
  for (const { sku, price_major } of goods) {
    const listing = { ...batteryPacks, moq: '1.000', tiers: batteryPacks.tiers.slice(0, 1) };
    const [tier] = listing.tiers;
    if (tier) listing.tiers = [{ ...tier, min_quantity: '1.000' }];
    const { listing_id } = mustSucceed(await app.execute(publishListing, seller, listing), 'publish');
    mustSucceed(
      await app.execute(offerListing, seller, {
        connection_id,
        listing_id,
        sku,
        brand: '',
        category: 'Demo',
        price: { amount: String(price_major * 100), currency: 'KZT' },
        stock: options.stock ?? 1000,
      }),
      'offer',
    );
  }
  if (options.agreed ?? true)
    mustSucceed(
      await app.execute(decideMandate, buyer, { merchant_org_id: seller.org_id, agreed: true }),
      'agree',
    );
  mustSucceed(await app.execute(changeConnection, seller, { connection_id, state: 'active' }), 'start');
  const sync = async (): Promise<void> => {
    await app.within((ctx) => ctx.enqueue('marketplaces.look', {}));
    await app.drain();
  };
  return { app, seller, buyer, connection_id, sync };
}
