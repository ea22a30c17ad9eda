import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { routeList } from '../../reference/index.ts';
import { assign } from '../assign.ts';
import { scoreMatch } from '../model.ts';
import type { Offered, Wanted } from '../parts.ts';
import { planMeetings } from '../plan-meetings.ts';
import { scoreMany } from '../score-many.ts';

const routes = routeList();

test('an assignment of whole numbers is the best there is, and its bound says so', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }).chain((rows) =>
        fc.integer({ min: rows, max: 6 }).chain((columns) =>
          fc.record({
            rows: fc.constant(rows),
            columns: fc.constant(columns),
            values: fc.array(fc.integer({ min: 0, max: 100 }), {
              minLength: rows * columns,
              maxLength: rows * columns,
            }),
          }),
        ),
      ),
      ({ rows, columns, values }) => {
        const { column, total, bound } = assign(Float64Array.from(values), rows, columns);
        assert.equal(new Set(column).size, rows);
        assert.equal(total, best(values, rows, columns));
        assert.ok(bound >= total - 1e-9);
      },
    ),
    { seed: 5, numRuns: 300 },
  );
});

/** Every assignment tried. */
function best(values: readonly number[], rows: number, columns: number, row = 0, used = 0): number {
  if (row === rows) return 0;
  let most = -Infinity;
  for (let at = 0; at < columns; at += 1)
    if (!(used & (1 << at)))
      most = Math.max(
        most,
        (values[row * columns + at] ?? 0) + best(values, rows, columns, row + 1, used | (1 << at)),
      );
  return most;
}

const codes = ['850760', '850710', '854143', '520100', '100199'];
const anyNeed: fc.Arbitrary<Wanted> = fc.record({
  hs_code: fc.constantFrom(...codes),
  quantity: fc.integer({ min: 1, max: 5000 }).map((n) => `${n}.500`),
  unit: fc.constantFrom('pcs', 'kg'),
  to_country: fc.constantFrom('KZ', 'UZ', 'CN'),
  place_to: fc.constantFrom('KZ-ALMATY', null),
  max_price: fc.constantFrom(
    null,
    { amount: '50000', currency: 'USD' as const },
    { amount: '777', currency: 'CNY' as const },
  ),
  within_days: fc.constantFrom(null, 20, 60),
  certificates: fc.subarray(['conformity', 'origin', 'phytosanitary']),
  incoterm: fc.constantFrom(null, 'FCA', 'DAP', 'EXW'),
  quantity_per_month: fc.constantFrom(null, '900', '1000.500'),
});
const anyListing: fc.Arbitrary<Offered> = fc.record({
  hs_code: fc.constantFrom(...codes),
  price: fc.record({
    amount: fc.integer({ min: 1, max: 90_000 }).map(String),
    currency: fc.constantFrom('USD' as const, 'CNY' as const),
  }),
  incoterm: fc.constantFrom('FCA', 'CPT'),
  other_incoterms: fc.subarray(['EXW', 'DAP']),
  place: fc.constantFrom('CN-XIAN', 'CN-URUMQI', 'KZ-ALMATY'),
  unit: fc.constantFrom('pcs', 'kg'),
  moq: fc.integer({ min: 1, max: 4000 }).map((n) => `${n}.250`),
  lead_time_days: fc.integer({ min: 0, max: 60 }),
  origin_country: fc.constantFrom('CN', 'KZ'),
  seller: fc.record({ trust: fc.integer({ min: 0, max: 3 }) }),
  certificates: fc.subarray(['conformity', 'origin', 'quality']),
  lapsed_certificates: fc.subarray(['conformity', 'origin']),
  capacity_per_month: fc.constantFrom(null, '450.250', '5000'),
});

test('many needs get the very scores that one need gets, the best first', () => {
  fc.assert(
    fc.property(
      fc.array(anyNeed, { maxLength: 5 }),
      fc.array(anyListing, { maxLength: 30 }),
      (needs, listings) => {
        const ranked = scoreMany(needs, listings, routes, 5);
        for (const [at, need] of needs.entries()) {
          const expected = listings
            .filter((listing) => listing.hs_code.slice(0, 2) === need.hs_code.slice(0, 2))
            .map((listing) => scoreMatch(need, listing, routes).score)
            .sort((a, b) => b - a)
            .slice(0, 5);
          assert.deepEqual(
            ranked[at]?.map((one) => one.score),
            expected,
          );
          for (const one of ranked[at] ?? [])
            assert.equal(scoreMatch(need, listings[one.listing] as Offered, routes).score, one.score);
        }
      },
    ),
    { seed: 7, numRuns: 200 },
  );
});

test('a matchmaking day seats nobody twice, lets two meet once, and leaves no small firm out', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 4, maxLength: 4 }), {
        minLength: 1,
        maxLength: 7,
      }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 5 }),
      (score, slots, tables) => {
        const { meetings } = planMeetings(score, { slots, tables, least: 30 });
        for (let slot = 1; slot <= slots; slot += 1) {
          const now = meetings.filter((meeting) => meeting.slot === slot);
          assert.ok(now.length <= tables);
          for (const side of ['buyer', 'seller', 'table'] as const)
            assert.equal(new Set(now.map((meeting) => meeting[side])).size, now.length);
        }
        assert.equal(new Set(meetings.map((m) => `${m.buyer} ${m.seller}`)).size, meetings.length);
        assert.ok(meetings.every((m) => m.score >= 30));
      },
    ),
    { seed: 11, numRuns: 200 },
  );
  // With one table in two slots each of the two buyers and sellers meets once.
  const narrow = planMeetings(
    [
      [98, 98],
      [98, 98],
    ],
    { slots: 2, tables: 1, least: 30 },
  );
  assert.deepEqual(narrow.of_buyer, [1, 1]);
  assert.equal(new Set(narrow.meetings.map((m) => m.seller)).size, 2);
  // Two tables take the two best pairs together, though the best assignment of all three holds neither.
  const few = planMeetings(
    [
      [100, 99, 0],
      [99, 40, 0],
      [0, 0, 31],
    ],
    { slots: 1, tables: 2, least: 30 },
  );
  assert.equal(
    few.meetings.reduce((sum, m) => sum + m.score, 0),
    198,
  );
  // One strong buyer would take both sellers by score alone; the small one meets somebody all the same.
  const { of_buyer } = planMeetings(
    [
      [90, 80],
      [70, 40],
    ],
    { slots: 1, tables: 2, least: 30 },
  );
  assert.deepEqual(of_buyer, [1, 1]);
});
