import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { EXIT } from '../src/app/commands/exit-codes.ts';
import { modules } from '../src/app/modules.ts';
import { loadOfficial } from '../src/modules/statistics/index.ts';
import { type TestApp, testApp } from './app.ts';
import { type Ran, sauda } from './command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'sauda-commands-'));
const at = (name: string): string => join(folder, name);
let app: TestApp;
let imported: Ran;
before(async () => {
  app = await testApp(modules);
  await app.within(loadOfficial);
  const head = 'period,reporter,partner,flow,hs,value,weight';
  const lines = ['2022', '2023', '2024'].flatMap((period, year) =>
    [
      ['KZ', 'CN', 'import'],
      ['CN', 'KZ', 'export'],
    ].flatMap(([reporter, partner, flow], side) => {
      const line = (hs: string, value: number, weight: number | ''): string =>
        `${period},${reporter},${partner},${flow},${hs},${value},${weight}`;
      const worth = 1000 - 100 * year - 50 * side;
      return [
        line('TOTAL', worth, ''),
        line('85', worth / 2, ''),
        line('87', worth / 2, ''),
        line('850760', worth / 2, 10),
        line('870380', worth / 2, 5),
      ];
    }),
  );
  writeFileSync(at('trade.csv'), `${[head, ...lines, '2024,KZ,ATLANTIS,import,TOTAL,1,'].join('\n')}\n`);
  writeFileSync(
    at('map.yaml'),
    'source: trial\nrows: unique\ncolumns: {period: period, reporter: reporter, partner: partner, flow: flow, commodity: hs, currency: {constant: USD}, net_weight_kg: weight, edition: {constant: H6}}\nvalues: [{column: value}]\n',
  );
  imported = await statistics(
    'import',
    at('trade.csv'),
    '--map',
    at('map.yaml'),
    '--rejected',
    at('bad.csv'),
    '--json',
  );
});
after(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const statistics = (...args: string[]): Promise<Ran> => sauda(app, ['statistics', ...args]);
const answered = (ran: Ran): unknown => {
  assert.equal(ran.code, EXIT.done, ran.stderr);
  return JSON.parse(ran.stdout);
};
/** What a refusal prints with --json: a problem with its code. */
function refusedAs(ran: Ran, code: string): void {
  assert.equal(ran.code, EXIT.found, ran.stdout + ran.stderr);
  const problem = JSON.parse(ran.stdout) as { code: string; next: string };
  assert.equal(problem.code, code);
  assert.ok(problem.next.length > 0);
}

describe('sauda statistics import', () => {
  test('prints what was taken, each rejected line with its reason, and the guards', async () => {
    const printed = answered(imported) as Record<string, unknown>;
    assert.deepEqual(Object.keys(printed), ['source', 'vintage', 'accepted', 'rejected', 'guards']);
    assert.deepEqual(
      [printed.source, printed.accepted, printed.rejected, printed.guards],
      ['trial', 30, [{ line: 32, reason: 'The partner is not on the list of areas' }], []],
    );
    assert.match(String(printed.vintage), /^\d{4}-\d\d-\d\d\.1$/);
    assert.equal(
      readFileSync(at('bad.csv'), 'utf8'),
      'line,reason\n32,"The partner is not on the list of areas"\n',
    );
    const again = await statistics('import', at('trade.csv'), '--map', at('map.yaml'));
    assert.match(again.stdout, /imported before, as vintage/);
  });

  test('flags a file of exactly so many rows as downloads are cut off at', async () => {
    const rows = Array.from({ length: 500 }, (_, n) => `2024,KZ,RU,import,${100_000 + n},1,\n`);
    writeFileSync(at('cut.csv'), `period,reporter,partner,flow,hs,value,weight\n${rows.join('')}`);
    const printed = answered(
      await statistics('import', at('cut.csv'), '--map', at('map.yaml'), '--source', 'cut-off', '--json'),
    ) as { guards: Record<string, string>[] };
    assert.deepEqual(Object.keys(printed.guards[0] ?? {}), ['guard', 'where', 'reason']);
    assert.equal(printed.guards[0]?.guard, 'truncated_download');
  });

  test('proposes a mapping for a file of no known format, which then reads it', async () => {
    writeFileSync(
      at('atlas.csv'),
      'country_iso3_code,partner_iso3_code,year,export_value\nCHN,KAZ,2020,100\n',
    );
    const ran = await statistics('import', at('atlas.csv'), '--suggest');
    assert.equal(ran.code, EXIT.done, ran.stderr);
    writeFileSync(at('atlas.yaml'), ran.stdout);
    const printed = answered(
      await statistics('import', at('atlas.csv'), '--map', at('atlas.yaml'), '--source', 'atlas', '--json'),
    ) as { accepted: number };
    assert.equal(printed.accepted, 1);
  });

  test('what cannot be imported is refused with its code', async () => {
    writeFileSync(at('wrong.yaml'), 'source: X\n');
    const file = at('trade.csv');
    refusedAs(await statistics('import', at('none.csv'), '--json'), 'statistics.import_file_missing');
    refusedAs(
      await statistics('import', at('none.csv'), '--suggest', '--json'),
      'statistics.import_file_missing',
    );
    refusedAs(await statistics('import', file, '--json'), 'statistics.import_format_unknown');
    refusedAs(
      await statistics('import', file, '--map', at('none.yaml'), '--json'),
      'statistics.import_file_missing',
    );
    refusedAs(
      await statistics('import', file, '--map', at('wrong.yaml'), '--json'),
      'statistics.import_mapping_wrong',
    );
    refusedAs(
      await statistics('import', file, '--map', at('map.yaml'), '--source', '../Elsewhere', '--json'),
      'statistics.import_mapping_wrong',
    );
  });
});

describe('sauda statistics show', () => {
  const asked = ['--source', 'trial', '--reporter', 'KZ', '--partner', 'CN'];
  test('prints figures as a table, as CSV and for programs', async () => {
    const csv = await statistics('show', ...asked, '--csv');
    assert.equal(csv.code, EXIT.done, csv.stderr);
    const rows = csv.stdout
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
    assert.deepEqual(
      rows[0]?.slice(0, 9),
      'source,reporter,flow,partner,commodity,period,value,currency,growth %'.split(','),
    );
    // A fall is a number and no formula; nothing else begins like one.
    assert.deepEqual(rows[2]?.slice(0, 9), [
      'trial',
      'KZ',
      'import',
      'CN',
      'TOTAL',
      '2023',
      '900.00',
      'USD',
      '-10.0',
    ]);
    for (const cell of rows.flat()) assert.match(cell, /^(?![=+@\t])(-?[\d.]+|[^-].*|)$/);
    const printed = answered(await statistics('show', ...asked, '--json', '--from', '2024')) as {
      facts: { value: string; places: number; file_hash: string }[];
      guards: unknown[];
    };
    assert.deepEqual([printed.facts.length, printed.facts[0]?.value, printed.guards], [1, '80000', []]);
    assert.match((await statistics('show', ...asked)).stdout, /^source +reporter +flow/);
  });

  test('what cannot be asked is refused or a fault of the line', async () => {
    refusedAs(await statistics('show', '--reporter', 'QQ', '--json'), 'statistics.area_unknown');
    assert.equal((await statistics('show', '--flow', 'sideways')).code, EXIT.usage);
  });
});

describe('sauda statistics fetch comtrade', () => {
  const asked = [
    'fetch',
    'comtrade',
    '--reporter',
    'KZ',
    '--partner',
    'CN',
    '--from',
    '2023',
    '--to',
    '2023',
  ];
  test('fetches with the key into a file that import reads', async () => {
    const server = createServer((request, response) => {
      const sound = request.headers['ocp-apim-subscription-key'] === 'a-key';
      if (!sound) return response.writeHead(401).end();
      const row = { period: '2023', reporterCode: 398, partnerCode: 156, flowCode: 'M', cmdCode: 'TOTAL' };
      return response.end(
        JSON.stringify({ count: 1, data: [{ ...row, classificationCode: 'H6', primaryValue: 1.5 }] }),
      );
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const service = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const line = ['statistics', ...asked, '--out', at('pages'), '--service', service];
    try {
      const ran = await sauda(app, line, { COMTRADE_KEY: 'a-key' });
      assert.equal(ran.code, EXIT.done, ran.stderr);
      const printed = answered(
        await statistics('import', ran.stdout.trim(), '--source', 'fetched', '--json'),
      ) as { accepted: number };
      assert.equal(printed.accepted, 1);
      const other = [...line.slice(0, -4), '--out', at('other'), '--service', service];
      const refused = await sauda(app, other, { COMTRADE_KEY: 'another' });
      assert.equal(refused.code, EXIT.found);
      assert.match(refused.stderr, /does not accept the key/);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  test('asks for the key, for known areas and for years in order', async () => {
    const none = await sauda(app, ['statistics', ...asked], { COMTRADE_KEY: '' });
    assert.deepEqual([none.code, /COMTRADE_KEY is not set/.test(none.stderr)], [EXIT.usage, true]);
    const back = await sauda(app, ['statistics', ...asked.slice(0, -1), '2020'], { COMTRADE_KEY: 'a-key' });
    assert.deepEqual([back.code, /not years or months in order/.test(back.stderr)], [EXIT.usage, true]);
  });
});

describe('ways out', () => {
  test('export writes a whole file, and none when the key is wrong', async () => {
    const ran = await statistics('export', 'A.KZ.CN', '--where', 'SOURCE=trial', '--out', at('out.csv'));
    if (ran.code !== EXIT.done) assert.fail(ran.stderr);
    assert.match(readFileSync(at('out.csv'), 'utf8'), /trial/);
    const wrong = await statistics('export', 'A.B.C.D.E.F.G.H.I.J.K.L', '--out', at('no.csv'));
    assert.equal(wrong.code, EXIT.found, wrong.stderr);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('no.csv')),
      [],
    );
  });

  test('sql answers a SELECT and refuses all else', async () => {
    const printed = answered(
      await statistics(
        'sql',
        "select period, value from trade where source = 'trial' and commodity = 'TOTAL' and reporter = 'KZ' order by period",
        '--json',
      ),
    ) as { rows: unknown[][] };
    assert.equal(printed.rows.length, 3);
    const refused = await statistics('sql', 'drop table trade', '--json');
    assert.equal(refused.code, EXIT.found);
    assert.match(refused.stdout, /"code":"sdmx\./);
  });

  test('release publishes a year, and refuses a period that is none', async () => {
    const printed = answered(await statistics('release', '2025', '--out', at('release'), '--json')) as {
      period: string;
      number: number;
      files: string[];
    };
    assert.deepEqual([printed.period, printed.number], ['2025', 1]);
    for (const file of printed.files) assert.ok(existsSync(join(at('release'), file)), file);
    assert.ok(printed.files.includes('manifest.json'));
    refusedAs(await statistics('release', '2025-13', '--json'), 'releases.bad_period');
  });
});

describe('indicators, mirror, concordance', () => {
  const pair = ['--source', 'trial', '--reporter', 'KZ', '--partner', 'CN', '--flow', 'import'];
  test('each indicator answers for programs', async () => {
    const of = async (name: string, ...args: string[]) =>
      answered(await statistics('indicator', name, ...args, '--json')) as Record<string, never>;
    const series = (await of('series', ...pair)) as { points?: { value: string; growth_pct: number }[] };
    assert.deepEqual(
      series.points?.map((p) => p.growth_pct),
      [null, -10, -11.11],
    );
    const ranking = (await of(
      'ranking',
      '--source',
      'trial',
      '--reporter',
      'KZ',
      '--flow',
      'import',
      '--period',
      '2024',
    )) as {
      own?: { ranks: { partner: string }[] };
    };
    assert.deepEqual(
      ranking.own?.ranks.map((r) => r.partner),
      ['CN'],
    );
    const structure = (await of('structure', ...pair, '--period', '2024', '--by', 'chapter')) as {
      parts?: { code: string; share_pct: number }[];
    };
    assert.deepEqual(
      structure.parts?.map((p) => [p.code, p.share_pct]),
      [
        ['85', 50],
        ['87', 50],
      ],
    );
    const prices = (await of('prices', ...pair)) as { periods?: { period: string; plain: number }[] };
    assert.deepEqual(
      prices.periods?.map((p) => p.plain),
      [66.66666667, 60, 53.33333333],
    );
  });

  test('what an indicator does not know is a fault of the line, what has no figures is refused', async () => {
    assert.equal((await statistics('indicator', 'fortune')).code, EXIT.usage);
    const without = await statistics('indicator', 'series', '--reporter', 'KZ');
    assert.deepEqual([without.code, /partner/.test(without.stderr)], [EXIT.usage, true]);
    refusedAs(
      await statistics(
        'indicator',
        'series',
        '--source',
        'nobody',
        '--reporter',
        'KZ',
        '--partner',
        'CN',
        '--json',
      ),
      'statistics.no_figures',
    );
  });

  test('the mirror shows both sides, and says when there is none', async () => {
    const printed = answered(
      await statistics('mirror', 'CN', 'KZ', '--source', 'trial', '--period', '2024', '--json'),
    );
    assert.match(JSON.stringify(printed), /"gap/);
    refusedAs(
      await statistics('mirror', 'CN', 'TM', '--source', 'trial', '--period', '2024', '--json'),
      'statistics.one_sided',
    );
  });

  test('the concordance knows a code of its edition and no other', async () => {
    const printed = answered(
      await statistics('concordance', '854140', '--from', '2017', '--to', '2022', '--json'),
    );
    assert.match(JSON.stringify(printed), /854143/);
    refusedAs(
      await statistics('concordance', '854143', '--from', '2017', '--to', '2022', '--json'),
      'statistics.code_not_in_edition',
    );
  });
});

describe('sauda claims', () => {
  test('check gives each claim a verdict with its interval and reason', async () => {
    const printed = answered(
      await sauda(app, ['claims', 'check', 'data/claims/press_statements_2026_01.csv', '--json']),
    ) as { claims: Record<string, unknown>[] };
    assert.equal(printed.claims.length, 19);
    for (const claim of printed.claims) {
      for (const key of ['id', 'verdict', 'computed', 'interval', 'reason'])
        assert.ok(key in claim, `${String(claim.id)} has ${key}`);
      assert.match(String(claim.verdict), /^(reproduced|differs|cannot_be_checked)$/);
    }
    writeFileSync(at('claims.csv'), 'a,b\n1,2\n');
    const wrong = await sauda(app, ['claims', 'check', at('claims.csv'), '--json']);
    assert.equal(wrong.code, EXIT.found);
    assert.match(wrong.stdout, /"code":"claims\./);
    const none = await sauda(app, ['claims', 'check', at('none.csv')]);
    assert.deepEqual([none.code, none.stderr.includes('none.csv')], [EXIT.failed, true]);
  });

  test('read turns a sentence into claims and shows what it did not understand', async () => {
    const read = answered(
      await sauda(app, [
        'claims',
        'read',
        "China's exports to Kazakhstan grew by 11 percent in 2025",
        '--json',
      ]),
    ) as { lang: string; claims: { metric: string; value: string }[]; not_understood: string[] };
    assert.deepEqual([read.lang, read.claims[0]?.metric, read.claims[0]?.value], ['en', 'growth', '11']);
    assert.ok(Array.isArray(read.not_understood));
    const wrong = await sauda(app, ['claims', 'read', 'x', '--lang', 'fr']);
    assert.equal(wrong.code, EXIT.usage);
  });
});
