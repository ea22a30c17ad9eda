import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { batteryPacks, newId, tradingFirm, wantedPacks } from '../../../../test/trading-firms.ts';
import { isRefusal, mustSucceed, type Outcome } from '../../../kernel/refusal.ts';
import { statements } from '../../../platform/database/tx.ts';
import { type Actor, publicActor } from '../../../platform/index.ts';
import { onboardOrganisation, parties, verifyOrganisation } from '../../parties/index.ts';
import { reference } from '../../reference/index.ts';
import {
  catalogue,
  changeListing,
  closeNeed,
  getListing,
  getNeed,
  insertListings,
  insertNeeds,
  listListings,
  listNeeds,
  publishListing,
  publishNeed,
  withdrawListing,
} from '../index.ts';

let app: TestApp;
let seller: Actor;

before(async () => {
  app = await testApp([reference, parties, catalogue]);
  seller = await tradingFirm(app, 'Xi’an Test Cells');
});
after(() => app.close());

const code = (outcome: Outcome<unknown>): string => (isRefusal(outcome) ? outcome.code : 'accepted');

async function publish(changes: Partial<typeof batteryPacks> = {}, actor = seller): Promise<string> {
  app.clock.advanceBy(1000);
  const made = await app.execute(publishListing, actor, { ...batteryPacks, ...changes });
  return mustSucceed(made, 'publish').listing_id;
}

test('a published listing is read by everybody, in the reader’s language, with its tiers', async () => {
  const listing_id = await publish();
  const listing = mustSucceed(
    await app.execute(getListing, publicActor, { listing_id }, { locale: 'zh' }),
    'get',
  );
  assert.equal(listing.reading.title, '48V锂电池组');
  assert.equal(listing.seller.name, 'Xi’an Test Cells（中）');
  assert.deepEqual(listing.tiers, batteryPacks.tiers);
  assert.equal(listing.moq, '100.000');
  const page = mustSucceed(await app.execute(listListings, publicActor, {}, { locale: 'ru' }), 'list');
  assert.equal(page.items[0]?.title, 'Литиевые аккумуляторы 48 В');
  assert.deepEqual(page.items[0]?.price, { amount: '52000', currency: 'USD' });
});

test('what does not hold together is refused and leaves nothing', async () => {
  const count = async (): Promise<number> =>
    (await app.within((ctx) => ctx.tx.one<{ n: number }>('select count(*)::int as n from catalogue.listing')))
      .n;
  const n = await count();
  assert.equal(
    code(await app.execute(publishListing, seller, { ...batteryPacks, hs_code: '999999' })),
    'catalogue.hs_unknown',
  );
  const ended = [
    await app.execute(publishListing, seller, { ...batteryPacks, hs_code: '851712' }),
    await app.execute(publishNeed, seller, { ...wantedPacks, hs_code: '851712' }),
  ];
  for (const refusal of ended) {
    assert.ok(isRefusal(refusal) && refusal.code === 'catalogue.hs_ended');
    const { edition, successors } = refusal.params;
    assert.deepEqual([edition, successors], ['2017', ['851713']]);
    assert.deepEqual(
      refusal.errors.map(({ path, code }) => `${path} ${code}`),
      ['/hs_code hs_ended'],
    );
  }
  // Horses for breeding until 2007: what followed is named in the codes of today.
  const older = await app.execute(publishListing, seller, { ...batteryPacks, hs_code: '010110' });
  assert.deepEqual(isRefusal(older) && older.params, {
    hs_code: '010110',
    edition: '2007',
    successors: ['010121', '010130'],
  });
  assert.equal(
    code(await app.execute(publishListing, seller, { ...batteryPacks, unit: 'x' })),
    'catalogue.listing_wrong',
  );
  assert.equal(
    code(await app.execute(publishListing, app.member('trader'), batteryPacks)),
    'catalogue.organisation_needed',
  );
  assert.equal(await count(), n);
});

test('a change writes a new price version; an old version of the row is not overwritten', async () => {
  const listing_id = await publish();
  const tiers = [{ ...batteryPacks.tiers[0], price: { amount: '51000', currency: 'USD' as const } }].map(
    (t) => ({
      min_quantity: '100',
      incoterm: 'FCA',
      place: 'CN-XIAN',
      price: t.price,
    }),
  );
  const change = { ...batteryPacks, tiers, listing_id, version: 1 };
  assert.deepEqual(await app.execute(changeListing, seller, change), { listing_id, version: 2 });
  assert.equal(code(await app.execute(changeListing, seller, change)), 'platform.changed_meanwhile');
  const listing = mustSucceed(await app.execute(getListing, publicActor, { listing_id }), 'get');
  assert.equal(listing.tiers.length, 1);
  assert.equal(listing.tiers[0]?.price.amount, '51000');
  const kept = await app.within((ctx) =>
    ctx.tx.rows('select 1 from catalogue.price where listing_id = $1', [listing_id]),
  );
  assert.equal(kept.length, 3, 'two tiers of version 1, one of version 2');
});

test('a withdrawn listing is gone for others, in lists, by its id and in search, and stays for its owner', async () => {
  const listing_id = await publish({ title: 'Withdrawable zirconium' });
  const found = async (actor: Actor) =>
    mustSucceed(await app.execute(listListings, actor, { q: 'zirconium' }), 'search').items.length;
  assert.equal(await found(publicActor), 1);
  mustSucceed(await app.execute(withdrawListing, seller, { listing_id }), 'withdraw');
  assert.equal(
    code(await app.execute(withdrawListing, seller, { listing_id })),
    'catalogue.listing_not_found',
  );
  assert.equal(await found(publicActor), 0);
  assert.equal(await found(app.member('trader')), 0);
  assert.equal(
    code(await app.execute(getListing, publicActor, { listing_id })),
    'catalogue.listing_not_found',
  );
  assert.equal(
    code(await app.execute(getListing, app.member('trader'), { listing_id })),
    'catalogue.listing_not_found',
  );
  assert.equal(mustSucceed(await app.execute(getListing, seller, { listing_id }), 'own').state, 'withdrawn');
  const mine = mustSucceed(await app.execute(listListings, seller, { mine: true }), 'mine');
  assert.ok(mine.items.some((item) => item.listing_id === listing_id));
  assert.equal(code(await app.execute(listListings, publicActor, { mine: true })), 'platform.not_signed_in');
});

test('another organisation cannot change, withdraw or forge', async () => {
  const listing_id = await publish();
  const stranger = await tradingFirm(app, 'Stranger', 'KZ');
  const change = { ...batteryPacks, listing_id, version: 1 };
  assert.equal(code(await app.execute(changeListing, stranger, change)), 'catalogue.listing_not_found');
  assert.equal(
    code(await app.execute(withdrawListing, stranger, { listing_id })),
    'catalogue.listing_not_found',
  );
  await assert.rejects(
    app.within(
      (ctx) =>
        insertListings(ctx.tx, [
          {
            ...batteryPacks,
            org_id: seller.org_id,
            listing_id: newId(app),
            demo: false,
            created_at: app.clock.now(),
          },
        ]),
      stranger,
    ),
    /row-level security/,
  );
  await app.within(async (ctx) => {
    assert.equal(
      await ctx.tx.run('update catalogue.listing set price_amount = 1 where listing_id = $1', [listing_id]),
      0,
    );
    assert.equal(await ctx.tx.run(`update catalogue.listing_words set words = ''`), 0);
  }, stranger);
});

test('search finds by word beginnings in three scripts, by HS code, country and price', async () => {
  const listing_id = await publish({ title: 'Photovoltaic quokka modules', hs_code: '854143' });
  const search = async (input: object): Promise<string[]> =>
    mustSucceed(await app.execute(listListings, publicActor, { limit: 100, ...input }), 'search').items.map(
      (i) => i.listing_id,
    );
  for (const q of ['QUOKKA', 'quok photo', '锂电池', '锂', 'qu', '48v锂', 'литиев АККУМ', '8541'])
    assert.ok((await search({ q })).includes(listing_id), q);
  for (const q of [
    'quokkas',
    'quokka wombat',
    '电锂',
    "'; drop table catalogue.listing; --",
    '& | ! ()',
    '***',
  ])
    assert.ok(!(await search({ q })).includes(listing_id), q);
  assert.deepEqual(await search({ hs: '854143' }), [listing_id]);
  assert.deepEqual(
    await search({ hs: '85', q: 'quokka', origin_country: 'CN', currency: 'USD', price_to: '52000' }),
    [listing_id],
  );
  assert.deepEqual(await search({ q: 'quokka', currency: 'USD', price_to: '51999' }), []);
  assert.deepEqual(await search({ q: 'quokka', currency: 'CNY', price_to: '99999999' }), []);
  assert.deepEqual(await search({ q: 'quokka', origin_country: 'KZ' }), []);
  assert.equal(
    code(await app.execute(listListings, publicActor, { price_to: '5' })),
    'catalogue.price_needs_currency',
  );
});

test('a search shows every hit once, page by page, alone and with a filter', async () => {
  const other = await tradingFirm(app, 'Searched Seller');
  const at = app.clock.now();
  const rows = Array.from({ length: 45 }, (_, index) => ({
    ...batteryPacks,
    title: `Wombat ${index}`,
    org_id: other.org_id,
    listing_id: newId(app),
    demo: true,
    created_at: new Date(at.getTime() + Math.floor(index / 10)),
  }));
  await app.within((ctx) => insertListings(ctx.tx, rows));
  for (const filter of [{}, { hs: '85', origin_country: 'CN' }]) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const input = { q: 'wombat', ...filter, ...(cursor ? { cursor } : {}) };
      const page = mustSucceed(await app.execute(listListings, publicActor, input), 'page');
      seen.push(...page.items.map((item) => item.listing_id));
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    assert.equal(seen.length, 45);
    assert.deepEqual(new Set(seen), new Set(rows.map((row) => row.listing_id)));
  }
});

test('pages show every listing once, newest first, in one statement each', async () => {
  const other = await tradingFirm(app, 'Paged Seller');
  const at = app.clock.now();
  const rows = Array.from({ length: 105 }, (_, index) => ({
    ...batteryPacks,
    title: `Paged ${index}`,
    org_id: other.org_id,
    listing_id: newId(app),
    demo: true,
    // Several share one instant, so the id has to decide.
    created_at: new Date(at.getTime() + Math.floor(index / 10)),
  }));
  await app.within((ctx) => insertListings(ctx.tx, rows));
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const count = statements.count;
    const page = mustSucceed(
      await app.execute(listListings, publicActor, {
        seller_org_id: other.org_id,
        ...(cursor ? { cursor } : {}),
      }),
      'page',
    );
    assert.equal(statements.count - count, 1);
    assert.ok(page.items.length <= 20);
    seen.push(...page.items.map((item) => item.listing_id));
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  assert.deepEqual(
    seen,
    rows
      .sort(
        (a, b) => b.created_at.getTime() - a.created_at.getTime() || (a.listing_id < b.listing_id ? 1 : -1),
      )
      .map((r) => r.listing_id),
  );
  for (const bad of ['x', 'WzEsMl0', Buffer.from('["2026-01-01","x"]').toString('base64url')])
    assert.equal(code(await app.execute(listListings, publicActor, { cursor: bad })), 'platform.bad_cursor');
});

test('a change of the seller’s trust reaches its listings by the queue', async () => {
  const centre = { ...app.member('institution'), org_kind: 'operator' };
  const firm = mustSucceed(
    await app.execute(onboardOrganisation, centre, {
      name: 'Trusted Later',
      kind: 'trader',
      country: 'RU',
      registration_scheme: 'other',
      registration_number: 'T-1000',
    }),
    'onboard',
  );
  const listing_id = await publish({ title: 'Trust me' }, { ...app.member('trader'), org_id: firm.org_id });
  await app.drain();
  mustSucceed(await app.execute(verifyOrganisation, centre, { org_id: firm.org_id }), 'verify');
  await app.drain();
  const listing = mustSucceed(await app.execute(getListing, publicActor, { listing_id }), 'get');
  assert.equal(listing.seller.trust, 3);
});

test('needs are read by those signed in while open, and closed by their owner only', async () => {
  const buyer = await tradingFirm(app, 'Almaty Test Buyer', 'KZ');
  const wanted = {
    ...wantedPacks,
    certificates: ['certificate_of_conformity'],
    incoterm: 'DAP',
    quantity_per_month: '40.5',
    package_kind: 'big bag',
  };
  for (const wrong of [{ incoterm: 'XXX' }, { quantity_per_month: '0' }])
    assert.equal(
      code(await app.execute(publishNeed, buyer, { ...wanted, ...wrong })),
      'catalogue.need_wrong',
    );
  const { need_id } = mustSucceed(await app.execute(publishNeed, buyer, wanted), 'need');
  const reader = app.member('trader');
  const shown = mustSucceed(await app.execute(getNeed, reader, { need_id }), 'get');
  assert.equal(shown.max_price?.amount, '55000');
  assert.deepEqual(
    [shown.certificates, shown.incoterm, shown.quantity_per_month, shown.package_kind],
    [['certificate_of_conformity'], 'DAP', '40.5', 'big bag'],
  );
  assert.equal(code(await app.execute(listNeeds, publicActor, {})), 'platform.not_signed_in');
  const listed = mustSucceed(await app.execute(listNeeds, reader, { hs: '8507', to_country: 'KZ' }), 'list');
  assert.deepEqual(
    listed.items.map((n) => n.need_id),
    [need_id],
  );
  assert.equal(code(await app.execute(closeNeed, seller, { need_id })), 'catalogue.need_not_found');
  mustSucceed(await app.execute(closeNeed, buyer, { need_id }), 'close');
  assert.equal(code(await app.execute(getNeed, reader, { need_id })), 'catalogue.need_not_found');
  assert.equal(mustSucceed(await app.execute(getNeed, buyer, { need_id }), 'own').state, 'closed');
  assert.equal(mustSucceed(await app.execute(listNeeds, buyer, { mine: true }), 'mine').items.length, 1);
  const rows = Array.from({ length: 25 }, () => ({
    ...wantedPacks,
    org_id: buyer.org_id,
    need_id: newId(app),
    demo: true,
    created_at: app.clock.now(),
  }));
  await app.within((ctx) => insertNeeds(ctx.tx, rows));
  const first = mustSucceed(await app.execute(listNeeds, reader, {}), 'page');
  const second = mustSucceed(
    await app.execute(listNeeds, reader, { cursor: first.next_cursor ?? '' }),
    'page',
  );
  assert.equal(first.items.length + second.items.length, 25);
});

test('at six thousand rows the shelf and a chapter are served by their indexes', async () => {
  await app.within((ctx) =>
    ctx.tx.run(
      `insert into catalogue.listing
       select org_id, gen_random_uuid(), language, title, description, '{}', lpad((i * 151 % 970000 + 10000)::text, 6, '0'),
         origin_country, unit, moq, lead_time_days, package_kind, units_per_package, unit_net_weight_kg,
         unit_gross_weight_kg, certificates, 1, price_amount, price_currency, seller_name, null, null,
         seller_country, seller_trust, true, true, created_at, created_at - i * interval '1 minute', 1
       from (select * from catalogue.listing limit 1) l, generate_series(1, 6000) i`,
    ),
  );
  const owner = new pg.Client({ connectionString: app.ownerUrl });
  await owner.connect();
  await owner.query('vacuum analyze catalogue.listing');
  await owner.end();
  const plan = async (where: string): Promise<string> => {
    const { rows } = await app.database.app.query(
      `explain select listing_id from catalogue.listing where published ${where}
       order by updated_at desc, listing_id desc limit 21`,
    );
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  };
  assert.match(await plan(''), /listing_newest/);
  assert.match(await plan(`and hs_code >= '010151' and hs_code <= '010151999999'`), /listing_by_hs/);
});
