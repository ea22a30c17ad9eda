import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { detectKind, detectTable, readStoredFile, storeFile } from '../index.ts';

const chunk = (kind: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  const named = Buffer.concat([Buffer.from(kind), body]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([head, named, sum]);
};
const png = (width = 1, height = 1): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from([0, 0]))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};
const jpeg = (width = 2, height = 2): Buffer =>
  Buffer.from(
    `ffd8ffe000104a46494600010100000100010000ffc0000b08${height.toString(16).padStart(4, '0')}${width
      .toString(16)
      .padStart(4, '0')}01011100ffda0008010100003f00d2cfffd9`,
    'hex',
  );
const webp = (width = 3, height = 3): Buffer => {
  const body = Buffer.from('2f00000000880808', 'hex');
  body.writeUInt32LE((width - 1) | ((height - 1) << 14), 1);
  const head = Buffer.from('RIFF....WEBPVP8L....', 'latin1');
  head.writeUInt32LE(body.length, 16);
  const file = Buffer.concat([head, body, Buffer.alloc(2)]);
  file.writeUInt32LE(body.length + 2, 16);
  file.writeUInt32LE(file.length - 8, 4);
  return file;
};
const pdf = (inside = ''): Buffer =>
  Buffer.from(
    `%PDF-1.7\n1 0 obj\n<</Type/Catalog ${inside}>>\nendobj\nxref\n0 1\n0000000000 65535 f \ntrailer <</Size 1>>\nstartxref\n9\n%%EOF`,
  );

test('a file is what its content says, whatever it is called', () => {
  assert.equal(detectKind(png()), 'image/png');
  assert.equal(detectKind(jpeg()), 'image/jpeg');
  assert.equal(detectKind(webp()), 'image/webp');
  assert.equal(detectKind(pdf()), 'application/pdf');
});

test('programs, scripts, archives, pictures with something behind them and files cut short are none of these', () => {
  const behind = Buffer.from('<script>alert(1)</script>');
  const hostile: Record<string, Buffer> = {
    empty: Buffer.alloc(0),
    'a program of Windows': Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]),
    'a program of Linux': Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(200)]),
    'an SVG with a script': Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'.padEnd(90)),
    'an archive': Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(200)]),
    'a page': Buffer.from('<!doctype html><script>1</script>'.padEnd(90)),
    'PNG with a script behind it': Buffer.concat([png(), behind]),
    'JPEG with a script behind it': Buffer.concat([jpeg(), behind]),
    'JPEG with an archive behind it that ends like a picture': Buffer.concat([
      jpeg(),
      Buffer.from('PK\x03\x04'),
      Buffer.from('ffd9', 'hex'),
    ]),
    'WebP with a script behind it': Buffer.concat([webp(), behind]),
    'PDF with an archive behind it': Buffer.concat([pdf(), Buffer.from('PK\x03\x04'), Buffer.alloc(30)]),
    'PDF behind a script': Buffer.concat([behind, pdf()]),
    'PDF with a script': pdf('/OpenAction <</S/JavaScript/JS (app.alert)>>'),
    'PDF that starts a program': pdf('/OpenAction <</S/Launch/F (cmd.exe)>>'),
    'PNG cut short': png().subarray(0, -1),
    'JPEG cut short': jpeg().subarray(0, -1),
    'WebP cut short': webp().subarray(0, -1),
    'PDF cut short': pdf().subarray(0, -8),
    'a picture that would unpack to 10 gigabytes': png(100_000, 100_000),
    'a picture of too many points': png(11_000, 11_000),
    'a picture without height': jpeg(2, 0),
    'a chunk longer than the file': Buffer.concat([
      png().subarray(0, 33),
      Buffer.from('7fffffff49444154', 'hex'),
      png(),
    ]),
  };
  for (const [what, bytes] of Object.entries(hostile)) assert.equal(detectKind(bytes), undefined, what);
});

test('every prefix and every single flipped byte of a picture is judged without a throw', () => {
  for (const good of [png(), jpeg(), webp(), pdf()])
    for (let at = 0; at < good.length; at++) {
      assert.equal(detectKind(good.subarray(0, at)), undefined);
      const flipped = Buffer.from(good);
      flipped[at] = (flipped[at] ?? 0) ^ 0xff;
      detectKind(flipped);
    }
});

test('a stored file is read back under its organisation only, and not when its bytes have changed', async () => {
  const home = mkdtempSync(join(tmpdir(), 'files-'));
  const [one, other] = ['0195f000-0000-7000-8000-000000000001', '0195f000-0000-7000-8000-000000000002'];
  try {
    const [hash] = await Promise.all([storeFile(home, one, png()), storeFile(home, one, png())]);
    assert.deepEqual(await readStoredFile(home, one, hash), png());
    assert.equal(await readStoredFile(home, other, hash), undefined);
    assert.deepEqual(readdirSync(join(home, 'files', one)), [hash]);
    writeFileSync(join(home, 'files', one, hash), jpeg());
    assert.equal(await readStoredFile(home, one, hash), undefined);
    await assert.rejects(readStoredFile(home, '../../etc', hash));
  } finally {
    rmSync(home, { recursive: true });
  }
});

const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const types = (main = `${SHEET}.main+xml`) =>
  `<Types><Override PartName="/xl/workbook.xml" ContentType="${main}"/></Types>`;
const workbook = (change: Record<string, string> = {}): Buffer =>
  Buffer.from(
    zipSync(
      Object.fromEntries(
        Object.entries({
          '[Content_Types].xml': types(),
          '_rels/.rels': '<Relationships/>',
          'xl/workbook.xml': '<workbook/>',
          'xl/worksheets/sheet1.xml': '<worksheet/>',
          'xl/printerSettings/printerSettings1.bin': 'x',
          ...change,
        }).map(([name, text]) => [name, Buffer.from(text)]),
      ),
    ),
  );

test('tables are workbooks without anything that runs, and CSV in UTF-8', () => {
  assert.equal(detectTable(workbook()), SHEET);
  for (const csv of [
    'a,b\r\n1,-2\r\n',
    '\ufeff货物;цена\n"x;y";"\'=2"\n',
    'phone\tnote\n+7 (701) 1\t- n/a, +5 %',
  ])
    assert.equal(detectTable(Buffer.from(csv)), 'text/csv', csv);
});

test('macros, files within, bombs, archives cut or glued, formulas in CSV and other texts are no tables', () => {
  const whole = workbook();
  const bomb = Buffer.from(whole);
  // The size in the directory: what is said is too much already.
  bomb.writeUInt32LE(0x7fff_ffff, bomb.indexOf(Buffer.from('504b0102', 'hex')) + 24);
  const locked = Buffer.from(whole);
  locked[locked.indexOf(Buffer.from('504b0102', 'hex')) + 8] = 1;
  const hostile: Record<string, Buffer> = {
    empty: Buffer.alloc(0),
    macros: workbook({ 'xl/vbaProject.bin': 'x' }),
    'macros by their type': workbook({
      '[Content_Types].xml': types('application/vnd.ms-excel.sheet.macroEnabled.main+xml'),
    }),
    'macros under the name of a printer': workbook({
      '[Content_Types].xml': `${types()}<Override ContentType="application/vnd.ms-office.vbaProject"/>`,
    }),
    'a program within': workbook({ 'xl/embeddings/oleObject1.bin': 'MZ' }),
    'a link to another workbook': workbook({ 'xl/externalLinks/externalLink1.xml': '<x/>' }),
    'a way out of the folder': workbook({ 'xl/../../evil.xml': '<x/>' }),
    'a document of another kind': Buffer.from(zipSync({ 'word/document.xml': Buffer.from('<x/>') })),
    'types that unpack to more than a list': workbook({
      '[Content_Types].xml': types() + ' '.repeat(2 ** 21),
    }),
    bomb,
    locked,
    'cut short': whole.subarray(0, -5),
    'something in front': Buffer.concat([Buffer.from('MZ'), whole]),
    'something behind': Buffer.concat([whole, Buffer.from('<script>')]),
    'a program': Buffer.concat([Buffer.from('\x7fELF,;'), Buffer.alloc(100)]),
    'a page': Buffer.from(' <html>,<script>'),
    'a script': Buffer.from('#!/bin/sh -a,b\n'),
    'no columns': Buffer.from('rm -rf /'),
    'not UTF-8': Buffer.from([0xb8, 0xf1, 0x2c, 0x31]),
    'control characters': Buffer.from('a,b\u0007'),
  };
  for (const cell of ["=cmd|' /C calc'!A0", '@SUM(1)', '+cmd|x', '-2+3+cmd|x', '  "=1"', '-WEBSERVICE(1)'])
    hostile[`CSV with ${cell}`] = Buffer.from(`a,b\n1,${cell}\n`);
  for (const [what, file] of Object.entries(hostile)) assert.equal(detectTable(file), undefined, what);
});
