import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { toJsonStat } from '../formats/json-stat.ts';
import { decimal, observe } from '../formats/observation.ts';
import { toParquet } from '../formats/parquet.ts';
import { toPlainCsv } from '../formats/plain-csv.ts';
import { toSdmxCsv } from '../formats/sdmx-csv.ts';
import { toSdmxJson } from '../formats/sdmx-json.ts';
import { attributeIds, measureIds } from '../structure/trade-structure.ts';
import { checkMessage } from './check-message.ts';
import { fact, inBatches, plainLabel, whole } from './made-facts.ts';

const facts = [
  fact({ period: '2022', value: 100n }),
  fact({ period: '2023', value: 12345678901234567890n, places: 0 }),
  fact({ period: '2024', value: -5n, status: 'estimate', net_weight_g: 1500n }),
  fact({ flow: 'import', period: '2024', value: 7n, status: 'confidential' }),
];
const observations = () => inBatches(facts.map(observe));
const jsonOptions = {
  label: plainLabel,
  language: 'en',
  id: 'T-1',
  prepared: '2026-03-01T00:00:00Z',
  public_url: 'http://localhost:4170',
  measures: measureIds,
  attributes: attributeIds,
} as const;

test('decimals are exact', () => {
  assert.equal(decimal(-5n, 2), '-0.05');
  assert.equal(decimal(12n, -3), '12000');
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
      fc.integer({ min: 0, max: 6 }),
      (v, places) => {
        assert.equal(BigInt(decimal(v, places).replace('.', '')), v);
      },
    ),
  );
});

test('SDMX-CSV 2.0: the columns stand in the order of the structure', async () => {
  const csv = (
    await whole(
      toSdmxCsv(observations(), {
        labels: 'id',
        keys: 'both',
        time_format: 'original',
        label: plainLabel,
        measures: ['OBS_VALUE'],
        attributes: ['OBS_STATUS', 'CONF_STATUS'],
      }),
    )
  ).toString();
  const [header, first, , , last] = csv.split('\r\n');
  assert.equal(
    header,
    'STRUCTURE,STRUCTURE_ID,ACTION,SERIES_KEY,OBS_KEY,FREQ,REFERENCE_AREA,COUNTERPART_AREA,TRADE_FLOW,COMMODITY,CURRENCY,SOURCE,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS',
  );
  assert.equal(
    first,
    'dataflow,SAUDA:TRADE(1.0.0),I,A.KZ.CN.EXPORT.TOTAL.USD.official,A.KZ.CN.EXPORT.TOTAL.USD.official.2022,A,KZ,CN,EXPORT,TOTAL,USD,official,2022,1.00,A,F',
  );
  assert.match(last ?? '', /IMPORT,TOTAL,USD,official,2024,,Q,C$/, 'a withheld value is empty');
});

test('SDMX-CSV with names beside the codes and dates in one form', async () => {
  const csv = (
    await whole(
      toSdmxCsv(observations(), {
        labels: 'name',
        keys: 'none',
        time_format: 'normalized',
        label: plainLabel,
        measures: ['OBS_VALUE'],
        attributes: [],
      }),
    )
  ).toString();
  const [header = '', first = ''] = csv.split('\r\n');
  assert.match(header, /^STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,FREQ,concept FREQ,/);
  assert.equal(header.split(',').length, first.split(',').length);
  assert.match(first, /,2022-01-01,,1\.00,$/);
});

test('SDMX-JSON: series hold observations, indexes lead to codes, numbers are exact', async () => {
  const text = (
    await whole(
      toSdmxJson([{ batches: observations(), action: 'Information' }], {
        ...jsonOptions,
        at_observation: 'TIME_PERIOD',
      }),
    )
  ).toString();
  assert.match(text, /\[12345678901234567890,null,null,/);
  const message = JSON.parse(text);
  assert.equal(checkMessage(message), 4);
  const [set] = message.data.dataSets;
  assert.deepEqual(Object.keys(set.series), ['0:0:0:0:0:0:0', '0:0:0:1:0:0:0']);
});

test('SDMX-JSON as a flat list', async () => {
  const batches = inBatches(facts.map(observe), 3);
  const at_observation = 'AllDimensions';
  const message = JSON.parse(
    (
      await whole(toSdmxJson([{ batches, action: 'Information' }], { ...jsonOptions, at_observation }))
    ).toString(),
  );
  assert.equal(checkMessage(message), 4);
});

test('JSON-stat: a value is found at its place in row-major order', async () => {
  const text = (await whole(toJsonStat(observations, { label: plainLabel, updated: undefined }))).toString();
  const dataset = JSON.parse(text);
  assert.equal(dataset.version, '2.0');
  // What the JSON-stat 2.0 schema knows of a dataset, and nothing else.
  const known = 'version class label updated id size role dimension extension value status'.split(' ');
  assert.deepEqual(
    Object.keys(dataset).filter((key) => !known.includes(key)),
    [],
  );
  assert.deepEqual(Object.keys(dataset.role), ['time', 'geo', 'metric']);
  for (const [at, id] of dataset.id.entries()) {
    const { label, category, ...others } = dataset.dimension[id];
    assert.deepEqual([typeof label, others], ['string', {}]);
    assert.deepEqual(Object.keys(category), ['index', 'label']);
    assert.deepEqual(
      [category.index.length, Object.keys(category.label).length],
      [dataset.size[at], dataset.size[at]],
    );
  }
  assert.ok(Object.values(dataset.value).every((value) => typeof value === 'number'));
  assert.deepEqual(dataset.size, [1, 1, 1, 2, 1, 1, 1, 3]);
  assert.deepEqual(dataset.dimension.TIME_PERIOD.category.index, ['2022', '2023', '2024']);
  assert.equal(dataset.value['2'], -0.05);
  assert.equal(dataset.value['5'], undefined, 'a withheld value is not there');
  assert.deepEqual(dataset.status, { 2: 'E', 5: 'Q' });
});

test('plain CSV: one fact a line', async () => {
  const lines = (await whole(toPlainCsv(inBatches(facts)))).toString().trimEnd().split('\r\n');
  assert.equal(lines.length, 5);
  assert.match(lines[0] ?? '', /^period,frequency,reporter,partner,flow,commodity,value,currency,/);
  assert.match(lines[4] ?? '', /^2024,A,KZ,CN,import,TOTAL,,USD,/);
});

test('Parquet: DuckDB reads back what was written, exactly', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sauda-parquet-'));
  const file = join(folder, 'trade.parquet');
  const big = [...facts.filter((f) => f.value < 2n ** 60n), fact({ value: 2n ** 60n + 1n })];
  writeFileSync(file, await whole(toParquet(inBatches(big))));
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const rows = (
    await connection.runAndReadAll(
      `select period, value_units, decimals, net_weight_g, status, hs_edition from '${file}'`,
    )
  ).getRowObjectsJS();
  connection.closeSync();
  instance.closeSync();
  rmSync(folder, { recursive: true });
  assert.equal(rows.length, 4);
  assert.equal(rows.at(-1)?.value_units, 2n ** 60n + 1n);
  assert.deepEqual(rows[1], {
    period: '2024',
    value_units: -5n,
    decimals: 2,
    net_weight_g: 1500n,
    status: 'estimate',
    hs_edition: null,
  });
  assert.equal(rows[2]?.value_units, null, 'a withheld value is not there');
});
