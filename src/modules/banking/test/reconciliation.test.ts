import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { readMessage, writeMessage } from '../../iso20022/index.ts';
import { confirmDeposit, TREASURY_ORG_ID, verifyLedger } from '../../payments/index.ts';
import { pollInboxes } from '../connectors/jobs.ts';
import { announceDeposit, decideProposal, listEntries, proposeMatch, proposeUnmatch } from '../index.ts';
import { exportStatement } from '../statement-message.ts';
import { type BankWorld, line, notice, openBankWorld, statement } from './bank-fixture.ts';

let world: BankWorld;
before(async () => {
  world = await openBankWorld();
});
after(async () => {
  assert.deepEqual((await world.app.within((ctx) => verifyLedger(ctx.tx))).differences, []);
  await world.app.close();
});

const announce = async (who: Parameters<BankWorld['wallet']>[0], amount: bigint) =>
  mustSucceed(
    await world.app.execute(announceDeposit, who, {
      bank_org_id: world.bank.org_id,
      amount: { amount: amount.toString(), currency: 'CNY' },
    }),
    'announce',
  );
const entries = async (state?: 'unmatched' | 'proposed' | 'matched') =>
  mustSucceed(
    await world.app.execute(listEntries, world.bank, { limit: 100, ...(state ? { state } : {}) }),
    'entries',
  ).items;
const entryOf = async (bank_reference: string) => {
  const found = (await entries()).find((e) => e.bank_reference === bank_reference);
  assert.ok(found, bank_reference);
  return found;
};

test('a payment under its reference is credited once, by notice and by statement', async () => {
  const me = await world.trader(0n);
  const { reference } = await announce(me, 70_000n);
  const told = line('CRDT', 70_000n, { bank: 'IN-1', text: `Inv 5 ref ${reference.toLowerCase()} thanks` });
  await world.tell('camt.054.001.08', notice(told));
  await world.tell('camt.053.001.08', statement(told, line('CRDT', 1n, { bank: 'IN-2' })));
  assert.equal(await world.wallet(me), '70000 70000');
  const entry = await entryOf('IN-1');
  assert.deepEqual(
    [entry.state, entry.match?.how, entry.match?.reasons],
    ['matched', 'automatic', ['reference', 'amount', 'date']],
  );
  assert.equal((await entryOf('IN-2')).state, 'unmatched');
});

test('what is not beyond doubt waits with its reasons: another amount, no reference, out of the window', async () => {
  const me = await world.trader(0n);
  const { reference, expectation_id } = await announce(me, 80_000n);
  await world.tell(
    'camt.054.001.08',
    notice(
      line('CRDT', 79_975n, { bank: 'LESS', text: reference }),
      line('CRDT', 80_000n, { bank: 'NOREF', text: 'payment' }),
      line('CRDT', 80_000n, { bank: 'LATE', text: reference, day: '2027-01-01' }),
    ),
  );
  assert.equal(await world.wallet(me), 'undefined undefined');
  const reasons = async (ref: string) =>
    (await entryOf(ref)).suggestions.filter((s) => s.target_id === expectation_id).map((s) => s.reasons);
  assert.deepEqual(await reasons('LESS'), [['reference', 'date']]);
  assert.deepEqual(await reasons('NOREF'), [['amount', 'date']]);
  assert.deepEqual(await reasons('LATE'), [['reference', 'amount']]);
});

test('people match in pairs; what was wrong is taken back in pairs, and the money with it', async () => {
  const { app, bank, second } = world;
  const me = await world.trader(0n);
  const { expectation_id } = await announce(me, 5_500n);
  await world.tell('camt.054.001.08', notice(line('CRDT', 5_500n, { bank: 'HAND', text: 'no reference' })));
  const { entry_id } = await entryOf('HAND');
  const target = {
    entry_id,
    target_kind: 'expectation',
    target_org_id: me.org_id,
    target_id: expectation_id,
  } as const;
  const proposal = mustSucceed(await app.execute(proposeMatch, bank, target), 'propose');
  assert.deepEqual(proposal.reasons, ['amount', 'date']);
  const twice = await app.execute(proposeMatch, second, target);
  assert.ok(isRefusal(twice) && twice.code === 'banking.not_unmatched');
  const decision = { entry_id, number: proposal.number, decision: 'approved' } as const;
  const own = await app.execute(decideProposal, bank, decision);
  assert.ok(isRefusal(own) && own.code === 'banking.four_eyes');
  mustSucceed(await app.execute(decideProposal, second, decision), 'decide');
  await app.drain();
  assert.equal(await world.wallet(me), '5500 5500');
  assert.equal((await entryOf('HAND')).state, 'matched');

  const back = mustSucceed(await app.execute(proposeUnmatch, second, { entry_id }), 'unmatch');
  mustSucceed(await app.execute(decideProposal, bank, { ...decision, number: back.number }), 'decide');
  await app.drain();
  assert.equal(await world.wallet(me), '0 0');
  assert.equal((await entryOf('HAND')).state, 'unmatched');

  // To whom it belonged: credited there, once.
  const other = await world.trader(0n);
  const right = {
    entry_id,
    target_kind: 'organisation',
    target_org_id: other.org_id,
    target_id: other.org_id,
  } as const;
  const again = mustSucceed(await app.execute(proposeMatch, bank, right), 'propose');
  mustSucceed(await app.execute(decideProposal, second, { ...decision, number: again.number }), 'decide');
  await app.drain();
  assert.equal(await world.wallet(other), '5500 5500');
});

test('money that is spent is not taken back: the entry stays matched, with the reason', async () => {
  const { app, bank, second } = world;
  const me = await world.trader(0n);
  const { reference } = await announce(me, 9_000n);
  await world.tell('camt.054.001.08', notice(line('CRDT', 9_000n, { bank: 'SPENT', text: reference })));
  await world.order(me, 9_000n);
  const { entry_id } = await entryOf('SPENT');
  const back = mustSucceed(await app.execute(proposeUnmatch, bank, { entry_id }), 'unmatch');
  mustSucceed(
    await app.execute(decideProposal, second, { entry_id, number: back.number, decision: 'approved' }),
    'decide',
  );
  await app.drain();
  const { state, match } = await entryOf('SPENT');
  assert.deepEqual([state, match?.effect_code], ['matched', 'payments.overdrawn']);
});

test('a payment that the bank has confirmed by hand is not credited again by its statement', async () => {
  const { app, bank } = world;
  const me = await world.trader(0n);
  const { reference } = await announce(me, 4_200n);
  mustSucceed(
    await app.execute(confirmDeposit, bank, {
      org_id: me.org_id,
      amount: { amount: '4200', currency: 'CNY' },
      bank_reference: 'BY-HAND',
    }),
    'confirm',
  );
  await app.drain();
  await world.tell('camt.053.001.08', statement(line('CRDT', 4_200n, { bank: 'BY-HAND', text: reference })));
  assert.equal(await world.wallet(me), '4200 4200');
});

test('other accounts, other currencies, pending and zero lines are not booked', async () => {
  const before = (await entries()).length;
  const foreign = notice(line('CRDT', 100n, { bank: 'X-1' }));
  const [Ntfctn] = foreign.Ntfctn;
  assert.ok(Ntfctn);
  await world.tell('camt.054.001.08', {
    ...foreign,
    Ntfctn: [{ ...Ntfctn, Acct: { Id: { Othr: { Id: 'ELSEWHERE' } } } }],
  });
  await world.tell(
    'camt.054.001.08',
    notice(
      line('CRDT', 0n, { bank: 'X-2' }),
      { ...line('CRDT', 5n, { bank: 'X-3' }), Sts: { Cd: 'PDNG' } },
      { ...line('CRDT', 5n, { bank: 'X-4' }), Amt: { amount: 5n, currency: 'USD' } },
    ),
  );
  assert.equal((await entries()).length, before);
});

test('files: each once, moved when it is known to be stored; what is refused lies beside its reason', async () => {
  const { app, bank, bank_dir } = world;
  const folder = join(bank_dir, bank.org_id);
  mkdirSync(join(folder, 'inbox'), { recursive: true });
  const me = await world.trader(0n);
  const { reference } = await announce(me, 3_300n);
  const xml = mustSucceed(
    writeMessage('camt.054.001.08', notice(line('CRDT', 3_300n, { bank: 'FILE-1', text: reference }))),
    'x',
  );
  writeFileSync(join(folder, 'inbox', 'a.xml'), xml);
  writeFileSync(join(folder, 'inbox', 'b-again.xml'), xml);
  writeFileSync(
    join(folder, 'inbox', 'c-bomb.xml'),
    `<!DOCTYPE a [<!ENTITY b "c">]>${xml.slice(xml.indexOf('<Document'))}`,
  );
  writeFileSync(join(folder, 'inbox', '.d.xml'), 'still being written');
  writeFileSync(join(folder, 'inbox', 'e-huge.xml'), Buffer.alloc(100 * 1024 * 1024, 0x20));
  // Schemas that cannot be read refuse nothing: all wait until the operator has mended them.
  app.runtime.services.xsd_dir = join(bank_dir, 'no-such-folder');
  await app.within((ctx) => pollInboxes(ctx));
  assert.equal(readdirSync(join(folder, 'inbox')).length, 5);
  app.runtime.services.xsd_dir = undefined;
  for (let round = 0; round < 3; round++) {
    await app.within((ctx) => pollInboxes(ctx));
    await app.drain();
  }
  assert.equal(await world.wallet(me), '3300 3300');
  assert.deepEqual(readdirSync(join(folder, 'inbox')), ['.d.xml']);
  assert.deepEqual(readdirSync(join(folder, 'done')).sort(), ['a.xml', 'b-again.xml']);
  assert.deepEqual(readdirSync(join(folder, 'refused')).sort(), [
    'c-bomb.xml',
    'c-bomb.xml.json',
    'e-huge.xml',
    'e-huge.xml.json',
  ]);
  assert.ok(existsSync(join(folder, 'refused', 'c-bomb.xml.json')));
});

test('a statement of one’s account is a camt.053 that reads back, balances included', async () => {
  const me = await world.trader(12_345n);
  const from = '2026-01-01T00:00:00Z';
  const file = mustSucceed(
    (await world.app.execute(exportStatement, me, {
      account_id: 'wallet:CNY',
      from,
      before: '2027-01-01T00:00:00Z',
    })) as { body: string },
    'statement',
  );
  const reading = mustSucceed(readMessage(file.body), 'reading');
  assert.ok(reading.name === 'camt.053.001.08');
  const [stmt] = reading.body.Stmt;
  assert.deepEqual(
    stmt?.Bal.map((b) => b.Amt.amount),
    [0n, 12_345n],
  );
  assert.deepEqual(
    stmt?.Ntry?.map((n) => [n.CdtDbtInd, n.Amt.amount]),
    [['CRDT', 12_345n]],
  );
});

test('the treasury reads what banks keep for it, with the suggestions; another bank does not', async () => {
  const me = await world.trader(0n);
  const { expectation_id } = await announce(me, 6_600n);
  await world.tell('camt.054.001.08', notice(line('CRDT', 6_600n, { bank: 'SEEN', text: 'no reference' })));
  const seenBy = async (who: Parameters<BankWorld['wallet']>[0]) =>
    mustSucceed(
      await world.app.execute(listEntries, who, { state: 'unmatched', limit: 100 }),
      'entries',
    ).items.find((e) => e.bank_reference === 'SEEN');
  const treasury = { ...world.app.member('treasurer'), org_id: TREASURY_ORG_ID };
  const seen = await seenBy(treasury);
  assert.equal(seen?.bank_org_id, world.bank.org_id);
  assert.deepEqual(
    seen?.suggestions.map((s) => [s.target_id, s.reasons]).filter(([id]) => id === expectation_id),
    [[expectation_id, ['amount', 'date']]],
  );
  assert.equal(await seenBy(world.app.member('bank')), undefined);
  const proposed = await world.app.execute(proposeMatch, treasury, {
    entry_id: seen?.entry_id ?? '',
    target_kind: 'expectation',
    target_org_id: me.org_id,
    target_id: expectation_id,
  });
  assert.ok(
    isRefusal(proposed) && proposed.code === 'banking.entry_not_found',
    'banks match, not the treasury',
  );
});

// Comes last: it looks at all that the tests above have matched.
test('what is matched stands in the bank’s book under the transfer that its line names', async () => {
  const named = await entries();
  const ids = named.flatMap((e) => e.transfer_id ?? []);
  const amounts = await world.app.within((ctx) =>
    ctx.tx.rows<{ transfer_id: string; amount: bigint }>(
      'select transfer_id, amount from payments.transfer where book_id = $1 and transfer_id = any ($2::uuid[])',
      [world.bank.org_id, ids],
    ),
  );
  const amountOf = new Map(amounts.map((a) => [a.transfer_id, a.amount.toString()]));
  for (const e of named.filter((one) => one.transfer_id !== null))
    assert.equal(amountOf.get(e.transfer_id ?? ''), e.amount.amount, e.bank_reference ?? e.entry_id);
  assert.ok(ids.length > 3);
  assert.ok(named.every((e) => e.transfer_id === null || e.state === 'matched'));
});
