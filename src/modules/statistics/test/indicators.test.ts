import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mustSucceed } from '../../../kernel/refusal.ts';
import { systemActor } from '../../../platform/index.ts';
import { loadOfficial, releaseNow } from '../index.ts';
import { newYearDates } from '../indicators/new-year-dates.ts';
import { type Observatory, observatory } from './observatory-server.ts';
import { releasedDeal } from './released-deal.ts';

let site: Observatory;
before(async () => {
  site = await observatory('2026-03-05T09:00:00Z');
  await site.app.within(loadOfficial);
  for (const [export_at, import_at] of [
    ['2026-01-20T10:00:00Z', '2026-01-28T10:00:00Z'],
    ['2026-02-10T10:00:00Z', '2026-02-20T10:00:00Z'],
  ] as const)
    await releasedDeal(site.app, { demo: true, export_at, import_at });
  mustSucceed(await site.app.execute(releaseNow, systemActor, { months: 'all' }), 'releasing');
});
after(() => site.close());

const get = (path: string) => site.get(path);

test('the corridor passed 100 billion for the first time in 2025, by the official figures', async () => {
  const { status, body } = await get(
    '/indicators/series?reporter=CN&partner=C5&flow=total&threshold=100000000000',
  );
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(body.currency, 'USD');
  assert.equal(body.summary.period, '2025');
  assert.equal(body.summary.threshold.first, '2025');
  assert.equal(body.summary.threshold.before_data, false);
  assert.equal(body.summary.milestone, '100000000000');
  assert.equal(body.summary.record.highest, true);
  const last = body.points.at(-1);
  assert.equal(last.value, '106300000000');
  assert.ok(body.origins.length > 0 && body.origins[0].file_hash.length === 64);
});

test('growth is shown only between figures that were reported', async () => {
  const { body } = await get('/indicators/series?reporter=CN&partner=KZ&flow=total');
  for (const point of body.points)
    if (body.left_out.includes(point.period)) assert.equal(point.growth_pct, null);
  assert.ok(body.points.some((p: { growth_pct: number | null }) => p.growth_pct !== null));
});

test('partners are ranked by own figures and by mirror, side by side', async () => {
  const { body } = await get('/indicators/ranking?reporter=CN&period=2025&flow=total');
  const own = body.own.ranks.map((r: { partner: string }) => r.partner);
  assert.ok(own.includes('KZ') && !own.includes('C5'), 'groups are not ranked');
  assert.deepEqual(
    body.own.ranks.map((r: { rank: number }) => r.rank),
    [...body.own.ranks.map((r: { rank: number }) => r.rank)].sort((a, b) => a - b),
  );
  assert.notDeepEqual(body.own.origins, body.mirror?.origins);
});

test('groups and concordance are public and say what they are', async () => {
  const { body } = await get('/groups');
  const tech = body.groups.find((g: { code: string }) => g.code === 'high_tech');
  assert.match(tech.group.notice, /not found/);
  assert.ok(tech.overlaps.some((id: string) => id.startsWith('mechanical_electrical')));
  const several = (await get('/concordance?code=854140&from=2017&to=2022')).body;
  assert.deepEqual([several.relation, several.waste_left_out], ['several', true]);
  const waste = (await get('/concordance?code=854921&from=2022&to=2017')).body;
  assert.deepEqual([waste.count, waste.codes.length], [1019, 50]);
  assert.match(waste.unsd, /^\d{6}$/);
});

test('both reports stand side by side, and the parts of a gap add up to it', async () => {
  const { body } = await get('/mirror?a=CN&b=KG&period=2024');
  assert.deepEqual([body.two_way.a.value, body.two_way.b.value], ['22710000000', '5300000000']);
  assert.equal(body.two_way.gap, '-17410000000');
  const known = body.directions.find((d: { parts: unknown }) => d.parts !== null);
  const sum = known.parts.reduce((left: bigint, p: { amount: string }) => left + BigInt(p.amount), 0n);
  assert.equal(sum, BigInt(known.gap));
  assert.equal(known.reconciled, null, 'a handful of flows rates nobody');
  assert.ok(body.evidence.reasons.some((r: { code: string }) => r.code === 'first_destination'));
});

const demo = 'source=sauda-declarations-demo';

test('in Uzbekistan the sign of the gap flips', async () => {
  const { body } = await get('/mirror?a=CN&b=UZ&period=2025');
  assert.ok(Number(body.two_way.gap) > 0);
});

test('demonstration deals: two-way totals are the sum of both flows, the mirror is CIF against FOB', async () => {
  const total = (await get(`/indicators/series?reporter=CN&partner=KZ&${demo}&flow=total&frequency=M`)).body;
  assert.equal(total.code, 'statistics.no_figures', 'one flow alone makes no total');
  const { body } = await get(`/mirror?a=CN&b=KZ&period=2026-02&${demo}`);
  const there = body.directions[0];
  assert.ok(BigInt(there.gap.replace('.', '')) > 0n, JSON.stringify(body));
  const parts = new Map(there.parts.map((p: { part: string; amount: string }) => [p.part, p]));
  assert.equal(parts.size, 5);
  const cents = (text: string) => BigInt(text.replace('.', ''));
  assert.equal(
    there.parts.reduce((left: bigint, p: { amount: string }) => left + cents(p.amount), 0n),
    cents(there.gap),
  );
});

test('the dates of the Lunar New Year are those of the Chinese calendar', () => {
  const calendar = new Intl.DateTimeFormat('en-u-ca-chinese', {
    month: 'numeric',
    day: 'numeric',
    timeZone: 'UTC',
  });
  assert.equal(newYearDates().length, 36);
  for (const date of newYearDates())
    assert.equal(calendar.format(new Date(`${date}T00:00:00Z`)), '1/1', date);
});

test('a monthly series says why it is not adjusted', async () => {
  const { body } = await get(`/indicators/series?reporter=CN&partner=KZ&${demo}&flow=export&frequency=M`);
  assert.deepEqual(body.seasonal, { not_adjusted: 'too_short', holiday_effect_pct: null, months: [] });
  assert.deepEqual(body.summary.year_to_date.missing, ['2025-01', '2025-02']);
});

test('what cannot be answered has a stable code', async () => {
  for (const [path, status, code] of [
    ['/indicators/series?reporter=CN&partner=QQ', 422, 'statistics.area_unknown'],
    ['/indicators/series?reporter=CN&partner=CN', 422, 'statistics.same_area'],
    ['/indicators/series?reporter=CN&partner=KZ&group=nothing', 422, 'statistics.group_unknown'],
    ['/indicators/series?reporter=CN&partner=KZ&source=nowhere', 404, 'statistics.no_figures'],
    ['/indicators/series?reporter=CN&partner=KZ&threshold=-1', 400, 'platform.bad_input'],
    [
      '/indicators/series?reporter=CN&partner=KZ&group=high_tech,mechanical_electrical',
      422,
      'statistics.groups_overlap',
    ],
    ['/mirror?a=KZ&b=TM&period=1995', 404, 'statistics.one_sided'],
    ['/indicators/structure?reporter=CN&partner=KZ&period=2025', 404, 'statistics.no_figures'],
    ['/indicators/ranking?reporter=CN&period=2025&limit=301', 400, 'platform.bad_input'],
    ['/concordance?code=000001&from=2017&to=2022', 422, 'statistics.code_not_in_edition'],
    ['/concordance?code=854140&from=1999&to=2022', 400, 'platform.bad_input'],
  ] as const) {
    const answer = await get(path);
    assert.deepEqual([answer.status, answer.body.code], [status, code], path);
  }
});
