import { systemClock } from '../../../kernel/clock.ts';
import { assert, isRefusal, type Outcome, type Refusal, refuse } from '../../../kernel/refusal.ts';
import { type Ctx, WatchedClock } from '../../../platform/index.ts';
import { type Account, BATCH_LIMIT, type Place, transferIdFor } from '../model.ts';
import { type Allows, decide, type Verdict } from './posting.ts';
import { lockAccounts, openAccounts, readGroups, readKnown, readTransfers } from './store.ts';
import { postBatch } from './store-post.ts';
import {
  type AccountState,
  type Known,
  keyOf,
  type Transfer,
  type TransferRequest,
  type TransferResult,
} from './transfer.ts';

export const nothingKnown: Known = { transfers: new Map(), resolved: new Map(), groups: new Map() };

/**
 * Posts a batch in order and answers each request: posted, repeated (the same id and body was posted before)
 * or why not: account_not_found, account_closed, book_closed, currency_mismatch, overdrawn (what is pending
 * counts), limit, bad_amount, same_account, transfer_not_found, not_pending, exceeds_pending,
 * already_resolved, group_incomplete, expired, bad_expiry, nothing_to_move, duplicate_with_another_body,
 * linked_failed, clock_skew; not_your_move where `allows` does not allow the two accounts.
 *
 * Two statements for moves: lock the accounts, then write the transfers and move the accounts. One more with
 * `opens` (accounts to open where they do not exist yet), two more when pending transfers are resolved. Call
 * it once per transaction, after any other row lock: that keeps the order of locks the same everywhere.
 */
export async function postTransfers(
  ctx: Ctx,
  requests: readonly TransferRequest[],
  opens: readonly Account[] = [],
  allows?: Allows,
  /** Is told how each account that moved stands after the batch. */
  moved?: (key: string, account: AccountState) => void,
): Promise<TransferResult[]> {
  assert(requests.length <= BATCH_LIMIT, `at most ${BATCH_LIMIT} transfers at once`);
  if (requests.length === 0) return [];
  const targets = targetsOf(requests);
  const found = targets.length > 0 ? await readTransfers(ctx.tx, targets) : [];
  const groups = await readGroups(ctx.tx, linksOf(found));
  // Opened before any lock: two transactions that open the same account wait for each other in one order only.
  // Both are sent at once and done in this order.
  const opened = opens.length > 0 ? openAccounts(ctx.tx, opens, ctx.clock.now()) : 0;
  const [accounts] = await Promise.all([lockAccounts(ctx.tx, placesOf(requests, found)), opened]);
  const skewed = skewOf(ctx, accounts);
  if (skewed) return requests.map(() => skewed);
  const stamp = { at: ctx.clock.now(), posted_by: ctx.actor.org_id, ...(allows ? { allows } : {}) };
  if (targets.length === 0) {
    // Nearly always nothing is known under new ids; the insert itself finds out.
    const verdict = decide(accounts, nothingKnown, requests, stamp);
    if (!verdict.results.some(isRefusal)) {
      const written = await postBatch(ctx.tx, verdict.posted);
      assert(written !== 'stale', 'accounts that are locked do not move');
      if (written === 'written') return tell(verdict, moved);
    }
  }
  const known = await readKnown(ctx.tx, [...requests, ...targets, ...groups]);
  for (const { link_id, book_id, transfer_id } of groups)
    known.groups.set(link_id, [...(known.groups.get(link_id) ?? []), keyOf(book_id, transfer_id)]);
  for (const transfer of found) known.transfers.set(keyOf(transfer.book_id, transfer.transfer_id), transfer);
  const verdict = decide(accounts, known, requests, stamp);
  const written = await postBatch(ctx.tx, verdict.posted);
  assert(written !== 'stale', 'accounts that are locked do not move');
  return written === 'known' ? raced(requests) : tell(verdict, moved);
}

function tell(verdict: Verdict, moved?: (key: string, account: AccountState) => void): TransferResult[] {
  if (moved) for (const [key, account] of verdict.accounts) moved(key, account);
  return verdict.results;
}

/** Servers whose clocks differ from the database's would date entries wrongly and end reservations at will. */
const SKEW_LIMIT_MS = 30_000;

function skewOf(ctx: Ctx, accounts: ReadonlyMap<string, AccountState>): Refusal | undefined {
  const [first] = accounts.values();
  const limit_ms = skewLimit(ctx);
  if (!first || limit_ms === null) return undefined;
  const skew_ms = ctx.clock.now().getTime() - first.locked_at.getTime();
  return Math.abs(skew_ms) > limit_ms ? refuse('payments.clock_skew', { skew_ms }) : undefined;
}

/** Milliseconds that the clocks may differ; null under a clock that is elsewhere on purpose. */
export function skewLimit({ clock }: Pick<Ctx, 'clock'>): number | null {
  return clock === systemClock || clock instanceof WatchedClock ? SKEW_LIMIT_MS : null;
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
  const [first] = requests;
  // Of a kind that no sender can choose, so that nobody's reservation becomes one of this group.
  const link_id = first && requests.length > 1 ? transferIdFor('group', first.transfer_id) : null;
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

const linksOf = (found: readonly Transfer[]): string[] => [
  ...new Set(found.flatMap((t) => (t.kind === 'pending' && t.link_id ? [t.link_id] : []))),
];

function placesOf(requests: readonly TransferRequest[], found: readonly Transfer[]): Place[] {
  const sides = [...requests.filter((r) => 'debit_account_id' in r), ...found];
  return sides.flatMap((t) => [
    { book_id: t.book_id, account_id: t.debit_account_id },
    { book_id: t.book_id, account_id: t.credit_account_id },
  ]);
}

/** Another transaction used one of the ids for other accounts at the same moment: this one is lost. */
function raced(requests: readonly TransferRequest[]): TransferResult[] {
  return requests.map(() => refuse('platform.changed_meanwhile'));
}
