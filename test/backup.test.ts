import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import pg from 'pg';
import { money } from '../src/kernel/money.ts';
import { isRefusal, mustSucceed } from '../src/kernel/refusal.ts';
import { approvals } from '../src/modules/approvals/index.ts';
import { auditTimelines, deals, sealTimelines } from '../src/modules/deals/index.ts';
import { openedDeal } from '../src/modules/deals/test/deal-fixture.ts';
import { parties } from '../src/modules/parties/index.ts';
import { chainBooks, openBooks, payments, sealBooks, verifyLedger } from '../src/modules/payments/index.ts';
import { reference } from '../src/modules/reference/index.ts';
import { restoreBackup, takeBackup } from '../src/platform/backup/index.ts';
import { migrationStatus } from '../src/platform/database/migrate.ts';
import { MemoryJobs } from '../src/platform/memory-jobs.ts';
import { type TestApp, testApp } from './app.ts';

const modules = [reference, parties, approvals, deals, payments];
let source: TestApp;
let folder: string;
before(async () => {
  source = await testApp(modules);
  folder = mkdtempSync(join(tmpdir(), 'sauda-backup-'));
  await openedDeal(source, 'contracted');
  await openedDeal(source, 'requested');
  await source.within((ctx) => sealTimelines(ctx));
  const [org, bank] = [source.member('trader'), source.member('bank')];
  await source.within(async (ctx) => {
    const deposits = [money(1_000_000n, 'CNY'), money(5n, 'KZT')];
    await openBooks(ctx, 'backup', {
      organisations: [{ org_id: org.org_id, bank_org_id: bank.org_id, deposits }],
      liquidity: [money(7n, 'USD')],
    });
    await chainBooks(ctx);
    await sealBooks(ctx);
  });
});
after(async () => {
  await source.close();
  rmSync(folder, { recursive: true, force: true });
});

async function backup(name: string) {
  return takeBackup({
    system_url: source.database.urlOf('sauda_system'),
    migrations: await migrationStatus(source.ownerUrl, modules),
    home: source.runtime.services.home,
    folder: join(folder, name),
    taken_at: source.clock.now(),
  });
}

/** Migrated, but without what loading puts in: that is what a restore finds. */
async function emptyTarget(): Promise<TestApp> {
  const target = await testApp(modules);
  const owner = new pg.Client({ connectionString: target.ownerUrl });
  await owner.connect();
  await owner.query('truncate payments.book, payments.account');
  await owner.end();
  return target;
}

async function restore(target: TestApp, name: string) {
  return restoreBackup({
    system_url: target.database.urlOf('sauda_system'),
    migrations: await migrationStatus(target.ownerUrl, modules),
    home: target.runtime.services.home,
    folder: join(folder, name),
    jobs: new MemoryJobs(target.clock),
  });
}

function rowCounts(app: TestApp, tables: readonly { name: string }[]): Promise<string[]> {
  return app.within(async ({ tx }) => {
    const counts: string[] = [];
    for (const { name } of tables) {
      const { digest } = await tx.one<{ digest: string }>(
        `select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as digest from ${name} t`,
      );
      counts.push(`${name} ${digest}`);
    }
    return counts;
  });
}

test('a backup brings back every row of every table, and the chains still hold', async () => {
  const contents = mustSucceed(await backup('whole'), 'backup');
  assert.ok(contents.tables.some((table) => table.name === 'deals.event' && table.rows > 5));
  const target = await emptyTarget();
  try {
    mustSucceed(await restore(target, 'whole'), 'restore');
    assert.deepEqual(await rowCounts(target, contents.tables), await rowCounts(source, contents.tables));
    // The seals were signed with the key of the source, which is not a file in this test.
    target.runtime.services.signer = source.runtime.services.signer;
    const report = await target.within((ctx) => auditTimelines(ctx));
    assert.equal(report.broken, null);
    assert.equal(report.deals, 2);
    const ledger = await target.within((ctx) => verifyLedger(ctx.tx));
    assert.deepEqual(ledger.differences, []);
    assert.equal(ledger.transfers, 5);

    const again = await restore(target, 'whole');
    assert.ok(isRefusal(again) && again.code === 'backup.not_empty');
  } finally {
    await target.close();
  }
});

test('a damaged, cut or foreign backup restores nothing', async () => {
  mustSucceed(await backup('damaged'), 'backup');
  const target = await emptyTarget();
  const path = join(folder, 'damaged');
  const events = join(path, 'tables', 'deals.event.ndjson.gz');
  const whole = readFileSync(events);
  try {
    const attempts: [string, () => void, string][] = [
      [
        'one changed letter',
        () => writeFileSync(events, gzipSync(gunzipSync(whole).toString().replace('rfq', 'rfx'))),
        'backup.damaged',
      ],
      [
        'cut in the middle',
        () => writeFileSync(events, whole.subarray(0, whole.length - 40)),
        'backup.damaged',
      ],
      ['a missing file', () => rmSync(events), 'backup.damaged'],
      [
        'a migration this version lacks',
        () => changeContents(path, '"0001-deals.sql"', '"0001-dials.sql"'),
        'backup.other_version',
      ],
      ['no contents', () => rmSync(join(path, 'backup.json')), 'backup.not_a_backup'],
    ];
    for (const [what, damage, code] of attempts) {
      damage();
      const outcome = await restore(target, 'damaged');
      assert.ok(isRefusal(outcome), what);
      assert.equal(outcome.code, code, what);
      const { count } = await target.within(({ tx }) =>
        tx.one<{ count: bigint }>('select count(*) from deals.event'),
      );
      assert.equal(count, 0n, what);
    }
  } finally {
    await target.close();
  }
});

test('a folder that holds something is not written to', async () => {
  mustSucceed(await backup('taken'), 'backup');
  appendFileSync(join(folder, 'taken', 'note'), 'mine');
  const before = readdirSync(join(folder, 'taken'));
  const outcome = await backup('taken');
  assert.ok(isRefusal(outcome) && outcome.code === 'backup.folder_taken');
  assert.deepEqual(readdirSync(join(folder, 'taken')), before);
});

function changeContents(path: string, from: string, to: string): void {
  const file = join(path, 'backup.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
}
