import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  acceleration,
  compare,
  compoundGrowth,
  decimal,
  growth,
  growthOf,
  level,
  milestone,
  minus,
  multiple,
  one,
  type Point,
  percent,
  plus,
  ratio,
  record,
  streak,
  thresholdCrossed,
  times,
  toNumber,
  yearToDate,
} from '../index.ts';

const years = (from: number, ...values: (number | null)[]): Point[] =>
  values.flatMap((v, at) => (v === null ? [] : [{ period: String(from + at), value: BigInt(v) }]));

const anyValue = fc.bigInt({ min: 0n, max: 10n ** 18n });
const positive = fc.bigInt({ min: 1n, max: 10n ** 18n });
const anyRatio = fc
  .tuple(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }), positive)
  .map(([n, d]) => ratio(n, d));

test('fractions are exact: sums, differences and products agree with each other', () => {
  fc.assert(
    fc.property(anyRatio, anyRatio, anyRatio, (a, b, c) => {
      assert.deepEqual(minus(plus(a, b), b), a);
      assert.deepEqual(times(a, plus(b, c)), plus(times(a, b), times(a, c)));
      assert.equal(Math.sign(compare(a, b)), -Math.sign(compare(b, a)));
    }),
  );
});

test('a fraction is printed half away from zero, and never as minus zero', () => {
  assert.equal(decimal(ratio(1n, 8n), 2), '0.13');
  assert.equal(decimal(ratio(-1n, 8n), 2), '-0.13');
  assert.equal(decimal(ratio(-1n, 1000n), 2), '0.00');
  assert.equal(decimal(ratio(5n, 2n), 0), '3');
  assert.equal(percent(ratio(1n, 3n), 1), '33.3');
  const long = 10n ** 400n;
  assert.equal(toNumber(ratio(3n * long + 1n, 2n * long)), 1.5);
});

test('growth carries a level from one year to the next', () => {
  fc.assert(
    fc.property(positive, anyValue, (before, now) => {
      const g = growth(now, before);
      assert.ok(g);
      assert.deepEqual(times(plus(g, one), ratio(before)), ratio(now));
      assert.deepEqual(multiple(now, before), plus(g, one));
    }),
  );
  assert.equal(growth(5n, 0n), null);
  assert.equal(growthOf(years(2020, 10), '2020'), null);
});

test('acceleration is the difference of two growths, in points', () => {
  const series = years(2022, 100, 120, 150);
  assert.equal(percent(growthOf(series, '2023') ?? ratio(0n)), '20.00');
  assert.equal(percent(growthOf(series, '2024') ?? ratio(0n)), '25.00');
  assert.equal(percent(acceleration(series, '2024') ?? ratio(0n)), '5.00');
  assert.equal(acceleration(series, '2023'), null);
});

test('a missing period is null and not zero', () => {
  assert.equal(level(years(2020, 1, null, 3), '2021'), null);
  assert.equal(level(years(2020, 0), '2020'), 0n);
});

test('two vintages of a period in one series are refused loudly', () => {
  const twice = [...years(2020, 1), ...years(2020, 2)];
  assert.throws(() => streak(twice, '2020'), /two figures for 2020/);
});

test('compound growth brings the first value to the last one', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e9 }),
      fc.integer({ min: 1, max: 1e9 }),
      fc.integer({ min: 1, max: 30 }),
      (a, b, n) => {
        const rate = compoundGrowth(
          { period: '2000', value: BigInt(a) },
          { period: String(2000 + n), value: BigInt(b) },
        );
        assert.ok(rate !== null && Math.abs(a * (1 + rate) ** n - b) <= (a + b) * 1e-9);
      },
    ),
  );
  assert.equal(compoundGrowth({ period: '2000', value: 1n }, { period: '2000', value: 2n }), null);
  const months = compoundGrowth({ period: '2024-01', value: 100n }, { period: '2024-07', value: 110n });
  assert.ok(months !== null && Math.abs(months - 0.21) < 1e-12);
});

test('year to date compares the same months and refuses to sum over a hole', () => {
  const months = fc.array(anyValue, { minLength: 24, maxLength: 24 });
  fc.assert(
    fc.property(months, fc.integer({ min: 1, max: 12 }), (values, last) => {
      const series = values.map((value, at) => ({
        period: `${2024 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`,
        value,
      }));
      const month = `2025-${String(last).padStart(2, '0')}`;
      const got = yearToDate(series, month);
      const sum = (from: number) => values.slice(from, from + last).reduce((a, b) => a + b, 0n);
      assert.equal(got.value, sum(12));
      assert.equal(got.before, sum(0));
      const holed = yearToDate(
        series.filter((p) => p.period !== '2024-01'),
        month,
      );
      assert.equal(holed.before, null);
      assert.equal(holed.growth, null);
      assert.deepEqual(holed.missing, ['2024-01']);
    }),
  );
});

test('a streak counts to the first break and says when the data end before it does', () => {
  assert.deepEqual(streak(years(2015, 5, 4, 6, 7, 8), '2019'), {
    direction: 'up',
    length: 3,
    from: '2017',
    at_least: false,
  });
  assert.deepEqual(streak(years(2016, 4, 6, 7, 8), '2019'), {
    direction: 'up',
    length: 3,
    from: '2017',
    at_least: true,
  });
  assert.equal(streak(years(2018, 4, 4), '2019'), null, 'no movement');
  assert.equal(streak(years(2016, 3, null, 4, 5), '2019')?.length, 1, 'a hole ends it');
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 12 }), (values) => {
      const series = years(2000, ...values);
      const got = streak(series, String(1999 + values.length));
      let length = 0;
      const steps = values.slice(1).map((v, at) => Math.sign(v - (values[at] ?? 0)));
      for (const step of [...steps].reverse()) {
        if (step === 0 || step !== steps.at(-1)) break;
        length += 1;
      }
      assert.equal(got?.length ?? 0, length);
    }),
  );
});

test('months are compared with the same month a year before', () => {
  const series = [
    { period: '2024-01', value: 10n },
    { period: '2024-02', value: 20n },
    { period: '2025-01', value: 11n },
    { period: '2025-02', value: 21n },
  ];
  assert.deepEqual(streak(series, '2025-02'), {
    direction: 'up',
    length: 2,
    from: '2025-01',
    at_least: true,
  });
});

test('a record beats every earlier period and names where the data begin', () => {
  const found = record(years(2013, 50, null, 40, 60), '2016');
  assert.deepEqual(found, {
    highest: true,
    lowest: false,
    since: '2013',
    previous_high: { period: '2013', value: 50n },
    missing: ['2014'],
  });
  assert.equal(record(years(2013, 60, 60), '2014')?.highest, false, 'an equal value is no record');
  assert.equal(record(years(2013, 60), '2013')?.highest, false, 'the first value beats nothing');
  assert.equal(record(years(2013, 60), '2014'), null);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 2, maxLength: 10 }), (values) => {
      const got = record(years(2000, ...values), String(1999 + values.length));
      assert.equal(got?.highest, (values.at(-1) ?? 0) > Math.max(...values.slice(0, -1)));
    }),
  );
});

test('a threshold is crossed once, strictly, and later falls are told', () => {
  assert.deepEqual(thresholdCrossed(years(2020, 90, 100, 101, 99, 105), 100n), {
    first: '2022',
    fell_back: ['2023'],
    before_data: false,
    missing: [],
  });
  assert.equal(thresholdCrossed(years(2020, 90, 100), 100n), null);
  assert.equal(thresholdCrossed(years(2020, 101), 100n)?.before_data, true);
});

test('a milestone is a round number never passed before', () => {
  assert.equal(milestone(years(2023, 89, 95, 106), '2025'), 100n);
  assert.equal(milestone(years(2023, 106, 110), '2024'), null);
  assert.equal(milestone(years(2023, 180, 230), '2024'), 200n);
  assert.equal(milestone(years(2023, 490, 700), '2024'), 500n);
});
