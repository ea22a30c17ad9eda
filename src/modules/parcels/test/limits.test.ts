import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Currency, money } from '../../../kernel/money.ts';
import { type AgainstLimit, type ConsumerLimit, judge, limitsOn, periodStart } from '../limits.ts';

const one = (
  country: string,
  channel: 'courier' | 'post',
  date: string,
  period = 'parcel',
): ConsumerLimit => {
  const found = limitsOn(country, channel, date).find((l) => l.period === period && l.value !== null);
  assert.ok(found, `${country} ${date}`);
  return found;
};
const parcel = (minor: number, currency: Currency, change: Partial<AgainstLimit> = {}): AgainstLimit => ({
  value: money(minor, currency),
  used: money(0, currency),
  weight_milli: 2000n,
  vat_pct: '16',
  ...change,
});

test('the order of EUR 300 that the press reckons with costs 5 % and then 16 % in Kazakhstan', () => {
  // QazMonitor 3218 rounds it to 360; the rule in words gives 300 × 1.05 × 1.16 = 365.40.
  const judged = judge(one('KZ', 'courier', '2026-07-01'), parcel(30_000, 'EUR'));
  assert.deepEqual(judged, { verdict: 'above', duty: money(1500, 'EUR'), vat: money(5040, 'EUR') });
});

test('before the new rules only what is above the limit is charged, by value or by weight', () => {
  const limit = one('KZ', 'courier', '2026-06-30');
  assert.deepEqual(judge(limit, parcel(30_000, 'EUR')).duty, money(1500, 'EUR'));
  // 41 kg: ten kilograms more than 31, EUR 2 each, is more than 15 % of nothing.
  assert.deepEqual(judge(limit, parcel(10_000, 'EUR', { weight_milli: 41_000n })).duty, money(2000, 'EUR'));
  assert.equal(judge(limit, parcel(20_000, 'EUR', { weight_milli: 31_000n })).verdict, 'within');
  assert.equal(one('KZ', 'post', '2024-03-31').value?.amount, 100_000n);
});

test('at least one euro for each kilogram of the whole weight', () => {
  const judged = judge(one('KZ', 'courier', '2026-12-01'), parcel(21_000, 'EUR', { weight_milli: 40_000n }));
  assert.deepEqual(judged.duty, money(4000, 'EUR'));
});

test('Uzbekistan counts by the quarter until April 2025 and by the month from May', () => {
  assert.equal(one('UZ', 'courier', '2025-04-30', 'quarter').value?.amount, 100_000n);
  assert.equal(one('UZ', 'courier', '2025-05-01', 'month').value?.amount, 20_000n);
  const month = one('UZ', 'courier', '2026-03-01', 'month');
  const second = judge(month, parcel(10_001, 'USD', { used: money(10_000, 'USD') }));
  // Of what base the 30 % are told is not on file: above, and not known how much.
  assert.deepEqual(second, { verdict: 'above', duty: null, vat: null });
  assert.equal(periodStart('quarter', '2025-11-27'), '2025-10-01');
});

test('China asks 70 % of its VAT within the limit and leaves the rest open above it', () => {
  const limit = one('CN', 'courier', '2026-03-01');
  const within = judge(limit, parcel(100_000, 'CNY', { vat_pct: '13' }));
  assert.deepEqual(within, { verdict: 'within', duty: money(0, 'CNY'), vat: money(9100, 'CNY') });
  assert.equal(judge(limit, parcel(100_000, 'CNY', { vat_pct: null })).vat, null);
  assert.deepEqual(judge(limit, parcel(500_001, 'CNY')), { verdict: 'above', duty: null, vat: null });
});

test('a country without a rule on file has none, and a value without a rate is not known', () => {
  assert.deepEqual(limitsOn('TM', 'post', '2026-03-01'), []);
  assert.deepEqual(limitsOn('TJ', 'courier', '2026-03-01'), []);
  const judged = judge(one('KZ', 'post', '2026-03-01'), parcel(1, 'EUR', { value: null }));
  assert.deepEqual(judged, { verdict: 'not_known', duty: null, vat: null });
});

test('every row names its source, and periods of one rule do not overlap', () => {
  for (const country of ['KZ', 'KG', 'UZ', 'TJ', 'CN'])
    for (const channel of ['courier', 'post'] as const)
      for (const date of [
        '2024-03-31',
        '2024-04-01',
        '2025-04-30',
        '2025-05-01',
        '2026-06-30',
        '2026-07-01',
      ]) {
        const rows = limitsOn(country, channel, date);
        assert.ok(rows.every((row) => row.source.length > 5));
        const kinds = rows.map((row) => `${row.period} ${row.value ? 'value' : 'weight'}`);
        assert.equal(new Set(kinds).size, kinds.length, `${country} ${channel} ${date}`);
      }
});

test('a dearer parcel is never judged more kindly, and no charge is below nothing', () => {
  const limits = ['2026-06-30', '2026-07-01'].map((date) => one('KZ', 'courier', date));
  fc.assert(
    fc.property(
      fc.constantFrom(...limits),
      fc.integer({ min: 0, max: 10_000_000 }),
      fc.integer({ min: 0, max: 10_000_000 }),
      fc.integer({ min: 1, max: 200_000 }),
      (limit, a, b, grams) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        const ask = (minor: number) => {
          const { verdict, duty, vat } = judge(limit, parcel(minor, 'EUR', { weight_milli: BigInt(grams) }));
          assert.ok(duty && vat && duty.amount >= 0n && vat.amount >= 0n);
          return { verdict, sum: duty.amount + vat.amount };
        };
        const [cheap, dear] = [ask(low), ask(high)];
        assert.ok(cheap.sum <= dear.sum);
        assert.ok(!(cheap.verdict === 'above' && dear.verdict === 'within'));
      },
    ),
    { numRuns: 300 },
  );
});
