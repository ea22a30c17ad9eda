import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openWorkbench, sqlText, type Workbench } from '../../../platform/index.ts';
import { fillWords, wordsNeeded } from '../import/fill-words.ts';
import { comtrade } from '../import/formats/comtrade.ts';
import { declarations } from '../import/formats/declarations.ts';
import type { Mapping } from '../import/mapping.ts';
import { plainRows } from '../import/plain-rows.ts';
import { planRows } from '../import/plan-rows.ts';
import { columnName, findFields } from '../import/row-fields.ts';
import type { Codebook } from '../vintages/codebook.ts';

const folder = mkdtempSync(join(tmpdir(), 'sauda-plain-'));
let bench: Workbench;
before(async () => {
  bench = await openWorkbench({ folder, reads: [] });
  const codes = new Map(wordsNeeded().map(([book, word], at) => [`${book} ${word}`, at + 1]));
  const book = { code: (of: string, word: string) => codes.get(`${of} ${word}`) ?? 0 } as Codebook;
  await fillWords(bench, { ...declarations, flow_words: { Ausfuhr: 'export' } }, book);
});
after(() => {
  bench.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Texts as files have them, right and wrong. The first line of each test is plain in every column. */
const odd: readonly (string | null)[] = [
  null,
  '',
  ' ',
  '0',
  '1',
  '-1',
  '+1',
  'x',
  'S',
  'D',
  'True',
  'yes',
  ' CN ',
  'cn',
  'China',
  'CHINA',
  '中国',
  '156',
  '000',
  'W00',
  'Import',
  'export',
  'M',
  'ausfuhr',
  'USD',
  'usd',
  'kg',
  'N/A',
  'тонна',
  'H6',
  'hs2017',
  'S4',
  'TOTAL',
  'total',
  '01',
  '0101',
  '010121',
  '01012100',
  '0101210000',
  ' 1234',
  '+12345',
  '1e5',
  '1234e1',
  '12.3',
  '12.34',
  '12.345',
  '12.3456',
  '1.200',
  '.5',
  '5.',
  '1,000',
  '99999999999999.99',
  '123456789012345',
  '99999999999999999999',
  '2023',
  '202313',
  '2023-02',
  '2023-13',
  '2023-02-31',
  '2023M02',
  '1950',
  'C00',
  'C05',
  'C999',
  '9999',
  '99999',
];

for (const [name, mapping, header, good] of [
  [
    'items of declarations',
    declarations,
    'period,reporter,partner,flow,hs_code,currency,net_weight_kg,quantity,unit,value',
    ['2025-01', 'KZ', 'CN', 'import', '85076000', 'USD', '2.5', '1', 'kg', '10.10'],
  ],
  [
    'UN Comtrade',
    comtrade,
    'typeCode,period,reporterCode,flowCode,partnerCode,partner2Code,classificationCode,cmdCode,customsCode,motCode,qtyUnitAbbr,qty,netWgt,isNetWgtEstimated,primaryValue',
    ['C', '2023', '398', 'M', '156', '0', 'H6', '850760', 'C00', '0', 'kg', '1', '2.5', 'False', '100.5'],
  ],
] as [string, Mapping, string, string[]][])
  test(`${name}: what is plain means what it means at a closer look`, async () => {
    const columns = header.split(',');
    const lines = [
      good,
      ...columns.flatMap((_, at) => odd.map((text) => good.map((g, i) => (i === at ? text : g)))),
    ];
    const texts = lines.map(
      (line, at) => `(${at}, ${line.map((t) => (t === null ? 'null' : sqlText(t))).join(', ')})`,
    );
    await bench.run(`create or replace table input as select * from (values ${texts.join(', ')})
      t(n, ${columns.map((_, at) => columnName(at)).join(', ')})`);
    const fields = findFields(mapping, columns);
    const source = { sql: 'select * from input', columns, row_number: 'n' };
    const plain = await byLine(plainRows(mapping, fields, source, true) ?? '');
    const closer = await byLine(planRows(mapping, fields, source, true));
    let taken = 0;
    for (const [at, row] of plain) {
      const { raw: _, ...columnsOfRow } = row;
      if (row.period === 0) continue;
      taken += 1;
      const { reason, unknown_unit, ...expected } = closer.get(at) ?? {};
      const line = lines[at]?.join(' | ');
      assert.deepEqual([reason, unknown_unit ?? null], [0, null], line);
      assert.deepEqual(columnsOfRow, expected, line);
    }
    assert.notEqual(plain.get(0)?.period, 0, 'the good line is plain');
    assert.ok(taken > lines.length / 20 && taken < lines.length / 2, `${taken} of ${lines.length} are plain`);
  });

async function byLine(sql: string): Promise<Map<number, Record<string, unknown>>> {
  const rows = await bench.rows<Record<string, unknown>>(sql);
  return new Map(rows.map((row) => [Number(row.line), row]));
}
