import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { EXIT } from '../src/app/commands/exit-codes.ts';
import { mustSucceed } from '../src/kernel/refusal.ts';
import { announceDeposit, setNostro } from '../src/modules/banking/index.ts';
import { line, NOSTRO, statement, status } from '../src/modules/banking/test/bank-fixture.ts';
import { writeMessage } from '../src/modules/iso20022/index.ts';
import { registerOrganisations } from '../src/modules/parties/index.ts';
import { demoBank, demoTraders, memberOf } from '../src/simulator/organisations.ts';
import type { TestApp } from './app.ts';
import { sauda } from './command-line.ts';
import { testTheatre } from './theatre.ts';

// `sauda bank reconcile` as an operator runs it: on the real database, from files.

let app: TestApp;
let reference: string;
const folder = mkdtempSync(join(tmpdir(), 'sauda-bank-'));
before(async () => {
  ({ app } = await testTheatre());
  const [trader] = demoTraders('KZ');
  assert.ok(trader);
  await app.within((ctx) => registerOrganisations(ctx.tx, [demoBank, trader]));
  mustSucceed(
    await app.execute(setNostro, memberOf(demoBank), { currency: 'CNY', account: NOSTRO, bic: 'DEMOKZKA' }),
    'nostro',
  );
  ({ reference } = mustSucceed(
    await app.execute(announceDeposit, memberOf(trader), {
      bank_org_id: demoBank.org_id,
      amount: { amount: '70000', currency: 'CNY' },
    }),
    'announce',
  ));
});
after(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const told = (...lines: Parameters<typeof statement>) =>
  mustSucceed(writeMessage('camt.053.001.08', statement(...lines)), 'statement');
const reconcile = (path: string, ...more: string[]) =>
  sauda(app, ['bank', 'reconcile', path, '--bank', demoBank.org_id, ...more]);
const booked = () =>
  app.within(({ tx }) =>
    tx.one<{ n: bigint }>(
      'select (select count(*) from banking.entry) + (select count(*) from banking.message) as n',
    ),
  );

test('what is beyond doubt is matched, with its reasons, and nothing is booked', async () => {
  const path = file('sure.xml', told(line('CRDT', 70_000n, { bank: 'A', text: reference })));
  const ran = await reconcile(path);
  assert.equal(ran.code, EXIT.done, ran.stderr);
  assert.match(
    ran.stdout,
    /^2026-03-02 {2}credit {2}700\.00 CNY {2}matched: expectation [0-9a-f-]{36} \(reference, amount, date\)\n$/,
  );
  assert.equal((await booked()).n, 0n);
});

test('what is in doubt is told as such, for people and for programs', async () => {
  const path = file(
    'doubt.xml',
    told(line('CRDT', 70_000n, { bank: 'B', text: 'no reference' }), line('DBIT', 5n, { bank: 'C' })),
  );
  const ran = await reconcile(path);
  assert.equal(ran.code, EXIT.found, ran.stderr);
  assert.match(ran.stdout, /perhaps: expectation [0-9a-f-]{36} \(amount, date\)\n/);
  assert.match(ran.stdout, /debit {3}0\.05 CNY {2}nothing like it is expected\n/);
  const json = await reconcile(path, '--json');
  assert.equal(json.code, EXIT.found);
  const [first, second] = JSON.parse(json.stdout);
  assert.deepEqual(
    [first.entry.amount, first.match, first.suggestions[0].reasons, second.suggestions],
    ['70000', null, ['amount', 'date'], []],
  );
});

test('what is no statement, is hostile or is no bank is refused with its code', async () => {
  const report = mustSucceed(
    writeMessage('pacs.002.001.10', status({ uetr: '22222222-2222-4222-8222-222222222222' }, 'ACSC')),
    'status',
  );
  const bomb = told(line('CRDT', 1n)).replace('?>\n', '?>\n<!DOCTYPE a [<!ENTITY b "c">]>\n');
  for (const [name, content, code] of [
    ['other.xml', report, 'banking.not_a_statement'],
    ['bomb.xml', bomb, 'iso20022.doctype'],
    ['huge.xml', Buffer.alloc(21 * 1024 * 1024, 0x20), 'iso20022.too_large'],
    ['empty.xml', '', 'iso20022.malformed'],
  ] as const) {
    const ran = await reconcile(file(name, content), '--json');
    assert.equal(ran.code, EXIT.found, name);
    assert.equal(JSON.parse(ran.stdout).code, code, name);
  }
  const missing = await reconcile(join(folder, 'nowhere.xml'));
  assert.notEqual(missing.code, EXIT.done);
  const nobody = await sauda(app, ['bank', 'reconcile', file('x.xml', report), '--bank', 'nobody']);
  assert.equal(nobody.code, EXIT.usage);
});
