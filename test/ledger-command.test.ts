import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { type OpenedHome, openHome, temporaryHome } from '../bench/home.ts';
import { startServer } from '../bench/server.ts';
import { EXIT } from '../src/app/commands/exit-codes.ts';
import { saudaWith, startSaudaWith } from './command-line.ts';

const home = temporaryHome();
let opened: OpenedHome;
let owner: pg.Client;
before(async () => {
  // One deal of the demonstration corridor: money in, escrow, and out again.
  const server = await startServer(home.folder, { SAUDA_DEMO_DEALS: '1' });
  await server.end();
  // PostgreSQL stays up between the commands, which join it.
  opened = await openHome(home.folder);
  owner = new pg.Client({ connectionString: opened.cluster.url('sauda') });
  await owner.connect();
});
after(async () => {
  await owner?.end();
  await opened?.close();
  home.remove();
});

async function sauda(...args: string[]): Promise<{ status: number | null; said: string }> {
  const { code, stdout, stderr } = await saudaWith(args, { SAUDA_HOME: home.folder });
  return { status: code, said: stdout || stderr };
}

/** Runs a statement behind the ledger's back, as the owner of the tables. */
async function asOwner(sql: string): Promise<number> {
  return (await owner.query(sql)).rowCount ?? 0;
}

test('sauda ledger seal chains and seals; verify finds it sound, and names what was changed', async () => {
  const sealed = await sauda('ledger', 'seal');
  assert.equal(sealed.status, EXIT.done, sealed.said);
  assert.match(sealed.said, /^\d+ transfers chained, \d+ books sealed\n$/);
  assert.match((await sauda('ledger', 'seal')).said, /^0 transfers chained, 0 books sealed\n$/);

  const sound = await sauda('ledger', 'verify', '--json');
  assert.equal(sound.status, EXIT.done, sound.said);
  const report = JSON.parse(sound.said);
  assert.equal(report.sound, true);
  assert.ok(report.entries > 0 && report.links > 0 && report.seals > 0, sound.said);
  assert.match(
    (await sauda('ledger', 'verify')).said,
    /^✓ \d+ books, \d+ accounts, \d+ entries, \d+ links, \d+ seals in /,
  );

  await asOwner(
    `update payments.transfer set credit_balance = credit_balance + 1 where (book_id, transfer_id) = (
       select book_id, transfer_id from payments.transfer where kind = 'single' order by book_id, transfer_id limit 1)`,
  );
  const broken = await sauda('ledger', 'verify', '--json');
  assert.equal(broken.status, EXIT.found, broken.said);
  const { first_difference } = JSON.parse(broken.said);
  assert.equal(first_difference.check, 'running_balance');
  assert.match(first_difference.expected, /^\d+ at \d+$/);
  // For people, and as a process of its own, whose exit code a script reads.
  const alone = startSaudaWith(['ledger', 'verify'], { SAUDA_HOME: home.folder });
  let told = '';
  alone.stdout?.setEncoding('utf8').on('data', (text: string) => {
    told += text;
  });
  alone.stderr?.resume();
  assert.deepEqual(await once(alone, 'close'), [EXIT.found, null]);
  assert.match(told, /^✗ .*\n {2}first difference: \{"check":"running_balance"/s);
});

test('sauda ledger trial-balance adds up in each currency', async () => {
  const balance = await sauda('ledger', 'trial-balance', '--json');
  assert.equal(balance.status, EXIT.done, balance.said);
  const { sums } = JSON.parse(balance.said);
  assert.ok(sums.length > 1 && sums.every((s: { debit: string; credit: string }) => s.debit === s.credit));
  assert.match((await sauda('ledger', 'trial-balance')).said, /^✓ CNY {2}(\d+) = \1$/m);
});

test('sauda ledger rates proposes what a file says, all or nothing, and names the wrong rows', async () => {
  const file = join(home.folder, 'rates.csv');
  const head = 'base,currency,rate,valid_from,source\n';
  writeFileSync(file, `${head}USD,RUB,0,2026-01-05,made up\nUSD,RUB,x,2026-01-05,made up\n`);
  const wrong = await sauda('ledger', 'rates', file, '--json');
  assert.equal(wrong.status, EXIT.found, wrong.said);
  const problem = JSON.parse(wrong.said);
  assert.equal(problem.code, 'payments.rates_unreadable');
  assert.equal(await asOwner(`select 1 from payments.desk_proposal where kind = 'rate'`), 0);
  writeFileSync(file, `${head}USD,RUB,80.5,2026-01-05,"Demo bank, made-up fixing"\n`);
  const done = await sauda('ledger', 'rates', file);
  assert.match(done.said, /^1 rates proposed\./);
  assert.equal(await asOwner(`select 1 from payments.desk_proposal where kind = 'rate'`), 1);
  assert.equal(await asOwner('select 1 from payments.desk_rate'), 0);
});
