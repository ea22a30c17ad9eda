import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { adjust, holidayRegressor, holidayShares, loess, shift, stl, stlOptions } from '../index.ts';

const near = (got: readonly number[], want: readonly number[], within: number): void => {
  for (const [at, w] of want.entries())
    assert.ok(Math.abs((got[at] ?? Number.NaN) - w) <= within, `${got[at]} is not ${w}`);
};

/**
 * Thirty numbers with a period of seven and what the published Fortran gives for them; printed in the tests of
 * several ports of it (ankane/stl-cpp, ankane/stl-rust: test series and first five values of each part).
 */
const published = [5, 9, 2, 9, 0, 6, 3, 8, 5, 8, 7, 8, 8, 0, 2, 5, 0, 5, 6, 7, 3, 6, 1, 4, 4, 4, 3, 7, 5, 8];

test('the decomposition is the published one', () => {
  const plain = stl(published, stlOptions(7, false));
  near(plain.seasonal, [0.36926576, 0.75655484, -1.3324139, 1.9553658, -0.6044802], 1e-5);
  near(plain.trend, [4.804099, 4.9097075, 5.015316, 5.16045, 5.305584], 1e-5);
  near(plain.remainder, [-0.17336464, 3.3337379, -1.6829021, 1.8841844, -4.7011037], 1e-5);
  const robust = stl(published, stlOptions(7, true));
  near(robust.seasonal, [0.14922355, 0.47939026, -1.833231, 1.7411387, 0.8200711], 1e-4);
  near(robust.trend, [5.397365, 5.4745436, 5.5517216, 5.6499176, 5.748114], 1e-4);
});

test('the parts add up to the series', () => {
  const series = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 24, maxLength: 60 });
  fc.assert(
    fc.property(series, fc.boolean(), (y, robust) => {
      const { seasonal, trend, remainder } = stl(y, stlOptions(12, robust));
      near(
        y.map((_, at) => (seasonal[at] ?? 0) + (trend[at] ?? 0) + (remainder[at] ?? 0)),
        y,
        1e-3,
      );
    }),
    { numRuns: 20 },
  );
});

test('a line is smoothed to itself', () => {
  const y = Array.from({ length: 40 }, (_, at) => 3 + 2 * at);
  near(loess(y, { span: 11, degree: 1, jump: 1 }), y, 1e-9);
  near(loess(y, { span: 11, degree: 1, jump: 3 }), y, 1e-9);
});

const newYears = [
  '2015-02-19',
  '2016-02-08',
  '2017-01-28',
  '2018-02-16',
  '2019-02-05',
  '2020-01-25',
  '2021-02-12',
  '2022-02-01',
  '2023-01-22',
  '2024-02-10',
];

test('the holiday window falls into months by days', () => {
  const shares = holidayShares(['2024-02-10'], { before: 7, after: 14 });
  assert.deepEqual([...shares.keys()], ['2024-02']);
  assert.equal(Math.round((shares.get('2024-02') ?? 0) * 21), 21);
  const early = holidayShares(['2023-01-22'], { before: 7, after: 14 });
  assert.equal(Math.round((early.get('2023-01') ?? 0) * 21), 17);
});

test('over all years the regressor adds to nothing in each calendar month', () => {
  const x = holidayRegressor('2015-01', 120, newYears);
  for (let month = 0; month < 12; month += 1) {
    const sum = x.filter((_, at) => at % 12 === month).reduce((a, b) => a + b, 0);
    assert.ok(Math.abs(sum) < 1e-9);
  }
});

test('a known season and a known holiday are found again', () => {
  const x = holidayRegressor('2015-01', 120, newYears);
  fc.assert(
    fc.property(fc.double({ min: -0.6, max: 0.3, noNaN: true }), (effect) => {
      const points = x.map((share, at) => ({
        period: shift('2015-01', at),
        value: BigInt(
          Math.round(1e9 * Math.exp(0.01 * at + 0.2 * Math.sin((at * Math.PI) / 6) + effect * share)),
        ),
      }));
      const found = adjust(points, newYears);
      assert.ok(typeof found !== 'string');
      assert.ok(Math.abs(Math.log1p(found.holiday_effect ?? 0) - effect) < 0.01, `${found.holiday_effect}`);
      const wobble = found.months.map((m, at) => Math.log(m.adjusted / 1e9) - 0.01 * at);
      const mean = wobble.reduce((a, b) => a + b, 0) / wobble.length;
      assert.ok(wobble.every((w) => Math.abs(w - mean) < 0.02));
      for (const m of found.months)
        near([(m.adjusted * m.seasonal * m.holiday) / Number(m.value)], [1], 1e-9);
    }),
    { numRuns: 15 },
  );
});

test('what cannot be adjusted says why', () => {
  const series = (n: number, value = 5n) =>
    Array.from({ length: n }, (_, at) => ({ period: shift('2015-01', at), value }));
  assert.equal(adjust(series(35), newYears), 'too_short');
  assert.equal(
    adjust(
      series(48).filter((_, at) => at !== 7),
      newYears,
    ),
    'missing_months',
  );
  assert.equal(adjust(series(48, 0n), newYears), 'not_positive');
  assert.equal(adjust(series(48), ['2015-02-19']), 'no_holiday_date');
});
