import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { TEST_SECRET } from '../../../../test/cluster.ts';
import { readConfig } from '../../../platform/config.ts';
import { publicReader } from '../../../platform/database/database.ts';
import { context } from '../../../platform/execute.ts';
import { buildServer } from '../../../platform/http/server.ts';
import { publicActor } from '../../../platform/index.ts';
import { createLog } from '../../../platform/log.ts';
import { platformRefusals } from '../../../platform/refusals.ts';
import { customs } from '../../customs/index.ts';
import { deals } from '../../deals/index.ts';
import { reference } from '../../reference/index.ts';
import { loadOfficial, statistics } from '../../statistics/index.ts';
import { registerSdmx, sdmx } from '../index.ts';
import { checkMessage } from './check-message.ts';
import { checkStructure } from './check-structure.ts';

let app: TestApp;
let server: FastifyInstance;
before(async () => {
  app = await testApp([reference, deals, customs, statistics, sdmx]);
  await app.within(loadOfficial);
  server = await buildServer({
    config: {
      ...readConfig({ SAUDA_HOME: app.runtime.services.home, SAUDA_SECRET: TEST_SECRET }),
      rate_limit_per_minute: 1_000_000,
    },
    log: createLog('silent'),
    runtime: app.runtime,
    routes: [],
    refusals: platformRefusals,
    authenticate: async () => publicActor,
    extend: async (fastify) =>
      registerSdmx(fastify, {
        per_minute: 1_000_000,
        reader: (request) =>
          context(app.runtime, publicReader(app.runtime.database.app), publicActor, {
            reading: true,
            locale: request.headers['accept-language'] === 'zh' ? 'zh' : 'en',
          }),
      }),
  });
});
after(async () => {
  await server.close();
  await app.close();
});

const get = (path: string, headers: Record<string, string> = {}) =>
  server.inject({ method: 'GET', url: `/sdmx/v2/${path}`, headers });

test('the public reads a series in the default format', async () => {
  const answer = await get('data/dataflow/SAUDA/TRADE/1.0.0/A.CN.KZ.EXPORT.TOTAL.USD.official');
  assert.equal(answer.statusCode, 200);
  assert.equal(answer.headers['content-type'], 'application/vnd.sdmx.data+json;version=2.0.0');
  assert.match(String(answer.headers.vary), /Accept/);
  const message = answer.json();
  assert.ok(checkMessage(message) > 2);
  assert.deepEqual(Object.keys(message.data.dataSets[0].series), ['0:0:0:0:0:0:0']);
});

test('the Accept header decides by weight', async () => {
  const csv = await get('data/dataflow/SAUDA/TRADE/~/A.CN.KZ', {
    accept:
      'application/vnd.sdmx.data+json;q=0.3, application/vnd.sdmx.data+csv;version=2.0.0;labels=both;keys=series;q=0.9',
    'accept-language': 'zh',
  });
  const rows: Record<string, string>[] = parse(csv.body, { columns: true });
  assert.ok(rows.length > 3);
  assert.equal(rows[0]?.['TRADE_FLOW: 贸易流向'], 'EXPORT: 出口');
  assert.equal(csv.headers['content-language'], 'zh');
  const none = await get('data/dataflow/SAUDA/TRADE', { accept: 'image/png' });
  assert.deepEqual([none.statusCode, none.json().errors[0].code], [406, 406]);
  const old = await get('data/dataflow/SAUDA/TRADE', {
    accept: 'application/vnd.sdmx.data+json;version=1.0.0',
  });
  assert.equal(old.statusCode, 406);
});

for (const format of ['json-stat', 'csv', 'xlsx', 'parquet', 'sdmx-csv', 'sdmx-json'])
  test(`the same data as ${format}`, async () => {
    const answer = await get(`data/dataflow/SAUDA/TRADE/1.0.0/A.CN?format=${format}`);
    assert.equal(answer.statusCode, 200, answer.body.slice(0, 200));
    assert.ok(answer.rawPayload.length > 1000);
  });

test('filters: lists, ranges, a threshold on the value, text in an attribute', async () => {
  const rows = async (query: string): Promise<Record<string, string>[]> =>
    parse((await get(`data/dataflow/SAUDA/TRADE/1.0.0/*?format=sdmx-csv&${query}`)).body, { columns: true });
  const years = await rows('c[REFERENCE_AREA]=CN&c[COUNTERPART_AREA]=KZ&c[TIME_PERIOD]=ge:2022-01+le:2023');
  assert.deepEqual([...new Set(years.map((r) => r.TIME_PERIOD))].sort(), ['2022', '2023']);
  const large = await rows('c[OBS_VALUE]=ge:60000000000&c[REFERENCE_AREA]=CN');
  assert.ok(large.length > 0 && large.every((r) => Number(r.OBS_VALUE) >= 6e10));
  const either = await rows('c[TRADE_FLOW]=EXPORT,IMPORT&c[COUNTERPART_AREA]=KG&c[REFERENCE_AREA]=CN');
  assert.deepEqual([...new Set(either.map((r) => r.TRADE_FLOW))].sort(), ['EXPORT', 'IMPORT']);
  const published = await rows('c[SOURCE_URL]=co:https');
  assert.ok(published.every((r) => r.SOURCE_URL?.includes('https')));
});

test('first and last observations of each series, offset and limit', async () => {
  const key = 'data/dataflow/SAUDA/TRADE/1.0.0/A.CN.KZ+KG.TOTAL.TOTAL';
  const all: Record<string, string>[] = parse((await get(`${key}?format=sdmx-csv`)).body, { columns: true });
  const lines = async (query: string): Promise<Record<string, string>[]> =>
    parse((await get(`${key}?format=sdmx-csv&${query}`)).body, { columns: true });
  const last = await lines('lastNObservations=1');
  assert.deepEqual(
    last.map((r) => r.COUNTERPART_AREA),
    ['KG', 'KZ'],
  );
  const newest = all.filter((r) => r.COUNTERPART_AREA === 'KZ').at(-1);
  assert.equal(last[1]?.TIME_PERIOD, newest?.TIME_PERIOD);
  assert.deepEqual(await lines('offset=2&limit=3'), all.slice(2, 5));
});

test('history: a data set for each day of publication, valid from then', async () => {
  const message = (await get('data/dataflow/SAUDA/TRADE/1.0.0/A.CN.KZ?includeHistory=true')).json();
  assert.ok(checkMessage(message) > 2);
  assert.equal(message.data.dataSets.length, 1);
  assert.match(message.data.dataSets[0].validFrom, /^2026-03-02T/);
  const changed = await get('data/dataflow/SAUDA/TRADE/1.0.0/A.CN.KZ?updatedAfter=2026-03-01T00:00:00Z');
  assert.equal(changed.json().data.dataSets[0].action, 'Replace');
  const later = await get('data/dataflow/SAUDA/TRADE/1.0.0/A.CN.KZ?updatedAfter=2026-03-03T00:00:00Z');
  assert.deepEqual([later.statusCode, later.json().errors[0].code], [404, 100]);
});

test('structures: the DSD with all that it refers to', async () => {
  const answer = await get('structure/datastructure/SAUDA/IMTS/1.0.0?references=descendants');
  assert.equal(answer.headers['content-type'], 'application/vnd.sdmx.structure+json;version=2.0.0');
  const { data } = answer.json();
  const { dimensionList } = data.dataStructures[0].dataStructureComponents;
  const lists = new Set(data.codelists.map((c: { links: { urn: string }[] }) => c.links[0]?.urn));
  for (const { localRepresentation } of dimensionList.dimensions)
    assert.ok(lists.has(localRepresentation.enumeration), localRepresentation.enumeration);
  const concepts = new Set(data.conceptSchemes[0].concepts.map((c: { id: string }) => c.id));
  for (const d of [...dimensionList.dimensions, dimensionList.timeDimension]) assert.ok(concepts.has(d.id));
  const stub = (await get('structure/codelist/*/*/*?detail=allstubs')).json();
  assert.ok(stub.data.codelists.length >= 8 && stub.data.codelists.every((c: object) => !('codes' in c)));
  const one = (await get('structure/codelist/SAUDA/CL_AREA/1.0.0/KZ')).json();
  assert.deepEqual(
    [one.data.codelists[0].isPartial, one.data.codelists[0].codes.map((c: { id: string }) => c.id)],
    [true, ['KZ']],
  );
  assert.equal((await get('structure/codelist/ECB/CL_AREA')).statusCode, 404);
});

test('every answer of structure and availability has the form of SDMX-JSON 2.0.0, however little there is', async () => {
  for (const path of [
    'structure/*?detail=full',
    'structure/*?detail=allstubs',
    'structure/agencyscheme/SAUDA/AGENCIES/1.0',
    'structure/dataflow/SAUDA/TRADE/1.0.0?references=all',
    'structure/codelist/SAUDA/CL_COMMODITY/1.0.0/8507',
    'availability/dataflow/SAUDA/TRADE/1.0.0/A.CN.KZ?references=all',
    'availability/dataflow/SAUDA/TRADE/1.0.0/A.XX.KZ?references=all',
  ])
    for (const language of ['en', 'zh']) {
      const answer = await get(path, { 'accept-language': language });
      assert.equal(answer.statusCode, 200, answer.body.slice(0, 300));
      assert.equal(answer.json().meta.contentLanguages[0], language);
      checkStructure(answer.json());
    }
});

test('availability: what an answer holds, and what could still be chosen', async () => {
  const values = async (query: string) => {
    const { data } = (await get(`availability/dataflow/SAUDA/TRADE/1.0.0/${query}`)).json();
    return Object.fromEntries(
      data.dataConstraints[0].cubeRegions[0].keyValues.map(
        (k: { id: string; values?: { value: string }[] }) => [k.id, k.values?.map((v) => v.value)],
      ),
    );
  };
  const exact = await values('A.CN.KZ.EXPORT');
  assert.deepEqual([exact.COUNTERPART_AREA, exact.TRADE_FLOW], [['KZ'], ['EXPORT']]);
  const available = await values('A.CN.KZ.EXPORT?mode=available');
  assert.ok(available.COUNTERPART_AREA.includes('KG') && available.TRADE_FLOW.includes('IMPORT'));
  assert.deepEqual(Object.keys(await values('A.CN.KZ/TRADE_FLOW')), ['TRADE_FLOW']);
});

test('whatever dimension stands at the observation, each observation is there once, in its place', async () => {
  type Message = Parameters<typeof checkMessage>[0];
  const read = async (at: string): Promise<{ count: number; cells: Map<string, string>; series: number }> => {
    const answer = await get(`data/dataflow/SAUDA/TRADE?dimensionAtObservation=${at}`);
    assert.equal(answer.statusCode, 200, answer.body.slice(0, 300));
    const message = answer.json() as Message;
    const count = checkMessage(message);
    const [set] = message.data.dataSets;
    const [structure] = message.data.structures;
    const dimensions = structure?.dimensions ?? { series: [], observation: [] };
    const named = (key: string, list: typeof dimensions.series): string[] =>
      key === '' ? [] : key.split(':').map((n, i) => `${list[i]?.id}=${list[i]?.values?.[Number(n)]?.id}`);
    const cells = new Map<string, string>();
    const groups = set?.series ?? { '': { observations: set?.observations ?? {} } };
    for (const [key, { observations }] of Object.entries(groups))
      for (const [place, [value]] of Object.entries(observations)) {
        const all = [...named(key, dimensions.series), ...named(place, dimensions.observation)];
        cells.set(all.sort().join(' '), String(value));
      }
    // A key that stands twice in the text would be lost when it is parsed.
    const written = answer.body.match(/\{"observations":\{/g)?.length ?? 0;
    return { count, cells, series: Math.max(written, 1) - Object.keys(groups).length };
  };
  const flat = await read('AllDimensions');
  assert.ok(flat.count > 100);
  for (const at of ['TIME_PERIOD', 'FREQ', 'REFERENCE_AREA', 'COUNTERPART_AREA', 'TRADE_FLOW', 'SOURCE']) {
    const found = await read(at);
    assert.equal(found.series, 0, `${at}: a series stands in two places`);
    assert.deepEqual(found.cells, flat.cells, at);
  }
  const left = readdirSync(join(app.runtime.services.home, 'statistics', 'tmp'));
  assert.deepEqual(
    left.filter((name) => name.startsWith('cross-section')),
    [],
  );
});

const refusals: [path: string, status: number, code: number][] = [
  ['data/dataflow/SAUDA/OTHER', 404, 100],
  ['data/dataflow/SAUDA/TRADE/2.0.0', 404, 100],
  ['data/nothing/SAUDA/TRADE', 400, 140],
  ['data/dataflow/SAUDA/TRADE/1.0.0/A..KZ', 400, 140],
  ['data/dataflow/SAUDA/TRADE/1.0.0/A.A.A.A.A.A.A.A', 400, 140],
  ['data/dataflow/SAUDA/TRADE/1.0.0/A.XX', 404, 100],
  ['data/dataflow/SAUDA/TRADE?c[NOTHING]=1', 422, 150],
  ['availability/dataflow/SAUDA/TRADE/1.0.0/A.CN.KZ/NOTHING', 422, 150],
  ['data/dataflow/SAUDA/TRADE?c[FREQ]=zz:A', 400, 140],
  ['data/dataflow/SAUDA/TRADE?c[TIME_PERIOD]=ge:yesterday', 400, 140],
  ['data/dataflow/SAUDA/TRADE?startPeriod=2020', 400, 140],
  ['data/dataflow/SAUDA/TRADE?lastNObservations=0', 400, 140],
  ['data/dataflow/SAUDA/TRADE?updatedAfter=2026-02-31x', 400, 140],
  ['data/dataflow/SAUDA/TRADE?updatedAfter=2026-03-02&asOf=2026-03-01', 422, 150],
  ['data/dataflow/SAUDA/TRADE?limit=1&limit=2', 400, 140],
  ['data/dataflow/SAUDA/TRADE?dimensionAtObservation=NOTHING', 400, 140],
  ['schema/dataflow/SAUDA/TRADE', 501, 501],
];
for (const [path, status, code] of refusals)
  test(`${path} is answered with ${status} and the SDMX code ${code}`, async () => {
    const answer = await get(path);
    assert.equal(answer.statusCode, status, answer.body);
    assert.equal(answer.json().errors[0].code, code);
    assert.ok(answer.json().errors[0].detail);
  });

test('whatever stands in the address, the answer is never a fault of the server', async () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '*',
      'A',
      'CN',
      'dataflow',
      'SAUDA',
      'TRADE',
      '1.0.0',
      '~',
      ',',
      '+',
      '.',
      '..',
      '%00',
      '%27',
    ),
    fc.string({ maxLength: 12 }).map(encodeURIComponent),
  );
  const name = fc.constantFrom(
    'c[FREQ]',
    'c[TIME_PERIOD]',
    'c[OBS_VALUE]',
    'updatedAfter',
    'limit',
    'format',
    'mode',
    'x',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('data', 'structure', 'availability'),
      fc.array(piece, { maxLength: 7 }),
      fc.array(fc.tuple(name, piece), { maxLength: 3 }),
      async (kind, path, parameters) => {
        const query = parameters.map(([n, v]) => `${n}=${v}`).join('&');
        const answer = await get(`${kind}/${path.join('/')}${query ? `?${query}` : ''}`);
        assert.ok(
          answer.statusCode < 500 || answer.statusCode === 501,
          `${answer.statusCode} ${answer.body}`,
        );
      },
    ),
    { numRuns: 150 },
  );
});
