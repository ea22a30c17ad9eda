import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lateFee, shortQuantity } from '../measure-claim.ts';
import { type Terms, termsErrors } from '../terms.ts';
import { sampleTerms } from './deal-fixture.ts';

const DAY_MS = 86_400_000;
const GOODS = 102_000_000n;
const due = Date.parse('2026-05-01T00:00:00Z');
const feeOn = (terms: Terms, at: number): bigint => BigInt(lateFee(terms, new Date(at))?.amount.amount ?? -1);

test('a fee for lateness never falls with time, is never more than its cap and is nothing in time', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 0, max: 2500 }),
      fc.integer({ min: -400, max: 400 }),
      fc.integer({ min: 0, max: 400 }),
      (late_fee_bp, more, days, later) => {
        const terms = sampleTerms({ late_fee_bp, late_fee_cap_bp: late_fee_bp + more });
        const fee = feeOn(terms, due + days * DAY_MS);
        assert.ok(fee >= 0n && fee <= feeOn(terms, due + (days + later) * DAY_MS));
        assert.ok(fee * 10_000n <= GOODS * BigInt(late_fee_bp + more));
        if (days <= 0) assert.equal(fee, 0n);
      },
    ),
  );
});

test('the day of shipment is whole: its last minute is in time, the next one a day late', () => {
  const terms = sampleTerms({ late_fee_bp: 100, late_fee_cap_bp: 500 });
  assert.equal(feeOn(terms, due + DAY_MS - 1), 0n);
  assert.equal(feeOn(terms, due + DAY_MS), 1_020_000n);
  assert.equal(feeOn(terms, due + 40 * DAY_MS), 5_100_000n);
  assert.equal(
    lateFee(sampleTerms(), new Date(due + DAY_MS)),
    undefined,
    'what is not agreed measures nothing',
  );
});

test('what is missing counts whole once it is more than the tolerance, and more received counts nothing', () => {
  const terms = sampleTerms({ quantity_tolerance_bp: 500 });
  const short = (quantity: string) => shortQuantity(terms, [{ line: 1, quantity }])?.amount.amount;
  assert.deepEqual(['114.000', '113.999', '0.000', '130.000'].map(short), ['0', '5100850', '102000000', '0']);
  const one = { line: 1, quantity: '1.000' };
  assert.equal(shortQuantity(terms, [one, one]), undefined);
  assert.equal(shortQuantity(terms, [{ ...one, line: 2 }]), undefined);
});

test('terms that cannot be measured are refused with the field', () => {
  const codes = (terms: Partial<Terms>) => termsErrors(sampleTerms(terms)).map(({ code }) => code);
  assert.deepEqual(codes({ late_fee_bp: 50 }), ['late_fee_and_cap']);
  assert.deepEqual(codes({ late_fee_cap_bp: 50 }), ['late_fee_and_cap']);
  assert.deepEqual(codes({ late_fee_bp: 50, late_fee_cap_bp: 40 }), ['cap_below_a_day']);
  assert.deepEqual(codes({ inspection_standard: 'ISO 2859-1' }), ['inspection_missing']);
  assert.deepEqual(codes({ late_fee_bp: 50, late_fee_cap_bp: 500, inspection: 'buyer_at_destination' }), []);
});
