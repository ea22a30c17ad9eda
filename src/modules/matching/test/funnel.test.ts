import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { allModules } from '../../../../test/all-modules.ts';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { batteryPacks, newId, wantedPacks } from '../../../../test/trading-firms.ts';
import { makeRegistration } from '../../../kernel/check-digits/index.ts';
import { seededRandom } from '../../../kernel/random.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { statements } from '../../../platform/database/tx.ts';
import type { Actor } from '../../../platform/index.ts';
import { publishListing, publishNeed } from '../../catalogue/index.ts';
import { openedDeal } from '../../deals/test/deal-fixture.ts';
import { registerOrganisations, verifyOrganisation } from '../../parties/index.ts';
import { refreshFunnels } from '../funnel/refresh-funnels.ts';
import { getFunnel, introduce } from '../index.ts';

let app: TestApp;
let centre: Actor;
let other: Actor;
const random = seededRandom('funnel');
before(async () => {
  app = await testApp(await allModules());
  centre = { ...app.member('institution'), org_kind: 'institution' };
  other = { ...app.member('institution'), org_kind: 'institution' };
});
after(() => app.close());

async function firm(
  name: string,
  by: Actor,
  org_id = newId(app),
  country: 'CN' | 'KZ' = 'CN',
): Promise<Actor> {
  const scheme = country === 'CN' ? 'cn_uscc' : 'kz_bin';
  await app.within((ctx) =>
    registerOrganisations(ctx.tx, [
      {
        org_id,
        name,
        kind: 'trader',
        country,
        registration_scheme: scheme,
        registration_number: makeRegistration(scheme, random),
        demo: false,
        onboarded_by: by.org_id,
        registered_at: app.clock.now(),
      },
    ]),
  );
  return { ...app.member('trader'), org_id };
}
const refresh = () => app.within((ctx) => refreshFunnels(ctx));
const read = async (actor: Actor, input: Parameters<typeof getFunnel.run>[1] = {}) =>
  mustSucceed(await app.execute(getFunnel, actor, input), 'funnel');

test('each firm stands where its facts have brought it, in five statements, and another institution sees none of it', async () => {
  await firm('Only registered', centre);
  const seller = await firm('Seller', centre);
  const buyer = await firm('Buyer', other, undefined, 'KZ');
  mustSucceed(await app.execute(verifyOrganisation, centre, { org_id: seller.org_id }), 'vouch');
  const listing = mustSucceed(await app.execute(publishListing, seller, batteryPacks), 'listing');
  const need = mustSucceed(await app.execute(publishNeed, buyer, wantedPacks), 'need');
  const pair = { need_id: need.need_id, listing_id: listing.listing_id };
  mustSucceed(await app.execute(introduce, centre, pair), 'introduce');
  const deal = await openedDeal(app, 'contracted');
  await firm('Has traded', centre, deal.seller.org_id);
  const asked = await openedDeal(app, 'requested');
  await firm('Was only asked', centre, asked.seller.org_id);

  const none = await read(centre);
  assert.deepEqual([none.as_of, none.items], [null, []]);
  const count = statements.count;
  assert.equal(await refresh(), 5);
  assert.ok(statements.count - count <= 6, `${statements.count - count} statements`);
  const mine = await read(centre);
  assert.deepEqual(
    mine.items.map((row) => [row.name, row.step]),
    [
      ['Has traded', 'traded'],
      ['Only registered', 'registered'],
      ['Seller', 'introduced'],
      ['Was only asked', 'registered'],
    ],
  );
  assert.deepEqual(mine.totals, {
    registered: 4,
    verified: 1,
    listed: 1,
    introduced: 1,
    quoted: 1,
    traded: 1,
  });
  const theirs = await read(other);
  assert.deepEqual(
    theirs.items.map((row) => [row.name, row.step]),
    [['Buyer', 'introduced']],
  );
  assert.deepEqual((await read(seller)).items, []);
});

test('the list keeps one step, goes on by cursor without gaps, and a cursor of another list is refused', async () => {
  assert.deepEqual(
    (await read(centre, { at: 'registered' })).items.map((row) => row.name),
    ['Only registered', 'Was only asked'],
  );
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(centre, { limit: 1, ...(cursor ? { cursor } : {}) });
    names.push(...page.items.map((row) => row.name));
    cursor = page.next_cursor ?? undefined;
  } while (cursor && names.length < 10);
  assert.deepEqual(names, ['Has traded', 'Only registered', 'Seller', 'Was only asked']);
  const strange = await app.execute(getFunnel, centre, { cursor: 'bm90aGluZw' });
  assert.ok(isRefusal(strange) && strange.code === 'platform.bad_cursor');
});

test('a second run changes what has changed and adds no firm twice', async () => {
  const late = await firm('Late', centre);
  await refresh();
  mustSucceed(await app.execute(publishListing, late, batteryPacks), 'listing');
  await refresh();
  const { totals, items } = await read(centre);
  assert.deepEqual([totals.registered, totals.listed], [5, 2]);
  assert.equal(items.find((row) => row.name === 'Late')?.step, 'listed');
});
