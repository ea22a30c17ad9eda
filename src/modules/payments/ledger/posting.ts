import { type Refusal, refuse } from '../../../kernel/refusal.ts';
import { AMOUNT_LIMIT, type Side } from '../model.ts';
import { type Effect, sameBody, shapeOf, type Trial } from './shape.ts';
import {
  type AccountState,
  available,
  balance,
  highest,
  type Known,
  keyOf,
  type MoveRequest,
  type Transfer,
  type TransferRequest,
  type TransferResult,
} from './transfer.ts';

export interface Verdict {
  results: TransferResult[];
  posted: Transfer[];
  accounts: Map<string, AccountState>;
}

/** Whether whoever asks may move between these accounts, by themselves or by resolving and reversing. */
export type Allows = (book_id: string, debit_account_id: string, credit_account_id: string) => boolean;

/** What all transfers of a batch have in common. */
export interface Stamp {
  at: Date;
  posted_by: string;
  allows?: Allows;
}

/**
 * Decides a batch in order, each transfer seeing the ones before it. Pure: the accounts given stay as they
 * are, the verdict holds changed copies, the transfers to write and one result per request.
 */
export function decide(
  accounts: ReadonlyMap<string, AccountState>,
  known: Known,
  requests: readonly TransferRequest[],
  stamp: Stamp,
): Verdict {
  const verdict: Verdict = { results: [], posted: [], accounts: new Map(accounts) };
  const trial: Trial = {
    accounts: verdict.accounts,
    transfers: new Map(known.transfers),
    resolved: new Map(known.resolved),
    groups: new Map(known.groups),
    undo: [],
  };
  for (let start = 0; start < requests.length; ) {
    const group = groupAt(requests, start);
    start += group.length;
    trial.undo = [];
    const results = group.map((request) => apply(trial, request, stamp));
    const failed = results.find((r) => 'refusal' in r);
    const why = failed
      ? refuse('payments.linked_failed', { code: 'refusal' in failed ? failed.code : '' })
      : incomplete(trial, results);
    if (why) {
      for (const undo of trial.undo.reverse()) undo();
      for (const r of results) verdict.results.push('refusal' in r ? r : why);
      continue;
    }
    for (const r of results) {
      verdict.results.push(r);
      if ('status' in r && r.status === 'posted') verdict.posted.push(r.transfer);
    }
  }
  return verdict;
}

/** What was reserved as a group is posted or voided as a group. Each expires by itself: all have the same time. */
function incomplete(trial: Trial, results: readonly TransferResult[]): Refusal | undefined {
  for (const r of results) {
    if (!('status' in r) || r.status !== 'posted' || !r.transfer.pending_id) continue;
    const { book_id, pending_id, kind } = r.transfer;
    const link = trial.transfers.get(keyOf(book_id, pending_id))?.link_id;
    if (!link || kind === 'expire') continue;
    const left = (trial.groups.get(link) ?? []).filter((key) => !trial.resolved.has(key));
    if (left.length > 0) return refuse('payments.group_incomplete', { link_id: link, left: left.length });
  }
  return undefined;
}

function groupAt(requests: readonly TransferRequest[], start: number): readonly TransferRequest[] {
  const link = requests[start]?.link_id;
  let end = start + 1;
  while (link && requests[end]?.link_id === link) end += 1;
  return requests.slice(start, end);
}

function apply(trial: Trial, request: TransferRequest, stamp: Stamp): TransferResult {
  const key = keyOf(request.book_id, request.transfer_id);
  const shape = shapeOf(trial, request);
  const before = trial.transfers.get(key);
  if (before) {
    const same = !('refusal' in shape) && sameBody(before, request, shape);
    return same ? { status: 'repeated', transfer: before } : refuse('payments.duplicate_with_another_body');
  }
  if ('refusal' in shape) return shape;
  const { target, effect, debit_account_id, credit_account_id, currency } = shape;
  if (stamp.allows && !stamp.allows(request.book_id, debit_account_id, credit_account_id))
    return refuse('payments.not_your_move', { debit_account_id, credit_account_id });
  const targetKey = target && keyOf(target.book_id, target.transfer_id);
  if (targetKey && trial.resolved.has(targetKey))
    return refuse('payments.already_resolved', { kind: trial.resolved.get(targetKey)?.kind ?? '' });
  if (request.kind === 'post' && target?.expires_at && target.expires_at <= stamp.at)
    return refuse('payments.expired', { expires_at: target.expires_at.toISOString() });

  if ('expires_at' in request && request.expires_at) {
    const bad = expiryRefusal(trial, request, stamp.at);
    if (bad) return bad;
  }

  const debit = change(trial, request.book_id, debit_account_id, 'debit', currency, effect);
  if ('refusal' in debit) return debit;
  const credit = change(trial, request.book_id, credit_account_id, 'credit', currency, effect);
  if ('refusal' in credit) {
    // What follows in the group is judged as if this one had not been tried.
    trial.undo.pop()?.();
    return credit;
  }
  const booked_at = latest(stamp.at, debit.booked_at, credit.booked_at);
  debit.booked_at = booked_at;
  credit.booked_at = booked_at;
  const balancing = ('balancing' in request && request.balancing) || null;
  const transfer: Transfer = {
    book_id: request.book_id,
    transfer_id: request.transfer_id,
    kind: request.kind,
    debit_account_id,
    credit_account_id,
    debit_number: debit.last_number,
    credit_number: credit.last_number,
    debit_balance: balance(debit),
    credit_balance: balance(credit),
    amount: shape.amount,
    at_most: balancing && 'amount' in request ? (request.amount ?? null) : null,
    balancing,
    currency,
    pending_id: 'pending_id' in request ? request.pending_id : null,
    reverses_id: 'reverses_id' in request ? request.reverses_id : null,
    link_id: request.link_id ?? null,
    counter_book_id: request.counter_book_id ?? null,
    deal_id: request.deal_id ?? null,
    reason: request.reason,
    reference: request.reference,
    at: stamp.at,
    booked_at,
    expires_at: 'expires_at' in request ? (request.expires_at ?? null) : null,
    posted_by: stamp.posted_by,
    parties: debit.parties,
  };
  put(trial, trial.transfers, key, transfer);
  if (targetKey) put(trial, trial.resolved, targetKey, transfer);
  if (transfer.kind === 'pending' && transfer.link_id)
    put(trial, trial.groups, transfer.link_id, [...(trial.groups.get(transfer.link_id) ?? []), key]);
  return { status: 'posted', transfer };
}

/** A reservation ends after it began, and those of one group end together. */
function expiryRefusal(trial: Trial, request: MoveRequest, at: Date): Refusal | undefined {
  const { expires_at } = request;
  if (!expires_at) return undefined;
  const [first = ''] = (request.link_id && trial.groups.get(request.link_id)) || [];
  const other = trial.transfers.get(first)?.expires_at;
  if (request.kind === 'pending' && expires_at > at && (!other || other.getTime() === expires_at.getTime()))
    return undefined;
  return refuse('payments.bad_expiry', { expires_at: expires_at.toISOString() });
}

function latest(at: Date, ...others: (Date | null)[]): Date {
  return others.reduce<Date>((last, other) => (other && other > last ? other : last), at);
}

/** The account after the effect; put into the trial only if every rule of the account allows it. */
function change(
  trial: Trial,
  book_id: string,
  account_id: string,
  side: Side,
  currency: string,
  effect: Effect,
): AccountState | Refusal {
  const key = keyOf(book_id, account_id);
  const before = trial.accounts.get(key);
  if (!before) return refuse('payments.account_not_found', { account_id });
  if (before.book_closed) return refuse('payments.book_closed', { book_id });
  // What was reserved before an account closed can still be freed.
  if (before.closed && (effect.posted > 0n || effect.pending > 0n))
    return refuse('payments.account_closed', { account_id });
  if (before.currency !== currency)
    return refuse('payments.currency_mismatch', { account_id, currency: before.currency, sent: currency });
  const after = { ...before, last_number: before.last_number + 1n };
  if (side === 'debit') {
    after.posted_debit += effect.posted;
    after.pending_debit += effect.pending;
  } else {
    after.posted_credit += effect.posted;
    after.pending_credit += effect.pending;
  }
  const least = after.lower_limit;
  if (least !== null && available(after) < least)
    return refuse('payments.overdrawn', {
      account_id,
      currency,
      available: (available(before) - least).toString(),
      missing: (least - available(after)).toString(),
    });
  const most = after.upper_limit ?? AMOUNT_LIMIT;
  const totals = [after.posted_debit, after.posted_credit, after.pending_debit, after.pending_credit];
  if (highest(after) > most || totals.some((total) => total > AMOUNT_LIMIT))
    return refuse('payments.limit', { account_id, limit: most.toString() });
  put(trial, trial.accounts, key, after);
  return after;
}

function put<V>(trial: Trial, map: Map<string, V>, key: string, value: V): void {
  const before = map.get(key);
  trial.undo.push(() => {
    if (before === undefined) map.delete(key);
    else map.set(key, before);
  });
  map.set(key, value);
}
