import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { batteryPacks, tradingFirm } from '../../../../test/trading-firms.ts';
import { mustSucceed } from '../../../kernel/refusal.ts';
import { type Actor, publicActor } from '../../../platform/index.ts';
import { nomenclature } from '../../nomenclature/index.ts';
import { parties } from '../../parties/index.ts';
import { reference } from '../../reference/index.ts';
import { catalogue, changeListing, getListing, publishListing, searchListings } from '../index.ts';

let app: TestApp;
let seller: Actor;
before(async () => {
  app = await testApp([reference, nomenclature, parties, catalogue]);
  seller = await tradingFirm(app, 'Translated Firm');
});
after(() => app.close());

const honey = { ...batteryPacks, title: 'Honey', description: 'From mountain meadows.', hs_code: '040900' };
const publish = async (translations: typeof batteryPacks.translations) =>
  mustSucceed(await app.execute(publishListing, seller, { ...honey, translations }), 'publish');
const read = async (listing_id: string, locale: 'en' | 'ru' | 'uz' = 'en') =>
  mustSucceed(await app.execute(getListing, publicActor, { listing_id }, { locale }), 'get');

test('a title that the glossary knows is translated and marked; a person’s words stay', async () => {
  const { listing_id } = await publish({ ru: { title: 'Горный мёд', description: 'С лугов.', by: 'human' } });
  const { translations } = await read(listing_id);
  assert.deepEqual(translations.ru, { title: 'Горный мёд', description: 'С лугов.', by: 'human' });
  assert.equal(translations.zh?.by, 'machine');
  assert.match(translations.zh?.title ?? '', /蜜/);
  assert.equal(translations.en, undefined);
  // What nobody translated is read as it was written.
  const { reading } = await read(listing_id, 'uz');
  assert.notEqual(reading.title, 'Honey');
  assert.equal(reading.description, 'From mountain meadows.');
  const found = mustSucceed(await app.execute(searchListings, publicActor, { q: '蜂蜜' }), 'search');
  assert.equal(found.items[0]?.listing_id, listing_id);
});

test('a new title takes a machine’s translations of the former one away, and only those', async () => {
  const { listing_id } = await publish({ ru: { title: 'Горный мёд', description: '', by: 'human' } });
  const { translations } = await read(listing_id);
  const input = { ...honey, title: 'Quite another unheard-of thing', translations };
  mustSucceed(await app.execute(changeListing, seller, { listing_id, version: 1, ...input }), 'change');
  assert.deepEqual(Object.keys((await read(listing_id)).translations), ['ru']);
  mustSucceed(
    await app.execute(changeListing, seller, { listing_id, version: 2, ...honey, translations: {} }),
    'change',
  );
  assert.equal((await read(listing_id)).translations.zh?.by, 'machine');
});
