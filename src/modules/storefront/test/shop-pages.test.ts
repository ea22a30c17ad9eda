import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import Fastify, { type FastifyInstance } from 'fastify';
import { allModules } from '../../../../test/all-modules.ts';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { batteryPacks, newId, tradingFirm } from '../../../../test/trading-firms.ts';
import { type Locale, pickLocale } from '../../../kernel/locale.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { publicReader } from '../../../platform/database/database.ts';
import { statements } from '../../../platform/database/tx.ts';
import { context } from '../../../platform/execute.ts';
import { type Actor, publicActor } from '../../../platform/index.ts';
import { changeListing, type ListingInput, publishListing } from '../../catalogue/index.ts';
import { type RateCard, setRateCards } from '../../transport/index.ts';
import { keepShop, registerShops, viewOwnShop } from '../index.ts';
import type { ShopInput } from '../model.ts';
import { placeName, unitSign, unitSigns } from '../pages/unit-signs.ts';

let app: TestApp;
let server: FastifyInstance;
let merchant: Actor;
const listings: string[] = [];

before(async () => {
  app = await testApp(await allModules());
  merchant = await tradingFirm(app, 'Shop Keeper');
  for (const n of [1, 2, 3]) listings.push(await publish(merchant, { title: `Packs ${n}` }));
  server = Fastify();
  registerShops(server, {
    reader: (request, locale?: Locale) =>
      context(app.runtime, publicReader(app.database.app), publicActor, {
        reading: true,
        locale: locale ?? pickLocale(request.headers['accept-language']),
      }),
  });
});
after(async () => {
  await server.close();
  await app.close();
});

async function publish(who: Actor, change: Partial<ListingInput> = {}): Promise<string> {
  const made = await app.execute(publishListing, who, { ...batteryPacks, ...change });
  return mustSucceed(made, 'publish').listing_id;
}

const shop = (change: Partial<ShopInput & { version: number }> = {}) => ({
  slug: 'keeper',
  name: 'Keeper & <Sons>',
  language: 'ru' as const,
  intros: { ru: 'Аккумуляторы', kk: 'Аккумуляторлар' },
  open: true,
  shelf: listings.map((listing_id) => ({ listing_id })),
  version: 0,
  ...change,
});
const keep = (who: Actor, change: Parameters<typeof shop>[0] = {}) =>
  app.execute(keepShop, who, shop(change));
const code = (answer: unknown) => (isRefusal(answer) ? answer.code : 'done');
const see = (url: string, headers: Record<string, string> = {}) => server.inject({ url, headers });
const versionNow = async () =>
  mustSucceed(await app.execute(viewOwnShop, merchant, {}), 'view').shop?.version ?? 0;

test('a shop is whole without script: escaped, dated, with languages that exist, and nothing else is loaded', async () => {
  assert.equal(code(await keep(merchant)), 'done');
  const page = await see('/shop/keeper?lang=ru&to=KZ');
  assert.equal(page.statusCode, 200);
  assert.match(page.body, /Keeper &amp; &lt;Sons&gt;/);
  assert.match(page.body, /Литиевые аккумуляторы 48 В/);
  assert.match(page.body, /hreflang="kk"/);
  assert.doesNotMatch(page.body, /hreflang="uz"/);
  assert.doesNotMatch(page.body, /<script/i);
  assert.match(String(page.headers['content-security-policy']), /^default-src 'none'; style-src 'sha256-/);
  // Duty and VAT of Kazakhstan are on file, and so is a rate, which is named with its day.
  assert.match(page.body, /Правила на 2 мар. 2026 г\./);
  assert.match(page.body, /USD → KZT по курсу на \d+ [а-я]+\. \d{4} г\. [А-Я]/);
  assert.match(page.body, /Казахстан: с пошлиной и налогами, без перевозки/);
  assert.match(page.body, /<dt>Перевозка<\/dt><dd>неизвестно: тарифа нет<\/dd>/);
  const again = await see('/shop/keeper?lang=ru&to=KZ', { 'if-none-match': String(page.headers.etag) });
  assert.equal(again.statusCode, 304);
});

test('units and places are in the words of the reader, the same as in the web; what has no word stays a code', async () => {
  const russian = await see('/shop/keeper?lang=ru');
  assert.match(russian.body, / \/ шт\. <span class="soft">FCA Сиань</);
  assert.match(russian.body, /Наименьший заказ: 100 шт\./);
  assert.doesNotMatch(russian.body, /CN-XIAN</);
  assert.match((await see('/shop/keeper?lang=zh')).body, / \/ 件 <span class="soft">FCA 西安</);
  assert.match((await see('/shop?lang=en')).body, / \/ pcs <span class="soft">FCA Xi&#39;an</);
  assert.deepEqual([unitSign('furlong', 'ru'), placeName('ZZ-NOWHERE', 'ru')], ['furlong', 'ZZ-NOWHERE']);
  for (const language of ['en', 'zh', 'ru'] as const) {
    const file = new URL(`../../../../web/src/locales/${language}/terms.json`, import.meta.url);
    const terms: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'));
    for (const [unit, sign] of Object.entries(unitSigns[language])) assert.equal(sign, terms[`unit.${unit}`]);
    assert.equal(
      Object.keys(unitSigns[language]).length,
      Object.keys(terms).filter((key) => key.startsWith('unit.')).length,
    );
  }
});

test('what is not on file is shown as unknown, never as nothing', async () => {
  const page = await see('/shop/keeper?lang=en&to=TJ');
  assert.match(
    page.body,
    /Tajikistan, with duty and taxes, freight not included: <strong>not known<\/strong>/,
  );
  assert.match(page.body, /<dt>Freight<\/dt><dd>not known: no rate is on file<\/dd>/);
  assert.match(page.body, /<dt>duty<\/dt><dd>not known<\/dd>/);
  assert.doesNotMatch(page.body, /<dd>[A-Z]{3} 0\.00<\/dd>|<dd>0\.00/);
  assert.match(page.body, /Not on file: [^<]*duty/);
});

test('goods that lie in the country already are not shown as an import', async () => {
  const page = await see('/shop/keeper?lang=en&to=CN');
  assert.match(page.body, /China: no import, the goods are there/);
  assert.doesNotMatch(page.body, /In China, with/);
});

test('freight is the lowest rate card of a whole route that holds today, in the sum and in the customs value', async () => {
  const before = await see('/shop/keeper?lang=en&to=KZ');
  assert.match(before.body, /In Kazakhstan, with duty and taxes, freight not included/);
  const card = (change: Partial<RateCard>): RateCard => ({
    org_id: newId(app),
    rate_card_id: newId(app),
    route_id: 'rail-xian-horgos-almaty',
    basis: 'tonne',
    container_load_kg: null,
    amount: 20_000n,
    currency: 'USD',
    valid_from: '2026-01-01',
    valid_to: '2026-12-31',
    demo: false,
    ...change,
  });
  const write = (cards: RateCard[]) => app.within((ctx) => setRateCards(ctx.tx, cards));
  // Of another day, another road and a currency without a rate: none of them is the freight.
  await write([
    card({ amount: 1n, valid_to: '2026-02-28' }),
    card({ amount: 1n, route_id: 'rail-xian-horgos-tashkent' }),
  ]);
  app.clock.advanceBy(20_000);
  assert.match((await see('/shop/keeper?lang=en&to=KZ')).body, /not known: no rate is on file/);
  await write([card({}), card({ amount: 90_000n, basis: 'container', container_load_kg: '20000' })]);
  app.clock.advanceBy(20_000);
  const page = (await see('/shop/keeper?lang=en&to=KZ')).body;
  const parts = Object.fromEntries(
    [...page.matchAll(/<dt>([^<]+)<\/dt><dd>([^<]+)<\/dd>/g)]
      .slice(0, 6)
      .map(([, part, text]) => [part, text]),
  );
  const minor = (text = '') => BigInt(text.replaceAll(/\D/g, ''));
  const [goods, freight, duty, vat, fee] = ['Goods', 'Freight', 'duty', 'VAT', 'fees'].map((p) =>
    minor(parts[p]),
  );
  assert.ok(goods && freight && duty !== undefined && vat && fee !== undefined, JSON.stringify(parts));
  // 2,600 kg at USD 200 a tonne are USD 520 beside goods of USD 52,000: one hundredth, to a minor unit.
  assert.ok(freight * 100n - goods <= 100n && goods - freight * 100n <= 100n, JSON.stringify(parts));
  const total = minor(/with freight, duty and taxes: <strong>([^<]+)/.exec(page)?.[1]);
  assert.equal(total, goods + freight + duty + vat + fee);
  // The customs value holds the freight up to the frontier, so VAT is above what it is of the price alone.
  const vatBefore = minor(/<dt>VAT<\/dt><dd>([^<]+)/.exec(before.body)?.[1]);
  assert.ok(vat > vatBefore && vat < vatBefore + vatBefore / 100n);
  assert.match(page, /rate card until 31 Dec 2026/);
  assert.match(page, /<dt>Insurance<\/dt><dd>not known, not in the sum<\/dd>/);
});

test('the number of statements does not depend on the number of offers, and the front stays under 60 kB', async () => {
  const count = async (url: string) => {
    app.clock.advanceBy(20_000);
    const before = statements.count;
    const page = await see(url);
    assert.equal(page.statusCode, 200);
    assert.ok(page.body.length < 60_000);
    return statements.count - before;
  };
  const many = await count('/shop/keeper?lang=en&to=KZ');
  assert.equal(
    code(await keep(merchant, { version: await versionNow(), shelf: [{ listing_id: listings[0] ?? '' }] })),
    'done',
  );
  assert.equal(await count('/shop/keeper?lang=en&to=KZ'), many);
  assert.ok(many <= 6, `${many} statements`);
  const front = await see('/shop?lang=en&to=KZ');
  assert.match(front.body, /Keeper &amp; &lt;Sons&gt;/);
  assert.ok((await count('/shop?lang=zh&to=KZ')) <= 5);
});

test('a shop under its old address leads to the new one; a closed one is not found', async () => {
  assert.equal(code(await keep(merchant, { version: await versionNow(), slug: 'keeper-two' })), 'done');
  app.clock.advanceBy(20_000);
  const moved = await see('/shop/keeper');
  assert.equal(moved.statusCode, 301);
  assert.equal(moved.headers.location, '/shop/keeper-two');
  assert.equal(
    code(await keep(merchant, { version: await versionNow(), slug: 'keeper-two', open: false })),
    'done',
  );
  app.clock.advanceBy(20_000);
  const closed = await see('/shop/keeper-two');
  assert.equal(closed.statusCode, 404);
  assert.match(String(closed.headers['content-type']), /html/);
  const own = mustSucceed(await app.execute(viewOwnShop, merchant, {}), 'view').shop;
  assert.equal(own?.shelf.length, 3);
  assert.deepEqual(own?.former_slugs, ['keeper']);
});

test('hostile addresses, texts and other people’s offers are refused, and nothing is written', async () => {
  const other = await tradingFirm(app, 'Another Keeper', 'KZ');
  assert.equal(code(await keep(other, { slug: 'keeper' })), 'storefront.slug_taken');
  assert.equal(code(await keep(other, { slug: 'admin' })), 'storefront.slug_reserved');
  assert.equal(code(await keep(other, { slug: 'other' })), 'storefront.not_your_listing');
  assert.equal(
    code(await keep(other, { slug: 'other', shelf: [], intros: { en: 'right \u202e left' } })),
    'storefront.text_wrong',
  );
  assert.equal(mustSucceed(await app.execute(viewOwnShop, other, {}), 'view').shop, null);
  for (const url of [
    '/shop/..%2f..%2fetc',
    '/shop/%00',
    '/shop/%D0%BC',
    '/shop/A',
    '/shop/x%0d%0aset-cookie',
  ])
    assert.ok([400, 404].includes((await see(url)).statusCode), url);
  const front = await see('/shop?page=999999&to=%3Cscript%3E&lang=xx');
  assert.equal(front.statusCode, 200);
  assert.doesNotMatch(front.body, /<script/);
});

test('an address belongs to the first of two who take it at once', async () => {
  const [a, b] = [await tradingFirm(app, 'Fast A'), await tradingFirm(app, 'Fast B')];
  const answers = await Promise.all([a, b].map((who) => keep(who, { slug: 'race', shelf: [] })));
  assert.deepEqual(answers.map(code).sort(), ['done', 'storefront.slug_taken']);
});

test('a mark that turns the writing in an old offer does not reach the page', async () => {
  const id = await publish(merchant, { title: 'Fine goods' });
  const read = await app.execute(changeListing, merchant, {
    ...batteryPacks,
    listing_id: id,
    version: 1,
    title: 'Fine \u202egoods',
    translations: {},
  });
  // Whether the catalogue takes it or not: a shop shows it without the mark.
  if (isRefusal(read)) return;
  assert.equal(
    code(
      await keep(merchant, { version: await versionNow(), slug: 'keeper-two', shelf: [{ listing_id: id }] }),
    ),
    'done',
  );
  app.clock.advanceBy(20_000);
  const page = await see('/shop/keeper-two');
  assert.match(page.body, /Fine goods/);
  assert.ok(!page.body.includes('\u202e'));
});
