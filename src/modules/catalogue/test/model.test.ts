import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { batteryPacks, wantedPacks } from '../../../../test/trading-firms.ts';
import { formatMilli, parseMilli } from '../../../kernel/decimal.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { checkListing, tierFor } from '../model.ts';
import { checkNeed } from '../need-model.ts';
import { wordsAsked, wordsOf } from '../words.ts';

const fieldsOf = (outcome: unknown): string[] =>
  isRefusal(outcome) ? outcome.errors.map((e) => `${e.path} ${e.code}`) : [];

test('a listing that holds together gives its tiers in order', () => {
  const tiers = checkListing({ ...batteryPacks, tiers: [...batteryPacks.tiers].reverse() });
  assert.deepEqual(tiers, batteryPacks.tiers);
});

test('every field that does not hold together is named', () => {
  const [first] = batteryPacks.tiers;
  assert.ok(first);
  const dear = { ...first, min_quantity: '500', price: { amount: '999999', currency: 'USD' as const } };
  const strange = {
    ...first,
    min_quantity: '900',
    incoterm: 'ABC',
    place: 'NOWHERE',
    price: { amount: '1', currency: 'CNY' as const },
  };
  assert.deepEqual(
    fieldsOf(
      checkListing({
        ...batteryPacks,
        moq: '-5',
        unit: 'parrots',
        unit_gross_weight_kg: '1',
        tiers: [first, dear, strange],
      }),
    ).sort(),
    [
      '/moq not_positive',
      '/tiers first_tier_not_moq',
      '/tiers/1/price dearer_by_quantity',
      '/tiers/2/incoterm incoterm_unknown',
      '/tiers/2/place place_unknown',
      '/tiers/2/price currency_mixed',
      '/unit unit_unknown',
      '/unit_gross_weight_kg less_than_net',
    ],
  );
});

test('an amount as long as the schema allows is refused with its field, not thrown at', () => {
  const tiers = batteryPacks.tiers.map((tier) => ({
    ...tier,
    price: { ...tier.price, amount: '9'.repeat(18) },
  }));
  assert.deepEqual(fieldsOf(checkListing({ ...batteryPacks, tiers })), [
    '/tiers/0/price too_large',
    '/tiers/1/price too_large',
  ]);
  const max_price = { amount: '9'.repeat(18), currency: 'USD' as const };
  assert.deepEqual(fieldsOf(checkNeed({ ...wantedPacks, max_price, quantity: '9'.repeat(15) })), [
    '/quantity too_large',
    '/max_price too_large',
  ]);
});

test('what is counted is offered and wanted in whole numbers, field by field', () => {
  const [first, second] = batteryPacks.tiers;
  assert.ok(first && second);
  const half = {
    ...batteryPacks,
    moq: '0.5',
    order_multiple: '0.25',
    capacity_per_month: '7.5',
    tiers: [
      { ...first, min_quantity: '0.5' },
      { ...second, min_quantity: '10.001' },
    ],
    price_lists: [
      {
        currency: 'CNY' as const,
        incoterm: 'EXW',
        place: 'CN-XIAN',
        tiers: [
          { min_quantity: '0.500', amount: '9' },
          { min_quantity: '3.5', amount: '8' },
        ],
      },
    ],
  };
  const fields = [
    '/moq not_whole',
    '/tiers/0/min_quantity not_whole',
    '/tiers/1/min_quantity not_whole',
    '/order_multiple not_whole',
    '/price_lists/0/tiers/0/min_quantity not_whole',
    '/price_lists/0/tiers/1/min_quantity not_whole',
  ];
  for (const unit of ['pcs', 'pair', 'dozen', 'set'])
    assert.deepEqual(fieldsOf(checkListing({ ...half, unit })), fields, unit);
  for (const unit of ['kpcs', 'kg', 'm2']) assert.deepEqual(fieldsOf(checkListing({ ...half, unit })), []);
  const wanted = { ...wantedPacks, quantity: '1000.5', quantity_per_month: '0.1' };
  assert.deepEqual(fieldsOf(checkNeed(wanted)), ['/quantity not_whole']);
  assert.equal(checkNeed({ ...wanted, unit: 'kpcs' }), true);
});

test('a need names a place of its country of destination', () => {
  assert.equal(checkNeed(wantedPacks), true);
  assert.deepEqual(fieldsOf(checkNeed({ ...wantedPacks, to_country: 'UZ' })), ['/place_to place_unknown']);
});

test('the tier of a quantity is the last one that begins at or below it', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.bigInt({ min: 1n, max: 10n ** 9n }), { minLength: 1, maxLength: 10 }),
      fc.bigInt({ min: 1n, max: 10n ** 9n }),
      (starts, wanted) => {
        const tiers = [...starts]
          .sort((a, b) => (a < b ? -1 : 1))
          .map((start) => ({
            min_quantity: formatMilli(start),
            price: { amount: '1', currency: 'USD' as const },
            incoterm: 'FCA',
            place: 'X',
          }));
        const tier = tierFor(tiers, formatMilli(wanted));
        const reached = starts.filter((start) => start <= wanted);
        assert.equal(tier && parseMilli(tier.min_quantity), reached.sort((a, b) => (a < b ? -1 : 1)).at(-1));
      },
    ),
  );
});

test('words are found in Latin, Cyrillic and Chinese', () => {
  const words = (title: string, description = ''): string =>
    wordsOf({ A: [title], C: [], D: [description], facets: [] });
  assert.equal(words('Lithium PACKS 48V', 'packs Xi’an'), "'lithium':1A 'packs':1A '48v':1A 'hian':1D");
  assert.equal(words('Ёмкий'), "'emki':1A 'iomki':1A");
  assert.equal(words('锂电池组A1'), "'锂电':1A '电池':1A '池组':1A 'a1':1A");
  assert.deepEqual(wordsAsked('锂'), [['锂']]);
  assert.deepEqual(wordsAsked('paxta пахта'), [['pahta']]);
  assert.deepEqual(wordsAsked('  —!? '), []);
});

test('whatever is typed, a question holds at most sixteen words of letters and digits', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const words = wordsAsked(text);
      assert.ok(words.length <= 16);
      for (const keys of words) for (const key of keys) assert.match(key, /^[\p{L}\p{M}\p{N}]{1,40}$/u);
    }),
  );
});
