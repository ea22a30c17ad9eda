import { type Refusal, refuse } from '../../kernel/refusal.ts';
import { AMOUNT_LIMIT, type Side } from './model.ts';
import {
  type AccountState,
  available,
  balance,
  type Known,
  keyOf,
  type Transfer,
  type TransferRequest,
  type TransferResult,
} from './transfer.ts';

export interface Verdict {
  results: TransferResult[];
  posted: Transfer[];
  accounts: Map<string, AccountState>;
}

const highest = (a: AccountState): bigint =>
  balance(a) + (a.normal_side === 'credit' ? a.pending_credit : a.pending_debit);

/**
 * Decides a batch in order, each transfer seeing the ones before it. Pure: the accounts given stay as they
 * are, the verdict holds changed copies, the transfers to write and one result per request.
 */
export function decide(
  accounts: ReadonlyMap<string, AccountState>,
  known: Known,
  requests: readonly TransferRequest[],
  stamp: { at: Date; posted_by: string },
): Verdict {
  const verdict: Verdict = { results: [], posted: [], accounts: new Map(accounts) };
  const transfers = new Map(known.transfers);
  const resolved = new Map(known.resolved);
  for (let start = 0; start < requests.length; ) {
    const group = groupAt(requests, start);
    start += group.length;
    const trial = { accounts: verdict.accounts, transfers, resolved, undo: [] as (() => void)[] };
    const results = group.map((request) => apply(trial, request, stamp));
    const failed = results.find((r) => 'refusal' in r);
    if (failed && 'refusal' in failed) {
      for (const undo of trial.undo.reverse()) undo();
      const why = refuse('payments.linked_failed', { code: failed.code });
      verdict.results.push(...results.map((r) => ('refusal' in r ? r : why)));
      continue;
    }
    for (const r of results) if ('status' in r && r.status === 'posted') verdict.posted.push(r.transfer);
    verdict.results.push(...results);
  }
  return verdict;
}

function groupAt(requests: readonly TransferRequest[], start: number): readonly TransferRequest[] {
  const link = requests[start]?.link_id;
  let end = start + 1;
  while (link && requests[end]?.link_id === link) end += 1;
  return requests.slice(start, end);
}

interface Trial {
  accounts: Map<string, AccountState>;
  transfers: Map<string, Transfer>;
  resolved: Map<string, Transfer>;
  undo: (() => void)[];
}

function apply(
  trial: Trial,
  request: TransferRequest,
  stamp: { at: Date; posted_by: string },
): TransferResult {
  const key = keyOf(request.book_id, request.transfer_id);
  const shape = shapeOf(trial, request);
  const before = trial.transfers.get(key);
  if (before) {
    const same = !('refusal' in shape) && sameBody(before, request, shape);
    return same ? { status: 'repeated', transfer: before } : refuse('payments.duplicate_with_another_body');
  }
  if ('refusal' in shape) return shape;
  const { target, effect, ...sides } = shape;
  const targetKey = target && keyOf(target.book_id, target.transfer_id);
  if (targetKey && trial.resolved.has(targetKey))
    return refuse('payments.already_resolved', { kind: trial.resolved.get(targetKey)?.kind ?? '' });
  if (request.kind === 'post' && target?.expires_at && target.expires_at <= stamp.at)
    return refuse('payments.expired', { expires_at: target.expires_at.toISOString() });

  const debit = change(trial, request.book_id, sides.debit_account_id, 'debit', sides.currency, effect);
  if ('refusal' in debit) return debit;
  const credit = change(trial, request.book_id, sides.credit_account_id, 'credit', sides.currency, effect);
  if ('refusal' in credit) return credit;
  const transfer: Transfer = {
    book_id: request.book_id,
    transfer_id: request.transfer_id,
    kind: request.kind,
    ...sides,
    debit_number: debit.last_number,
    credit_number: credit.last_number,
    pending_id: 'pending_id' in request ? request.pending_id : null,
    reverses_id: 'reverses_id' in request ? request.reverses_id : null,
    link_id: request.link_id ?? null,
    counter_book_id: request.counter_book_id ?? null,
    deal_id: request.deal_id ?? null,
    reason: request.reason,
    reference: request.reference,
    at: stamp.at,
    expires_at: 'expires_at' in request ? (request.expires_at ?? null) : null,
    posted_by: stamp.posted_by,
    parties: debit.parties,
  };
  put(trial, trial.transfers, key, transfer);
  if (targetKey) put(trial, trial.resolved, targetKey, transfer);
  return { status: 'posted', transfer };
}

/** Signed changes of what is posted and what is pending, the same on both sides. */
interface Effect {
  posted: bigint;
  pending: bigint;
}

interface Shape {
  debit_account_id: string;
  credit_account_id: string;
  amount: bigint;
  currency: string;
  target?: Transfer;
  effect: Effect;
}

/** What a request comes to, whether or not the accounts allow it. */
function shapeOf(trial: Trial, request: TransferRequest): Shape | Refusal {
  if ('debit_account_id' in request) {
    const { debit_account_id, credit_account_id, amount, currency } = request;
    if (amount <= 0n || amount >= AMOUNT_LIMIT)
      return refuse('payments.bad_amount', { amount: amount.toString() });
    if (debit_account_id === credit_account_id)
      return refuse('payments.same_account', { account_id: debit_account_id });
    const effect =
      request.kind === 'single' ? { posted: amount, pending: 0n } : { posted: 0n, pending: amount };
    return { debit_account_id, credit_account_id, amount, currency, effect };
  }
  const target = trial.transfers.get(
    keyOf(request.book_id, request.kind === 'reversal' ? request.reverses_id : request.pending_id),
  );
  if (!target) return refuse('payments.transfer_not_found');
  const { debit_account_id, credit_account_id, amount, currency } = target;
  if (request.kind === 'reversal') {
    if (target.kind !== 'single' && target.kind !== 'post')
      return refuse('payments.not_pending', { kind: target.kind });
    const effect = { posted: amount, pending: 0n };
    return {
      debit_account_id: credit_account_id,
      credit_account_id: debit_account_id,
      amount,
      currency,
      target,
      effect,
    };
  }
  if (target.kind !== 'pending') return refuse('payments.not_pending', { kind: target.kind });
  const part = request.kind === 'post' ? (request.amount ?? amount) : amount;
  if (part <= 0n) return refuse('payments.bad_amount', { amount: part.toString() });
  if (part > amount)
    return refuse('payments.exceeds_pending', { amount: part.toString(), pending: amount.toString() });
  const effect = { posted: request.kind === 'post' ? part : 0n, pending: -amount };
  return { debit_account_id, credit_account_id, amount: part, currency, target, effect };
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

function sameBody(before: Transfer, request: TransferRequest, shape: Shape): boolean {
  return (
    before.kind === request.kind &&
    before.debit_account_id === shape.debit_account_id &&
    before.credit_account_id === shape.credit_account_id &&
    before.amount === shape.amount &&
    before.currency === shape.currency &&
    before.pending_id === ('pending_id' in request ? request.pending_id : null) &&
    before.reverses_id === ('reverses_id' in request ? request.reverses_id : null) &&
    before.counter_book_id === (request.counter_book_id ?? null) &&
    before.deal_id === (request.deal_id ?? null) &&
    before.reason === request.reason &&
    before.reference === request.reference
  );
}
