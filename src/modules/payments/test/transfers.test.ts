import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { execute, type GatheredCall, type Runtime } from '../../../platform/execute.ts';
import { Gatherer } from '../../../platform/gather.ts';
import type { Actor } from '../../../platform/index.ts';
import { deals } from '../../deals/index.ts';
import { parties } from '../../parties/index.ts';
import { reference } from '../../reference/index.ts';
import { oldDigest } from '../audit/store-chain.ts';
import {
  chainBooks,
  openWallet,
  payments,
  postTransfers,
  sealBooks,
  sendTransfers,
  verifyLedger,
  verifySeals,
} from '../index.ts';
import { viewBalance, viewStatement } from '../ledger/view-statement.ts';
import { searchTransfers, viewTransfer, viewTrialBalance } from '../ledger/view-transfers.ts';
import { organisationAccount } from '../model.ts';

let app: TestApp;
before(async () => {
  app = await testApp([reference, parties, deals, payments]);
});
after(async () => {
  await app.drain();
  assert.deepEqual((await app.within((ctx) => verifyLedger(ctx.tx))).differences, []);
  await app.close();
});

let made = 0;
const id = (): string => `00000000-0000-4000-9000-${(++made).toString(16).padStart(12, '0')}`;

/** A trader with an amount in the usual wallet, and a second, empty one. */
async function traderWith(amount: bigint): Promise<Actor> {
  const me = app.member('trader');
  const capital = organisationAccount(me.org_id, 'capital', 'CNY');
  const wallet = organisationAccount(me.org_id, 'wallet', 'CNY');
  await app.within((ctx) =>
    postTransfers(
      ctx,
      [
        {
          kind: 'single',
          book_id: me.org_id,
          transfer_id: id(),
          debit_account_id: 'capital:CNY',
          credit_account_id: 'wallet:CNY',
          amount,
          currency: 'CNY',
          reason: 'capital',
          reference: 'opening',
        },
      ],
      [capital, wallet],
    ),
  );
  mustSucceed(await app.execute(openWallet, me, { currency: 'CNY', name: 'PAYROLL' }), 'second wallet');
  return me;
}

type Sent = Parameters<typeof sendTransfers.run>[1]['transfers'][number];
const move = (amount: string, change: Partial<Sent> = {}): Sent =>
  ({
    kind: 'single',
    transfer_id: id(),
    debit_account_id: 'wallet:CNY',
    credit_account_id: 'wallet:PAYROLL:CNY',
    amount,
    currency: 'CNY',
    reference: 'wages',
    ...change,
  }) as Sent;
const back = { debit_account_id: 'wallet:PAYROLL:CNY', credit_account_id: 'wallet:CNY' };
const resolving = (pending: Sent, kind: 'post' | 'void', change: Partial<Sent> = {}): Sent =>
  ({ kind, transfer_id: id(), pending_id: pending.transfer_id, reference: 'wages', ...change }) as Sent;

async function send(me: Actor, transfers: Sent[], key?: string): Promise<string[]> {
  const answer = mustSucceed(
    await app.execute(sendTransfers, me, { transfers }, key === undefined ? {} : { idempotency_key: key }),
    'sending',
  );
  return answer.results.map((r) => (r.code ? r.code.replace('payments.', '') : `${r.status} ${r.amount}`));
}
const balanceOf = async (me: Actor, account_id = 'wallet:CNY', before?: Date): Promise<string> =>
  mustSucceed(
    await app.execute(viewBalance, me, { account_id, ...(before ? { before: before.toISOString() } : {}) }),
    'balance',
  ).balance.amount;

test('a balancing transfer moves as much as is there, and nothing when nothing is', async () => {
  const me = await traderWith(100n);
  const all = move('1000', { balancing: 'debit' });
  assert.deepEqual(await send(me, [move('30'), all, move('5', { balancing: 'debit' })]), [
    'posted 30',
    'posted 70',
    'nothing_to_move',
  ]);
  assert.deepEqual(await send(me, [all, { ...all, amount: '999' } as Sent]), [
    'repeated 70',
    'duplicate_with_another_body',
  ]);
  await app.within((ctx) =>
    ctx.tx.run(
      `update payments.account set upper_limit = 40 where book_id = $1 and account_id = 'wallet:CNY'`,
      [me.org_id],
    ),
  );
  assert.deepEqual(await send(me, [move('100', { ...back, balancing: 'debit' })]), ['limit']);
  assert.deepEqual(await send(me, [move('100', { ...back, balancing: 'both' })]), ['posted 40']);
});

test('reservations of a group are posted or voided together, in whole or in part', async () => {
  const me = await traderWith(100n);
  const link_id = id();
  const [one, two] = [move('10', { kind: 'pending', link_id }), move('20', { kind: 'pending', link_id })];
  assert.deepEqual(await send(me, [one, two]), ['posted 10', 'posted 20']);
  assert.deepEqual(await send(me, [resolving(one, 'post')]), ['group_incomplete']);
  assert.deepEqual(await send(me, [resolving(one, 'post'), resolving(two, 'post')]), [
    'group_incomplete',
    'group_incomplete',
  ]);
  const group = { link_id: id() };
  assert.deepEqual(
    await send(me, [resolving(one, 'post', group), resolving(two, 'post', { ...group, amount: '21' })]),
    ['linked_failed', 'exceeds_pending'],
  );
  assert.deepEqual(
    await send(me, [resolving(one, 'post', group), resolving(two, 'post', { ...group, amount: '15' })]),
    ['posted 10', 'posted 15'],
  );
  assert.deepEqual(await send(me, [resolving(one, 'void', { link_id: id() })]), ['already_resolved']);
  assert.equal(await balanceOf(me), '75');
});

test('a group ends at one time, and an end in the past is refused', async () => {
  const me = await traderWith(100n);
  const soon = (ms: number): string => new Date(app.clock.now().getTime() + ms).toISOString();
  const link_id = id();
  assert.deepEqual(
    await send(me, [
      move('1', { kind: 'pending', expires_at: soon(-1) }),
      move('1', { expires_at: soon(1000) }),
      move('1', { kind: 'pending', link_id, expires_at: soon(1000) }),
      move('1', { kind: 'pending', link_id, expires_at: soon(2000) }),
    ]),
    ['bad_expiry', 'bad_expiry', 'linked_failed', 'bad_expiry'],
  );
});

test('nobody makes money: only wallets move, also by resolving and reversing', async () => {
  const me = await traderWith(100n);
  assert.deepEqual(
    await send(me, [
      move('1', { debit_account_id: 'capital:CNY' }),
      move('1', { credit_account_id: 'clearing:CNY' }),
      move('1', { currency: 'KZT' }),
      move('1', { credit_account_id: 'wallet:CNY' }),
      move('1', { credit_account_id: 'wallet:NOBODY:CNY' }),
    ]),
    ['not_your_move', 'not_your_move', 'currency_mismatch', 'same_account', 'account_not_found'],
  );
  const [opening] = mustSucceed(
    await app.execute(searchTransfers, me, { reference: 'openi' }),
    'search',
  ).items;
  assert.ok(opening);
  assert.deepEqual(
    await send(me, [
      { kind: 'reversal', transfer_id: id(), reverses_id: opening.transfer_id, reference: 'x' },
    ]),
    ['not_your_move'],
  );
});

test('calls that arrive together are posted together, each once for its key and answered for itself', async () => {
  const me = await traderWith(1000n);
  const calls = Array.from({ length: 40 }, (_, i) => [move(String(i + 1)), move('100000')]);
  const answers = await Promise.all(calls.map((c, i) => send(me, c, `key number ${i}`)));
  assert.deepEqual(
    answers,
    calls.map((_, i) => [`posted ${i + 1}`, 'overdrawn']),
  );
  const again = await Promise.all(calls.map((c, i) => send(me, c, `key number ${i}`)));
  assert.deepEqual(again, answers, 'the answer of a key stays');
  const other = await app.execute(
    sendTransfers,
    me,
    { transfers: [move('1')] },
    { idempotency_key: 'key number 3' },
  );
  const mixed = await Promise.all([
    app.execute(sendTransfers, me, { transfers: [move('1')] }, { idempotency_key: 'a new key 1' }),
    app.execute(sendTransfers, me, { transfers: [move('1')] }, { idempotency_key: 'key number 4' }),
    app.execute(sendTransfers, me, { transfers: [move('1')] }, { idempotency_key: 'a new key 1' }),
  ]);
  assert.ok(isRefusal(other) && other.code === 'platform.idempotency_conflict');
  assert.deepEqual(
    mixed.map((m) => (isRefusal(m) ? m.code : 'posted')),
    ['posted', 'platform.idempotency_conflict', 'platform.idempotency_conflict'],
  );
  assert.equal(await balanceOf(me), String(1000 - 820 - 1));
});

test('a line that is full says so, and other organisations are still served', async () => {
  const [busy, calm] = [await traderWith(10_000n), await traderWith(10n)];
  const many = Array.from({ length: 700 }, (_, i) =>
    app.execute(sendTransfers, busy, { transfers: [move('1')] }, { idempotency_key: `busy call ${i}` }),
  );
  const first = await send(calm, [move('1')], 'calm call 1');
  const answers = await Promise.all(many);
  const refused = answers.filter((a) => isRefusal(a));
  assert.deepEqual(first, ['posted 1']);
  assert.ok(refused.length > 0 && refused.length < 200, `${refused.length} were turned away`);
  assert.ok(refused.every((r) => isRefusal(r) && r.code === 'platform.queue_full'));
  assert.equal(await balanceOf(busy), String(10_000 - (700 - refused.length)));
});

test('several servers post to the same accounts: each call once, in its own order, none lost', async () => {
  const me = await traderWith(100_000n);
  const servers = Array.from({ length: 3 }, () => ({
    ...app.runtime,
    services: { ...app.runtime.services },
    gatherer: new Gatherer<GatheredCall, unknown>(),
  }));
  const calls = Array.from({ length: 150 }, (_, i) => ({
    runtime: servers[i % servers.length] as Runtime,
    input: { transfers: [move('1'), i % 7 === 0 ? move('1000000') : move('2')] },
    options: { idempotency_key: `server call ${i}` },
  }));
  const sendAll = () =>
    Promise.all(
      calls.map(async ({ runtime, input, options }) =>
        mustSucceed(await execute(runtime, sendTransfers, me, input, options), 'sending'),
      ),
    );
  const answers = await sendAll();
  assert.deepEqual(
    answers.map((a) => a.results.map((r) => r.code ?? r.status).join(' ')),
    calls.map((_, i) => (i % 7 === 0 ? 'posted payments.overdrawn' : 'posted posted')),
  );
  assert.deepEqual(await sendAll(), answers, 'a repeated key is answered as before');
  assert.equal(await balanceOf(me), String(100_000 - 150 - 2 * calls.filter((_, i) => i % 7 !== 0).length));
});

test('what was decided ahead on a balance that has changed since is decided again', async () => {
  const me = await traderWith(10n);
  assert.deepEqual(await send(me, [move('1')], 'remembers it'), ['posted 1']);
  const elsewhere = { ...app.runtime, services: { ...app.runtime.services } };
  const other = async (amount: string, key: string) =>
    mustSucceed(
      await execute(elsewhere, sendTransfers, me, { transfers: [move(amount)] }, { idempotency_key: key }),
      'sending elsewhere',
    ).results.map((r) => r.status);
  assert.deepEqual(await other('6', 'elsewhere 1'), ['posted']);
  const answers = await Promise.all([
    send(me, [move('2')], 'ahead and lost'),
    send(me, [move('2')], 'ahead and too much'),
    send(me, [move('1')], 'ahead after both'),
  ]);
  assert.deepEqual(answers, [['posted 2'], ['overdrawn'], ['posted 1']]);
  assert.equal(await balanceOf(me), '0');
});

test('balance of a past instant and statement of a period, by the time of booking', async () => {
  const me = await traderWith(1000n);
  const instants: { before: Date; balance: string }[] = [];
  for (let i = 1; i <= 25; i++) {
    app.clock.advanceBy(60_000);
    instants.push({ before: app.clock.now(), balance: await balanceOf(me) });
    assert.deepEqual(await send(me, [i % 3 === 0 ? move('7', back) : move('11')]), [
      `posted ${i % 3 === 0 ? 7 : 11}`,
    ]);
  }
  for (const { before: then, balance } of instants)
    assert.equal(await balanceOf(me, 'wallet:CNY', then), balance);
  assert.equal(await balanceOf(me, 'wallet:CNY', new Date('2001-01-01')), '0');
  const [from, until] = [instants[4]?.before, instants[14]?.before];
  assert.ok(from && until);
  const pages: { number: number; balance_after: { amount: string } }[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = mustSucceed(
      await app.execute(viewStatement, me, {
        account_id: 'wallet:CNY',
        from: from.toISOString(),
        before: until.toISOString(),
        limit: 3,
        ...(cursor ? { cursor } : {}),
      }),
      'statement',
    );
    pages.push(...page.items);
    cursor = page.next_cursor;
  }
  assert.deepEqual(
    pages.map((p) => p.number),
    [15, 14, 13, 12, 11, 10, 9, 8, 7, 6],
  );
  assert.equal(pages[0]?.balance_after.amount, instants[14]?.balance);
});

test('transfers are found by the beginning of their reference, within one book', async () => {
  const [me, other] = [await traderWith(100n), await traderWith(100n)];
  await send(
    me,
    ['INV-7 a', 'INV-7 b', 'INV-7%', 'INV-8'].map((reference) => move('1', { reference })),
  );
  await send(other, [move('1', { reference: 'INV-7 theirs' })]);
  const found = async (reference: string, cursor?: string) =>
    mustSucceed(
      await app.execute(searchTransfers, me, { reference, limit: 2, ...(cursor ? { cursor } : {}) }),
      'search',
    );
  const first = await found('INV-7');
  assert.deepEqual(
    first.items.map((t) => t.reference),
    ['INV-7 a', 'INV-7 b'],
  );
  const second = await found('INV-7', first.next_cursor ?? '');
  assert.deepEqual(
    second.items.map((t) => t.reference),
    ['INV-7%'],
  );
  const [theirs] = mustSucceed(
    await app.execute(searchTransfers, other, { reference: 'INV' }),
    'search',
  ).items;
  const looked = await app.execute(viewTransfer, me, { transfer_id: theirs?.transfer_id ?? '' });
  assert.ok(isRefusal(looked) && looked.code === 'payments.transfer_not_found');
});

test('a trial balance has two equal sides', async () => {
  const me = await traderWith(100n);
  await send(me, [move('40')]);
  const { currencies } = mustSucceed(await app.execute(viewTrialBalance, me, {}), 'trial balance');
  assert.deepEqual(
    currencies.map((c) => [c.currency, c.debit.amount, c.credit.amount, c.balanced]),
    [['CNY', '140', '140', true]],
  );
});

test('chains and seals hold, and name what was changed behind them', async () => {
  const me = await traderWith(100n);
  await send(me, [move('1'), move('2')], 'first of chain');
  await app.within(async (ctx) => {
    await chainBooks(ctx);
    await sealBooks(ctx);
  });
  await send(me, [move('3')], 'second of chain');
  await app.drain();
  await app.within((ctx) => sealBooks(ctx));
  const look = () =>
    app.within(async (ctx) => [
      ...(await verifyLedger(ctx.tx)).differences,
      ...[(await verifySeals(ctx)).broken].filter((b) => b !== null),
    ]);
  assert.deepEqual(await look(), []);
  const owner = async (sql: string) => {
    const client = new pg.Client({ connectionString: app.ownerUrl });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  await owner(
    `update payments.transfer set reference = 'changed' where book_id = '${me.org_id}' and amount = 2`,
  );
  assert.deepEqual(
    (await look()).map((d) => [d.check, d.book_id, d.found]),
    [['chain', me.org_id, 'its transfers are not those that were chained']],
  );
  await owner(
    `update payments.transfer set reference = 'wages' where book_id = '${me.org_id}' and amount = 2`,
  );
  await owner(
    `update payments.transfer set debit_balance = debit_balance + 1 where book_id = '${me.org_id}' and amount = 2`,
  );
  assert.deepEqual(
    (await look()).map((d) => d.check),
    ['running_balance', 'running_balance', 'chain'],
  );
  await owner(
    `update payments.transfer set debit_balance = debit_balance - 1 where book_id = '${me.org_id}' and amount = 2`,
  );
  await owner(
    `update payments.seal set root = repeat('0', 64) where seal_id = (select max(seal_id::text)::uuid from payments.seal)`,
  );
  assert.deepEqual(
    (await look()).map((d) => [d.check, d.found]),
    [['seal', 'the signature does not hold']],
  );
});

test('links of before their ranges had digests are still verified', async () => {
  const me = await traderWith(100n);
  await send(me, [move('1'), move('2')]);
  await app.within((ctx) => chainBooks(ctx));
  const owner = new pg.Client({ connectionString: app.ownerUrl });
  await owner.connect();
  await owner.query(`update payments.link_range set digest = null where book_id = '${me.org_id}'`);
  await owner.query(
    `update payments.link l set hash = sha256(l.previous_hash || int4send(l.number) || int4send(l.transfers) || (
       select ${oldDigest} from payments.transfer t where t.book_id = l.book_id)) where book_id = '${me.org_id}' and number = 1`,
  );
  await owner.query(
    `update payments.chain c set hash = l.hash from payments.link l where l.book_id = c.book_id and l.number = c.number`,
  );
  const found = async () =>
    (await app.within((ctx) => verifyLedger(ctx.tx))).differences.map((d) => [d.check, d.book_id, d.found]);
  assert.deepEqual(await found(), []);
  const rename = (to: string) =>
    owner.query(
      `update payments.transfer set reference = '${to}' where book_id = '${me.org_id}' and amount = 2`,
    );
  await rename('changed');
  assert.deepEqual(await found(), [['chain', me.org_id, 'its transfers are not those that were chained']]);
  await rename('wages');
  await owner.end();
});
