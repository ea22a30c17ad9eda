import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { formatRate } from '../../../kernel/rate.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { publicActor } from '../../../platform/index.ts';
import {
  findHs,
  findPlace,
  findRoute,
  fitsUnit,
  getHs,
  importHs,
  latestRate,
  listGoods,
  listPlaces,
  listRoutes,
  loadReference,
  notWhole,
  places,
  reference,
  routeList,
  searchHs,
  units,
} from '../index.ts';
import { greatCircleKm } from '../model.ts';

let app: TestApp;
before(async () => {
  app = await testApp([reference]);
  // The template may hold the rows of an earlier release of the data.
  await app.within((ctx) => loadReference(ctx.tx));
});
after(() => app.close());

test('loading again changes nothing', async () => {
  const sets = await app.within((ctx) => loadReference(ctx.tx));
  assert.deepEqual(await app.within((ctx) => loadReference(ctx.tx)), sets);
  const rows = new Map(sets.map((s) => [s.set, s.rows]));
  assert.ok((rows.get('places') ?? 0) >= 60);
  assert.ok((rows.get('HS goods') ?? 0) >= 300);
  assert.equal(rows.get('HS chapters'), 97);
});

test('the network holds together: legs join known places, gauge changes only at crossings', () => {
  assert.ok(routeList().length >= 8);
  for (const route of routeList()) {
    const stops = [route.from, ...route.legs.map((leg) => leg.to)];
    assert.deepEqual(
      route.legs.map((leg) => leg.from),
      stops.slice(0, -1),
    );
    for (const stop of stops) assert.ok(findPlace(stop), `${route.route_id}: ${stop} is no place`);
    assert.ok(stops.indexOf(route.crossing_export) < stops.indexOf(route.crossing_import), route.route_id);
    assert.equal(findPlace(route.crossing_export)?.country, findPlace(route.from)?.country, route.route_id);
    assert.equal(findPlace(route.crossing_import)?.country, findPlace(route.to)?.country, route.route_id);
    const changes = route.legs.filter((leg, i) => i > 0 && route.legs[i - 1]?.gauge_mm !== leg.gauge_mm);
    assert.equal(
      changes.length,
      route.mode === 'rail' ? 1 : 0,
      `${route.route_id} changes gauge once by rail`,
    );
  }
});

test('units that count have a step of one, thousands of pieces go down to a piece, the others are divided', () => {
  const whole = units().flatMap(({ code, step }) => (step === '1' ? [code] : []));
  assert.deepEqual(whole.sort(), ['dozen', 'pair', 'pcs', 'set']);
  for (const unit of whole)
    assert.deepEqual(
      ['0.5', '12.001', '-0.5', '3', '3.000', '0', '-2'].filter((q) => fitsUnit(q, unit)),
      ['3', '3.000', '0', '-2'],
    );
  for (const unit of ['kpcs', 'kg', 'l', 'parrots']) assert.ok(fitsUnit('0.001', unit), unit);
  assert.deepEqual(
    notWhole([
      ['/a', '0.5', 'pcs'],
      ['/b', '0.5', 'kg'],
      ['/c', undefined, 'pcs'],
    ]).map((e) => `${e.path} ${e.code}`),
    ['/a not_whole'],
  );
});

test('estimated km follow the stated method', () => {
  for (const leg of routeList().flatMap((r) => r.legs)) {
    const [from, to] = [findPlace(leg.from), findPlace(leg.to)];
    assert.ok(from && to);
    const factor = leg.mode === 'rail' ? 1.25 : 1.35;
    assert.equal(leg.km, Math.max(1, Math.round(greatCircleKm(from, to) * factor)), `${leg.from}–${leg.to}`);
  }
});

test('places lie where their country is, roughly', () => {
  assert.ok(places().length >= 60);
  for (const p of places()) assert.ok(p.lat > 20 && p.lat < 56 && p.lon > 48 && p.lon < 125, p.code);
});

test('routes the walk needs exist', async () => {
  for (const id of [
    'rail-xian-horgos-almaty',
    'road-urumqi-torugart-bishkek',
    'rail-kostanay-dostyk-lianyungang',
    'road-andijan-irkeshtam-kashgar',
  ])
    assert.ok(await app.within((ctx) => findRoute(ctx, id)), id);
  const page = mustSucceed(
    await app.execute(listRoutes, publicActor, { from_country: 'CN', to_country: 'KZ', mode: 'rail' }),
    'routes',
  );
  assert.ok(page.items.length >= 3);
});

test('HS codes are found by number and by words in three languages', async () => {
  const codes = async (q: string): Promise<string[]> =>
    mustSucceed(await app.execute(searchHs, publicActor, { q }), q).items.map((entry) => entry.code);
  assert.ok((await codes('lithium-ion')).includes('850760'));
  assert.ok((await codes('锂离子')).includes('850760'));
  assert.ok((await codes('литий-ионные')).includes('850760'));
  assert.deepEqual(await codes('8507.60'), ['850760']);
  assert.equal((await codes('100%_nothing')).length, 0);
  const family = mustSucceed(await app.execute(getHs, publicActor, { code: '8507' }), 'family');
  assert.deepEqual(
    family.above.map((e) => e.code),
    ['85'],
  );
  assert.ok(family.below.some((e) => e.code === '850760'));
  const missing = await app.execute(getHs, publicActor, { code: '999999' });
  assert.ok(isRefusal(missing) && missing.code === 'reference.hs_code_unknown');
});

test('a list is cut into pages that join without gap', async () => {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = mustSucceed(await app.execute(listGoods, publicActor, { limit: 100, cursor }), 'goods');
    seen.push(...page.items.map((e) => e.code));
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  assert.deepEqual(seen, [...new Set(seen)].sort());
  assert.ok(seen.length >= 300);
  const first = mustSucceed(await app.execute(listPlaces, publicActor, { limit: 5 }), 'places');
  const second = mustSucceed(
    await app.execute(listPlaces, publicActor, { limit: 5, cursor: first.next_cursor ?? '' }),
    'places',
  );
  assert.equal(second.items[0]?.code, places()[5]?.code);
});

test('each good is counted in a unit on file and lies under a heading with our own title', async () => {
  const known = new Set(units().map((u) => u.code));
  const goods = await app.within((ctx) =>
    ctx.tx.rows<{ code: string; unit: string; heading: string; complete: boolean }>(
      `select g.code, g.unit, h.title_source as heading,
         g.title_zh is not null and g.title_ru is not null as complete
       from reference.hs g join reference.hs h on h.code = left(g.code, 4)
       where g.direction is not null`,
    ),
  );
  assert.ok(goods.length >= 300);
  for (const good of goods)
    assert.ok(known.has(good.unit) && good.heading === 'own' && good.complete, good.code);
});

test('a cross rate names its rows, and an unknown rate is unknown', async () => {
  const rate = await app.within((ctx) => latestRate(ctx, 'CNY', 'KZT', '2024-06-01'));
  assert.equal(rate && formatRate(rate.rate), '65.963432');
  assert.equal(rate?.via, 'USD');
  assert.equal(rate?.stale, false);
  assert.equal((await app.within((ctx) => latestRate(ctx, 'CNY', 'KZT', '2026-03-01')))?.stale, true);
  assert.equal(await app.within((ctx) => latestRate(ctx, 'RUB', 'KZT', '2026-03-01')), undefined);
});

test('a full list adds codes and leaves our titles; a bad list writes nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sauda-hs-'));
  const good = join(folder, 'good.csv');
  writeFileSync(
    good,
    'section,hscode,description\nXVI,850760,"Accumulators"\nXVI,850780,"Other accumulators"\n',
  );
  const bad = join(folder, 'bad.csv');
  writeFileSync(bad, 'section,hscode,description\nXVI,850790,"Parts"\nXVI,85079,"Short"\nXVI,850730,\n');
  const refused = await app.within((ctx) => importHs(ctx.tx, bad));
  assert.ok(isRefusal(refused));
  assert.deepEqual(
    refused.errors.map((e) => [e.path, e.code]),
    [
      ['/line/3', 'bad_code'],
      ['/line/4', 'title_missing'],
    ],
  );
  assert.equal(await app.within((ctx) => findHs(ctx, '850790')), undefined);
  assert.deepEqual(await app.within((ctx) => importHs(ctx.tx, good)), { read: 2, written: 1 });
  assert.equal((await app.within((ctx) => findHs(ctx, '850760')))?.title.en, 'Lithium-ion batteries');
  assert.equal((await app.within((ctx) => findHs(ctx, '850780')))?.title_source, 'import');
  rmSync(folder, { recursive: true });
});
