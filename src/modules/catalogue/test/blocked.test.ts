import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { batteryPacks, tradingFirm } from '../../../../test/trading-firms.ts';
import { mustSucceed } from '../../../kernel/refusal.ts';
import { nomenclature } from '../../nomenclature/index.ts';
import { membershipOf, organisationChanged, parties, registerMembers } from '../../parties/index.ts';
import { reference } from '../../reference/index.ts';
import { catalogue, listListings, publishListing, searchListings } from '../index.ts';

let app: TestApp;
before(async () => {
  app = await testApp([reference, nomenclature, parties, catalogue]);
});
after(() => app.close());

test('what a blocked firm offers leaves the market, and its members have no roles', async () => {
  const seller = await tradingFirm(app, 'Listed Firm');
  const buyer = await tradingFirm(app, 'Searching Firm', 'KZ');
  const { user_id, org_id } = seller;
  assert.ok(user_id);
  await app.within((ctx) =>
    registerMembers(
      ctx.tx,
      [{ org_id, user_id, display_name: 'A Person', roles: ['trader'] }],
      app.clock.now(),
    ),
  );
  const rolesOf = () => app.within(async (ctx) => (await membershipOf(ctx.tx, user_id))?.roles);
  mustSucceed(await app.execute(publishListing, seller, batteryPacks), 'publish');
  const found = async () => [
    mustSucceed(await app.execute(searchListings, buyer, { q: 'battery' }), 'search').total,
    mustSucceed(await app.execute(listListings, buyer, {}), 'list').items.length,
  ];
  assert.deepEqual(await found(), [1, 1]);
  assert.deepEqual(await rolesOf(), ['trader']);
  await app.within(async (ctx) => {
    await ctx.tx.run(
      "update parties.organisation set screening = 'blocked', published = false where org_id = $1",
      [org_id],
    );
    await ctx.enqueue(organisationChanged, { org_id });
  });
  await app.drain();
  assert.deepEqual(await found(), [0, 0]);
  assert.deepEqual(await rolesOf(), []);
});
