import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { openWorkbench, sqlText, type Workbench } from '../../../platform/index.ts';
import { LINE_BYTES, sortOutLines } from '../import/sort-out-lines.ts';

const folder = mkdtempSync(join(tmpdir(), 'sauda-lines-'));
let bench: Workbench | undefined;
after(() => {
  bench?.close();
  rmSync(folder, { recursive: true, force: true });
});
const [from, to] = [join(folder, 'from.csv'), join(folder, 'to.csv')];

async function sortOut(content: string | Uint8Array, columns = 2, limit = 100) {
  writeFileSync(from, content);
  const found = await sortOutLines({ file: from, delimiter: ',', header_lines: 1, columns }, to, limit);
  return { ...found, sound: readFileSync(to, 'utf8') };
}
async function read(file: string, columns: number, skip: number): Promise<unknown[][]> {
  bench ??= await openWorkbench({ folder, reads: [] });
  const types = Array.from({ length: columns }, (_, i) => `'c${i}': 'VARCHAR'`).join(', ');
  const rows = await bench.rows<object>(
    `select * from read_csv(${sqlText(file)}, auto_detect = false, header = false, skip = ${skip}, delim = ',', quote = '"',
      escape = '"', columns = {${types}}, strict_mode = true)`,
  );
  return rows.map((row) => Object.values(row));
}

test('each kind of a broken line is counted and named, and what is around it stays', async () => {
  for (const [text, broken, sound] of [
    ['a,b\n1,2\n3\n4,5\n', [3], '1,2,2\n4,5,4\n'],
    ['a,b\n1,2,3\n4,5', [2], '4,5,3\n'],
    ['a,b\n1,"x"y\n4,5\n', [2], '4,5,3\n'],
    // A quote that is never closed costs its own line only.
    ['a,b\n1,"x\n4,5\n6,7\n', [2], '4,5,3\n6,7,4\n'],
    ['a,b\n1,"two\nlines"\n\n4,5\n', [], '1,"two\nlines",2\n4,5,5\n'],
    ['a,b\r\n1,2\n3,4\r\n', [], '1,2,2\n3,4,3\n'],
    ['a,b\n1,"say ""so"""\n', [], '1,"say ""so""",2\n'],
    ['a,b\n', [], ''],
    ['', [], ''],
  ] as const)
    assert.deepEqual(await sortOut(text), { broken: broken.length, listed: broken, sound }, text);
  const bytes = Buffer.from('a,b\n1,\xff\n4,5\n', 'latin1');
  assert.deepEqual((await sortOut(bytes)).listed, [2]);
});

test('a line without an end, and a quote that swallows the file, are one broken line each', async () => {
  const long = 'x'.repeat(3 * LINE_BYTES);
  assert.deepEqual(await sortOut(`a,b\n${long}\n4,5\n`), { broken: 1, listed: [2], sound: '4,5,3\n' });
  const rows = '4,5\n'.repeat(LINE_BYTES / 2);
  const swallowed = await sortOut(`a,b\n1,"2\n${rows}`);
  assert.deepEqual(
    [swallowed.broken, swallowed.listed, swallowed.sound.length > rows.length],
    [1, [2], true],
  );
});

test('whatever the text is, what is left can be read, and nothing that can be read is left out', async () => {
  const piece = fc.constantFrom('1', 'x', '"', '""', ',', '\n', ' ', '"q"', '1,2\n', '3,"4"\n', '5,"6\n7"\n');
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
      const text = `a,b\n${pieces.join('')}`;
      const { broken, sound } = await sortOut(text);
      const rows = await read(to, 3, 0);
      if (sound === '') assert.equal(rows.length, 0);
      const direct = await read(from, 2, 1).catch(() => undefined);
      if (direct && broken === 0)
        assert.deepEqual(
          rows.map((r) => r.slice(0, 2)),
          direct,
        );
      if (direct) assert.equal(broken, 0, JSON.stringify(text));
    }),
    { numRuns: 300, seed: 20260302 },
  );
});
