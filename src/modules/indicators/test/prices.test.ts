import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Basket, chainedIndex, formulas, link, type Priced, unitValues } from '../index.ts';

const close = (a: number, b: number): void =>
  assert.ok(Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b)), `${a} is not ${b}`);
const amount = fc.bigInt({ min: 1n, max: 10n ** 9n });
const keys = ['a', 'b', 'c', 'd'];
const someBasket = (period: string) =>
  fc.array(fc.tuple(amount, amount), { minLength: 4, maxLength: 4 }).map(
    (pairs): Basket => ({
      period,
      lines: pairs.map(([value, quantity], at) => ({ key: keys[at] ?? '', value, quantity })),
    }),
  );

test('Fisher passes the tests of Fisher: factors and time reverse; Paasche is Laspeyres backwards', () => {
  fc.assert(
    fc.property(someBasket('2023'), someBasket('2024'), (before, now) => {
      const [there, back] = [link(before, now), link(now, before)];
      assert.ok(there && back);
      const sum = (b: Basket) => Number(b.lines.reduce((left, l) => left + l.value, 0n));
      close((there.unit_value.fisher * there.volume.fisher * sum(before)) / sum(now), 1);
      close(there.unit_value.laspeyres * there.volume.paasche * sum(before), sum(now));
      close(there.unit_value.fisher * back.unit_value.fisher, 1);
      close(there.unit_value.tornqvist * back.unit_value.tornqvist, 1);
      close(there.unit_value.laspeyres * back.unit_value.paasche, 1);
    }),
  );
});

test('when every price rises by the same factor every formula says so', () => {
  fc.assert(
    fc.property(someBasket('2023'), fc.bigInt({ min: 2n, max: 50n }), (before, factor) => {
      const lines = before.lines.map((l) => ({ ...l, value: l.value * factor }));
      const found = link(before, { period: '2024', lines });
      assert.ok(found);
      for (const formula of formulas) {
        close(found.unit_value[formula], Number(factor));
        close(found.volume[formula], 1);
      }
    }),
  );
});

test('a line without quantity is outside the index, and the coverage says how much', () => {
  const line = (key: string, value: bigint, quantity: bigint): Priced => ({ key, value, quantity });
  const found = link(
    { period: '2023', lines: [line('a', 60n, 6n), line('b', 40n, 0n)] },
    { period: '2024', lines: [line('a', 90n, 6n), line('b', 110n, 5n)] },
  );
  assert.ok(found);
  assert.equal(found.lines, 1);
  close(found.coverage_from, 0.6);
  close(found.coverage_to, 0.45);
  close(found.unit_value.fisher, 1.5);
  assert.equal(link({ period: '2023', lines: [] }, { period: '2024', lines: [] }), null);
});

test('the chain multiplies its links and stops where nothing matches', () => {
  fc.assert(
    fc.property(someBasket('2022'), someBasket('2023'), someBasket('2024'), (a, b, c) => {
      const { points, links, broken_at } = chainedIndex([a, b, c]);
      assert.equal(broken_at, null);
      for (const formula of formulas)
        close(
          points[2]?.unit_value[formula] ?? 0,
          100 * (links[0]?.unit_value[formula] ?? 0) * (links[1]?.unit_value[formula] ?? 0),
        );
    }),
  );
  const alone: Basket = { period: '2024', lines: [{ key: 'z', value: 1n, quantity: 1n }] };
  const broken = chainedIndex([{ period: '2023', lines: [{ key: 'y', value: 1n, quantity: 1n }] }, alone]);
  assert.equal(broken.broken_at, '2023');
  assert.equal(broken.points.length, 1);
});

test('an outlier is found whatever the unit, and ten wild lines of a hundred do not hide each other', () => {
  const usual = Array.from({ length: 90 }, (_, at) => ({
    key: `u${at}`,
    value: BigInt(1000 + at),
    quantity: 10n,
  }));
  const wild = Array.from({ length: 10 }, (_, at) => ({ key: `w${at}`, value: 100_000n, quantity: 10n }));
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 6n }), (unit) => {
      const found = unitValues([...usual, ...wild].map((l) => ({ ...l, quantity: l.quantity * unit })));
      assert.deepEqual(
        found?.lines.filter((l) => l.outlier).map((l) => l.key),
        wild.map((l) => l.key),
      );
    }),
  );
  const found = unitValues([...usual, { key: 'none', value: 5n, quantity: 0n }]);
  assert.deepEqual(found?.unpriced, ['none']);
  assert.equal(unitValues([]), null);
});

test('where most lines agree exactly, the one that differs is found all the same', () => {
  const same = Array.from({ length: 9 }, (_, at) => ({ key: `s${at}`, value: 100n, quantity: 10n }));
  const found = unitValues([...same, { key: 'odd', value: 5000n, quantity: 10n }]);
  assert.deepEqual(
    found?.lines.filter((l) => l.outlier).map((l) => l.key),
    ['odd'],
  );
  close(found?.robust ?? 0, 10);
});
