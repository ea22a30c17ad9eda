import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { batteryPacks, tradingFirm } from '../../../../test/trading-firms.ts';
import { isRefusal, mustSucceed, type Outcome } from '../../../kernel/refusal.ts';
import { type Actor, publicActor } from '../../../platform/index.ts';
import { nomenclature } from '../../nomenclature/index.ts';
import { parties } from '../../parties/index.ts';
import { reference } from '../../reference/index.ts';
import {
  catalogue,
  changeListing,
  exportListings,
  getListing,
  importListings,
  publishListing,
  searchListings,
  withdrawListing,
} from '../index.ts';
import type { ListingInput } from '../model.ts';

let app: TestApp;
let seller: Actor;
before(async () => {
  app = await testApp([reference, nomenclature, parties, catalogue]);
  seller = await tradingFirm(app, 'Detailed Firm');
});
after(() => app.close());

const details = {
  certificates: ['un38_3', 'certificate_of_conformity'],
  order_multiple: '10',
  capacity_per_month: '2500.5',
  package_volume_m3: '0.062',
  shelf_life_days: 720,
  dangerous_goods: { un_number: '3480', hazard_class: '9' as const },
  certificate_validity: [{ certificate: 'un38_3', valid_until: '2026-06-30' }],
  price_lists: [
    {
      currency: 'CNY' as const,
      incoterm: 'EXW',
      place: 'CN-XIAN',
      tiers: [
        { min_quantity: '100', amount: '370000' },
        { min_quantity: '1000', amount: '360000' },
      ],
    },
  ],
};
const stored = {
  ...details,
  order_multiple: '10.000',
  capacity_per_month: '2500.500',
  price_lists: details.price_lists.map((list) => ({
    ...list,
    tiers: list.tiers.map((tier) => ({ ...tier, min_quantity: `${tier.min_quantity}.000` })),
  })),
};
const publish = async (changes: object = {}): Promise<Outcome<{ listing_id: string }>> =>
  app.execute(publishListing, seller, { ...batteryPacks, ...details, ...changes } as ListingInput);
const read = async (listing_id: string, actor: Actor = publicActor) =>
  mustSucceed(await app.execute(getListing, actor, { listing_id }), 'get');
const wrongs = (outcome: Outcome<unknown>): string[] =>
  isRefusal(outcome) ? outcome.errors.map((error) => `${error.path} ${error.code}`) : ['accepted'];

test('details are read as they were written; what was not said is left out', async () => {
  const { listing_id } = mustSucceed(await publish(), 'publish');
  const listing = await read(listing_id);
  for (const [name, value] of Object.entries(stored))
    assert.deepEqual(listing[name as keyof typeof listing], value, name);
  const plain = mustSucceed(await app.execute(publishListing, seller, batteryPacks), 'publish');
  const unsaid = await read(plain.listing_id);
  for (const name of Object.keys(details))
    if (name !== 'certificates') assert.equal(name in unsaid, false, name);
});

test('a change replaces details and price lists; a withdrawn list is nobody else’s to read', async () => {
  const { listing_id } = mustSucceed(await publish(), 'publish');
  const changed = {
    ...batteryPacks,
    title: 'Paint',
    moq: '50',
    tiers: batteryPacks.tiers.slice(0, 1).map((tier) => ({ ...tier, min_quantity: '50' })),
    dangerous_goods: { un_number: '1263', hazard_class: '3' as const, packing_group: 'II' as const },
    price_lists: [],
  };
  mustSucceed(await app.execute(changeListing, seller, { listing_id, version: 1, ...changed }), 'change');
  const listing = await read(listing_id);
  assert.deepEqual([listing.title, listing.moq], ['Paint', '50.000']);
  assert.deepEqual(listing.dangerous_goods, changed.dangerous_goods);
  assert.equal(listing.price_lists, undefined);
  assert.equal(listing.shelf_life_days, undefined);
  const lists = (actor: Actor) =>
    app.within(
      ({ tx }) => tx.rows(`select 1 from catalogue.price_list where listing_id = $1`, [listing_id]),
      actor,
    );
  assert.equal((await lists(seller)).length, 2);
  const stranger = await tradingFirm(app, 'Curious Firm', 'KZ');
  assert.equal((await lists(stranger)).length, 0);
  mustSucceed(await app.execute(withdrawListing, seller, { listing_id }), 'withdraw');
});

test('what does not hold together is refused field by field', async () => {
  const [list] = details.price_lists;
  assert.ok(list);
  assert.deepEqual(
    wrongs(
      await publish({
        order_multiple: '30',
        capacity_per_month: '0',
        dangerous_goods: { un_number: '0004', hazard_class: '1.1', packing_group: 'I' },
        certificate_validity: [
          { certificate: 'halal', valid_until: '2027-01-01' },
          { certificate: 'un38_3', valid_until: '2027-01-01' },
          { certificate: 'un38_3', valid_until: '2028-01-01' },
        ],
        price_lists: [
          { ...list, place: 'NOWHERE', tiers: [{ min_quantity: '50', amount: '0' }] },
          { ...list, tiers: [...list.tiers].reverse() },
          list,
        ],
      }),
    ).sort(),
    [
      '/capacity_per_month not_positive',
      '/certificate_validity/0/certificate certificate_missing',
      '/certificate_validity/2/certificate repeated',
      '/dangerous_goods/packing_group no_group_in_class',
      '/moq not_a_multiple',
      '/price_lists/0/place place_unknown',
      '/price_lists/0/tiers first_tier_not_moq',
      '/price_lists/0/tiers/0/amount not_positive',
      '/price_lists/1/tiers first_tier_not_moq',
      '/price_lists/1/tiers/1/amount dearer_by_quantity',
      '/price_lists/1/tiers/1/min_quantity tiers_not_ascending',
      '/price_lists/2 repeated',
    ],
  );
});

test('a certificate counts until its last day', async () => {
  const found = async () => {
    const search = await app.execute(searchListings, publicActor, {
      certificate: 'un38_3',
      facets: 'certificate',
    });
    const { total, facets } = mustSucceed(search, 'search');
    return [total > 0, facets.certificate?.some(({ value }) => value === 'un38_3') ?? false];
  };
  assert.deepEqual(await found(), [true, true]);
  app.clock.advanceTo(new Date('2026-06-30T20:00:00Z'));
  assert.deepEqual(await found(), [true, true]);
  app.clock.advanceTo(new Date('2026-07-01T01:00:00Z'));
  assert.deepEqual(await found(), [false, false]);
});

test('details go out in a file and come back unchanged', async () => {
  const { listing_id } = mustSucceed(await publish({ title: 'Out and back' }), 'publish');
  const file = mustSucceed(await app.execute(exportListings, seller, { format: 'csv' }), 'export');
  const sent = await app.execute(importListings, seller, { csv: String(file.body), file_key: 'details-1' });
  assert.deepEqual(mustSucceed(sent, 'import').errors, []);
  const listing = await read(listing_id);
  assert.equal(listing.version, 2);
  for (const [name, value] of Object.entries(stored))
    assert.deepEqual(listing[name as keyof typeof listing], value, name);
  const json = mustSucceed(await app.execute(exportListings, seller, { format: 'json' }), 'export');
  const [row] = (JSON.parse(String(json.body)) as Record<string, string>[]).filter(
    (cells) => cells.listing_id === listing_id,
  );
  assert.ok(row);
  const report = mustSucceed(
    await app.execute(importListings, seller, {
      rows: [
        { ...row, hazard_class: '99' },
        { ...row, shelf_life_days: 'long' },
        { ...row, price_lists: 'CNY EXW 100=3.5' },
        { ...row, un_number: '' },
        { ...row, certificates: 'un38_3=soon' },
      ].map((cells) => ({ ...cells, listing_id: '' })),
      file_key: 'details-2',
    }),
    'import',
  );
  assert.deepEqual(
    report.errors.map(({ row: at, path, code }) => `${at} ${path} ${code}`),
    [
      '1 /hazard_class not_allowed',
      '2 /shelf_life_days not_a_number',
      '3 /price_lists not_a_price_list',
      '4 /un_number not_allowed',
      '5 /certificates not_allowed',
    ],
  );
});
