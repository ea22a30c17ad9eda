import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { mappingOf, type Row, writeRows } from '../../../../test/trade-rows.ts';
import { mustSucceed } from '../../../kernel/refusal.ts';
import { publicActor } from '../../../platform/index.ts';
import { customs } from '../../customs/index.ts';
import { deals } from '../../deals/index.ts';
import { reference } from '../../reference/index.ts';
import { importTrade, loadOfficial, statistics } from '../../statistics/index.ts';
import { checkSentClaims, claims, listClaims } from '../index.ts';

const countries = ['KZ', 'KG', 'TJ', 'TM', 'UZ'] as const;
const folder = mkdtempSync(join(tmpdir(), 'sauda-claim-groups-'));
let app: TestApp;
before(async () => {
  app = await testApp([reference, deals, customs, statistics, claims]);
  await app.within(loadOfficial);
});
after(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

async function bring(source: string, rows: readonly Row[], name = source): Promise<void> {
  const file = writeRows(folder, `${name}.csv`, rows);
  mustSucceed(await app.within((ctx) => importTrade(ctx, { file, mapping: mappingOf(source) })), source);
}

/** What China reports of a country and year: values by code; all goods are their sum unless `all` is said. */
function reported(
  period: string,
  partner: string,
  flow: string,
  codes: Record<string, number>,
  all = Object.values(codes).reduce((sum, value) => sum + value, 0),
): Row[] {
  const row = (commodity: string, value: number): Row => ({
    period,
    reporter: 'CN',
    partner,
    flow,
    commodity,
    value: String(value),
  });
  return [row('TOTAL', all), ...Object.entries(codes).map(([code, value]) => row(code, value))];
}

const claim = (id: string, metric: string, flow: 'export' | 'import', commodity: string) => ({
  id,
  metric,
  reporter: 'CHN',
  partner: 'C5',
  flow,
  commodity,
  period: '2025',
  value: '',
  unit: 'sign_positive',
});
const ask = async (sent: ReturnType<typeof claim>[], source?: string) =>
  mustSucceed(
    await app.execute(checkSentClaims, publicActor, {
      claims: sent,
      ...(source ? { sources: [source] } : {}),
    }),
    'checking',
  ).claims;

test('without HS figures the claims on groups cannot be checked, and the codes are named with who publishes them', async () => {
  const { sets } = mustSucceed(await app.execute(listClaims, publicActor, {}), 'listing');
  const shipped = sets.flatMap((s) => s.claims).filter((c) => ['P14', 'P15', 'P16', 'P17'].includes(c.id));
  assert.deepEqual(
    shipped.map((c) => c.verdict),
    ['cannot_be_checked', 'cannot_be_checked', 'cannot_be_checked', 'cannot_be_checked'],
  );
  const trio = shipped.find((c) => c.id === 'P16');
  assert.match(trio?.missing[0]?.what ?? '', /new trio \(HS 2022 850760, 854142, 854143, 870380\), 2025/);
  assert.match(trio?.missing[0]?.where ?? '', /General Administration of Customs/);
});

test('with the codes of all five countries the sum is made, by the list of the edition, and says that it is ours', async () => {
  const rows = countries.flatMap((partner, at) => [
    ...reported('2024', partner, 'export', { '84': 100, '85': 100, '61': 300 }),
    // 600 of 900 where it was 200 of 500.
    ...reported('2025', partner, 'export', { '84': 200 + at, '85': 400, '61': 300 }),
  ]);
  await bring('chapters', rows);
  const [growth, share] = await ask(
    [
      claim('G', 'group_growth', 'export', 'mechanical_electrical'),
      claim('S', 'share_change', 'export', 'mechanical_electrical'),
    ],
    'chapters',
  );
  assert.deepEqual([growth?.verdict, share?.verdict], ['reproduced', 'reproduced']);
  // 3,010 ÷ 1,000 − 1, and 3,010 ÷ 4,510 − 1,000 ÷ 2,500.
  assert.deepEqual([growth?.computed, share?.computed], [201, 26.740576]);
  assert.equal(growth?.rows.length, 10);
  assert.ok(growth?.rows.every((r) => r.source === 'chapters' && r.how === 'sum_of_countries'));
  const notes = new Map(growth?.notes.map((n) => [n.code, n.text]));
  assert.match(notes.get('sum_of_codes') ?? '', /sum of HS 2022 84, 85, 86.* in chapters/);
  assert.match(notes.get('group_not_official') ?? '', /Our working mapping/);
});

test('a fall is told from growth, by lines of six digits too', async () => {
  const year = (period: string, cars: number): Row[] =>
    countries.flatMap((partner) =>
      reported(period, partner, 'export', {
        '850760': 10,
        '854142': 0,
        '854143': 5,
        '870380': cars,
        '610910': 100,
      }),
    );
  await bring('lines', [...year('2024', 50), ...year('2025', 20)]);
  const [share] = await ask([claim('S', 'share_change', 'export', 'new_trio')], 'lines');
  assert.equal(share?.verdict, 'differs');
  assert.ok(Number(share?.computed) < 0);
});

test('a code that the source lacks leaves the sum unknown; one that it has with others is no trade', async () => {
  const codes = { '850760': 10, '854142': 1, '854143': 5 };
  const year = (period: string, factor: number): Row[] =>
    countries.flatMap((partner) =>
      // All goods are more than these lines, so that nothing says they are all there is.
      reported(period, partner, 'export', { ...codes, '850760': 10 * factor }, 10_000),
    );
  await bring('partial', [...year('2024', 1), ...year('2025', 2)]);
  const asked = [claim('S', 'share_change', 'export', 'new_trio')];
  const [lacking] = await ask(asked, 'partial');
  assert.equal(lacking?.verdict, 'cannot_be_checked');
  assert.match(lacking?.missing[0]?.what ?? '', /HS 2022 870380 in partial/);
  const world = ['2024', '2025'].flatMap((period) =>
    reported(period, 'WLD', 'export', { '870380': 7 }, 90_000),
  );
  await bring('partial', world, 'partial-world');
  const [known] = await ask(asked, 'partial');
  assert.equal(known?.verdict, 'reproduced');
});

test('one country without figures, or an edition without a list, leaves the sum unknown', async () => {
  const year = (period: string, partners: readonly string[]): Row[] =>
    partners.flatMap((partner) => reported(period, partner, 'import', { '28': 10, '72': 5, '27': 100 }));
  await bring('four', [...year('2024', countries), ...year('2025', countries.slice(1))]);
  const [four] = await ask([claim('D', 'diversification', 'import', 'non_resource')], 'four');
  assert.equal(four?.verdict, 'cannot_be_checked');
  const old = countries.flatMap((partner) =>
    ['2024', '2025'].flatMap((period) =>
      reported(period, partner, 'export', { '850760': 10, '870380': 5 }).map((r) => ({
        ...r,
        edition: 'H4',
      })),
    ),
  );
  await bring('old-edition', old);
  const [edition] = await ask([claim('S', 'share_change', 'export', 'new_trio')], 'old-edition');
  assert.match(edition?.missing[0]?.what ?? '', /no list of its codes for the edition of the figures, H4/);
});

test('a guard on one of the figures makes the claim one that cannot be checked', async () => {
  const jump = countries.flatMap((partner) => [
    ...reported('2024', partner, 'export', { '84': 600_000_000, '61': 100_000_000 }),
    ...reported('2025', partner, 'export', { '84': 2_500_000_000, '61': 100_000_000 }),
  ]);
  await bring('jump', jump);
  const [guarded] = await ask([claim('G', 'group_growth', 'export', 'mechanical_electrical')], 'jump');
  assert.deepEqual([guarded?.verdict, guarded?.reason_code], ['cannot_be_checked', 'guarded']);
  assert.match(guarded?.reason ?? '', /partner_set_break/);
});

test('UN Comtrade is asked for groups without being named, and for nothing else', async () => {
  const rows = countries.flatMap((partner) => [
    ...reported('2024', partner, 'export', { '84': 100, '61': 300 }),
    ...reported('2025', partner, 'export', { '84': 200, '61': 300 }),
  ]);
  await bring('comtrade', rows);
  const [group, level] = await ask([
    claim('G', 'group_growth', 'export', 'mechanical_electrical'),
    { ...claim('L', 'growth', 'export', 'all') },
  ]);
  assert.deepEqual([group?.verdict, group?.rows[0]?.source], ['reproduced', 'comtrade']);
  assert.ok(level?.rows.every((r) => r.source === 'official'));
});
