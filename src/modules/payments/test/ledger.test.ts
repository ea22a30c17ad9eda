import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import pg from 'pg';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { systemClock } from '../../../kernel/clock.ts';
import { seededRandom } from '../../../kernel/random.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { inTransaction } from '../../../platform/database/database.ts';
import { context } from '../../../platform/execute.ts';
import { type Actor, type Ctx, systemActor } from '../../../platform/index.ts';
import { deals } from '../../deals/index.ts';
import { parties } from '../../parties/index.ts';
import { reference } from '../../reference/index.ts';
import {
  type MoveRequest,
  payments,
  postTransfers,
  type Transfer,
  type TransferRequest,
  type TransferResult,
  verifyLedger,
} from '../index.ts';
import { closeAccounts } from '../ledger/close-accounts.ts';
import { postAhead, postBatch } from '../ledger/store-post.ts';
import { type Account, AMOUNT_LIMIT, organisationAccount } from '../model.ts';

let app: TestApp;
before(async () => {
  app = await testApp([reference, parties, deals, payments]);
});
after(async () => {
  await clean();
  await app.close();
});

const clean = async () => assert.deepEqual((await app.within((ctx) => verifyLedger(ctx.tx))).differences, []);

let made = 0;
const id = (): string => `00000000-0000-4000-8000-${(++made).toString(16).padStart(12, '0')}`;

/** Money comes from a capital account, which may be negative; wallets may not. */
const accountsOf = (book_id: string): Account[] => [
  organisationAccount(book_id, 'wallet', 'CNY'),
  organisationAccount(book_id, 'capital', 'CNY'),
  organisationAccount(book_id, 'wallet', 'KZT'),
];
const bring = (book_id: string, amount: bigint, change: Partial<MoveRequest> = {}): MoveRequest => ({
  kind: 'single',
  book_id,
  transfer_id: id(),
  debit_account_id: 'capital:CNY',
  credit_account_id: 'wallet:CNY',
  amount,
  currency: 'CNY',
  reason: 'capital',
  reference: 'test',
  ...change,
});
const spend = (book_id: string, amount: bigint, change: Partial<MoveRequest> = {}): MoveRequest =>
  bring(book_id, amount, { debit_account_id: 'wallet:CNY', credit_account_id: 'capital:CNY', ...change });
const resolving = (
  pending: MoveRequest,
  kind: 'post' | 'void' | 'expire',
  amount?: bigint,
): TransferRequest => ({
  kind,
  book_id: pending.book_id,
  transfer_id: id(),
  pending_id: pending.transfer_id,
  ...(amount === undefined ? {} : { amount }),
  reason: 'capital',
  reference: 'test',
});
const reversing = (of: MoveRequest): TransferRequest => ({
  kind: 'reversal',
  book_id: of.book_id,
  transfer_id: id(),
  reverses_id: of.transfer_id,
  reason: 'reversal',
  reference: 'test',
});

const post = (actor: Actor, requests: TransferRequest[]): Promise<TransferResult[]> =>
  app.within((ctx) => postTransfers(ctx, requests, accountsOf(actor.org_id)), actor);
const codes = (results: TransferResult[]): string[] =>
  results.map((r) => (isRefusal(r) ? r.code.replace('payments.', '') : r.status));
const answer = async (actor: Actor, ...requests: TransferRequest[]): Promise<string[]> =>
  codes(await post(actor, requests));

test('a batch is posted in order, each transfer seeing the ones before', async () => {
  const me = app.member('trader');
  const book = me.org_id;
  assert.deepEqual(
    await answer(
      me,
      spend(book, 1n),
      bring(book, 100n),
      spend(book, 60n),
      spend(book, 60n),
      spend(book, 40n),
    ),
    ['overdrawn', 'posted', 'posted', 'overdrawn', 'posted'],
  );
});

test('linked transfers stand or fall together', async () => {
  const me = app.member('trader');
  const book = me.org_id;
  const link_id = id();
  assert.deepEqual(
    await answer(
      me,
      bring(book, 10n),
      bring(book, 5n, { link_id }),
      spend(book, 16n, { link_id }),
      spend(book, 10n),
    ),
    ['posted', 'linked_failed', 'overdrawn', 'posted'],
  );
});

test('what is pending counts; it is resolved once, in whole or in part', async () => {
  const me = app.member('trader');
  const book = me.org_id;
  const [first, second, third] = [70n, 30n, 5n].map((amount) => spend(book, amount, { kind: 'pending' }));
  assert.ok(first && second && third);
  assert.deepEqual(await answer(me, bring(book, 100n), first, second, third), [
    'posted',
    'posted',
    'posted',
    'overdrawn',
  ]);
  assert.deepEqual(await answer(me, resolving(first, 'post', 71n), resolving(first, 'post', 50n)), [
    'exceeds_pending',
    'posted',
  ]);
  assert.deepEqual(await answer(me, resolving(first, 'void'), resolving(second, 'void')), [
    'already_resolved',
    'posted',
  ]);
  // 100 − 50 posted; the other 20 of the first and all of the second are free again.
  assert.deepEqual(await answer(me, spend(book, 51n), spend(book, 50n)), ['overdrawn', 'posted']);
  assert.deepEqual(await answer(me, resolving(bring(book, 1n), 'post')), ['transfer_not_found']);
});

test('two who resolve the same reservation at once: one does', async () => {
  const me = app.member('trader');
  const pending = spend(me.org_id, 10n, { kind: 'pending' });
  await post(me, [bring(me.org_id, 10n), pending]);
  const answers = await Promise.all([
    answer(me, resolving(pending, 'post')),
    answer(me, resolving(pending, 'void')),
    answer(me, resolving(pending, 'post')),
  ]);
  assert.deepEqual(answers.flat().sort(), ['already_resolved', 'already_resolved', 'posted']);
});

test('a reservation that has expired is freed, not posted', async () => {
  const me = app.member('trader');
  const expires_at = new Date(app.clock.now().getTime() + 60_000);
  const pending = spend(me.org_id, 10n, { kind: 'pending', expires_at });
  await post(me, [bring(me.org_id, 10n), pending]);
  app.clock.advanceBy(61_000);
  assert.deepEqual(await answer(me, resolving(pending, 'post')), ['expired']);
  const sweep = payments.jobs?.find((j) => j.queue === 'payments.expire-pending');
  assert.ok(sweep && 'handler' in sweep);
  await app.within((ctx) => sweep.handler(ctx, {}));
  assert.deepEqual(await answer(me, resolving(pending, 'void'), spend(me.org_id, 10n)), [
    'already_resolved',
    'posted',
  ]);
});

test('a reversal is the mirror image, once', async () => {
  const me = app.member('trader');
  const brought = bring(me.org_id, 10n);
  await post(me, [brought]);
  assert.deepEqual(await answer(me, reversing(brought), reversing(brought)), ['posted', 'already_resolved']);
  assert.deepEqual(await answer(me, spend(me.org_id, 1n)), ['overdrawn']);
});

test('a repeated id answers as before; with another body it is refused', async () => {
  const me = app.member('trader');
  const brought = bring(me.org_id, 10n);
  const [first] = await post(me, [brought]);
  const [again] = await post(me, [brought]);
  assert.ok(first && again && !isRefusal(first) && !isRefusal(again));
  assert.equal(again.status, 'repeated');
  assert.deepEqual(again.transfer, first.transfer);
  assert.deepEqual(await answer(me, { ...brought, amount: 11n }), ['duplicate_with_another_body']);
  assert.deepEqual(await answer(me, { ...brought, reference: 'other' }, brought), [
    'duplicate_with_another_body',
    'repeated',
  ]);
});

test('the same transfer sent by many at once is posted once', async () => {
  const me = app.member('trader');
  const brought = bring(me.org_id, 10n);
  const answers = await Promise.all(Array.from({ length: 6 }, () => answer(me, brought)));
  assert.deepEqual(answers.flat().sort(), [
    'posted',
    'repeated',
    'repeated',
    'repeated',
    'repeated',
    'repeated',
  ]);
});

test('hostile amounts and accounts', async () => {
  const me = app.member('trader');
  const book = me.org_id;
  assert.deepEqual(
    await answer(
      me,
      bring(book, 0n),
      bring(book, -1n),
      bring(book, AMOUNT_LIMIT),
      bring(book, AMOUNT_LIMIT - 1n),
      bring(book, 2n),
      bring(book, 1n, { currency: 'KZT' }),
      bring(book, 1n, { credit_account_id: 'wallet:KZT' }),
      bring(book, 1n, { credit_account_id: 'wallet:EUR' }),
      bring(book, 1n, { credit_account_id: 'capital:CNY' }),
    ),
    [
      'bad_amount',
      'bad_amount',
      'bad_amount',
      'posted',
      'limit',
      'currency_mismatch',
      'currency_mismatch',
      'account_not_found',
      'same_account',
    ],
  );
});

test('only what is empty is closed; a book closes whole, and then takes nothing', async () => {
  const me = app.member('trader');
  const pending = spend(me.org_id, 4n, { kind: 'pending' });
  await post(me, [bring(me.org_id, 10n), pending]);
  const close = async (account_id?: string) => {
    const given = { book_id: me.org_id, ...(account_id === undefined ? {} : { account_id }) };
    const outcome = await app.within((ctx) => closeAccounts(ctx, given));
    return isRefusal(outcome) ? [outcome.code, outcome.params.account_id] : outcome.closed;
  };
  assert.deepEqual(await close('wallet:EUR'), ['payments.account_not_found', 'wallet:EUR']);
  assert.deepEqual(await close('wallet:CNY'), ['payments.account_not_empty', 'wallet:CNY']);
  assert.deepEqual(await close('wallet:KZT'), 1);
  await answer(me, spend(me.org_id, 6n));
  assert.deepEqual(await close(), ['payments.account_not_empty', 'capital:CNY'], 'what is pending counts');
  await answer(me, resolving(pending, 'post'));
  assert.deepEqual(await close(), 2);
  assert.deepEqual(await close(), 0);
  assert.deepEqual(await answer(me, bring(me.org_id, 1n)), ['book_closed']);
});

test('nothing is posted to closed accounts and books', async () => {
  const me = app.member('trader');
  const pending = spend(me.org_id, 5n, { kind: 'pending' });
  await post(me, [bring(me.org_id, 10n), pending]);
  await app.within((ctx) =>
    ctx.tx.run('update payments.account set closed_at = $2 where book_id = $1', [me.org_id, ctx.clock.now()]),
  );
  assert.deepEqual(await answer(me, bring(me.org_id, 1n), resolving(pending, 'void')), [
    'account_closed',
    'posted',
  ]);
  await app.within((ctx) =>
    ctx.tx.run('update payments.book set closed_at = $2 where book_id = $1', [me.org_id, ctx.clock.now()]),
  );
  assert.deepEqual(await answer(me, bring(me.org_id, 1n)), ['book_closed']);
});

test('another organisation finds no account, no transfer and no entry', async () => {
  const [mine, other] = [app.member('trader'), app.member('trader')];
  const brought = bring(mine.org_id, 10n);
  await post(mine, [brought]);
  await post(other, [bring(other.org_id, 1n)]);
  assert.deepEqual(await answer(other, spend(mine.org_id, 1n)), ['account_not_found']);
  assert.deepEqual(await answer(other, reversing(brought)), ['transfer_not_found']);
  for (const table of ['book', 'account', 'transfer', 'entry']) {
    const seen = await app.within(
      (ctx) => ctx.tx.rows(`select 1 from payments.${table} where book_id = $1`, [mine.org_id]),
      other,
    );
    assert.deepEqual(seen, [], table);
  }
});

/** What a statement did as an actor: how many rows, or the code of PostgreSQL's refusal. */
const outcomeOf = (actor: Actor, work: (ctx: Ctx) => Promise<unknown>): Promise<string> =>
  app.within(work, actor).then(
    (done) => (typeof done === 'number' ? `${done} rows` : String(done)),
    (error) => (error instanceof pg.DatabaseError ? (error.code ?? '') : String(error)),
  );

/** Runs statements as the owner of the tables, behind the back of the ledger. */
async function asOwner(...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: app.ownerUrl });
  await client.connect();
  for (const sql of statements) await client.query(sql);
  await client.end();
}

test('no role writes the tables of the ledger itself', async () => {
  const [mine, other] = [app.member('trader'), app.member('trader')];
  await post(mine, [bring(mine.org_id, 10n)]);
  const forged = (ctx: Ctx) =>
    ctx.tx.run(
      `insert into payments.transfer (book_id, transfer_id, kind, debit_account_id, credit_account_id, debit_number,
         credit_number, debit_balance, credit_balance, amount, currency, reason, reference, at, booked_at, posted_by, parties)
       values ($1, $2, 'single', 'capital:CNY', 'wallet:CNY', 90, 90, 1, 1, 1, 'CNY', 'capital', 'x', '2026-01-01', '2026-01-01', $1, array[$1]::uuid[])`,
      [mine.org_id, id()],
    );
  const account = (ctx: Ctx) =>
    ctx.tx.run(
      `insert into payments.account (book_id, account_id, kind, currency, normal_side, lower_limit, posted_credit, opened_at, parties)
       values ($1, 'wallet:EUR', 'wallet', 'EUR', 'credit', 0, 100, now(), array[$1]::uuid[])`,
      [mine.org_id],
    );
  const run = (sql: string) => (ctx: Ctx) => ctx.tx.run(sql);
  for (const actor of [mine, other, systemActor]) {
    const tried: [string, (ctx: Ctx) => Promise<unknown>][] = [
      ['a transfer', forged],
      ['an account with money in it', account],
      ['a change of a transfer', run('update payments.transfer set amount = 1')],
      ['the end of a transfer', run('delete from payments.transfer')],
      ['the end of an account', run('delete from payments.account')],
      ['a change of a balance', run('update payments.account set posted_credit = 1000')],
      ['a change of a number', run('update payments.account set last_number = 99')],
    ];
    for (const [what, work] of tried) assert.equal(await outcomeOf(actor, work), '42501', what);
  }
  assert.equal(await outcomeOf(mine, run('update payments.account set lower_limit = -1000')), '42501');
  assert.equal(await outcomeOf(mine, run('update payments.account set closed_at = null')), '42501');
});

test('the function that posts takes nothing that would break the books, whoever calls it', async () => {
  const [mine, other] = [app.member('trader'), app.member('trader')];
  const pending = spend(mine.org_id, 4n, { kind: 'pending' });
  const [first] = await post(mine, [bring(mine.org_id, 10n), pending]);
  await post(other, [bring(other.org_id, 10n)]);
  assert.ok(first && !isRefusal(first));
  const numbers = { debit_number: 3n, credit_number: 3n, debit_balance: 20n, credit_balance: 20n };
  const say = (change: Partial<Transfer>, actor: Actor = mine): Promise<string> =>
    outcomeOf(actor, (ctx) =>
      postBatch(ctx.tx, [{ ...first.transfer, transfer_id: id(), ...numbers, ...change }]).then((written) => {
        if (written === 'written') throw new Error('it was written');
        return written;
      }),
    );
  const taken = { debit_account_id: 'wallet:CNY', credit_account_id: 'capital:CNY' };
  assert.equal(await say({}, other), '42501', 'in the book of another');
  assert.equal(await say({ book_id: id() }), '42501', 'in a book that is not there');
  assert.equal(
    await say({ ...taken, amount: 7n, debit_balance: 3n, credit_balance: 3n }),
    '23514',
    'below what is reserved',
  );
  assert.equal(await say({ amount: 0n }), '23514', 'nothing');
  assert.equal(await say({ currency: 'KZT' }), '23514', 'another currency');
  assert.equal(await say({ credit_account_id: 'capital:CNY' }), '23514', 'to itself');
  assert.equal(await say({ credit_account_id: 'wallet:EUR' }), '23514', 'two currencies');
  assert.equal(await say({ credit_account_id: 'wallet:NONE:CNY', credit_number: 1n }), 'stale', 'no account');
  assert.equal(await say({ debit_number: 4n }), 'stale', 'a number left out');
  assert.equal(await say({ debit_number: 2n }), 'stale', 'a number twice');
  assert.equal(await say({ transfer_id: first.transfer.transfer_id }), 'known', 'an id twice');
  assert.equal(await say({ credit_balance: 21n }), 'stale', 'a balance that does not follow');
  assert.equal(await say({ debit_balance: 19n }), 'stale', 'a balance that does not follow');
  const third = { ...first.transfer, ...numbers, transfer_id: id() };
  const twice = { debit_number: 4n, credit_number: 4n, debit_balance: 30n, credit_balance: 30n };
  const several = (list: Transfer[]) => outcomeOf(mine, (ctx) => postBatch(ctx.tx, list));
  assert.equal(
    await several([
      { ...third, ...taken, amount: 1n, debit_balance: 9n, credit_balance: 9n },
      { ...third, transfer_id: id(), debit_balance: 19n, credit_balance: 19n },
      {
        ...third,
        ...twice,
        transfer_id: id(),
        debit_number: 5n,
        credit_number: 5n,
        debit_balance: 29n,
        credit_balance: 29n,
      },
    ]),
    'stale',
    'a number on both sides of an account, and one left out',
  );
  const foreign = (ctx: Ctx) => {
    // The book of another beside one's own: book_ids and all_book_id, after the parameters of BEFORE_BOOKS.
    const BEFORE_BOOKS = 15;
    const one: Ctx['tx']['one'] = (sql, params = []) =>
      ctx.tx.one(sql, params.with(BEFORE_BOOKS, `{${other.org_id}}`).with(BEFORE_BOOKS + 1, mine.org_id));
    const numbers_ = { debit_number: 2n, credit_number: 2n };
    return postBatch({ ...ctx.tx, one }, [{ ...third, ...numbers_, transfer_id: id() }]);
  };
  assert.equal(await outcomeOf(mine, foreign), '42501', 'in the book of another, named beside the own');
  const resolving_ = { ...taken, kind: 'post' as const, pending_id: pending.transfer_id };
  assert.equal(await say({ ...resolving_, amount: 5n }), 'SL001', 'more than was reserved');
  assert.equal(await say({ ...resolving_, kind: 'void', amount: 3n }), 'SL001', 'half a void');
  assert.equal(await say({ kind: 'post', pending_id: pending.transfer_id }), 'SL001', 'the other way round');
  assert.equal(await say({ ...resolving_, pending_id: id() }), 'SL001', 'what is not there');
  assert.equal(await say({ kind: 'reversal', reverses_id: pending.transfer_id }), 'SL001', 'what is pending');
  await app.within((ctx) =>
    ctx.tx.run('update payments.account set closed_at = now() where book_id = $1', [mine.org_id]),
  );
  assert.equal(await say({}), 'stale', 'to a closed account');
  await app.within((ctx) =>
    ctx.tx.run('update payments.book set closed_at = now() where book_id = $1', [mine.org_id]),
  );
  assert.equal(await say({}), '42501', 'in a closed book');
});

test('nothing is posted while the clocks of server and database differ', async (t) => {
  const me = app.member('trader');
  await post(me, [bring(me.org_id, 10n)]);
  const runtime = { ...app.runtime, clock: systemClock };
  const tryIt = () =>
    inTransaction(app.database.app, me.org_id, (tx) =>
      postTransfers(context(runtime, tx, me), [spend(me.org_id, 1n)]),
    );
  t.mock.method(systemClock, 'now', () => new Date(Date.now() + 31_000));
  assert.deepEqual(codes(await tryIt()), ['clock_skew']);
  t.mock.restoreAll();
  assert.deepEqual(codes(await tryIt()), ['posted']);
  const [first] = await post(me, [bring(me.org_id, 1n)]);
  assert.ok(first && !isRefusal(first));
  const ahead = { ticket: 1n, after_ticket: null, skew_ms: 30_000 };
  assert.equal(
    await outcomeOf(me, (ctx) => postAhead(ctx.tx, [{ ...first.transfer, transfer_id: id() }], ahead)),
    'SL003',
    'a batch decided ahead is refused by the database',
  );
});

test('verification names what was changed behind the ledger', async () => {
  const me = app.member('trader');
  await post(me, [bring(me.org_id, 10n)]);
  const change = (amount: number) =>
    asOwner(
      `update payments.account set posted_credit = posted_credit + ${amount}
       where book_id = '${me.org_id}' and account_id = 'wallet:CNY'`,
    );
  await change(1);
  const { differences } = await app.within((ctx) => verifyLedger(ctx.tx));
  assert.deepEqual(
    differences.map((d) => [d.check, d.account_id, d.expected, d.found]),
    [
      ['posted_credit', 'wallet:CNY', '10', '11'],
      ['book_balance', null, '10', '11'],
    ],
  );
  await change(-1);
});

/** One step of a random run: which of two books, what, how much. */
const command = fc.record({
  book: fc.integer({ min: 0, max: 1 }),
  what: fc.constantFrom('bring', 'spend', 'reserve', 'post', 'part', 'void', 'repeat', 'reverse', 'linked'),
  amount: fc.bigInt({ min: 1n, max: 60n }),
  pick: fc.nat(),
});
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

/** A plain model of one wallet: what is there, what is reserved, who resolved what. */
class Model {
  balance = 0n;
  reserved = new Map<string, bigint>();

  get free(): bigint {
    return this.balance - [...this.reserved.values()].reduce((a, b) => a + b, 0n);
  }
}

test('random runs agree with a plain model, and the books balance', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 40 }), async (commands) => {
      const members = [app.member('trader'), app.member('trader')];
      const models = [new Model(), new Model()];
      const history: MoveRequest[][] = [[], []];
      for (const c of commands) {
        const [me, model, past] = [members[c.book], models[c.book], history[c.book]];
        assert.ok(me && model && past);
        const { request, expected } = plan(c, me.org_id, model, past);
        assert.deepEqual(await answer(me, ...request), expected, JSON.stringify(c.what));
      }
      for (const [i, me] of members.entries())
        assert.deepEqual(await answer(me, spend(me.org_id, (models[i]?.free ?? 0n) + 1n)), ['overdrawn']);
    }),
    { numRuns: 25, seed: 4170 },
  );
  await clean();
});

function plan(
  c: Command,
  book: string,
  model: Model,
  past: MoveRequest[],
): { request: TransferRequest[]; expected: string[] } {
  const keep = (move: MoveRequest): MoveRequest[] => [past[past.push(move) - 1] ?? move];
  const reservations = past.filter((p) => p.kind === 'pending');
  const pending = reservations[c.pick % Math.max(1, reservations.length)];
  const left = pending && model.reserved.get(pending.transfer_id);
  if (c.what === 'spend' || c.what === 'reserve') {
    const covered = c.amount <= model.free;
    const move = spend(book, c.amount, { kind: c.what === 'spend' ? 'single' : 'pending' });
    if (covered && c.what === 'spend') model.balance -= c.amount;
    if (covered && c.what === 'reserve') model.reserved.set(move.transfer_id, c.amount);
    return { request: covered ? keep(move) : [move], expected: [covered ? 'posted' : 'overdrawn'] };
  }
  if ((c.what === 'post' || c.what === 'part' || c.what === 'void') && pending) {
    const part = c.what === 'part' ? c.amount : undefined;
    const request = [resolving(pending, c.what === 'void' ? 'void' : 'post', part)];
    if (part !== undefined && part > pending.amount) return { request, expected: ['exceeds_pending'] };
    if (left === undefined) return { request, expected: ['already_resolved'] };
    model.reserved.delete(pending.transfer_id);
    if (c.what !== 'void') model.balance -= part ?? left;
    return { request, expected: ['posted'] };
  }
  const singles = past.filter((p) => p.kind === 'single');
  const single = singles[c.pick % Math.max(1, singles.length)];
  if (c.what === 'repeat' && single) return { request: [single], expected: ['repeated'] };
  if (c.what === 'reverse' && single?.credit_account_id === 'capital:CNY') {
    past.splice(past.indexOf(single), 1);
    model.balance += single.amount;
    return { request: [reversing(single)], expected: ['posted'] };
  }
  if (c.what === 'linked') {
    const link_id = id();
    const group = [bring(book, c.amount, { link_id }), spend(book, c.amount * 2n, { link_id })];
    const covered = c.amount <= model.free;
    if (covered) model.balance -= c.amount;
    return { request: group, expected: covered ? ['posted', 'posted'] : ['linked_failed', 'overdrawn'] };
  }
  model.balance += c.amount;
  return { request: keep(bring(book, c.amount)), expected: ['posted'] };
}

test('many at once: never an imbalance, never an overdraft, never a deadlock', {
  timeout: 120_000,
}, async () => {
  const random = seededRandom('crossing transfers');
  const members = Array.from({ length: 4 }, () => app.member('trader'));
  const opens = members.flatMap((m) => accountsOf(m.org_id));
  const pick = () => members[Math.floor(random() * members.length)]?.org_id ?? '';
  await app.within((ctx) =>
    postTransfers(
      ctx,
      members.map((m) => bring(m.org_id, 1_000n)),
      opens,
    ),
  );
  const batches = Array.from({ length: 60 }, () =>
    Array.from({ length: 1 + Math.floor(random() * 6) }, () =>
      random() < 0.5
        ? spend(pick(), BigInt(1 + Math.floor(random() * 400)))
        : bring(pick(), BigInt(1 + Math.floor(random() * 100))),
    ),
  );
  const results = await Promise.all(
    batches.map((batch) => app.within((ctx) => postTransfers(ctx, batch, opens))),
  );
  const repeats = await Promise.all(batches.map((batch) => app.within((ctx) => postTransfers(ctx, batch))));
  for (const [i, batch] of results.entries())
    for (const [j, result] of batch.entries()) {
      const again = repeats[i]?.[j];
      assert.ok(again);
      if (isRefusal(result)) assert.equal(result.code, 'payments.overdrawn');
      else
        assert.deepEqual(isRefusal(again) ? again : [again.status, again.transfer], [
          'repeated',
          result.transfer,
        ]);
    }
  const below = await app.within((ctx) =>
    ctx.tx.rows(`select 1 from payments.account where kind = 'wallet' and posted_credit < posted_debit`),
  );
  assert.deepEqual(below, []);
  await clean();
});
