import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { doctor } from '../src/app/commands/doctor.ts';
import { EXIT } from '../src/app/commands/exit-codes.ts';
import type { Finding } from '../src/app/doctor/finding.ts';
import { readConfig } from '../src/platform/config.ts';

async function examine(env: Record<string, string>): Promise<{ code: number; findings: Finding[] }> {
  const lines: string[] = [];
  const code = await doctor((line) => lines.push(line), readConfig(env), { json: true });
  assert.equal(lines.length, 1);
  const { findings, healthy } = JSON.parse(lines[0] ?? '') as { healthy: boolean; findings: Finding[] };
  assert.equal(healthy, code === EXIT.done);
  for (const finding of findings) if (finding.state === 'problem') assert.ok(finding.mend, finding.name);
  return { code, findings };
}

test('the doctor finds the taken port and the unreachable database, and says what to do', async () => {
  const home = mkdtempSync(join(tmpdir(), 'sauda-doctor-'));
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const address = other.address();
  assert.ok(address && typeof address === 'object');
  try {
    const { code, findings } = await examine({
      SAUDA_HOME: home,
      PORT: String(address.port),
      DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none',
    });
    assert.equal(code, EXIT.found);
    const states = Object.fromEntries(findings.map((finding) => [finding.name, finding.state]));
    assert.equal(states.port, 'problem');
    assert.equal(states.database, 'problem');
    assert.equal(states.node, 'ok');
    assert.equal(states.home, 'ok');
    if (process.platform === 'linux')
      assert.match(
        findings.find((finding) => finding.name === 'port')?.found ?? '',
        new RegExp(`process ${process.pid} `),
      );
  } finally {
    other.close();
    rmSync(home, { recursive: true, force: true });
  }
});

test('an installation that was never started is not ill', async () => {
  const home = mkdtempSync(join(tmpdir(), 'sauda-doctor-'));
  try {
    const { findings } = await examine({ SAUDA_HOME: home, PORT: '0' });
    const server = findings.find((finding) => finding.name === 'server');
    assert.equal(server?.state, 'note');
    assert.match(server?.mend ?? '', /npm start/);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
