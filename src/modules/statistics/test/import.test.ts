import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { strToU8, zipSync } from 'fflate';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { customs } from '../../customs/index.ts';
import { deals } from '../../deals/index.ts';
import { reference } from '../../reference/index.ts';
import {
  askTrade,
  importTrade,
  type Mapping,
  readMapping,
  statistics,
  suggestMapping,
  type TradeQuestion,
} from '../index.ts';

let app: TestApp;
const folder = mkdtempSync(join(tmpdir(), 'sauda-import-'));
before(async () => {
  app = await testApp([reference, deals, customs, statistics]);
});
after(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
/** As a command of the terminal does it: a refusal rolls back. */
const tryImport = (path: string, options: { source?: string; mapping?: Mapping; list?: number } = {}) =>
  app.within((ctx) => importTrade(ctx, { file: path, ...options }));
const bring = async (path: string, options: { source?: string; mapping?: Mapping } = {}) =>
  mustSucceed(await tryImport(path, options), path);
const ask = async (q: Partial<TradeQuestion>) =>
  mustSucceed(await app.within((ctx) => askTrade(ctx, { frequency: 'A', ...q })), 'asking');

const newHeader =
  'typeCode,freqCode,refYear,refMonth,period,reporterCode,reporterISO,flowCode,partnerCode,partnerISO,partner2Code,classificationCode,cmdCode,customsCode,motCode,qtyUnitAbbr,qty,netWgt,isNetWgtEstimated,primaryValue';
const row = (o: {
  period?: string;
  partner?: string;
  cmd?: string;
  value?: string;
  weight?: string;
  reporter?: string;
  type?: string;
  edition?: string;
}) =>
  `${o.type ?? 'C'},A,${(o.period ?? '2023').slice(0, 4)},52,${o.period ?? '2023'},${o.reporter ?? '398'},KAZ,M,${o.partner ?? '156'},CHN,0,${o.edition ?? 'H6'},${o.cmd ?? 'TOTAL'},C00,0,kg,${o.weight ?? ''},${o.weight ?? ''},False,${o.value ?? '100.5'}`;

test('rows of UN Comtrade become whole numbers with currency, weight and edition', async () => {
  const path = file(
    'new.csv',
    [
      newHeader,
      row({ value: '1234.567', cmd: '850760', weight: '12.5' }),
      row({ period: '2022', value: '7' }),
    ].join('\n'),
  );
  const result = await bring(path, { source: 'comtrade-a' });
  assert.deepEqual([result.accepted, result.rejected, result.format], [2, [], 'comtrade']);
  const { facts } = await ask({ sources: ['comtrade-a'], commodities: ['850760'] });
  const [fact] = facts;
  assert.deepEqual(
    [
      fact?.value,
      fact?.places,
      fact?.currency,
      fact?.net_weight_g,
      fact?.hs_edition,
      fact?.period,
      fact?.reporter,
      fact?.partner,
      fact?.flow,
    ],
    [1_234_567n, 3, 'USD', 12_500n, 'H6', '2023', 'KZ', 'CN', 'import'],
  );
});

test('the same file again changes nothing; a revision is a new vintage; as of a day before, the old figure stands', async () => {
  const path = file(
    'first.csv',
    [newHeader, row({ value: '100' }), row({ partner: '643', value: '50' })].join('\n'),
  );
  const first = await bring(path, { source: 'comtrade-b' });
  const again = await bring(path, { source: 'comtrade-b' });
  assert.ok(again.repeated && again.written.length === 0 && again.vintage === first.vintage);
  app.clock.advanceTo(new Date('2026-03-04T08:00:00Z'));
  const revised = await bring(file('revised.csv', [newHeader, row({ value: '120' })].join('\n')), {
    source: 'comtrade-b',
  });
  assert.equal(revised.written.length, 1);
  const now = await ask({ sources: ['comtrade-b'] });
  // The partner that the revision does not name keeps its figure.
  assert.deepEqual(
    now.facts.map((f) => [f.partner, f.value]),
    [
      ['CN', 120_000n],
      ['RU', 50_000n],
    ],
  );
  const then = await ask({ sources: ['comtrade-b'], as_of: '2026-03-03' });
  assert.deepEqual(
    then.facts.map((f) => [f.partner, f.value]),
    [
      ['CN', 100_000n],
      ['RU', 50_000n],
    ],
  );
});

test('every rejected row is listed with its line and reason', async () => {
  const lines = [
    newHeader,
    row({ partner: '999' }),
    row({ value: '-5', cmd: '01' }),
    row({ value: 'x', cmd: '02' }),
    row({ value: '', cmd: '03' }),
    row({ value: '99999999999999999999', cmd: '04' }),
    row({ cmd: '850' }),
    row({ cmd: '84', edition: 'S4' }),
    row({ type: 'S' }),
    row({ period: '202313' }),
    row({ cmd: '05' }),
    row({ cmd: '05', value: '7' }),
    row({ cmd: '06', weight: '-1' }),
    'C,A,2023',
    row({ cmd: '07' }),
    ...['1234e1', '12.4', '+123', '1_23'].map((cmd) => row({ cmd })),
  ];
  const result = await bring(file('bad.csv', lines.join('\n')), { source: 'comtrade-c' });
  assert.equal(result.accepted, 2);
  const byLine = new Map(result.rejected.map((r) => [r.line, r.reason]));
  assert.deepEqual([...byLine.keys()], [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 16, 17, 18, 19]);
  for (const [line, reason] of [
    [2, /partner/],
    [3, /negative/],
    [4, /not a number/],
    [5, /empty/],
    [6, /too large/],
    [7, /neither TOTAL/],
    [8, /Harmonized/],
    [9, /services/],
    [10, /period/],
    [12, /already has a row/],
    [13, /net weight/],
    [14, /well formed/],
    // Numbers to a computer, but no codes.
    [16, /neither TOTAL/],
    [17, /neither TOTAL/],
    [18, /neither TOTAL/],
    [19, /neither TOTAL/],
  ] as const)
    assert.match(byLine.get(line) ?? '', reason, `line ${line}`);
});

test('lines are counted as an editor counts them, over quoted line breaks and empty lines', async () => {
  const mapping = mustSucceed(
    readMapping(
      'source: lines\nrows: unique\ncolumns: {year: year, reporter: r, partner: p, currency: {constant: USD}}\nvalues: [{column: v, flow: export}]\n',
    ),
    'mapping',
  );
  const text =
    'year,r,p,note,v\n2020,CN,KZ,"two\nlines",1\n\n2021,CN,XXXX,a,2\n2022,CN,KZ,b,3\n2023,CN,ZZ,"c ""d""\n",4\n2024,QQ,KZ,e,5\n';
  const result = await bring(file('lines.csv', text), { mapping });
  assert.deepEqual([result.accepted, result.rejected.map((r) => r.line)], [2, [5, 7, 9]]);
});

test('old headers, semicolons, names instead of codes, a byte order mark, UTF-16 and Chinese encodings are read', async () => {
  const old =
    'Classification,Year,Period,Trade Flow,Reporter,Partner,Partner ISO,Commodity Code,Qty Unit,Qty,Netweight (kg),Trade Value (US$)\nH4,2016,2016,Import,Kazakhstan,China,CHN,TOTAL,,,,3665652488\n';
  assert.equal((await bring(file('old.csv', `\uFEFF${old}`), { source: 'old-a' })).accepted, 1);
  assert.equal(
    (await bring(file('old16.csv', Buffer.from(`\uFEFF${old}`, 'utf16le')), { source: 'old-b' })).accepted,
    1,
  );
  assert.equal((await bring(file('semi.csv', old.replaceAll(',', ';')), { source: 'old-c' })).accepted, 1);
  const { facts } = await ask({ sources: ['old-a'] });
  assert.deepEqual([facts[0]?.value, facts[0]?.hs_edition], [3_665_652_488_000n, 'H4']);
  // 国家,年 … 哈萨克斯坦 in GB 18030.
  const gb = Buffer.from('b9fabcd22cc4ea2cbdf0b6ee0ab9fec8f8bfcbcbb9ccb92c323032342c3132330a', 'hex');
  const mapping = mustSucceed(
    readMapping(
      'source: gb-table\nrows: unique\ncolumns: {year: 年, reporter: {constant: CN}, partner: 国家, currency: {constant: CNY}}\nvalues: [{column: 金额, flow: export}]\nscale: 4\nplaces: 0\n',
    ),
    'mapping',
  );
  assert.equal((await bring(file('gb.csv', gb), { mapping })).accepted, 1);
  const chinese = await ask({ sources: ['gb-table'] });
  assert.deepEqual(
    [chinese.facts[0]?.partner, chinese.facts[0]?.value, chinese.facts[0]?.places],
    ['KZ', 1_230_000n, 0],
  );
});

test('a table of China customs gives months and, with December, the year', async () => {
  const text =
    'year,month,partner_zh,unit,total_month,exports_month,imports_month,total_ytd,exports_ytd,imports_ytd\n' +
    '2024,11,哈萨克斯坦,CNY_10000,30,20,10,300,200,100\n2024,12,哈萨克斯坦,CNY_10000,31,20,11,331,220,111\n2024,12,总值,CNY_10000,900,500,400,9000,5000,4000\n2024,12,火星,CNY_10000,1,1,-,1,1,-\n';
  const result = await bring(file('gacc.csv', text), { source: 'gacc-a' });
  assert.deepEqual(
    result.rejected.map((r) => r.line),
    [5],
  );
  const year = await ask({ sources: ['gacc-a'], partners: ['KZ'] });
  assert.deepEqual(
    year.facts.map((f) => [f.period, f.flow, f.value, f.currency]),
    [
      ['2024', 'export', 2_200_000n, 'CNY'],
      ['2024', 'import', 1_110_000n, 'CNY'],
      ['2024', 'total', 3_310_000n, 'CNY'],
    ],
  );
  const months = await ask({ sources: ['gacc-a'], partners: ['KZ'], frequency: 'M' });
  const missing = months.guards.find((g) => g.guard === 'missing_months');
  assert.match(missing?.reason ?? '', /2024-01/);
});

test('SDMX-CSV with and without labels; a deletion is not taken', async () => {
  const plain =
    'STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REFERENCE_AREA,COUNTERPART_AREA,TRADE_FLOW,COMMODITY,CURRENCY,TIME_PERIOD,OBS_VALUE\ndataflow,X:Y(1.0),I,A,CN,KZ,X,TOTAL,USD,2023,5.5\ndataflow,X:Y(1.0),D,A,CN,KG,X,TOTAL,USD,2023,6\n';
  const result = await bring(file('sdmx2.csv', plain), { source: 'sdmx-a' });
  assert.deepEqual([result.accepted, result.rejected.map((r) => r.line)], [1, [3]]);
  const labelled =
    'DATAFLOW: Dataflow,REF_AREA: Reporter,COUNTERPART_AREA: Partner,FLOW: Flow,CURRENCY: Currency,TIME_PERIOD: Time,OBS_VALUE: Value\nX:Y(1.0): Trade,CN: China,KZ: Kazakhstan,M: Import,USD: US dollar,2023-04,7\n';
  assert.equal((await bring(file('sdmx1.csv', labelled), { source: 'sdmx-b' })).accepted, 1);
  const { facts } = await ask({ sources: ['sdmx-b'], frequency: 'M' });
  assert.deepEqual([facts[0]?.period, facts[0]?.partner, facts[0]?.value], ['2023-04', 'KZ', 7000n]);
});

test('items of declarations are added up at every level', async () => {
  const head =
    'declaration,line,reporter,partner,flow,period,hs_code,quantity,unit,net_weight_kg,value,currency\n';
  const text = `${head}D1,1,KZ,CN,import,2025-01,8507600000,1,u,2.5,10.10,USD\nD1,2,KZ,CN,import,2025-01,850780,1,u,1,0.90,USD\nD2,1,KZ,CN,import,2025-01,850760,3,u,1,5.00,USD\nD3,1,KZ,CN,import,2025-01,850760,3,u,1,5.123,USD\n`;
  const result = await bring(file('items.csv', text), { source: 'items-a' });
  assert.deepEqual([result.accepted, result.rejected.map((r) => r.line)], [3, [5]]);
  const value = async (commodity: string) =>
    (await ask({ sources: ['items-a'], frequency: 'M', commodities: [commodity] })).facts.map((f) => [
      f.commodity,
      f.value,
      f.rows,
    ]);
  assert.deepEqual(await value('TOTAL'), [['TOTAL', 1600n, 3]]);
  assert.deepEqual(await value('8507'), [['8507', 1600n, 3]]);
  assert.deepEqual(await value('850760'), [['850760', 1510n, 2]]);
});

test('plain rows, rows to look at twice and units that are new end up in one sorted file a period', async () => {
  const head = 'reporter,partner,flow,period,hs_code,quantity,unit,value,currency';
  const areas = ['UZ', ' kz', 'TJ', 'Kyrgyzstan', 'TM'];
  const lines = Array.from({ length: 400 }, (_, i) =>
    [
      areas[i % 5],
      i % 3 ? 'CN' : 'China ',
      i % 2 ? 'export' : 'IMPORT',
      i % 7 ? '2025-03' : '202504',
      String(850_000 + ((i * 37) % 101)),
      i,
      i % 11 ? 'kg' : 'bale',
      `${i}.5`,
      'USD',
    ].join(','),
  );
  const result = await bring(file('mixed.csv', [head, ...lines].join('\n')), { source: 'items-mixed' });
  assert.deepEqual([result.accepted, result.rejected_count, result.written.length], [400, 0, 2]);
  const { duckdb, home } = app.runtime.services;
  for (const { period, rows } of result.written) {
    const stored = await duckdb.rows<Record<string, number | bigint>>(
      `select reporter, partner, flow, level, commodity, unit from read_parquet('${join(home, 'statistics', 'facts', 'items-mixed', period, '*.parquet')}',
        hive_partitioning = false, file_row_number = true) order by file_row_number`,
    );
    const keys = stored.map((r) =>
      [r.reporter, r.partner, r.flow, r.level, r.commodity].map((n) => String(n).padStart(8, '0')).join(),
    );
    assert.equal(stored.length, rows);
    assert.deepEqual(keys, [...keys].sort());
    assert.equal(new Set(stored.map((r) => r.unit)).size, 2);
  }
  const total = await ask({ sources: ['items-mixed'], frequency: 'M', commodities: ['TOTAL'] });
  const sum = total.facts.reduce((all, f) => all + f.value, 0n);
  assert.equal(sum, BigInt(lines.reduce((all, _, i) => all + i * 100 + 50, 0)));
});

test('what cannot be imported is refused and leaves nothing behind', async () => {
  const wide = Array.from({ length: 100_000 }, (_, at) => `c${at}`).join(',');
  const hostile: [string, string | Uint8Array, string][] = [
    ['empty.csv', '', 'statistics.import_unreadable'],
    ['binary.csv', Buffer.from([0, 1, 2, 3, 0, 0, 255, 254, 65, 44]), 'statistics.import_unreadable'],
    ['unknown.csv', 'a,b\n1,2\n', 'statistics.import_format_unknown'],
    ['parquet.csv', 'PAR1 not really', 'statistics.import_unreadable'],
    ['none.csv', `${newHeader}\n${row({ partner: '999' })}\n`, 'statistics.import_nothing_accepted'],
    ['header.csv', `${newHeader}\n`, 'statistics.import_nothing_accepted'],
    ['wide.csv', `${wide}\n${wide}\n`, 'statistics.import_unreadable'],
    ['endless.csv', 'x'.repeat(20_000_000), 'statistics.import_unreadable'],
    ['nul.csv', `${newHeader}\n${row({}).replace('KAZ', 'K\0Z')}\n`, 'statistics.import_unreadable'],
  ];
  for (const [name, content, code] of hostile) {
    const outcome = await tryImport(file(name, content), { source: 'hostile' });
    assert.ok(isRefusal(outcome) && outcome.code === code, `${name}: ${JSON.stringify(outcome)}`);
  }
  const missing = await tryImport(join(folder, 'nowhere.csv'));
  assert.ok(isRefusal(missing) && missing.code === 'statistics.import_file_missing');
  const reserved = await tryImport(file('r.csv', [newHeader, row({})].join('\n')), { source: 'official' });
  assert.ok(isRefusal(reserved) && reserved.code === 'statistics.import_source_reserved');
  // A quote that is never closed swallows the rest: the rows before it stand, the line is named.
  const open = await bring(
    file('quote.csv', [newHeader, row({}), `"${row({ cmd: '01' })}`, row({ cmd: '02' })].join('\n')),
    { source: 'quote' },
  );
  assert.ok(open.accepted >= 1 && open.rejected.some((r) => r.line === 3));
  const home = join(app.runtime.services.home, 'statistics');
  assert.deepEqual(readdirSync(join(home, 'import')), []);
  const left = readdirSync(home, { recursive: true, encoding: 'utf8' });
  assert.deepEqual(
    left.filter((name) => name.endsWith('.partial') || name.includes('hostile')),
    [],
  );
});

test('a file of exactly as many rows as downloads are cut off at is flagged', async () => {
  const rows = Array.from({ length: 500 }, (_, i) => row({ cmd: String(100_000 + i) }));
  const result = await bring(file('cut.csv', [newHeader, ...rows].join('\n')), { source: 'cut' });
  assert.equal(result.guards[0]?.guard, 'truncated_download');
  const { guards } = await ask({ sources: ['cut'], commodities: ['100000'] });
  assert.ok(guards.some((g) => g.guard === 'truncated_download' && g.rows[0]?.includes('cut.csv')));
});

test('partners that do not add up, groups among partners and a total in disguise are found', async () => {
  const rows = [
    row({ partner: '0', value: '1000' }),
    ...['156', '643', '276', '792', '410'].map((partner) => row({ partner, value: '100' })),
    row({ partner: '392', value: '500' }),
  ];
  await bring(file('sum.csv', [newHeader, ...rows].join('\n')), { source: 'sum' });
  const exact = await ask({ sources: ['sum'] });
  assert.ok(!exact.guards.some((g) => g.guard === 'parts_do_not_add_up'));
  assert.ok(exact.guards.some((g) => g.guard === 'group_as_partner' && g.severity === 'flag'));
  // Japan equals the five others together.
  assert.ok(
    exact.guards.some(
      (g) => g.guard === 'group_as_partner' && g.severity === 'refuse' && g.scope.partner === 'JP',
    ),
  );
  await bring(file('sum2.csv', [newHeader, row({ partner: '0', value: '900' })].join('\n')), {
    source: 'sum',
  });
  const over = await ask({ sources: ['sum'] });
  assert.ok(over.guards.some((g) => g.guard === 'parts_do_not_add_up' && g.severity === 'refuse'));
});

test('a mapping is checked by its schema, and one is proposed for an unknown file', async () => {
  for (const text of [
    '',
    'a: [',
    'source: X\n',
    'source: ok\nrows: unique\ncolumns: {}\nvalues: []\n',
    `source: ok\n${'#'.repeat(70_000)}`,
  ]) {
    const outcome = readMapping(text);
    assert.ok(isRefusal(outcome) && outcome.code === 'statistics.import_mapping_wrong', text.slice(0, 20));
  }
  const text = 'country_iso3_code,partner_iso3_code,year,export_value,import_value\nCHN,KAZ,2020,100,50\n';
  const path = file('atlas.csv', text);
  const suggested = mustSucceed(await suggestMapping(path), 'suggesting');
  const mapping = mustSucceed(readMapping(suggested), suggested);
  const result = await bring(path, { mapping: { ...mapping, source: 'atlas' } });
  assert.equal(result.accepted, 2);
});

test('the published table of China customs, as CSV in Chinese and as a workbook in English', async () => {
  const chinese =
    '（2）2024年12月进出口商品国别（地区）总值表（人民币值）,,,,,,\n,,,,,,单位：万元人民币\n国别（地区）,进出口,,出口,,进口,\n,12月,1至12月累计,12月,1至12月累计,12月,1至12月累计\n总值,400,4800,250,3000,150,1800\n哈萨克斯坦,31,311,20,200,11,111\n火星,1,1,1,1,-,-\n';
  const result = await bring(file('table.csv', chinese), { source: 'gacc-b' });
  assert.deepEqual([result.format, result.rejected.map((r) => r.line)], ['gacc table', [7]]);
  const year = await ask({ sources: ['gacc-b'], partners: ['KZ'], flows: ['export'] });
  assert.deepEqual(
    year.facts.map((f) => [f.period, f.value, f.currency]),
    [['2024', 2_000_000n, 'CNY']],
  );
  const workbook = zipSync({
    'xl/sharedStrings.xml': strToU8(
      '<sst><si><t>(2) Imports and Exports by Country (Region), March 2024</t></si><si><t>Unit: US$1,000</t></si><si><t>Country (Region)</t></si><si><t>Total</t></si><si><t>Export</t></si><si><t>Import</t></si><si><r><t>Kazakh</t></r><r><t>stan</t></r></si></sst>',
    ),
    'xl/worksheets/sheet1.xml': strToU8(
      '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="F2" t="s"><v>1</v></c></row><row r="3"><c r="A3" t="s"><v>2</v></c><c r="B3" t="s"><v>3</v></c><c r="D3" t="s"><v>4</v></c><c r="F3" t="s"><v>5</v></c></row><row r="4"><c r="B4" t="inlineStr"><is><t>Month</t></is></c></row><row r="5"><c r="A5" t="s"><v>6</v></c><c r="B5"><v>30</v></c><c r="C5"><v>90</v></c><c r="D5"><v>20</v></c><c r="E5"><v>60</v></c><c r="F5"><v>10</v></c><c r="G5"><v>30</v></c></row></sheetData></worksheet>',
    ),
  });
  assert.equal((await bring(file('table.xlsx', workbook), { source: 'gacc-c' })).accepted, 3);
  const march = await ask({ sources: ['gacc-c'], frequency: 'M', flows: ['export'] });
  assert.deepEqual(
    march.facts.map((f) => [f.period, f.partner, f.value, f.currency]),
    [['2024-03', 'KZ', 20_000n, 'USD']],
  );
});

test('a workbook that unpacks without end, or is none, is refused', async () => {
  const bomb = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(80 * 2 ** 20) }, { level: 9 });
  assert.ok(bomb.length < 200_000);
  for (const [name, bytes, reason] of [
    ['bomb.xlsx', bomb, /64 MiB/],
    ['broken.xlsx', bomb.subarray(0, 60), /sheet|damaged/],
    [
      'entities.xlsx',
      zipSync({
        'xl/worksheets/sheet1.xml': strToU8(
          '<!DOCTYPE x [<!ENTITY a "b">]><worksheet><c><v>&a;</v></c></worksheet>',
        ),
      }),
      /entity/i,
    ],
  ] as const) {
    const outcome = await tryImport(file(name, bytes), { source: 'bomb' });
    assert.ok(isRefusal(outcome) && outcome.code === 'statistics.import_unreadable', name);
    assert.match(String(outcome.params.reason), reason, name);
  }
});

test('parts below a code are summed with and without the total beside them', async () => {
  const path = file(
    'parts.csv',
    [
      newHeader,
      row({ cmd: 'TOTAL', value: '100' }),
      row({ cmd: '85', value: '60' }),
      row({ cmd: '87', value: '10' }),
      row({ cmd: '8507', value: '60' }),
      row({ cmd: '850760', value: '60', weight: '5' }),
    ].join('\n'),
  );
  await bring(path, { source: 'comtrade-parts' });
  const six = await ask({ sources: ['comtrade-parts'], commodities: ['TOTAL'], children: true, level: 6 });
  assert.deepEqual(
    six.facts.map((f) => f.commodity),
    ['850760'],
  );
  const two = await ask({ sources: ['comtrade-parts'], commodities: ['TOTAL'], children: true, level: 2 });
  assert.deepEqual(two.facts.map((f) => f.commodity).sort(), ['85', '87']);
});
