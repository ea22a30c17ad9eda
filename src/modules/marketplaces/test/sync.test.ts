import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { TestApp } from '../../../../test/app.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { openMarketplace, type SimulatedMarketplace } from '../../../simulator/marketplace/server.ts';
import { manyFaults, noFaults } from '../../../simulator/marketplace/state.ts';
import { listDeals } from '../../deals/index.ts';
import type { MarketplaceKind } from '../formats/index.ts';
import {
  changeConnection,
  decideMandate,
  getFeed,
  listConnections,
  listOrders,
  offerListing,
  retryOrder,
  showConnection,
} from '../index.ts';
import { goods, type Merchant, merchantOf, shopApp, TOKEN } from './fixture.ts';

let app: TestApp;
const open: SimulatedMarketplace[] = [];
before(async () => {
  app = await shopApp();
});
after(async () => {
  for (const marketplace of open) await marketplace.close();
  await app.close();
});

async function marketplaceOf(seed: string, faults = noFaults): Promise<SimulatedMarketplace> {
  const marketplace = await openMarketplace({ seed, token: TOKEN, faults });
  open.push(marketplace);
  return marketplace;
}
const show = async (m: Merchant) =>
  mustSucceed(await app.execute(showConnection, m.seller, { connection_id: m.connection_id }), 'show');
const orders = async (m: Merchant) =>
  mustSucceed(await app.execute(listOrders, m.seller, { limit: 100 }), 'orders').items;
const deals = async (m: Merchant) =>
  mustSucceed(await app.execute(listDeals, m.seller, { limit: 100 }), 'deals').items;
const MINUTE_MS = 60_000;

for (const kind of ['kaspi', 'satu', 'rest'] as const)
  test(`${kind}: offers go out, an order becomes a deal and is acknowledged`, async () => {
    const marketplace = await marketplaceOf(kind);
    const merchant = await merchantOf(app, kind, marketplace);
    marketplace.sell(goods, 3, app.clock.now());
    await merchant.sync();
    const connection = await show(merchant);
    assert.equal(connection.last_fault, null);
    assert.deepEqual(connection.last_counts, {
      offers: 2,
      pulled: 3,
      repeated: 0,
      opened: 3,
      acknowledged: 3,
    });
    assert.ok(connection.offers.every((o) => o.sent_at !== null));
    assert.deepEqual(connection.wrong, []);
    const made = await orders(merchant);
    assert.deepEqual(new Set(made.map((o) => o.state)), new Set(['acknowledged']));
    assert.equal((await deals(merchant)).length, 3);
    assert.ok(marketplace.state.orders.every((o) => o.acknowledged === 1));
    if (connection.feed_url) {
      const [, feed_key = '', file] = /feeds\/([^/]+)\/(.+)$/.exec(connection.feed_url) ?? [];
      assert.ok(file === 'prices.xml' || file === 'catalogue.xml');
      const feed = mustSucceed(await app.execute(getFeed, merchant.buyer, { feed_key, file }), 'feed');
      assert.match(feed.body, /DEMO-A/);
      const strange = await app.execute(getFeed, merchant.buyer, { feed_key: 'x'.repeat(43), file });
      assert.ok(isRefusal(strange) && strange.code === 'marketplaces.feed_not_found');
    } else assert.equal(marketplace.state.prices.size, 2);
    const sold = marketplace.state.orders.flatMap((o) => o.lines);
    for (const { sku, stock } of connection.offers)
      assert.equal(stock, 1000 - sold.filter((l) => l.sku === sku).reduce((n, l) => n + l.quantity, 0), sku);
    await merchant.sync();
    assert.equal((await deals(merchant)).length, 3, 'a second look opens nothing');
  });

test('a throttled shop is left alone for as long as it asks, a broken one ever longer', async () => {
  const marketplace = await marketplaceOf('away', { ...noFaults, throttled: 1 });
  const merchant = await merchantOf(app, 'rest', marketplace);
  await merchant.sync();
  const first = await show(merchant);
  assert.equal(first.last_fault?.kind, 'throttled');
  assert.equal(
    Object.values(marketplace.answers).reduce((a, b) => a + b),
    1,
    'one request, then silence',
  );
  await merchant.sync();
  assert.equal(marketplace.answers['429'], 1, 'not before its time');
  marketplace.state.faults = { ...noFaults, broken: 1 };
  const waits: number[] = [];
  for (let n = 0; n < 6; n++) {
    app.clock.advanceTo(new Date((await show(merchant)).next_sync_at ?? 0));
    await merchant.sync();
    const { next_sync_at, last_sync_at, last_fault, attempts } = await show(merchant);
    assert.equal(last_fault?.kind, 'unavailable');
    assert.equal(attempts, n + 2);
    waits.push(Date.parse(next_sync_at ?? '') - Date.parse(last_sync_at ?? ''));
  }
  assert.ok(
    waits.every((wait, n) => n === 0 || wait > (waits[n - 1] ?? 0)),
    waits.join(' '),
  );
  marketplace.state.faults = noFaults;
  mustSucceed(
    await app.execute(changeConnection, merchant.seller, {
      connection_id: merchant.connection_id,
      state: 'active',
    }),
    'sync now',
  );
  await app.drain();
  assert.equal((await show(merchant)).attempts, 0);
});

test('a marketplace that is slow at everything is asked no more after two minutes, and goes on with the next sync', async () => {
  const asked: string[] = [];
  const known = new Set<string>();
  const slow = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://127.0.0.1');
    asked.push(`${request.method} ${url.pathname}`);
    app.clock.advanceBy(9000);
    const acknowledged = /orders\/([^/]+)\/acknowledgement/.exec(url.pathname)?.[1];
    if (acknowledged) known.add(acknowledged);
    // What it refuses takes as long.
    if (acknowledged?.endsWith('7')) response.statusCode = 409;
    const page = Number(url.searchParams.get('page') ?? 0);
    const order = (n: number) => ({
      id: `slow-${page}-${n}`,
      number: `S-${page}-${n}`,
      total: { amount: '100', currency: 'KZT' },
      lines: [{ sku: 'DEMO-A', title: 'Demo A', quantity: 1 }],
    });
    const answer = url.pathname.endsWith('/orders')
      ? {
          orders: Array.from({ length: 20 }, (_, n) => order(n)).filter(({ id }) => !known.has(id)),
          next: page < 2 ? String(page + 1) : null,
        }
      : { faults: [] };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  await new Promise<void>((done) => slow.listen(0, '127.0.0.1', done));
  after(() => slow.close());
  const { port } = slow.address() as AddressInfo;
  const merchant = await merchantOf(app, 'rest', { base_url: `http://127.0.0.1:${port}` });
  const waiting = async () => (await orders(merchant)).filter((order) => order.state === 'opened').length;
  await merchant.sync();
  assert.ok(asked.length <= 15, `${asked.length} requests of nine seconds`);
  const left = await waiting();
  assert.ok(left > 40, `${left} of sixty wait`);
  app.clock.advanceBy(10 * MINUTE_MS);
  await merchant.sync();
  assert.ok((await waiting()) < left);
  assert.equal((await deals(merchant)).length, 60);
});

test('an order waits for the mandate, and one for too much or an unknown SKU says so until it is mended', async () => {
  const marketplace = await marketplaceOf('waits');
  const merchant = await merchantOf(app, 'rest', marketplace, { agreed: false, stock: 1 });
  const line = (sku: string, quantity: number) => ({ sku, title: sku, quantity, unit_price_major: 10 });
  const order = (id: number, ...lines: ReturnType<typeof line>[]) =>
    marketplace.state.orders.push({
      id,
      number: `N-${id}`,
      placed_at: app.clock.now(),
      lines,
      acknowledged: 0,
    });
  order(1, line('DEMO-A', 1));
  await merchant.sync();
  assert.deepEqual(
    (await show(merchant)).wrong.map((p) => [p.row, p.reason]),
    [['N-1', 'marketplaces.no_mandate']],
  );
  assert.equal((await orders(merchant))[0]?.state, 'received');
  assert.equal((await deals(merchant)).length, 0);
  const agree = (agreed: boolean) =>
    app.execute(decideMandate, merchant.buyer, { merchant_org_id: merchant.seller.org_id, agreed });
  mustSucceed(await agree(true), 'agree');
  order(2, line('DEMO-A', 1));
  order(3, line('DEMO-Z', 1));
  app.clock.advanceBy(15 * MINUTE_MS);
  await merchant.sync();
  const states = Object.fromEntries(
    (await orders(merchant)).map((o) => [o.number, o.refusal?.code ?? o.state]),
  );
  assert.deepEqual(states, {
    'N-1': 'acknowledged',
    'N-2': 'marketplaces.out_of_stock',
    'N-3': 'marketplaces.sku_unknown',
  });
  assert.equal((await show(merchant)).problems, 2);
  const connection = await show(merchant);
  const [a] = connection.offers;
  assert.ok(a);
  mustSucceed(
    await app.execute(offerListing, merchant.seller, {
      connection_id: merchant.connection_id,
      listing_id: a.listing_id,
      sku: a.sku,
      brand: '',
      category: '',
      price: a.price,
      stock: 5,
    }),
    'restock',
  );
  const refused = (await orders(merchant)).find((o) => o.number === 'N-2');
  assert.ok(refused);
  mustSucceed(await app.execute(retryOrder, merchant.seller, { order_id: refused.order_id }), 'retry');
  await app.drain();
  assert.equal((await orders(merchant)).find((o) => o.number === 'N-2')?.state, 'acknowledged');
  const again = await app.execute(retryOrder, merchant.seller, { order_id: refused.order_id });
  assert.ok(isRefusal(again) && again.code === 'marketplaces.order_not_refused');
  const foreign = await app.execute(retryOrder, merchant.buyer, { order_id: refused.order_id });
  assert.ok(isRefusal(foreign) && foreign.code === 'marketplaces.order_not_found');
});

test('what the marketplace did not take is listed by row, and cleared when it takes it', async () => {
  const marketplace = await marketplaceOf('rows');
  marketplace.state.refused.set('DEMO-B', 'no picture');
  const merchant = await merchantOf(app, 'kaspi', marketplace);
  await merchant.sync();
  app.clock.advanceBy(15 * MINUTE_MS);
  await merchant.sync();
  assert.deepEqual(
    (await show(merchant)).wrong.map((p) => [p.topic, p.row, p.detail]),
    [['catalogue', 'DEMO-B', 'no picture']],
  );
  marketplace.state.refused.clear();
  const [offer] = (await show(merchant)).offers;
  assert.ok(offer);
  const { listing_id, sku, price } = offer;
  app.clock.advanceBy(15 * MINUTE_MS);
  mustSucceed(
    await app.execute(offerListing, merchant.seller, {
      connection_id: merchant.connection_id,
      listing_id,
      sku,
      brand: '',
      category: '',
      price,
      stock: 3,
    }),
    'change',
  );
  for (let n = 0; n < 2; n++) {
    await merchant.sync();
    app.clock.advanceBy(15 * MINUTE_MS);
  }
  assert.deepEqual((await show(merchant)).wrong, []);
});

test('a connection made anew meets the same orders, not new ones', async () => {
  const marketplace = await marketplaceOf('anew');
  const first = await merchantOf(app, 'rest', marketplace);
  marketplace.sell(goods, 4, app.clock.now());
  await first.sync();
  marketplace.state.orders.forEach((o) => {
    o.acknowledged = 0;
  });
  app.clock.advanceBy(15 * MINUTE_MS);
  await first.sync();
  assert.equal((await deals(first)).length, 4);
  assert.ok(
    marketplace.state.orders.every((o) => o.acknowledged === 1),
    'acknowledged once more',
  );
});

/** A process that dies at any of its calls to the marketplace: before it, or after it was answered. */
function dying(app: TestApp, at: () => boolean): () => void {
  const { outbound } = app.runtime.services;
  app.runtime.services.outbound = {
    ...outbound,
    send: async (call) => {
      if (at()) throw new Error('killed before the call');
      const said = await outbound.send(call);
      if (at()) throw new Error('killed after the call');
      return said;
    },
  };
  return () => {
    app.runtime.services.outbound = outbound;
  };
}

test('a sync that dies before or after a pull, before or after an acknowledgement, opens no second deal', async () => {
  const marketplace = await marketplaceOf('dies between');
  const merchant = await merchantOf(app, 'rest', marketplace);
  await merchant.sync();
  const died = async (during: 'pull' | 'acknowledge', moment: 'before' | 'after') => {
    app.clock.advanceBy(7 * 60 * MINUTE_MS);
    marketplace.sell(goods, 1, app.clock.now());
    let [pulls, acknowledgements] = [0, 0];
    let killed = false;
    const { outbound } = app.runtime.services;
    app.runtime.services.outbound = {
      ...outbound,
      send: async (call) => {
        const pull = call.method === 'GET' && /\/orders\b/.test(call.url);
        if (pull) pulls += 1;
        else if (/\/orders\//.test(call.url)) acknowledgements += 1;
        const hit = during === 'pull' ? pulls === 1 : acknowledgements === 1;
        killed ||= hit;
        if (hit && moment === 'before') throw new Error('killed');
        const said = await outbound.send(call);
        if (hit) throw new Error('killed');
        return said;
      },
    };
    await merchant.sync().catch((error: Error) => assert.match(error.message, /^killed/));
    app.runtime.services.outbound = outbound;
    assert.ok(killed, `died ${moment} ${during}`);
    const opened = (await deals(merchant)).length;
    for (let look = 0; look < 2; look++) {
      app.clock.advanceBy(7 * 60 * MINUTE_MS);
      await merchant.sync();
    }
    return [opened, (await deals(merchant)).length];
  };
  // A death at the pull leaves no deal yet; at the acknowledgement the deal is there, and stays the only one.
  assert.deepEqual(await died('pull', 'before'), [0, 1]);
  assert.deepEqual(await died('pull', 'after'), [1, 2]);
  assert.deepEqual(await died('acknowledge', 'before'), [3, 3]);
  assert.deepEqual(await died('acknowledge', 'after'), [4, 4]);
  assert.ok((await orders(merchant)).every((o) => o.state === 'acknowledged'));
});

test('exactly one deal for each remote order, whatever happens', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        kind: fc.constantFrom<MarketplaceKind>('kaspi', 'satu', 'rest'),
        seed: fc.integer({ min: 1, max: 1_000_000 }),
        batches: fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 3 }),
        deaths: fc.double({ min: 0, max: 0.15, noNaN: true }),
        two_at_once: fc.boolean(),
      }),
      async ({ kind, seed, batches, deaths, two_at_once }) => {
        const marketplace = await openMarketplace({ seed: String(seed), token: TOKEN, faults: manyFaults });
        const merchant = await merchantOf(app, kind, marketplace, { merchant_id: `Demo${run++}` });
        const revive = dying(app, () => marketplace.state.random() < deaths);
        const look = async (): Promise<void> => {
          await merchant.sync().catch((error: Error) => assert.match(error.message, /^killed/));
          app.clock.advanceBy(30 * MINUTE_MS);
        };
        for (const batch of batches) {
          marketplace.sell(goods, batch, app.clock.now());
          await look();
          if (two_at_once) await Promise.all([look(), look()]);
        }
        marketplace.state.faults = noFaults;
        revive();
        app.clock.advanceBy(7 * 60 * MINUTE_MS);
        await look();
        await look();
        const expected = marketplace.state.orders
          .map((o) => (kind === 'satu' ? String(o.id) : o.number))
          .sort();
        const kept = await orders(merchant);
        assert.deepEqual(kept.map((o) => o.number).sort(), expected);
        assert.ok(kept.every((o) => o.state === 'acknowledged'));
        assert.equal(new Set(kept.map((o) => o.deal_id)).size, expected.length);
        assert.equal((await deals(merchant)).length, expected.length, 'no deal without an order');
        assert.ok(marketplace.state.orders.every((o) => o.acknowledged >= 1));
        const sold = marketplace.state.orders.flatMap((o) => o.lines).reduce((n, l) => n + l.quantity, 0);
        const left = (await show(merchant)).offers.reduce((n, o) => n + o.stock, 0);
        assert.equal(2000 - left, sold, 'each order took its stock once');
        await marketplace.close();
      },
    ),
    { numRuns: 8, seed: 20261127 },
  );
});

test('connections of others do not exist, and the token never leaves', async () => {
  const marketplace = await marketplaceOf('others');
  const mine = await merchantOf(app, 'rest', marketplace);
  const other = await merchantOf(app, 'rest', marketplace);
  const key = { connection_id: mine.connection_id };
  for (const outcome of [
    await app.execute(showConnection, other.seller, key),
    await app.execute(changeConnection, other.seller, { ...key, state: 'closed' }),
  ])
    assert.ok(isRefusal(outcome) && outcome.code === 'marketplaces.connection_not_found');
  const { items } = mustSucceed(await app.execute(listConnections, other.seller, {}), 'list');
  assert.ok(items.every((c) => c.connection_id !== mine.connection_id));
  assert.ok(!JSON.stringify(await show(mine)).includes(TOKEN));
  const sealed = await app.within((ctx) =>
    ctx.tx.rows<{ token_sealed: string }>('select token_sealed from marketplaces.connection'),
  );
  assert.ok(sealed.every((row) => !row.token_sealed.includes(TOKEN)));
  const moved = await app.within(async (ctx) => {
    await ctx.tx.run(
      `update marketplaces.connection set next_sync_at = $3,
         token_sealed = (select token_sealed from marketplaces.connection where connection_id = $1)
       where connection_id = $2`,
      [mine.connection_id, other.connection_id, app.clock.now()],
    );
  });
  assert.equal(moved, undefined);
  await other.sync();
  assert.equal(
    (await show(other)).last_fault?.kind,
    'token_refused',
    'a token moved to another row does not open',
  );
});
