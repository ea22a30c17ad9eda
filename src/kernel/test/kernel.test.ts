import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { VirtualClock } from '../clock.ts';
import { formatMilli, parseMilli } from '../decimal.ts';
import { canonicalJson, sha256Hex } from '../hash.ts';
import { isUuid, uuidv7 } from '../ids.ts';
import { pickLocale } from '../locale.ts';
import { merkleRoot } from '../merkle.ts';
import {
  add,
  allocate,
  applyRatio,
  currencies,
  divideHalfUp,
  formatMoney,
  fromJson,
  money,
  sum,
  toJson,
} from '../money.ts';
import { seededRandom } from '../random.ts';
import { convert, cross, formatRate, inverse, parseRate } from '../rate.ts';
import { isRefusal, mustSucceed, refuse } from '../refusal.ts';

const amounts = fc.bigInt(-(10n ** 17n), 10n ** 17n);

test('a split never loses or makes a minor unit, and differs from fair by less than one', () => {
  fc.assert(
    fc.property(
      amounts,
      fc.array(fc.bigInt(0n, 10n ** 6n), { minLength: 1, maxLength: 12 }),
      (amount, weights) => {
        fc.pre(weights.some((w) => w > 0n));
        const parts = allocate(money(amount, 'KZT'), weights);
        assert.equal(sum(parts, 'KZT').amount, amount);
        const total = weights.reduce((a, b) => a + b, 0n);
        parts.forEach((part, i) => {
          const off = part.amount * total - amount * (weights[i] ?? 0n);
          assert.ok(off > -total && off < total);
        });
      },
    ),
  );
});

test('rounding is half away from zero, the same on both sides of zero', () => {
  assert.deepEqual(
    [5n, 4n, -5n, -4n].map((n) => divideHalfUp(n, 10n)),
    [1n, 0n, -1n, 0n],
  );
  fc.assert(
    fc.property(amounts, fc.bigInt(1n, 10n ** 9n), (n, d) =>
      assert.equal(divideHalfUp(-n, d), -divideHalfUp(n, d)),
    ),
  );
  assert.equal(applyRatio(money(100, 'CNY'), 13n, 100n).amount, 13n);
});

test('money travels as text and prints with grouped digits', () => {
  for (const currency of currencies)
    fc.assert(
      fc.property(amounts, (amount) =>
        assert.deepEqual(fromJson(toJson(money(amount, currency))), money(amount, currency)),
      ),
      { numRuns: 20 },
    );
  assert.equal(formatMoney(money(-123456789, 'CNY')), '-1,234,567.89 CNY');
  assert.throws(() => add(money(1, 'CNY'), money(1, 'USD')), /cannot mix/);
  assert.throws(() => fromJson({ amount: '1.5', currency: 'CNY' }));
});

test('decimals of three places go and come back', () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 17n), 10n ** 17n), (milli) =>
      assert.equal(parseMilli(formatMilli(milli)), milli),
    ),
  );
  assert.deepEqual(['12.5', '-0.001', '7'].map(parseMilli), [12_500n, -1n, 7_000n]);
  for (const wrong of ['1e3', '', '1.2345', ' 1', '١']) assert.throws(() => parseMilli(wrong));
});

test('a rate and its inverse, and a cross rate', () => {
  const kzt = parseRate('469.05');
  assert.equal(convert(money(100, 'USD'), kzt, 'KZT').amount, 46_905n);
  assert.equal(convert(money(46_905, 'KZT'), inverse(kzt), 'USD').amount, 100n);
  assert.equal(formatRate(cross(parseRate('2'), parseRate('0.25')), 2), '0.50');
  assert.throws(() => parseRate('0'));
});

test('canonical JSON does not depend on the order of keys', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 8 }), (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse());
      assert.equal(canonicalJson(turned), canonicalJson(value));
      assert.deepEqual(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value)));
    }),
  );
  assert.throws(() => canonicalJson({ n: Number.NaN }));
});

test('a Merkle root changes with any leaf and with their order', () => {
  const leaves = ['a', 'b', 'c', 'd', 'e'].map(sha256Hex);
  const root = merkleRoot(leaves);
  assert.notEqual(merkleRoot([...leaves].reverse()), root);
  for (const i of leaves.keys()) assert.notEqual(merkleRoot(leaves.with(i, sha256Hex('x'))), root);
  // RFC 9162, 2.1.5: the root of one leaf is the hash of 0x00 and the leaf.
  assert.equal(merkleRoot(['00']), sha256Hex(Buffer.from([0, 0])));
});

test('identifiers are UUIDs of version 7 that sort by time and repeat with their seed', () => {
  const ids = (seed: string) => {
    const random = seededRandom(seed);
    return [1, 2, 3].map((n) => uuidv7(new Date(n * 1000), random));
  };
  const made = ids('s');
  assert.ok(made.every((id) => isUuid(id) && id[14] === '7' && /[89ab]/.test(id[19] ?? '')));
  assert.deepEqual([...made].sort(), made);
  assert.deepEqual(ids('s'), made);
  assert.notDeepEqual(ids('t'), made);
});

test('a virtual clock never goes back', () => {
  const clock = new VirtualClock(new Date('2026-01-02T00:00:00Z'));
  clock.advanceTo(new Date('2026-01-01T00:00:00Z'));
  clock.advanceBy(-5);
  assert.equal(clock.now().toISOString(), '2026-01-02T00:00:00.000Z');
});

test('the language is the best of ours that the reader asks for', () => {
  assert.deepEqual(
    ['ru-RU,ru;q=0.9,en;q=0.8', 'fr, kk;q=0.5', undefined, 'xx', 'zh-Hans-CN'].map(pickLocale),
    ['ru', 'kk', 'en', 'en', 'zh'],
  );
});

test('a refusal is a value, and a bug where success is certain', () => {
  const no = refuse('deals.not_now', { state: 'closed' });
  assert.ok(isRefusal(no) && !isRefusal({ code: 'deals.not_now' }) && !isRefusal(null));
  assert.throws(() => mustSucceed(no, 'closing'), /closing: refused with deals.not_now/);
  assert.equal(mustSucceed(7, 'seven'), 7);
});
