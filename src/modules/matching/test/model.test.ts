import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatMilli } from '../../../kernel/decimal.ts';
import { currencies } from '../../../kernel/money.ts';
import { incoterms, places, routeList } from '../../reference/index.ts';
import { scoreMatch } from '../model.ts';
import { type Offered, type Wanted, weights } from '../parts.ts';

const routes = routeList();
const wanted: Wanted = {
  hs_code: '850760',
  quantity: '400.000',
  unit: 'pcs',
  to_country: 'KZ',
  place_to: 'KZ-ALMATY',
  max_price: { amount: '50000', currency: 'USD' },
  within_days: 60,
  certificates: ['certificate_of_conformity', 'certificate_of_origin'],
  incoterm: 'FCA',
  quantity_per_month: '300',
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
  certificates: ['certificate_of_origin', 'quality_certificate', 'certificate_of_conformity'],
  lapsed_certificates: [],
  other_incoterms: ['DAP'],
  capacity_per_month: '300.000',
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
    'certificates: all_certificates',
    'incoterm: same_incoterm',
    'capacity: capacity_enough',
    'landed: not_looked_up',
    'record: not_looked_up',
  ]);
});

test('each shortcoming costs points and names itself', () => {
  const { parts } = score(
    { hs_code: '850710', quantity: '50.000', place_to: 'KZ-DOSTYK', within_days: 31, incoterm: 'DDP' },
    {
      price: { amount: '55000', currency: 'USD' },
      seller: { trust: 0 },
      certificates: ['certificate_of_origin'],
      other_incoterms: ['EXW'],
      capacity_per_month: '100',
    },
  );
  assert.deepEqual(
    parts.map((p) => `${p.part} ${p.points} ${p.reason}`),
    [
      'goods 19 same_heading',
      'quantity 6 below_minimum',
      'price 6 above_limit',
      'route 8 route_to_country',
      'time 0 too_late',
      'trust 0 trust_0',
      'certificates 3 some_certificates',
      'incoterm 0 other_incoterm',
      'capacity 1 capacity_short',
      'landed 0 not_looked_up',
      'record 0 not_looked_up',
    ],
  );
});

test('what is not known does not count, neither for nor against', () => {
  const { score: points, parts } = score(
    { max_price: null, within_days: null, unit: 'kg', incoterm: null },
    { certificates: [], capacity_per_month: null },
  );
  assert.equal(points, 100);
  assert.deepEqual(
    parts.filter((p) => !p.known).map((p) => p.part),
    ['quantity', 'price', 'time', 'certificates', 'incoterm', 'capacity', 'landed', 'record'],
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

test('what comes on top of the price and what past deals say count where they are known', () => {
  const of = (listing: Partial<Offered>) =>
    score({}, listing)
      .parts.slice(9)
      .map(({ known, points, reason }) => [known, points, reason]);
  const landed = (percent: number) => ({
    quantity: '400.000',
    total: { amount: '100', currency: 'KZT' as const },
    percent,
  });
  const record = { deals: 40, on_time: 90, claims: 5, refusals: 10 };
  assert.deepEqual(of({ landed: null, record: null }), [
    [false, 0, 'landed_not_known'],
    [false, 0, 'few_deals'],
  ]);
  assert.deepEqual(of({ landed: landed(0), record }), [
    [true, 8, 'nothing_on_top'],
    [true, 6, 'record_of_deals'],
  ]);
  assert.deepEqual(
    [15, 59, 60, 300].map((percent) => of({ landed: landed(percent) })[0]?.[1]),
    [6, 0, 0, 0],
  );
  assert.equal(of({ record: { ...record, on_time: 10, claims: 60 } })[1]?.[1], 0);
});

test('certificates that ended do not count; a term on a list counts as asked, carriage by the same side half', () => {
  const part = (name: string, need: Partial<Wanted>, listing: Partial<Offered>) =>
    score(need, listing).parts.find((one) => one.part === name);
  const lapsed = part('certificates', {}, { lapsed_certificates: ['certificate_of_origin'] });
  assert.deepEqual(
    [lapsed?.points, lapsed?.reason, lapsed?.facts],
    [3, 'some_certificates', { missing: 'certificate_of_origin', lapsed: 'certificate_of_origin' }],
  );
  assert.equal(part('certificates', {}, { certificates: ['halal'] })?.reason, 'none_of_the_certificates');
  assert.equal(part('certificates', { certificates: [] }, {})?.known, false);
  assert.deepEqual(
    ['DAP', 'CIP', 'EXW', 'FOB'].map((incoterm) => part('incoterm', { incoterm }, {})?.points),
    [4, 2, 2, 2],
  );
  const sellerPays = { incoterm: 'DAP', other_incoterms: [] };
  assert.equal(part('incoterm', { incoterm: 'EXW' }, sellerPays)?.reason, 'other_incoterm');
  assert.equal(part('capacity', { unit: 'kg' }, {})?.reason, 'units_differ');
});

const hs = fc.integer({ min: 10000, max: 979999 }).map((n) => String(n).padStart(6, '0'));
const milli = fc.bigInt({ min: 1n, max: 10n ** 12n }).map(formatMilli);
const amount = fc.bigInt({ min: 1n, max: 10n ** 17n }).map(String);
const money = fc.record({ amount, currency: fc.constantFrom(...currencies) });
const placeCode = fc.constantFrom(...places().map((place) => place.code), 'NOWHERE');
const papers = ['certificate_of_conformity', 'certificate_of_origin', 'halal'];
const term = fc.constantFrom(...incoterms().map(({ code }) => code));
const anyWanted: fc.Arbitrary<Wanted> = fc.record({
  hs_code: hs,
  quantity: milli,
  unit: fc.constantFrom('pcs', 'kg'),
  to_country: fc.constantFrom('CN', 'KZ', 'KG', 'UZ', 'TJ', 'TM', 'RU'),
  place_to: fc.option(placeCode),
  max_price: fc.option(money),
  within_days: fc.option(fc.integer({ min: 1, max: 730 })),
  certificates: fc.subarray(papers),
  incoterm: fc.option(term),
  quantity_per_month: fc.option(milli),
});
const anyOffered: fc.Arbitrary<Offered> = fc.record({
  hs_code: hs,
  price: money,
  incoterm: term,
  other_incoterms: fc.uniqueArray(term, { maxLength: 3 }),
  place: placeCode,
  unit: fc.constantFrom('pcs', 'kg'),
  moq: milli,
  lead_time_days: fc.integer({ min: 0, max: 730 }),
  origin_country: fc.constantFrom('CN', 'KZ', 'UZ'),
  seller: fc.record({ trust: fc.integer({ min: 0, max: 3 }) }),
  certificates: fc.subarray(papers),
  lapsed_certificates: fc.subarray(papers),
  capacity_per_month: fc.option(milli),
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
        { certificates: papers, lapsed_certificates: [] },
        { other_incoterms: incoterms().map(({ code }) => code) },
        { capacity_per_month: formatMilli(10n ** 12n) },
      ];
      for (const change of better) {
        const after = scoreMatch(need, { ...listing, ...change }, routes).score;
        assert.ok(after >= before, `${JSON.stringify(change)}: ${before} → ${after}`);
      }
    }),
  );
});
