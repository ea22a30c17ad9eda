import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { batteryPacks, newId, tradingFirm } from '../../../../test/trading-firms.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { statements } from '../../../platform/database/tx.ts';
import { type Actor, publicActor } from '../../../platform/index.ts';
import { nomenclature } from '../../nomenclature/index.ts';
import { parties } from '../../parties/index.ts';
import { loadReference, reference } from '../../reference/index.ts';
import { catalogue, insertListings, searchListings, withdrawListing } from '../index.ts';
import { rewriteWords } from '../rewrite-words.ts';

let app: TestApp;
let seller: Actor;
const ids: Record<string, string> = {};

before(async () => {
  app = await testApp([reference, nomenclature, parties, catalogue]);
  await app.within(({ tx }) => loadReference(tx));
  seller = await tradingFirm(app, 'Searched Firm');
  const tajik = await tradingFirm(app, 'Second Searched Firm', 'KZ');
  const [tier] = batteryPacks.tiers;
  assert.ok(tier);
  const listing = (
    key: string,
    hs_code: string,
    title: string,
    language: 'en' | 'uz' | 'kk',
    changes = {},
  ) => {
    ids[key] = newId(app);
    return {
      ...batteryPacks,
      language,
      title,
      description: '',
      translations: {},
      hs_code,
      tiers: [tier],
      org_id: seller.org_id,
      listing_id: ids[key] ?? '',
      demo: true,
      created_at: app.clock.now(),
      ...changes,
    };
  };
  await app.within((ctx) =>
    insertListings(ctx.tx, [
      listing('batteries', '850760', 'Lithium-ion battery packs', 'en'),
      listing('cotton', '520100', 'Paxta tolasi', 'uz', { origin_country: 'UZ', certificates: [] }),
      listing('yarn', '520512', 'Мақта жіп', 'kk', { org_id: tajik.org_id, lead_time_days: 5 }),
      listing('honey', '040900', 'Natural honey', 'en', {
        origin_country: 'KG',
        tiers: [
          { ...tier, price: { amount: '40000', currency: 'CNY' }, incoterm: 'DAP', place: 'KZ-ALMATY' },
        ],
      }),
    ]),
  );
});
after(() => app.close());

const find = async (input: object) =>
  mustSucceed(await app.execute(searchListings, publicActor, input), 'search');
const first = async (q: string): Promise<string | undefined> => (await find({ q })).items[0]?.listing_id;

test('one word finds its goods in both scripts, in other languages, without spaces and with an error', async () => {
  for (const [q, key] of [
    ['пахта толаси', 'cotton'],
    ['paxta', 'cotton'],
    ['maqta jip', 'yarn'],
    ['мақта жібі', 'yarn'],
    ['蜂蜜', 'honey'],
    ['мёд натуральный оптом', 'honey'],
    ['锂离子电池组价格', 'batteries'],
    ['аккумуляторов', 'batteries'],
    ['baterry packs', 'batteries'],
    ['asal', 'honey'],
    ['8507', 'batteries'],
  ] as const)
    assert.equal(await first(q), ids[key], q);
  assert.equal((await find({ q: 'qwzzrtpl' })).total, 0);
  assert.equal((await find({ q: "'; drop table catalogue.listing; -- & | ! ()" })).total, 0);
});

test('each hit shows its points, and they add up to its score', async () => {
  const found = await find({ q: 'lithium batteries' });
  const [hit] = found.items;
  assert.ok(hit);
  assert.equal(hit.listing_id, ids.batteries);
  const sum = hit.reasons.reduce((total, reason) => total + reason.points, 0);
  assert.ok(Math.abs(sum - hit.score) < 0.01, `${sum} ${hit.score}`);
  assert.deepEqual(
    hit.reasons.map((r) => [r.word, r.found]),
    [
      ['lithium', 'title'],
      ['batteries', 'title_form'],
      ['850760', 'meaning'],
    ],
  );
});

test('facets narrow and count, two statements in all, prices compare in the viewer’s currency', async () => {
  const before_ = statements.count;
  const found = await find({
    facets: 'hs_chapter,origin_country,seller_country,trust,incoterm,lead_time,certificate',
  });
  // what is new, and the rows of the page
  assert.equal(statements.count - before_, 2);
  assert.equal(found.total, 4);
  assert.deepEqual(found.facets.hs_chapter, [
    { value: '52', count: 2 },
    { value: '04', count: 1 },
    { value: '85', count: 1 },
  ]);
  assert.deepEqual(found.facets.seller_country, [
    { value: 'CN', count: 3 },
    { value: 'KZ', count: 1 },
  ]);
  assert.deepEqual(
    (await find({ incoterm: 'DAP' })).items.map((i) => i.listing_id),
    [ids.honey],
  );
  assert.deepEqual(
    (await find({ lead_time_days: 7 })).items.map((i) => i.listing_id),
    [ids.yarn],
  );
  assert.deepEqual(
    (await find({ origin_country: 'UZ', hs: '52' })).items.map((i) => i.listing_id),
    [ids.cotton],
  );
  // 400 yuan are less than 100 dollars; 520 dollars are not.
  const cheap = await find({ currency: 'USD', price_to: '10000', facets: 'price' });
  assert.deepEqual(
    cheap.items.map((i) => i.listing_id),
    [ids.honey],
  );
  assert.deepEqual(cheap.facets.price, [{ value: '100', count: 1 }]);
  const refused = await app.execute(searchListings, publicActor, { price_to: '5' });
  assert.ok(isRefusal(refused) && refused.code === 'catalogue.price_needs_currency');
});

test('pages follow each other without a gap or a repetition', async () => {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await find({ limit: 1, ...(cursor ? { cursor } : {}) });
    seen.push(...page.items.map((item) => item.listing_id));
    cursor = page.next_cursor ?? undefined;
  } while (cursor && seen.length < 10);
  assert.equal(new Set(seen).size, 4);
  assert.equal(seen.length, 4);
});

test('words of before are written anew, and a withdrawn listing is not found', async () => {
  await app.within(({ tx }) =>
    tx.run(
      `update catalogue.listing_words set hs_code = null, words = '''old''', changed_in = pg_current_xact_id()
       where listing_id = $1`,
      [ids.cotton],
    ),
  );
  assert.equal((await first('paxta tolasi')) === ids.cotton, false);
  assert.equal(await app.within(({ tx }) => rewriteWords(tx)), 1);
  assert.equal(await app.within(({ tx }) => rewriteWords(tx)), 0);
  assert.equal(await first('paxta tolasi'), ids.cotton);
  mustSucceed(await app.execute(withdrawListing, seller, { listing_id: ids.cotton ?? '' }), 'withdraw');
  assert.ok(!(await find({ q: 'paxta tolasi' })).items.some((item) => item.listing_id === ids.cotton));
  assert.equal((await find({})).total, 3);
});
