import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { money, sum } from '../../../kernel/money.ts';
import { convert, parseRate } from '../../../kernel/rate.ts';
import { explainMirror } from '../declared/explain-mirror.ts';

const cny = (amount: bigint | number) => money(amount, 'CNY');
const amount = (max: bigint) => fc.bigInt({ min: 0n, max });
const rate = fc.integer({ min: 1, max: 99_999_999 }).map((n) => `0.${String(n).padStart(8, '0')}`);

test('a worked example: CNY 1,000,000.00 FOB, 30,000.00 freight, 2,060.01 insurance, one rate', () => {
  const usd = (value: ReturnType<typeof cny>) => convert(value, parseRate('0.139'), 'USD');
  const fob = cny(100_000_000);
  const cif = cny(103_206_001);
  const { contract, usd: dollars } = explainMirror(
    { value: fob, value_usd: usd(fob), usd_rate: '0.139' },
    { value: cif, value_usd: usd(cif), usd_rate: '0.139' },
    { freight_at_frontier: cny(3_000_000), insurance: cny(206_001) },
  );
  assert.equal(contract.gap.amount, 3_206_001n);
  assert.equal(contract.residual.amount, 0n);
  assert.deepEqual(
    dollars?.explained.map((p) => [p.part, p.amount.amount]),
    [
      ['freight at the frontier', 417_000n],
      ['insurance', 28_634n],
    ],
  );
  assert.equal(dollars?.residual.amount, 0n);
});

test('for declarations of one deal the residual is zero in both currencies, whatever the rates', () => {
  fc.assert(
    fc.property(
      amount(10n ** 14n),
      amount(10n ** 12n),
      amount(10n ** 11n),
      rate,
      rate,
      fc.boolean(),
      (goods, freight, insurance, first, second, sameRate) => {
        const later = sameRate ? first : second;
        const fob = cny(goods);
        const cif = cny(goods + freight + insurance);
        const { contract, usd } = explainMirror(
          { value: fob, value_usd: convert(fob, parseRate(first), 'USD'), usd_rate: first },
          { value: cif, value_usd: convert(cif, parseRate(later), 'USD'), usd_rate: later },
          { freight_at_frontier: cny(freight), insurance: cny(insurance) },
        );
        assert.ok(usd);
        for (const side of [contract, usd]) {
          assert.equal(side.residual.amount, 0n);
          assert.equal(
            sum(
              side.explained.map((p) => p.amount),
              side.gap.currency,
            ).amount,
            side.gap.amount,
          );
        }
        const [freightPart, insurancePart] = usd.explained;
        assert.ok((freightPart?.amount.amount ?? -1n) >= 0n && (insurancePart?.amount.amount ?? -1n) >= 0n);
        if (sameRate) assert.ok(freight + insurance === 0n || usd.explained.length === 2);
      },
    ),
    { numRuns: 500 },
  );
});

test('a declared value that differs from the terms is shown as residual, not hidden in freight', () => {
  const { contract, usd } = explainMirror(
    { value: cny(100_000), value_usd: money(10_000n, 'USD'), usd_rate: '0.1' },
    { value: cny(120_000), value_usd: money(12_000n, 'USD'), usd_rate: '0.1' },
    { freight_at_frontier: cny(4_000), insurance: cny(1_000) },
  );
  assert.equal(contract.residual.amount, 15_000n);
  assert.equal(usd?.residual.amount, 1_500n);
});

test('without a rate on file there is no explanation in US dollars', () => {
  const side = { value: cny(5), value_usd: null, usd_rate: null };
  assert.equal(explainMirror(side, side, { freight_at_frontier: cny(0), insurance: cny(0) }).usd, null);
});
