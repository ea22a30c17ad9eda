import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { batteryPacks, newId, tradingFirm } from '../../../../test/trading-firms.ts';
import { mustSucceed } from '../../../kernel/refusal.ts';
import type { Actor, Services, Tx } from '../../../platform/index.ts';
import { nomenclature } from '../../nomenclature/index.ts';
import { parties } from '../../parties/index.ts';
import { reference } from '../../reference/index.ts';
import { catalogue, insertListings, publishListing, withdrawListing } from '../index.ts';
import { shelfOf } from '../search/follow-shelf.ts';
import { bringChangesHere } from '../store.ts';

let app: TestApp;
let seller: Actor;
before(async () => {
  app = await testApp([reference, nomenclature, parties, catalogue]);
  seller = await tradingFirm(app, 'Followed Firm');
});
after(() => app.close());

const anotherServer = (reader: Tx = app.runtime.services.reader): Services => ({
  ...app.runtime.services,
  reader,
});
const publish = async (): Promise<string> =>
  mustSucceed(await app.execute(publishListing, seller, batteryPacks), 'publish').listing_id;

test('every server sees what was committed before it was asked, by whichever server', async () => {
  const [one, two] = [anotherServer(), anotherServer()];
  const before_ = (await shelfOf(one)).size;
  assert.equal((await shelfOf(two)).size, before_);
  const listing_id = await publish();
  assert.deepEqual([(await shelfOf(one)).size, (await shelfOf(two)).size], [before_ + 1, before_ + 1]);
  mustSucceed(await app.execute(withdrawListing, seller, { listing_id }), 'withdraw');
  assert.deepEqual([(await shelfOf(one)).size, (await shelfOf(two)).size], [before_, before_]);
});

test('a transaction that commits after later ones is not missed', async () => {
  const services = anotherServer();
  const before_ = (await shelfOf(services)).size;
  let sizeWithin = 0;
  await app.within(async ({ tx }) => {
    await insertListings(tx, [
      {
        ...batteryPacks,
        org_id: seller.org_id,
        listing_id: newId(app),
        demo: true,
        created_at: app.clock.now(),
      },
    ]);
    await publish();
    sizeWithin = (await shelfOf(services)).size;
  });
  assert.equal(sizeWithin, before_ + 1);
  assert.equal((await shelfOf(services)).size, before_ + 2);
});

test('searches at the same time share a look at the database; none is given an older one', async () => {
  let looks = 0;
  const { reader } = app.runtime.services;
  const services = anotherServer({
    ...reader,
    rows: async <R>(sql: string, params?: readonly unknown[]) => {
      looks += 1;
      return reader.rows<R>(sql, params);
    },
  });
  await shelfOf(services);
  looks = 0;
  const first = shelfOf(services);
  const others = Array.from({ length: 50 }, () => shelfOf(services));
  await Promise.all([first, ...others]);
  assert.equal(looks, 2);
});

test('a look that fails fails for those who asked, and the next one works', async () => {
  const { reader } = app.runtime.services;
  let broken = false;
  const services = anotherServer({
    ...reader,
    rows: async <R>(sql: string, params?: readonly unknown[]) => {
      if (broken) throw new Error('the database is away');
      return reader.rows<R>(sql, params);
    },
  });
  const { size } = await shelfOf(services);
  broken = true;
  const both = await Promise.allSettled([shelfOf(services), shelfOf(services)]);
  assert.deepEqual(
    both.map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  broken = false;
  await publish();
  assert.equal((await shelfOf(services)).size, size + 1);
});

test('rows of a restored backup are brought to the history of this database', async () => {
  await app.within(({ tx }) => tx.run(`update catalogue.listing_words set changed_in = '900000000'`));
  assert.ok((await app.within(({ tx }) => bringChangesHere(tx))) > 0);
  assert.equal(await app.within(({ tx }) => bringChangesHere(tx)), 0);
});
