import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatMilli } from '../../../kernel/decimal.ts';
import { currencies } from '../../../kernel/money.ts';
import { places, routeList } from '../../reference/index.ts';
import { type Offered, scoreMatch, type Wanted, weights } from '../model.ts';

const routes = routeList();
const wanted: Wanted = {
  hs_code: '850760',
  quantity: '400.000',
  unit: 'pcs',
  to_country: 'KZ',
  place_to: 'KZ-ALMATY',
  max_price: { amount: '50000', currency: 'USD' },
  within_days: 60,
};
const offered: Offered = {
  hs_code: '850760',
  price: { amount: '40000', currency: 'USD' },
  incoterm: 'FCA',
  place: 'CN-XIAN',
  unit: 'pcs',
  moq: '100.000',
  lead_time_days: 30,
  origin_country: 'CN',
  seller: { trust: 3 },
};
const score = (need: Partial<Wanted> = {}, listing: Partial<Offered> = {}) =>
  scoreMatch({ ...wanted, ...need }, { ...offered, ...listing }, routes);
const reasons = (parts: { part: string; reason: string }[]): string[] =>
  parts.map((p) => `${p.part}: ${p.reason}`);

test('the perfect offer has one hundred points, and says why', () => {
  const perfect = score();
  assert.equal(perfect.score, 100);
  assert.deepEqual(reasons(perfect.parts), [
    'goods: same_subheading',
    'quantity: minimum_reached',
    'price: well_below_limit',
    'route: route_to_place',
    'time: in_time',
    'trust: trust_3',
  ]);
  assert.equal(
    Object.values(weights).reduce<number>((a, b) => a + b, 0),
    100,
  );
});

test('each shortcoming costs points and names itself', () => {
  const { parts } = score(
    { hs_code: '850710', quantity: '50.000', place_to: 'KZ-DOSTYK', within_days: 31 },
    { price: { amount: '55000', currency: 'USD' }, seller: { trust: 0 } },
  );
  assert.deepEqual(
    parts.map((p) => `${p.part} ${p.points} ${p.reason}`),
    [
      'goods 21 same_heading',
      'quantity 7 below_minimum',
      'price 6 above_limit',
      'route 10 route_to_country',
      'time 0 too_late',
      'trust 0 trust_0',
    ],
  );
});

test('what is not known does not count, neither for nor against', () => {
  const { score: points, parts } = score({ max_price: null, within_days: null, unit: 'kg' });
  assert.equal(points, 100);
  assert.deepEqual(
    parts.filter((p) => !p.known).map((p) => p.part),
    ['quantity', 'price', 'time'],
  );
  assert.deepEqual(
    reasons(score({ max_price: { amount: '5', currency: 'CNY' } }).parts)[2],
    'price: currencies_differ',
  );
});

test('a price delivered at the destination still has its way from the origin; goods of the country have no border', () => {
  const delivered = score({}, { incoterm: 'DAP', place: 'KZ-ALMATY' });
  assert.equal(delivered.parts[3]?.reason, 'route_to_place');
  const domestic = score({}, { place: 'KZ-ALMATY', origin_country: 'KZ' });
  assert.equal(domestic.parts[3]?.reason, 'no_border');
  assert.equal(score({ to_country: 'RU', place_to: null }).parts[3]?.reason, 'no_route');
});

const hs = fc.integer({ min: 10000, max: 979999 }).map((n) => String(n).padStart(6, '0'));
const milli = fc.bigInt({ min: 1n, max: 10n ** 12n }).map(formatMilli);
const amount = fc.bigInt({ min: 1n, max: 10n ** 17n }).map(String);
const money = fc.record({ amount, currency: fc.constantFrom(...currencies) });
const placeCode = fc.constantFrom(...places().map((place) => place.code), 'NOWHERE');
const anyWanted: fc.Arbitrary<Wanted> = fc.record({
  hs_code: hs,
  quantity: milli,
  unit: fc.constantFrom('pcs', 'kg'),
  to_country: fc.constantFrom('CN', 'KZ', 'KG', 'UZ', 'TJ', 'TM', 'RU'),
  place_to: fc.option(placeCode),
  max_price: fc.option(money),
  within_days: fc.option(fc.integer({ min: 1, max: 730 })),
});
const anyOffered: fc.Arbitrary<Offered> = fc.record({
  hs_code: hs,
  price: money,
  incoterm: fc.constantFrom('FCA', 'DAP'),
  place: placeCode,
  unit: fc.constantFrom('pcs', 'kg'),
  moq: milli,
  lead_time_days: fc.integer({ min: 0, max: 730 }),
  origin_country: fc.constantFrom('CN', 'KZ', 'UZ'),
  seller: fc.record({ trust: fc.integer({ min: 0, max: 3 }) }),
});

test('a score lies within 0 and 100, its parts within their weight, and it is the same each time', () => {
  fc.assert(
    fc.property(anyWanted, anyOffered, (need, listing) => {
      const once = scoreMatch(need, listing, routes);
      assert.ok(Number.isInteger(once.score) && once.score >= 0 && once.score <= 100);
      for (const part of once.parts) assert.ok(part.points >= 0 && part.points <= part.out_of, part.part);
      assert.deepEqual(
        once.parts.map((part) => part.part),
        Object.keys(weights),
      );
      assert.deepEqual(scoreMatch(need, listing, routes), once);
    }),
  );
});

test('a better offer never scores less: cheaper, smaller minimum, sooner, more trusted, nearer code', () => {
  fc.assert(
    fc.property(anyWanted, anyOffered, fc.integer({ min: 0, max: 100 }), (need, listing, percent) => {
      const less = (text: string): string => ((BigInt(text) * BigInt(percent)) / 100n || 1n).toString();
      const before = scoreMatch(need, listing, routes).score;
      const better: Partial<Offered>[] = [
        { price: { ...listing.price, amount: less(listing.price.amount) } },
        { moq: '0.001' },
        { lead_time_days: Math.floor((listing.lead_time_days * percent) / 100) },
        { seller: { trust: Math.min(3, listing.seller.trust + 1) } },
        { hs_code: need.hs_code },
      ];
      for (const change of better) {
        const after = scoreMatch(need, { ...listing, ...change }, routes).score;
        assert.ok(after >= before, `${JSON.stringify(change)}: ${before} → ${after}`);
      }
    }),
  );
});
