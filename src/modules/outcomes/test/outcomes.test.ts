import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { publicActor } from '../../../platform/index.ts';
import { deals, openDeal } from '../../deals/index.ts';
import { reference } from '../../reference/index.ts';
import { getProject, linkDeal, listOutcomes, listProjects, outcomes } from '../index.ts';
import { loadOutcomes } from '../load-outcomes.ts';
import { referencesIn } from '../model.ts';

let app: TestApp;
before(async () => {
  app = await testApp([reference, deals, outcomes]);
});
after(() => app.close());

const RAILWAY = 'china-kyrgyzstan-uzbekistan-railway';

test('every project and outcome names what it rests on, and loading again changes nothing', async () => {
  const projects = mustSucceed(await app.execute(listProjects, publicActor, { limit: 100 }), 'projects');
  assert.ok(projects.items.length >= 29);
  const list = mustSucceed(await app.execute(listOutcomes, publicActor, { limit: 100 }), 'outcomes');
  for (const entry of [...projects.items, ...list.items]) {
    assert.ok(entry.evidence.length > 0);
    assert.ok(entry.title.zh && entry.title.ru);
  }
  assert.deepEqual(list.items.find((o) => o.outcome_id === 'trade-target-kz-2030')?.indicator, {
    reporter: 'CN',
    partner: 'KZ',
    flow: 'total',
  });
  await app.within((ctx) => loadOutcomes(ctx.tx));
  assert.deepEqual(
    mustSucceed(await app.execute(listProjects, publicActor, { limit: 100 }), 'again'),
    projects,
  );
});

test('a value that was not printed stays unknown', async () => {
  const { project } = mustSucceed(
    await app.execute(getProject, publicActor, { id: 'boguty-tungsten' }),
    'project',
  );
  assert.deepEqual([project.value_usd, project.stage], [null, 'not stated']);
});

test('projects are found by country and sector, page by page', async () => {
  const energy = mustSucceed(
    await app.execute(listProjects, publicActor, { country: 'UZ', sector: 'energy', limit: 2 }),
    'first page',
  );
  assert.equal(energy.items.length, 2);
  const next = mustSucceed(
    await app.execute(listProjects, publicActor, {
      country: 'UZ',
      sector: 'energy',
      limit: 100,
      cursor: energy.next_cursor ?? '',
    }),
    'second page',
  );
  assert.ok(
    [...energy.items, ...next.items].every((p) => p.countries.includes('UZ') && p.sector === 'energy'),
  );
  const cursor = Buffer.from(JSON.stringify(["x'; drop table"])).toString('base64url');
  const bad = await app.execute(listProjects, publicActor, { cursor });
  assert.ok(isRefusal(bad) && bad.code === 'platform.bad_cursor');
  const unknown = await app.execute(getProject, publicActor, { id: 'no-such-project' });
  assert.ok(isRefusal(unknown) && unknown.code === 'outcomes.project_not_found');
});

test('a deal is linked once, by its parties, and seen by them only', async () => {
  const [buyer, seller, stranger] = [app.member('trader'), app.member('trader'), app.member('ministry')];
  const deal = await app.within(async (ctx) =>
    mustSucceed(
      await openDeal(ctx, {
        buyer: { org_id: buyer.org_id, name: 'Demo Buyer', country: 'KG' },
        seller: { org_id: seller.org_id, name: 'Demo Seller', country: 'CN' },
        goods_title: 'Rails',
        hs_code: '730210',
        place_to: 'KG-BISHKEK',
        demo: true,
        deadline: new Date(ctx.clock.now().getTime() + 86_400_000),
        event: 'rfq.sent',
        body: {},
      }),
      'opening',
    ),
  );
  const link = { deal_id: deal.deal_id, project_id: RAILWAY };
  const hidden = await app.execute(linkDeal, stranger, link);
  assert.ok(isRefusal(hidden) && hidden.code === 'deals.not_found');
  mustSucceed(await app.execute(linkDeal, buyer, link), 'linking');
  const twice = await app.execute(linkDeal, seller, link);
  assert.ok(isRefusal(twice) && twice.code === 'outcomes.linked_already');
  const seenBy = async (actor: typeof buyer) =>
    mustSucceed(await app.execute(getProject, actor, { id: RAILWAY }), 'project').deals.map((d) => d.deal_id);
  assert.deepEqual(await seenBy(seller), [deal.deal_id]);
  assert.deepEqual(await seenBy(stranger), []);
  assert.deepEqual(await seenBy(publicActor), []);
});

test('references are split and said once', () => {
  assert.deepEqual(referencesIn('a 1; b; a 1;'), ['a 1', 'b']);
});
