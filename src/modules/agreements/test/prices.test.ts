import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Terms } from '../../deals/index.ts';
import { callTooLarge, termsOfCall, tiersFit } from '../model.ts';
import { lotAt, type NewPrices, pricesOn } from '../prices.ts';

// Prices of a frame against plain arithmetic: which change holds on a day, and what a call of so many lots costs.

const cny = (amount: bigint | number) => ({ amount: String(amount), currency: 'CNY' as const });
const line = (n: number) => ({
  line: n,
  description: 'Goods',
  hs_code: '390110',
  origin_country: 'CN',
  quantity: '2.500',
  unit: 't',
  packages: 100,
  package_kind: 'bag',
  net_weight_kg: '2500.000',
  gross_weight_kg: '2520.000',
  unit_price: cny(100_000),
  amount: cny(250_000),
  certificates: [],
});
const lot = {
  goods: [line(1), line(2)],
  price: cny(500_000),
  incoterm: 'FCA',
  freight: { to_frontier: cny(0), at_frontier: cny(0), after_frontier: cny(0) },
  insurance: cny(0),
  ship_by: '2026-06-01',
} as unknown as Terms;

const days = fc
  .integer({ min: 1, max: 60 })
  .map((n) => new Date(Date.UTC(2026, 0, n)).toISOString().slice(0, 10));
const change = fc
  .record({
    from_day: days,
    line: fc.integer({ min: 1, max: 2 }),
    price: fc.integer({ min: 1, max: 200_000 }),
    off: fc.uniqueArray(fc.integer({ min: 2, max: 9 }), { maxLength: 3 }),
    state: fc.constantFrom('held', 'proposed', 'active', 'refused'),
  })
  .map(({ from_day, line: n, price, off, state }) => ({
    from_day,
    state,
    prices: [{ line: n, unit_price: cny(price) }],
    tiers: off
      .sort((a, b) => a - b)
      .map((from_lots, i) => ({ from_lots, line: n, unit_price: cny(Math.max(1, price - i - 1)) })),
  })) as fc.Arbitrary<NewPrices & { state: 'held' | 'proposed' | 'active' | 'refused' }>;
const changes = fc.uniqueArray(change, { selector: (c) => c.from_day, maxLength: 6 });

test('on a day the newest agreed change of a line holds, in whatever order they come, and nothing before its day', () => {
  fc.assert(
    fc.property(changes, days, (list, day) => {
      const seen = pricesOn({ lot, tiers: [] }, list, day);
      assert.deepEqual(pricesOn({ lot, tiers: [] }, [...list].reverse(), day), seen);
      const holding = list.filter((c) => c.state === 'active' && c.from_day <= day);
      for (const goods of seen.lot.goods) {
        const newest = holding
          .filter((c) => c.prices[0]?.line === goods.line)
          .reduce<(typeof holding)[number] | undefined>(
            (a, c) => (a && a.from_day > c.from_day ? a : c),
            undefined,
          );
        assert.deepEqual(goods.unit_price, newest?.prices[0]?.unit_price ?? cny(100_000));
        assert.deepEqual(
          seen.tiers.filter((t) => t.line === goods.line),
          newest?.tiers ?? [],
        );
      }
      const latest = holding.map((c) => c.from_day).sort();
      assert.equal(seen.prices_from, latest.at(-1) ?? null);
      assert.ok(tiersFit(seen.lot, seen.tiers));
    }),
  );
});

test('more lots in one call never cost more a unit, and the price is the sum of quantity times unit price', () => {
  fc.assert(
    fc.property(changes, fc.integer({ min: 1, max: 12 }), (list, lots) => {
      const { lot: then, tiers } = pricesOn({ lot, tiers: [] }, list, '2026-12-31');
      const call = (n: number) =>
        termsOfCall(then, tiers, { lots: n, ship_by: '2027-01-01', valid_until: '2027-02-01T00:00:00Z' });
      const [now, more] = [call(lots), call(lots + 1)];
      let sum = 0n;
      now.goods.forEach((goods, i) => {
        assert.ok(BigInt(more.goods[i]?.unit_price.amount ?? 0) <= BigInt(goods.unit_price.amount));
        // 2.5 t a lot, rounded half up to a minor unit.
        const exact = (BigInt(goods.unit_price.amount) * 25n * BigInt(lots) * 2n + 10n) / 20n;
        assert.equal(BigInt(goods.amount.amount), exact);
        sum += exact;
      });
      assert.equal(BigInt(now.price.amount), sum);
    }),
  );
});

test('a lot at other prices counts its amounts and its price anew', () => {
  const other = lotAt(lot, [{ line: 2, unit_price: cny(33_333) }]);
  assert.deepEqual(
    other.goods.map((g) => g.amount.amount),
    ['250000', '83333'],
  );
  assert.equal(other.price.amount, '333333');
});

test('a call is too large where its deal could not be written: packages, quantity, weights or money', () => {
  assert.equal(callTooLarge(lot, 10_000), false);
  assert.equal(callTooLarge(lot, 10_001), true);
  const but = (change: object) => ({ ...lot, goods: [{ ...line(1), ...change }] }) as unknown as Terms;
  const most = '999999999999999.999';
  for (const field of ['quantity', 'net_weight_kg', 'gross_weight_kg']) {
    const one = but({ unit_price: cny(1), [field]: most });
    assert.deepEqual([callTooLarge(one, 1), callTooLarge(one, 2)], [false, true], field);
  }
  assert.equal(callTooLarge(but({ unit_price: cny(10n ** 17n), quantity: '1.000' }), 10), true);
});
