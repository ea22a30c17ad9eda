import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { doctor } from '../src/app/commands/doctor.ts';
import { EXIT } from '../src/app/commands/exit-codes.ts';
import type { Finding } from '../src/app/doctor/finding.ts';
import { messageNames, schemaText } from '../src/modules/iso20022/index.ts';
import { readConfig } from '../src/platform/config.ts';
import { openJobs, prepareJobs } from '../src/platform/jobs.ts';
import { testApp } from './app.ts';
import { TEST_SECRET } from './cluster.ts';

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

test('the doctor names the schema that cannot be read and those that are missing', async () => {
  const home = mkdtempSync(join(tmpdir(), 'sauda-doctor-'));
  const schemas = async (SAUDA_XSD_DIR: string) =>
    (await examine({ SAUDA_HOME: home, PORT: '0', SAUDA_XSD_DIR })).findings.filter(
      (finding) => finding.name === 'message schemas',
    );
  try {
    const [mistyped] = await schemas(join(home, 'mistyped'));
    assert.equal(mistyped?.state, 'problem');
    assert.ok(mistyped.found.endsWith(`and ${messageNames.length - 1} more`), mistyped.found);
    writeFileSync(join(home, 'pacs.008.001.08.xsd'), schemaText('pacs.008.001.08'));
    const [some] = await schemas(home);
    assert.equal(some?.state, 'note');
    assert.ok(some.found.includes('pacs.009.001.08') && !some.found.includes('pacs.008'), some.found);
    writeFileSync(join(home, 'pacs.009.001.08.xsd'), 'cut off');
    assert.match((await schemas(home))[0]?.found ?? '', /^pacs\.009\.001\.08\.xsd: /);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});

test('the doctor names jobs that nobody moves to their queues', async () => {
  const home = mkdtempSync(join(tmpdir(), 'sauda-doctor-'));
  const app = await testApp([]);
  const queues = async () =>
    (
      await examine({ SAUDA_HOME: home, PORT: '0', SAUDA_SECRET: TEST_SECRET, DATABASE_URL: app.ownerUrl })
    ).findings
      .filter(({ name }) => name === 'queues')
      .map(({ state, found }) => ({ state, found }));
  try {
    await prepareJobs(app.ownerUrl);
    const jobs = await openJobs(app.database.urlOf('sauda_jobs'), [], assert.ifError, { tended: false });
    await jobs.stop();
    assert.deepEqual(await queues(), [{ state: 'ok', found: 'no failed jobs' }]);
    await app.database.system.query(
      `insert into platform.outbox (job_id, queue, job, handed_in_at)
       values (gen_random_uuid(), 'deals.event', '{}', '2026-01-01T00:00:00Z'), (gen_random_uuid(), 'deals.event', '{}', now())`,
    );
    assert.deepEqual(await queues(), [
      { state: 'problem', found: '1 of deals.event wait in the outbox since 2026-01-01T00:00:00.000Z' },
    ]);
  } finally {
    await app.close();
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
