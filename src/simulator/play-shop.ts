import { assert } from '../kernel/refusal.ts';
import { publishListing } from '../modules/catalogue/index.ts';
import { listDeals } from '../modules/deals/index.ts';
import {
  changeConnection,
  connectMarketplace,
  decideMandate,
  listOrders,
  type MarketplaceKind,
  offerListing,
  showConnection,
} from '../modules/marketplaces/index.ts';
import type { Invariant } from './invariants.ts';
import { demoListings } from './listings.ts';
import { openMarketplace } from './marketplace/server.ts';
import { manyFaults, noFaults } from './marketplace/state.ts';
import { demoTraders, memberOf } from './organisations.ts';
import { Stage, type Theatre } from './stage.ts';
import { openWorld } from './world.ts';

export interface ShopPlay {
  kind: MarketplaceKind;
  seed: string;
  orders: number;
  faults: boolean;
}

export interface ShopReport {
  kind: MarketplaceKind;
  /** What the marketplace answered, and how often; `lost`: it did it and cut the connection. */
  answers: Record<string, number>;
  syncs: number;
  orders: { number: string; state: string; deal: string | null }[];
  invariants: Invariant[];
}

const TOKEN = 'demo-token';
const STOCK = 100_000;
const SYNCS_LIMIT = 400;
const goods = [
  { sku: 'DEMO-A', title: 'Demo A', price_major: 129_900 },
  { sku: 'DEMO-B', title: 'Demo B', price_major: 1500 },
];

/**
 * Plays a merchant whose shop is at a marketplace on this machine that throttles, fails, repeats and reorders, until
 * every order has come through, and counts both sides: one deal for each order, each acknowledged, stock taken once.
 * The theatre must let connections lead to 127.0.0.1.
 */
export async function playShop(theatre: Theatre, play: ShopPlay): Promise<ShopReport> {
  const stage = new Stage(theatre, `shop ${play.seed}`, new Date('2026-03-02T08:00:00Z'));
  await openWorld(stage.runtime);
  const [seller] = demoTraders('CN');
  const [buyer] = demoTraders('KZ');
  assert(seller && buyer, 'there are traders on both sides');
  const merchant = memberOf(seller);
  const marketplace = await openMarketplace({
    seed: play.seed,
    token: TOKEN,
    faults: play.faults ? manyFaults : noFaults,
  });
  try {
    const { connection_id } = await stage.act(merchant, connectMarketplace, {
      kind: play.kind,
      name: 'Demo shop',
      base_url: marketplace.base_url,
      token: TOKEN,
      merchant_id: 'Demo1',
      store_id: 'PP1',
      place_to: 'KZ-ALMATY',
      buyer_org_id: buyer.org_id,
    });
    for (const { sku, price_major } of goods)
      await stage.act(merchant, offerListing, {
        connection_id,
        listing_id: await publishSingle(stage, seller.org_id),
        sku,
        brand: 'Demo',
        category: 'Demo',
        price: { amount: String(price_major * 100), currency: 'KZT' },
        stock: STOCK,
      });
    await stage.act(memberOf(buyer), decideMandate, { merchant_org_id: seller.org_id, agreed: true });
    await stage.act(merchant, changeConnection, { connection_id, state: 'active' });
    let syncs = 1;
    for (const batch of [0, 1, 2]) {
      const share = Math.floor(((batch + 1) * play.orders) / 3) - Math.floor((batch * play.orders) / 3);
      marketplace.sell(goods, share, stage.clock.now());
      syncs += await lookOn(stage, () => marketplace.state.orders.every((o) => o.acknowledged > 0));
    }
    marketplace.state.faults = noFaults;
    syncs += await lookOn(stage, () => false, 20);
    const orders = await everyOrder(stage, merchant);
    const { offers } = await stage.act(merchant, showConnection, { connection_id });
    const deals = await everyDeal(stage, merchant);
    const placed = marketplace.state.orders;
    const sold = placed.flatMap((o) => o.lines).reduce((n, line) => n + line.quantity, 0);
    const left = offers.reduce((n, offer) => n + offer.stock, 0);
    const holds = (name: string, is: boolean, detail: string): Invariant => ({ name, holds: is, detail });
    return {
      kind: play.kind,
      answers: marketplace.answers,
      syncs,
      orders: orders.map((o) => ({ number: o.number, state: o.state, deal: o.deal_number })),
      invariants: [
        holds(
          'every remote order is kept once',
          orders.length === placed.length,
          `${orders.length} of ${placed.length}`,
        ),
        holds(
          'every remote order has a deal of its own',
          new Set(orders.map((o) => o.deal_id)).size === placed.length && orders.every((o) => o.deal_id),
          `${new Set(orders.map((o) => o.deal_id)).size} deals`,
        ),
        holds('no deal came to be without an order', deals === placed.length, `${deals} deals`),
        holds(
          'the marketplace has heard of each',
          placed.every((o) => o.acknowledged > 0),
          `${placed.filter((o) => o.acknowledged > 0).length} acknowledged`,
        ),
        holds('each order took its stock once', 2 * STOCK - left === sold, `${sold} units`),
      ],
    };
  } finally {
    await marketplace.close();
  }
}

/** Looks for what is due every half hour until it is `done`; returns how often. */
async function lookOn(stage: Stage, done: () => boolean, most = SYNCS_LIMIT): Promise<number> {
  for (let n = 1; n <= most; n++) {
    await stage.wait(30 * 60_000);
    await stage.enqueue('marketplaces.look');
    if (done()) return n;
  }
  return most;
}

/** A listing of the demonstration that is sold by the piece. */
async function publishSingle(stage: Stage, org_id: string): Promise<string> {
  const found = demoListings().find((l) => l.org_id === org_id);
  const [tier] = found?.tiers ?? [];
  assert(found && tier, 'the seller has a listing with a price');
  const { org_id: _o, listing_id: _l, demo: _d, created_at: _c, order_multiple: _m, ...offer } = found;
  const seller = demoTraders('CN').find((o) => o.org_id === org_id);
  assert(seller, 'the seller is a trader');
  const { listing_id } = await stage.act(memberOf(seller), publishListing, {
    ...offer,
    moq: '1.000',
    tiers: [{ ...tier, min_quantity: '1.000' }],
  });
  return listing_id;
}

async function everyOrder(stage: Stage, merchant: ReturnType<typeof memberOf>) {
  const found: Awaited<ReturnType<typeof pageOf>>['items'] = [];
  const pageOf = (cursor: string | null) =>
    stage.act(merchant, listOrders, { limit: 100, ...(cursor === null ? {} : { cursor }) });
  for (let cursor: string | null = null, more = true; more; ) {
    const page = await pageOf(cursor);
    found.push(...page.items);
    cursor = page.next_cursor;
    more = cursor !== null;
  }
  return found;
}

async function everyDeal(stage: Stage, merchant: ReturnType<typeof memberOf>): Promise<number> {
  let count = 0;
  for (let cursor: string | null = null, more = true; more; ) {
    const page: { items: unknown[]; next_cursor: string | null } = await stage.act(merchant, listDeals, {
      limit: 100,
      ...(cursor === null ? {} : { cursor }),
    });
    count += page.items.length;
    cursor = page.next_cursor;
    more = cursor !== null;
  }
  return count;
}
