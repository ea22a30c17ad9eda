import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  compare,
  type Fraction,
  minus,
  over,
  parseDecimal,
  plus,
  printedStep,
  roundTo,
  showDecimal,
  times,
  whole,
} from '../exact/fraction.ts';
import { add, divide, exactly, type Interval, multiply, rounded, subtract } from '../exact/interval.ts';

const fraction = fc
  .tuple(fc.bigInt(-(10n ** 9n), 10n ** 9n), fc.bigInt(1n, 10n ** 4n))
  .map(([n, d]): Fraction => ({ n, d }));
const interval = fc
  .tuple(fraction, fc.bigInt(1n, 1000n))
  .map(([point, d]): Interval => rounded(point, { n: 1n, d }));
/** A value that an interval allows: a part of the way from its low to its high end. */
const inside = (i: Interval, part: number): Fraction =>
  plus(i.low, times(minus(i.high, i.low), { n: BigInt(part), d: 100n }));
const holds = (i: Interval, value: Fraction): boolean =>
  compare(i.low, value) <= 0 && compare(value, i.high) <= 0;

test('a formula of intervals holds the formula of any values inside them', () => {
  fc.assert(
    fc.property(interval, interval, fc.nat(100), fc.nat(100), (a, b, at, bt) => {
      const [x, y] = [inside(a, at), inside(b, bt)];
      assert.ok(holds(add(a, b), plus(x, y)));
      assert.ok(holds(subtract(a, b), minus(x, y)));
      assert.ok(holds(multiply(a, b), times(x, y)));
      const quotient = divide(a, b);
      if (quotient) assert.ok(holds(quotient, over(x, y)));
      else assert.ok(b.low.n <= 0n && b.high.n >= 0n);
    }),
  );
});

test('rounding is within half a step, and cutting off never goes away from zero', () => {
  fc.assert(
    fc.property(fraction, fc.bigInt(1n, 1000n), (value, d) => {
      const step = { n: 1n, d };
      const near = roundTo(value, step);
      const away = minus(near, value);
      assert.ok(compare(away.n < 0n ? { n: -away.n, d: away.d } : away, over(step, whole(2))) <= 0);
      const cut = roundTo(value, step, 'down');
      const size = (f: Fraction): Fraction => (f.n < 0n ? { n: -f.n, d: f.d } : f);
      assert.ok(compare(size(cut), size(value)) <= 0);
    }),
  );
});

test('decimals are read and shown exactly', () => {
  assert.equal(showDecimal(parseDecimal('106.30') ?? whole(0)), '106.3');
  assert.equal(showDecimal({ n: -1n, d: 3n }, 3), '-0.333');
  assert.equal(showDecimal({ n: 2n, d: 3n }, 0), '1');
  assert.deepEqual(printedStep('106.3'), { n: 1n, d: 10n });
  for (const text of ['', '1e9', '1,5', 'NaN', '--1', '1.', '.5', '1'.repeat(19)])
    assert.equal(parseDecimal(text), undefined, text);
  assert.equal(divide(exactly(whole(1)), exactly(whole(0))), undefined);
});
