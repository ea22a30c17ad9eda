import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import {
  comparativeAdvantage,
  complexity,
  type Export,
  plus,
  ratio,
  times,
  toNumber,
  zero,
} from '../index.ts';

/** Beside the checkout, or beside the folder of its working trees. */
const [file = ''] = ['../../../../../', '../../../../../../'].flatMap((up) => {
  const at = new URL(`${up}shared/data/oracle_world_trade_sitc4_avg_1998_2000.parquet`, import.meta.url);
  return existsSync(at) ? [at.pathname] : [];
});

/**
 * Published output for this table: the vignette "How To Use This Package" of the R package economiccomplexity
 * 1.5.0 (Vargas 2023; github.com/pachadotdev/economiccomplexity, docs/articles/economiccomplexity.html at commit
 * 125aa5e7), sections Balassa Index and Eigenvalues; sizes from its tests/testthat/test-balassa_index.R.
 */
const reference = {
  countries: 226,
  products: 785,
  rca: { 'afg 0011': 0.2312238, 'ago 0013': 0.002076625, 'alb 0014': 0.01582754, 'and 0015': 3.815013019 },
  eci: { afg: -0.5764283, ago: -1.7770752, aia: 1.4090414, alb: -0.1732606, and: 1.0772452 },
  pci: {
    '0011': -0.66657613,
    '0012': -1.62657599,
    '0013': -0.08149436,
    '0014': 0.1991728,
    '0015': 0.14935653,
  },
};

async function table(): Promise<Export[]> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const rows = await connection.runAndReadAll(`select country, product, value from read_parquet('${file}')`);
  connection.closeSync();
  return rows.getRows().map(([country, product, value]) => ({
    country: String(country),
    product: String(product),
    value: BigInt(Math.round(Number(value))),
  }));
}

test('agrees with the published output for world trade 1998 to 2000', {
  skip: file === '' && 'the table is not on this machine',
}, async () => {
  const advantages = comparativeAdvantage(await table());
  const rca = new Map(advantages.map((a) => [`${a.country} ${a.product}`, toNumber(a.rca)]));
  const found = complexity(advantages);
  assert.ok(found);
  assert.deepEqual([found.eci.size, found.pci.size], [reference.countries, reference.products]);
  assert.deepEqual(found.dropped, { countries: [], products: [] });
  const agree = (got: ReadonlyMap<string, number>, want: Record<string, number>) => {
    for (const [key, value] of Object.entries(want))
      assert.ok(
        Math.abs((got.get(key) ?? Number.NaN) - value) < 6e-8,
        `${key}: ${got.get(key)} is not ${value}`,
      );
  };
  agree(rca, reference.rca);
  agree(found.eci, reference.eci);
  agree(found.pci, reference.pci);
});

const someTrade = fc.array(
  fc.record({
    country: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    product: fc.constantFrom('1', '2', '3', '4', '5', '6'),
    value: fc.bigInt({ min: 0n, max: 1000n }),
  }),
  { minLength: 8, maxLength: 30 },
);

test('advantages weighted by the world are one for every country', () => {
  fc.assert(
    fc.property(someTrade, (rows) => {
      const world = rows.reduce((left, r) => left + r.value, 0n);
      const by = new Map<string, bigint>();
      for (const r of rows) by.set(r.product, (by.get(r.product) ?? 0n) + r.value);
      const list = comparativeAdvantage(rows);
      for (const country of new Set(list.map((a) => a.country))) {
        const mine = list.filter((a) => a.country === country);
        const sum = mine.reduce(
          (left, a) => plus(left, times(a.rca, ratio(by.get(a.product) ?? 0n, world))),
          zero,
        );
        assert.deepEqual(sum, ratio(1n));
      }
    }),
  );
});

test('complexity is scaled, signed by diversity, and names what it dropped', () => {
  fc.assert(
    fc.property(someTrade, (rows) => {
      const list = comparativeAdvantage(rows);
      const found = complexity(list);
      if (!found) return;
      for (const scores of [found.eci, found.pci]) {
        const values = [...scores.values()];
        const mean = values.reduce((a, b) => a + b, 0) / values.length;
        const variance = values.reduce((left, v) => left + (v - mean) ** 2, 0) / (values.length - 1);
        assert.ok(Math.abs(mean) < 1e-9 && Math.abs(variance - 1) < 1e-9);
      }
      const mean = [...found.diversity.values()].reduce((a, b) => a + b, 0) / found.diversity.size;
      const together = [...found.eci].reduce(
        (left, [c, e]) => left + e * ((found.diversity.get(c) ?? 0) - mean),
        0,
      );
      assert.ok(together > -1e-6);
      const all = new Set(list.map((a) => a.country));
      assert.equal(found.eci.size + found.dropped.countries.length, all.size);
    }),
  );
});

test('a country without any advantage is dropped and listed', () => {
  const advantage = (country: string, product: string, n: bigint) => ({
    country,
    product,
    rca: ratio(n, 2n),
  });
  const found = complexity([
    advantage('a', '1', 3n),
    advantage('a', '2', 3n),
    advantage('a', '3', 3n),
    advantage('b', '1', 3n),
    advantage('b', '2', 3n),
    advantage('c', '1', 3n),
    advantage('z', '1', 1n),
    advantage('z', '9', 1n),
  ]);
  assert.deepEqual(found?.dropped, { countries: ['z'], products: ['9'] });
  assert.ok((found?.eci.get('a') ?? 0) > (found?.eci.get('c') ?? 0));
  assert.ok((found?.pci.get('3') ?? 0) > (found?.pci.get('1') ?? 0));
});

test('two worlds that do not trade the same things have no common scale', () => {
  const advantage = (country: string, product: string) => ({ country, product, rca: ratio(2n) });
  assert.equal(
    complexity([advantage('a', '1'), advantage('b', '1'), advantage('c', '2'), advantage('d', '2')]),
    null,
  );
});
