import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { TEST_SECRET } from '../../../../test/cluster.ts';
import { type Random, seededRandom } from '../../../kernel/random.ts';
import { systemActor } from '../../../platform/actor.ts';
import { type Database, inTransaction, openDatabase } from '../../../platform/database/database.ts';
import { context } from '../../../platform/execute.ts';
import { deals } from '../../deals/index.ts';
import { parties } from '../../parties/index.ts';
import { reference } from '../../reference/index.ts';
import { payments, postTransfers, type TransferRequest, verifyLedger } from '../index.ts';
import { transfersFor } from '../ledger/movement.ts';
import { type Account, organisationAccount } from '../model.ts';
import { PlainLedger, type PlainRequest } from './plain-ledger.ts';

const CLIENTS = 64;
const BOOKS = 6;
/** Batches of each client; SAUDA_LEDGER_RUNS=2000 for a long look. */
const BATCHES = Math.max(6, Math.round(Number(process.env.SAUDA_LEDGER_RUNS ?? 0) / 20));
const OPENING = 500;

let app: TestApp;
let database: Database;
before(async () => {
  app = await testApp([reference, parties, deals, payments]);
  // A connection for each client: they meet in the database, not before it.
  // The pool of the system is half of what is asked for.
  database = openDatabase(app.ownerUrl, TEST_SECRET, 2 * CLIENTS);
});
after(async () => {
  await database.close();
  await app.close();
});

interface Batch {
  requests: TransferRequest[];
  opens: Account[];
}
interface Acknowledged {
  transfer_id: string;
  status: string;
}

/** A chain of moves between wallets of any books, in any order: all of it or nothing; or moves each by itself. */
function batchOf(wallets: readonly Account[], random: Random): Batch {
  const pick = (): Account => wallets[Math.floor(random() * wallets.length)] as Account;
  const movements = Array.from({ length: 1 + Math.floor(random() * 5) }, () => {
    const from = pick();
    let to = pick();
    while (to === from) to = pick();
    return {
      from,
      to,
      money: { amount: BigInt(1 + Math.floor(random() * 120)), currency: 'CNY' as const },
      reason: 'transfer' as const,
      reference: 'crossing',
    };
  });
  const { requests, opens } = transfersFor([randomUUID()], movements);
  const link_id = randomUUID();
  // Both halves of a move between books stand or fall together; sometimes the whole batch does.
  const whole = random() < 0.5;
  return {
    requests: requests.map((r) => ({ ...r, link_id: whole || r.counter_book_id ? link_id : null })),
    opens,
  };
}

test(`${CLIENTS} clients with crossing transfers: no deadlock, no overdraft, what is answered is what is written, in one order that explains every balance`, async () => {
  const wallets = await fundedWallets();
  const deadlocks = await deadlocksSoFar();
  const acknowledged: Acknowledged[] = [];
  const clients = Array.from({ length: CLIENTS }, async (_, client) => {
    const mine = seededRandom(`client ${client}`);
    for (let i = 0; i < BATCHES; i++) {
      const { requests, opens } = batchOf(wallets, mine);
      const results = await inTransaction(database.system, systemActor.org_id, (tx) =>
        postTransfers(context({ ...app.runtime, database }, tx, systemActor), requests, opens),
      );
      for (const [at, r] of results.entries())
        if ('status' in r)
          acknowledged.push({ transfer_id: requests[at]?.transfer_id ?? '', status: r.status });
    }
  });
  await Promise.all(clients);
  assert.equal(await deadlocksSoFar(), deadlocks, 'deadlocks');
  assert.ok(acknowledged.length > CLIENTS, `${acknowledged.length} transfers were posted`);

  const rows = await app.within((ctx) =>
    ctx.tx.rows<Row>(
      `select transfer_id, book_id || ' ' || debit_account_id as from, book_id || ' ' || credit_account_id as to,
         debit_number::int as from_number, credit_number::int as to_number, debit_balance::int as from_balance,
         credit_balance::int as to_balance, amount::int, currency, reason
       from payments.transfer`,
    ),
  );
  const crossing = rows.filter((r) => r.reason === 'transfer');
  assert.deepEqual(
    crossing.map((r) => r.transfer_id).sort(),
    acknowledged.map((a) => a.transfer_id).sort(),
    'acknowledged and written are the same',
  );
  replay(rows);
  assert.deepEqual((await app.within((ctx) => verifyLedger(ctx.tx))).differences, []);
});

interface Row {
  transfer_id: string;
  from: string;
  to: string;
  from_number: number;
  to_number: number;
  from_balance: number;
  to_balance: number;
  amount: number;
  currency: string;
  reason: string;
}

/** Posts the transfers again in the plain ledger, in an order that every account's own numbers agree with. */
function replay(rows: readonly Row[]): void {
  const plain = new PlainLedger();
  const next = new Map<string, number>();
  for (const key of rows.flatMap((r) => [r.from, r.to])) {
    const may_be_negative = key.includes(' clearing:') || key.includes(' capital:');
    plain.open(key, { currency: 'CNY', least: may_be_negative ? null : 0 });
    next.set(key, 1);
  }
  // Capital is a debit account: money from it is owed to it, which the plain ledger shows below zero.
  const waiting = new Map(
    rows.flatMap(
      (r) =>
        [
          [`${r.from} ${r.from_number}`, r],
          [`${r.to} ${r.to_number}`, r],
        ] as const,
    ),
  );
  const ready = [...next.keys()];
  let done = 0;
  for (let key = ready.pop(); key !== undefined; key = ready.pop()) {
    const row = waiting.get(`${key} ${next.get(key) ?? 0}`);
    if (!row || next.get(row.from) !== row.from_number || next.get(row.to) !== row.to_number) continue;
    const request: PlainRequest = {
      id: row.transfer_id,
      kind: 'single',
      from: row.from,
      to: row.to,
      amount: row.amount,
      currency: row.currency,
    };
    assert.deepEqual(plain.send([request]), [`posted ${row.amount}`], 'the plain ledger posts it too');
    for (const [place, balance] of [
      [row.from, row.from_balance],
      [row.to, row.to_balance],
    ] as const) {
      const sign = place.includes(' capital:') ? -1 : 1;
      assert.equal(balance, sign * (plain.accounts.get(place)?.has ?? Number.NaN), `balance of ${place}`);
      next.set(place, (next.get(place) ?? 0) + 1);
      ready.push(place);
    }
    done += 1;
  }
  assert.equal(done, rows.length, 'every transfer has its place in one order');
}

async function fundedWallets(): Promise<Account[]> {
  const wallets = Array.from({ length: BOOKS }, () => app.member('trader').org_id).flatMap((org_id) => [
    organisationAccount(org_id, 'wallet', 'CNY'),
    { ...organisationAccount(org_id, 'wallet', 'CNY'), part: 'SECOND' },
  ]);
  const { requests, opens } = transfersFor(
    ['opening'],
    wallets.map((to) => ({
      from: organisationAccount(to.book_id, 'capital', 'CNY'),
      to,
      money: { amount: BigInt(OPENING), currency: 'CNY' as const },
      reason: 'capital' as const,
      reference: 'opening',
    })),
  );
  const results = await app.within((ctx) => postTransfers(ctx, requests, opens));
  assert.ok(results.every((r) => 'status' in r && r.status === 'posted'));
  return wallets;
}

async function deadlocksSoFar(): Promise<number> {
  const { deadlocks } = await app.within((ctx) =>
    ctx.tx.one<{ deadlocks: number }>(
      'select deadlocks::int from pg_stat_database where datname = current_database()',
    ),
  );
  return deadlocks;
}
