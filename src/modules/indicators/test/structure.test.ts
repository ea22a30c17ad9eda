import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  activeLines,
  balance,
  compare,
  concentration,
  contributions,
  entropy,
  firstTimeRank,
  growth,
  margins,
  type Part,
  plus,
  type Ratio,
  ranking,
  ratio,
  share,
  shareChange,
  theil,
  times,
  toNumber,
  total,
  zero,
} from '../index.ts';

const close = (a: number, b: number, within = 1e-9): void =>
  assert.ok(Math.abs(a - b) <= within * Math.max(1, Math.abs(a), Math.abs(b)), `${a} is not ${b}`);
const parts = (...values: number[]): Part[] => values.map((v, at) => ({ key: `p${at}`, value: BigInt(v) }));
const somePart = fc.record({
  key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  value: fc.bigInt({ min: 0n, max: 10n ** 15n }),
});
const someParts = fc.uniqueArray(somePart, { selector: (p) => p.key, minLength: 1 });
const traded = someParts.filter((list) => total(list) > 0n);

test('contributions add up to the growth of the whole, exactly', () => {
  fc.assert(
    fc.property(someParts, traded, (now, before) => {
      const list = contributions(now, before);
      assert.ok(list);
      const added = list.reduce<Ratio>((left, c) => plus(left, c.contribution), zero);
      assert.deepEqual(added, growth(total(now), total(before)));
    }),
  );
  assert.equal(contributions(parts(1), parts(0)), null);
});

test('shares add up to one and their changes to nothing', () => {
  fc.assert(
    fc.property(traded, traded, (now, before) => {
      const keys = [...new Set([...now, ...before].map((p) => p.key))];
      const of = (list: Part[], key: string) =>
        share(list.find((p) => p.key === key)?.value ?? 0n, total(list));
      const sum = (list: (Ratio | null)[]) => list.reduce<Ratio>((left, r) => plus(left, r ?? zero), zero);
      assert.deepEqual(sum(keys.map((key) => of(now, key))), ratio(1n));
      assert.deepEqual(sum(keys.map((key) => shareChange(of(now, key), of(before, key)))), zero);
    }),
  );
  assert.equal(share(1n, 0n), null);
});

test('concentration lies between equal shares and a monopoly, and does not know the unit', () => {
  fc.assert(
    fc.property(traded, fc.bigInt({ min: 1n, max: 1000n }), (list, unit) => {
      const found = concentration(list);
      assert.ok(found);
      assert.ok(
        compare(found.hhi, ratio(1n, BigInt(found.lines))) >= 0 && compare(found.hhi, ratio(1n)) <= 0,
      );
      if (found.normalised) assert.ok(compare(found.normalised, zero) >= 0);
      const scaled = concentration(list.map((p) => ({ ...p, value: p.value * unit })));
      assert.deepEqual(scaled, found);
      assert.deepEqual(times(found.hhi, found.equivalent), ratio(1n));
    }),
  );
  assert.deepEqual(concentration(parts(50, 30, 20))?.hhi, ratio(38n, 100n));
  assert.deepEqual(concentration(parts(50, 30, 20))?.normalised, ratio(7n, 100n));
  assert.equal(concentration(parts(5))?.normalised, null);
  assert.equal(concentration(parts(0)), null);
  assert.equal(activeLines(parts(0, 3, 10), 3n), 1);
});

test('Theil splits into between and within whatever the groups are', () => {
  fc.assert(
    fc.property(traded, fc.integer({ min: 1, max: 3 }), (list, groups) => {
      const found = theil(list, (key) => String(key.charCodeAt(0) % groups));
      assert.ok(found);
      close(found.between + found.within, found.theil);
      assert.ok(found.theil >= -1e-12 && found.theil <= Math.log(list.length) + 1e-12);
    }),
  );
  assert.equal(
    theil(parts(0, 0), () => 'all'),
    null,
  );
});

test('entropy and Theil are two sides of ln n', () => {
  fc.assert(
    fc.property(traded, (list) => {
      close((entropy(list) ?? 0) + (theil(list, () => 'all')?.theil ?? 0), Math.log(list.length));
    }),
  );
});

test('extensive times intensive margin is the share of the reference', () => {
  fc.assert(
    fc.property(someParts, traded, (own, world) => {
      const found = margins(own, world);
      if (!found) return;
      assert.deepEqual(times(found.extensive, found.intensive), found.share);
      assert.ok(compare(found.extensive, ratio(1n)) <= 0);
    }),
  );
  const found = margins(
    [
      { key: 'p0', value: 5n },
      { key: 'new', value: 2n },
    ],
    parts(40, 60),
  );
  assert.deepEqual(found, {
    extensive: ratio(2n, 5n),
    intensive: ratio(1n, 8n),
    share: ratio(1n, 20n),
    outside: ['new'],
  });
  assert.equal(margins([{ key: 'new', value: 2n }], parts(40)), null);
});

test('a balance changes its sign with the sides', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.bigInt({ min: 0n, max: 10n ** 15n }), (x, m) => {
      assert.equal(balance(x, m).balance, -balance(m, x).balance);
      const [a, b] = [balance(x, m).normalised, balance(m, x).normalised];
      if (a && b) assert.deepEqual(plus(a, b), zero);
    }),
  );
  assert.deepEqual(balance(0n, 0n), { balance: 0n, normalised: null, cover: null });
});

test('a rank is one more than the number that is larger; who is missing could stand above', () => {
  fc.assert(
    fc.property(someParts, (list) => {
      for (const { rank, value, tied_with } of ranking(list).ranks) {
        assert.equal(rank, list.filter((p) => p.value > value).length + 1);
        assert.equal(tied_with.length, list.filter((p) => p.value === value).length - 1);
      }
    }),
  );
  const found = ranking(parts(7, 9, 9, 1), ['p0', 'p9']);
  assert.deepEqual(
    found.ranks.map((r) => [r.key, r.rank]),
    [
      ['p1', 1],
      ['p2', 1],
      ['p0', 3],
      ['p3', 4],
    ],
  );
  assert.deepEqual([found.expected, found.ranked, found.missing], [5, 4, ['p9']]);
});

test('first in rank for the first time leans on complete rankings before', () => {
  const by = new Map([
    [
      '2023',
      ranking([
        { key: 'CN', value: 5n },
        { key: 'RU', value: 7n },
      ]),
    ],
    [
      '2024',
      ranking(
        [
          { key: 'CN', value: 6n },
          { key: 'RU', value: 5n },
        ],
        ['CN', 'RU', 'TR'],
      ),
    ],
    [
      '2025',
      ranking([
        { key: 'CN', value: 8n },
        { key: 'RU', value: 5n },
      ]),
    ],
  ]);
  assert.deepEqual(firstTimeRank(by, 'CN', 1), {
    first: '2024',
    before_data: false,
    tied_with: [],
    incomplete: ['2024'],
  });
  assert.equal(firstTimeRank(by, 'TR', 1), null);
  assert.equal(firstTimeRank(by, 'RU', 1)?.before_data, true);
  assert.ok(toNumber(ratio(1n, 3n)) > 0.33);
});
