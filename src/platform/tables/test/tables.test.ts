import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { readXlsx, toCsv, toXlsx, type XlsxColumn } from '../index.ts';

test('CSV: formulas become text, numbers stay numbers, every text comes back', () => {
  const cells = ['=1+1', '+cmd', '-x', '@x', '\tx', '中国, "Xi\'an"', 'Казахстан\nсегодня', 'plain'];
  const rows: string[][] = parse(toCsv(['text', 'value'], [...cells.map((c) => [c, '-12.50']), [null, 3]]));
  assert.deepEqual(rows[0], ['text', 'value']);
  rows.slice(1, -1).forEach(([text, value], i) => {
    const cell = cells[i] ?? '';
    assert.equal(text, /^[=+\-@\t]/.test(cell) ? `'${cell}` : cell);
    assert.equal(value, '-12.50');
  });
  assert.deepEqual(rows.at(-1), ['', '3']);
  assert.equal(toCsv(['a'], [['=2']]), 'a\r\n"\'=2"\r\n');
});

const columns: XlsxColumn<{ note: string; cents: number }>[] = [
  { name: 'note', kind: 'text', value: (row) => row.note },
  { name: 'amount', kind: 'number', value: (row) => (row.cents / 100).toFixed(2) },
];

async function workbook(rows: number, sheetRows: number): Promise<Uint8Array> {
  const many = Array.from({ length: rows }, (_, cents) => ({ note: '=HYPERLINK("x")<&\u0001', cents }));
  const parts: Uint8Array[] = [];
  for await (const part of toXlsx('A & B', columns, [many.slice(0, 4), many.slice(4)], sheetRows))
    parts.push(part);
  return new Uint8Array(Buffer.concat(parts));
}

test('XLSX: sheets are filled one after the other, text is text, the same rows give the same bytes', async () => {
  const book = unzipSync(await workbook(7, 3));
  const sheet = (n: number) => Buffer.from(book[`xl/worksheets/sheet${n}.xml`] ?? []).toString();
  assert.deepEqual(
    [1, 2, 3].map((n) => sheet(n).match(/<row>/g)?.length),
    [4, 4, 2],
  );
  assert.match(sheet(3), /<c><v>0\.06<\/v><\/c>/);
  assert.match(sheet(1), /=HYPERLINK\("x"\)&lt;&amp; <\/t>/);
  assert.equal(sheet(1).includes('<f>'), false);
  assert.match(Buffer.from(book['xl/workbook.xml'] ?? []).toString(), /name="A &amp; B 1"/);
  assert.deepEqual(await workbook(7, 3), await workbook(7, 3));
});

test('XLSX: a sheet of endless tags, attributes or depth is refused before it is read', () => {
  const read = (sheet: string) => readXlsx(zipSync({ 'xl/worksheets/sheet1.xml': strToU8(sheet) }), 2 ** 20);
  const cells = (n: number) => `<worksheet><sheetData><row>${'<c/>'.repeat(n)}</row></sheetData></worksheet>`;
  assert.deepEqual(read(cells(3)), [['', '', '']]);
  assert.match(String(read(cells(100_000))), /more than 32768 tags/);
  const attributes = Array.from({ length: 50_000 }, (_, i) => `a${i}=""`).join(' ');
  assert.match(
    String(read(`<worksheet><sheetData ${attributes}/></worksheet>`)),
    /more than 32768 tags and attributes/,
  );
  assert.match(String(read(`<worksheet>${'<x>'.repeat(1000)}`)), /more than 32 tags in one another/);
});
