import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { mappingOf, writeRows } from '../../../../test/trade-rows.ts';
import { mustSucceed } from '../../../kernel/refusal.ts';
import { customs } from '../../customs/index.ts';
import { deals } from '../../deals/index.ts';
import { reference } from '../../reference/index.ts';
import { importTrade, statistics } from '../index.ts';

const ROWS = 1_000_000;
const MEMORY_MB = 1200;
const kinds = [
  ['The line is not well formed CSV', (at: number) => `2023,KZ,${at}`],
  ['The value is not a number', (at: number) => `2023,KZ,CN,import,870380,H6,USD,x${at},,,,`],
  [
    'The file already has a row for the same period, reporter, partner, flow and commodity',
    (at: number) => `2023,KZ,CN,import,TOTAL,H6,USD,${at},,,,`,
  ],
] as const;

let app: TestApp;
const folder = mkdtempSync(join(tmpdir(), 'sauda-bad-'));
before(async () => {
  app = await testApp([reference, deals, customs, statistics]);
});
after(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

test(`a million bad rows are each listed, in no more than ${MEMORY_MB} MB`, async () => {
  const file = writeRows(folder, 'bad.csv', [{}]);
  const out = createWriteStream(file, { flags: 'a' });
  for (let at = 0; at < ROWS; ) {
    let text = '';
    for (const end = at + 10_000; at < end; at += 1) text += `${kinds[at % 3]?.[1](at)}\n`;
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  const result = mustSucceed(
    await app.within((ctx) => importTrade(ctx, { file, mapping: mappingOf('bad'), list: ROWS })),
    'importing',
  );
  assert.deepEqual([result.accepted, result.rejected_count, result.rejected.length], [1, ROWS, ROWS]);
  // The header and the sound row are lines 1 and 2.
  const wrong = result.rejected.findIndex(
    ({ line, reason }, at) => line !== at + 3 || reason !== kinds[at % 3]?.[0],
  );
  assert.equal(wrong, -1, JSON.stringify(result.rejected[wrong]));
  const peak = process.resourceUsage().maxRSS / 1024;
  assert.ok(peak < MEMORY_MB, `${Math.round(peak)} MB at the peak`);
  console.info(`a million bad rows: ${Math.round(peak)} MB at the peak`);
});
