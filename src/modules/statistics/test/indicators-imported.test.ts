import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { mustSucceed } from '../../../kernel/refusal.ts';
import { importTrade } from '../index.ts';
import { type Observatory, observatory } from './observatory-server.ts';

/** Made-up rows with the columns of UN Comtrade: five countries that report their trade with each other. */
const codes = { CN: '156', KZ: '398', KG: '417', UZ: '860', TJ: '762' } as const;
type Country = keyof typeof codes;
const countries = Object.keys(codes) as Country[];

const header =
  'typeCode,freqCode,refYear,refMonth,period,reporterCode,reporterISO,flowCode,partnerCode,partnerISO,partner2Code,classificationCode,cmdCode,customsCode,motCode,qtyUnitAbbr,qty,netWgt,isNetWgtEstimated,primaryValue';

function row(
  year: number,
  reporter: Country,
  flow: 'X' | 'M',
  partner: Country,
  cmd: string,
  value: number,
  weight?: number,
): string {
  const kg = weight ?? '';
  return `C,A,${year},52,${year},${codes[reporter]},,${flow},${codes[partner]},,0,H6,${cmd},C00,0,kg,${kg},${kg},False,${value.toFixed(2)}`;
}

const CIF = 1.08;
/** What an exporter sends in a year: 40 lines of batteries and machines, each a little dearer every year. */
function lines(year: number, from: Country, to: Country): { cmd: string; value: number; weight: number }[] {
  const size = 1 + countries.indexOf(from) + 2 * countries.indexOf(to);
  return machines.map((cmd, at) => {
    const weight = 10_000 * size + 500 * at;
    return { cmd, weight, value: weight * (2 + at) * (year === 2024 ? 1.1 : 1) };
  });
}

const machines = [
  ...['840110', '840120', '840130', '840140', '840211', '840212', '840219', '840220', '840290', '840310'],
  ...['840390', '840410', '840420', '840490', '840510', '840590', '840610', '840681', '840682', '840690'],
  ...['850110', '850120', '850131', '850132', '850133', '850134', '850140', '850151', '850152', '850153'],
  ...['850161', '850162', '850163', '850164', '850211', '850212', '850213', '850220', '850231', '850760'],
];

/** Kyrgyzstan books a third of what arrives. */
const arrives = (to: Country): number => CIF * (to === 'KG' ? 1 / 3 : 1);

function file(): string {
  const rows = [2023, 2024].flatMap((year) =>
    countries.flatMap((from) =>
      countries.flatMap((to) => {
        if (from === to) return [];
        const sent = lines(year, from, to);
        const chapters = Map.groupBy(sent, (l) => l.cmd.slice(0, 2));
        const headings = Map.groupBy(sent, (l) => l.cmd.slice(0, 4));
        const sum = (list: { value: number }[]) => list.reduce((n, l) => n + l.value, 0);
        const both = (cmd: string, value: number, weight?: number) => [
          row(year, from, 'X', to, cmd, value, weight),
          row(year, to, 'M', from, cmd, value * arrives(to), weight && weight * (to === 'KG' ? 1 / 3 : 1)),
        ];
        return [
          ...both('TOTAL', sum(sent)),
          ...[...chapters, ...headings].flatMap(([cmd, list]) => both(cmd, sum(list))),
          ...sent.flatMap((l) => both(l.cmd, l.value, l.weight)),
        ];
      }),
    ),
  );
  return `${header}\n${rows.join('\n')}\n`;
}

let site: Observatory;
const folder = mkdtempSync(join(tmpdir(), 'sauda-indicators-'));
before(async () => {
  site = await observatory();
  const path = join(folder, 'made-up.csv');
  writeFileSync(path, file());
  mustSucceed(
    await site.app.within((ctx) => importTrade(ctx, { file: path, source: 'comtrade' })),
    'importing',
  );
});
after(async () => {
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a two-way total is the sum of both flows, and growth is that of the levels', async () => {
  const { body } = await site.get('/indicators/series?source=comtrade&reporter=CN&partner=KZ&flow=total');
  assert.equal(body.points.length, 2, JSON.stringify(body));
  const [a, b] = body.points.map((p: { value: string }) => Number(p.value));
  assert.ok(Math.abs(b / a - 1.1) < 1e-9);
  assert.equal(body.points[1].growth_pct, 10);
});

test('a group is measured by its list, and says that the list is ours', async () => {
  const { body } = await site.get(
    '/indicators/series?source=comtrade&reporter=CN&partner=KZ&flow=export&group=new_energy_vehicles,new_trio',
  );
  assert.equal(body.code, 'statistics.groups_overlap');
  const trio = (
    await site.get('/indicators/series?source=comtrade&reporter=CN&partner=KZ&flow=export&group=new_trio')
  ).body;
  const battery = lines(2024, 'CN', 'KZ').find((l) => l.cmd === '850760');
  assert.equal(Number(trio.points[1].value), Number(battery?.value.toFixed(2)));
  assert.match(trio.groups[0].notice, /working mapping/);
});

test('structure: shares add up to the stated total, contributions to the growth', async () => {
  for (const by of ['section', 'chapter', 'heading']) {
    const { body } = await site.get(
      `/indicators/structure?source=comtrade&reporter=CN&partner=KZ&period=2024&flow=export&by=${by}`,
    );
    assert.equal(body.parts_share_pct, 100, JSON.stringify(body).slice(0, 400));
    assert.equal(body.growth_pct, 10);
    const sum = body.parts.reduce((n: number, p: { contribution_pp: number }) => n + p.contribution_pp, 0);
    assert.ok(Math.abs(sum - 10) < 0.05);
    assert.equal(body.concentration.lines, body.parts.length);
  }
  const groups = (
    await site.get(
      '/indicators/structure?source=comtrade&reporter=CN&partner=KZ&period=2024&flow=export&by=group',
    )
  ).body;
  const machinery = groups.parts.find((p: { code: string }) => p.code === 'mechanical_electrical:approx-1');
  assert.equal(machinery.share_pct, 100);
  assert.equal(machinery.contribution_pp, null, 'groups are not added');
  assert.ok(machinery.group.notice);
});

test('prices: unit values by line, and an index that finds the rise of ten percent', async () => {
  const { body } = await site.get('/indicators/prices?source=comtrade&reporter=CN&partner=KZ&flow=export');
  assert.deepEqual(
    body.periods.map((p: { period: string; lines: number; coverage: number }) => [
      p.period,
      p.lines,
      p.coverage,
    ]),
    [
      ['2023', 40, 1],
      ['2024', 40, 1],
    ],
    JSON.stringify(body).slice(0, 400),
  );
  for (const formula of ['laspeyres', 'paasche', 'fisher', 'tornqvist']) {
    assert.ok(Math.abs(body.index[1].unit_value[formula] - 110) < 1e-3);
    assert.ok(Math.abs(body.index[1].volume[formula] - 100) < 1e-3);
  }
  assert.equal(body.links[0].coverage_to, 1);
});

test('the mirror estimates CIF from lines, finds the unreliable reporter and reconciles beside the reports', async () => {
  const { body } = await site.get('/mirror?source=comtrade&a=CN&b=KG&period=2024');
  const there = body.directions[0];
  const parts = new Map<string, { amount: string; basis: string; note: string }>(
    there.parts.map((p: { part: string }) => [p.part, p]),
  );
  assert.equal(parts.get('CIF and FOB')?.basis, 'estimated', JSON.stringify(there));
  assert.match(parts.get('CIF and FOB')?.note ?? '', /^8\.0 %/);
  const cents = (text: string) => BigInt(text.replace('.', ''));
  const sum = there.parts.reduce((n: bigint, p: { amount: string }) => n + cents(p.amount), 0n);
  assert.equal(sum, cents(there.gap));
  assert.ok(there.symmetric_gap < -0.5);
  assert.ok(there.reconciled.importer_distance > 2 * there.reconciled.exporter_distance);
  assert.ok(there.reconciled.exporter_weight > 0.8);
  assert.equal(Number(there.export.value) > Number(there.reconciled.value), true);
  const good = (await site.get('/mirror?source=comtrade&a=CN&b=UZ&period=2024')).body.directions[0];
  assert.ok(Math.abs(good.log_gap - Math.log(CIF)) < 1e-5);
});

test('partners by own figures and by mirror differ where reports differ', async () => {
  const { body } = await site.get('/indicators/ranking?source=comtrade&reporter=CN&period=2024&flow=export');
  const order = (side: { ranks: { partner: string }[] }) => side.ranks.map((r) => r.partner);
  assert.deepEqual(order(body.own), ['TJ', 'UZ', 'KG', 'KZ']);
  assert.deepEqual(order(body.mirror), ['TJ', 'UZ', 'KZ', 'KG']);
});

test('lines go over to another edition, and the share that does not is always stated', async () => {
  const asked = '/indicators/conversion?source=comtrade&reporter=CN&partner=KZ&flow=export&period=2024';
  const { body } = await site.get(`${asked}&to=2017&limit=6000`);
  assert.deepEqual([body.from, body.to, body.method, body.currency], ['2022', '2017', 'exact', 'USD']);
  const sum = (list: { value: string }[]) => list.reduce((n, l) => n + Number(l.value), 0);
  assert.ok(Math.abs(sum(body.converted) + sum(body.unconverted) - Number(body.total)) < 0.01);
  assert.deepEqual(
    [body.converted_codes, body.unconverted_share_pct],
    [40, 0],
    'stated also when it is nothing',
  );
  const all = (await site.get(`${asked}&to=2007&method=unsd&level=2`)).body;
  assert.deepEqual(
    [all.unconverted_share_pct, all.converted.map((l: { code: string }) => l.code).sort()],
    [0, ['84', '85']],
  );
  const early = (await site.get('/concordance?code=010121&from=2022&to=1996')).body;
  assert.deepEqual(
    [early.code, early.params],
    ['statistics.concordance_missing', { newer: '2022', older: '2017' }],
  );
});
