import { assert, isRefusal, type Outcome, refuse } from '../../kernel/refusal.ts';
import type { Ctx } from '../../platform/index.ts';
import { type Account, BATCH_LIMIT, type Place } from './model.ts';
import { decide, type Verdict } from './posting.ts';
import {
  type Insertion,
  insertTransfers,
  lockAccounts,
  moveAccounts,
  openAccounts,
  readKnown,
  readTransfers,
} from './store.ts';
import {
  type AccountState,
  type Known,
  keyOf,
  type Transfer,
  type TransferRequest,
  type TransferResult,
} from './transfer.ts';

const nothingKnown: Known = { transfers: new Map(), resolved: new Map() };

/**
 * Posts a batch in order and answers each request: posted, repeated (the same id and body was posted before)
 * or why not: account_not_found, account_closed, book_closed, currency_mismatch, overdrawn (what is pending
 * counts), limit, bad_amount, same_account, transfer_not_found, not_pending, exceeds_pending,
 * already_resolved, expired, duplicate_with_another_body, linked_failed.
 *
 * Three statements for moves: lock the accounts, write the transfers, move the accounts. One more with
 * `opens` (accounts to open where they do not exist yet), two more when pending transfers are resolved. Call
 * it once per transaction, after any other row lock: that keeps the order of locks the same everywhere.
 */
export async function postTransfers(
  ctx: Ctx,
  requests: readonly TransferRequest[],
  opens: readonly Account[] = [],
): Promise<TransferResult[]> {
  assert(requests.length <= BATCH_LIMIT, `at most ${BATCH_LIMIT} transfers at once`);
  if (requests.length === 0) return [];
  const targets = targetsOf(requests);
  const found = targets.length > 0 ? await readTransfers(ctx.tx, targets) : [];
  // Opened before any lock: two transactions that open the same account wait for each other in one order only.
  // Both are sent at once and done in this order.
  const opened = opens.length > 0 ? openAccounts(ctx.tx, opens, ctx.clock.now()) : 0;
  const [accounts] = await Promise.all([lockAccounts(ctx.tx, placesOf(requests, found)), opened]);
  const stamp = { at: ctx.clock.now(), posted_by: ctx.actor.org_id };
  if (targets.length === 0) {
    // Nearly always nothing is known under new ids; the insert itself finds out.
    const verdict = decide(accounts, nothingKnown, requests, stamp);
    if (!verdict.results.some(isRefusal)) {
      const written = await write(ctx, accounts, verdict);
      if (written === 'written') return verdict.results;
      if (written === 'raced') return raced(requests);
    }
  }
  const known = await readKnown(ctx.tx, [...requests, ...targets]);
  for (const transfer of found) known.transfers.set(keyOf(transfer.book_id, transfer.transfer_id), transfer);
  const verdict = decide(accounts, known, requests, stamp);
  if (verdict.posted.length > 0) {
    const written = await write(ctx, accounts, verdict);
    assert(written !== 'known', 'ids that were read under lock are still new');
    if (written === 'raced') return raced(requests);
  }
  return verdict.results;
}

export interface Posting {
  transfers: Transfer[];
  /** All of it had been posted before; nothing was written now. */
  repeated: boolean;
}

/**
 * Posts all of the batch or nothing. Refuses with the first reason; the caller must return the refusal, so
 * that its transaction is rolled back.
 */
export async function postAll(
  ctx: Ctx,
  requests: readonly TransferRequest[],
  opens: readonly Account[] = [],
): Promise<Outcome<Posting>> {
  const link_id = requests[0]?.transfer_id ?? null;
  const results = await postTransfers(
    ctx,
    requests.map((r) => ({ ...r, link_id })),
    opens,
  );
  const refusals = results.filter((r) => isRefusal(r));
  const refusal = refusals.find((r) => r.code !== 'payments.linked_failed') ?? refusals[0];
  if (refusal) return refusal;
  const done = results.flatMap((r) => (isRefusal(r) ? [] : [r]));
  return { transfers: done.map((r) => r.transfer), repeated: done.every((r) => r.status === 'repeated') };
}

function targetsOf(requests: readonly TransferRequest[]): { book_id: string; transfer_id: string }[] {
  const made = new Set(requests.map((r) => keyOf(r.book_id, r.transfer_id)));
  return requests
    .flatMap(({ book_id, ...r }) => {
      const transfer_id = 'pending_id' in r ? r.pending_id : 'reverses_id' in r ? r.reverses_id : undefined;
      return transfer_id ? [{ book_id, transfer_id }] : [];
    })
    .filter((t) => !made.has(keyOf(t.book_id, t.transfer_id)));
}

function placesOf(requests: readonly TransferRequest[], found: readonly Transfer[]): Place[] {
  const sides = [...requests.filter((r) => 'debit_account_id' in r), ...found];
  return sides.flatMap((t) => [
    { book_id: t.book_id, account_id: t.debit_account_id },
    { book_id: t.book_id, account_id: t.credit_account_id },
  ]);
}

async function write(
  ctx: Ctx,
  before: ReadonlyMap<string, AccountState>,
  verdict: Verdict,
): Promise<Insertion> {
  const written = await insertTransfers(ctx.tx, verdict.posted);
  if (written !== 'written') return written;
  const changed = [...verdict.accounts].filter(([key, a]) => before.get(key) !== a).map(([, a]) => a);
  await moveAccounts(ctx.tx, changed, ctx.clock.now());
  return written;
}

/** Another transaction used one of the ids for other accounts at the same moment: this one is lost. */
function raced(requests: readonly TransferRequest[]): TransferResult[] {
  return requests.map(() => refuse('platform.changed_meanwhile'));
}
