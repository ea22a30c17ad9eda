import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { batteryPacks, tradingFirm } from '../../../../test/trading-firms.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/index.ts';
import { nomenclature } from '../../nomenclature/index.ts';
import { listNotices, notices } from '../../notices/index.ts';
import { parties } from '../../parties/index.ts';
import { reference } from '../../reference/index.ts';
import {
  catalogue,
  forgetSearch,
  listSavedSearches,
  markSearchSeen,
  publishListing,
  saveSearch,
  withdrawListing,
} from '../index.ts';

let app: TestApp;
let seller: Actor;
let buyer: Actor;
before(async () => {
  app = await testApp([reference, notices, nomenclature, parties, catalogue]);
  seller = await tradingFirm(app, 'Selling Firm');
  buyer = await tradingFirm(app, 'Searching Firm', 'KZ');
});
after(() => app.close());

const publish = async (changes: Partial<typeof batteryPacks> = {}): Promise<string> => {
  app.clock.advanceBy(1000);
  const made = await app.execute(publishListing, seller, { ...batteryPacks, ...changes });
  return mustSucceed(made, 'publish').listing_id;
};
const kept = async (actor = buyer) =>
  mustSucceed(await app.execute(listSavedSearches, actor, {}), 'list').items.map(
    ({ name, total, fresh }) => `${name} ${total} ${fresh}`,
  );
const code = (outcome: unknown): string => (isRefusal(outcome) ? outcome.code : 'accepted');

test('a kept search says what is new since it was looked at, to its organisation only', async () => {
  await publish();
  const saved = await app.execute(saveSearch, buyer, {
    name: 'Batteries',
    filter: { q: 'аккумуляторы', origin_country: 'CN' },
  });
  const { search_id } = mustSucceed(saved, 'save');
  assert.deepEqual(await kept(), ['Batteries 1 0']);
  const listing_id = await publish();
  await publish({ origin_country: 'KZ' });
  assert.deepEqual(await kept(), ['Batteries 2 1']);
  assert.deepEqual(await kept(seller), []);
  mustSucceed(await app.execute(withdrawListing, seller, { listing_id }), 'withdraw');
  assert.deepEqual(await kept(), ['Batteries 1 0']);
  await publish();
  assert.equal(code(await app.execute(markSearchSeen, seller, { search_id })), 'catalogue.search_not_found');
  assert.equal(code(await app.execute(forgetSearch, seller, { search_id })), 'catalogue.search_not_found');
  assert.deepEqual(await kept(), ['Batteries 2 1']);
  mustSucceed(await app.execute(markSearchSeen, buyer, { search_id }), 'seen');
  assert.deepEqual(await kept(), ['Batteries 2 0']);
  mustSucceed(await app.execute(forgetSearch, buyer, { search_id }), 'forget');
  assert.deepEqual(await kept(), []);
  assert.equal(code(await app.execute(markSearchSeen, buyer, { search_id })), 'catalogue.search_not_found');
});

test('an offer that is committed late is new although its time is earlier', async () => {
  const { search_id } = mustSucceed(
    await app.execute(saveSearch, buyer, { name: 'Late', filter: { q: 'goat' } }),
    'save',
  );
  app.clock.advanceBy(60_000);
  mustSucceed(await app.execute(markSearchSeen, buyer, { search_id }), 'seen');
  await app.within(async (ctx) => {
    const early = { ...ctx, clock: { now: () => new Date(app.clock.now().getTime() - 5000) } };
    await publishListing.run(early, { ...batteryPacks, title: 'Goat leather', translations: {} });
  }, seller);
  assert.ok((await kept()).includes('Late 1 1'));
});

test('what a kept search newly finds is told once, and what was seen is not told', async () => {
  const watcher = await tradingFirm(app, 'Watching Firm', 'KZ');
  const tellNow = async (): Promise<unknown[]> => {
    app.clock.advanceBy(1000);
    await app.within((ctx) => ctx.enqueue('catalogue.tell-searches', {}));
    await app.drain();
    const { items } = mustSucceed(await app.execute(listNotices, watcher, {}), 'notices');
    return items.map(({ kind, body }) => ({ what: kind, ...body }));
  };
  const filter = { q: 'batteries', seller_country: 'CN' } as const;
  const kept = { name: 'Packs', filter };
  const { search_id } = mustSucceed(await app.execute(saveSearch, watcher, kept), 'save');
  assert.deepEqual(await tellNow(), []);
  await publish();
  await publish();
  const first = { what: 'offers.found', search_id, name: 'Packs', fresh: 2, filter };
  assert.deepEqual(await tellNow(), [first]);
  assert.deepEqual(await tellNow(), [first], 'told once');
  await publish();
  mustSucceed(await app.execute(markSearchSeen, watcher, { search_id }), 'seen');
  assert.deepEqual(await tellNow(), [first], 'seen before it was told');
  await publish();
  assert.deepEqual(await tellNow(), [{ ...first, fresh: 1 }, first]);
  mustSucceed(await app.execute(forgetSearch, watcher, { search_id }), 'forget');
  await publish();
  assert.equal((await tellNow()).length, 2);
});

test('its own offers are no news to an organisation, those of others are', async () => {
  const kept_own = { name: 'Felt', filter: { q: 'felt' } };
  const { search_id } = mustSucceed(await app.execute(saveSearch, seller, kept_own), 'save');
  const felt = { title: 'Felt of the steppe', translations: {} };
  await publish(felt);
  const told = async () => {
    app.clock.advanceBy(1000);
    await app.within((ctx) => ctx.enqueue('catalogue.tell-searches', {}));
    await app.drain();
    return mustSucceed(await app.execute(listNotices, seller, {}), 'notices').items.length;
  };
  assert.deepEqual([await told(), (await kept(seller)).includes('Felt 1 0')], [0, true]);
  app.clock.advanceBy(1000);
  mustSucceed(await app.execute(publishListing, buyer, { ...batteryPacks, ...felt }), 'publish');
  assert.deepEqual([await told(), (await kept(seller)).includes('Felt 2 1')], [1, true]);
  mustSucceed(await app.execute(forgetSearch, seller, { search_id }), 'forget');
});

test('what cannot be searched is not kept, nor more than fifty', async () => {
  const save = async (filter: object) =>
    code(await app.execute(saveSearch, seller, { name: 'Priced', filter }));
  assert.equal(await save({ price_to: '100' }), 'catalogue.price_needs_currency');
  for (let at = 0; at < 50; at += 1) assert.equal(await save({ hs: '85' }), 'accepted');
  assert.equal(await save({ hs: '85' }), 'catalogue.too_many_searches');
});
