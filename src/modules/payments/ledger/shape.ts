import { type Refusal, refuse } from '../../../kernel/refusal.ts';
import { AMOUNT_LIMIT, type Side } from '../model.ts';
import {
  type AccountState,
  available,
  highest,
  keyOf,
  type MoveRequest,
  type Transfer,
  type TransferRequest,
} from './transfer.ts';

/** The ledger as far as a batch has been decided. `undo` takes back the group that is being tried. */
export interface Trial {
  accounts: Map<string, AccountState>;
  transfers: Map<string, Transfer>;
  resolved: Map<string, Transfer>;
  groups: Map<string, readonly string[]>;
  undo: (() => void)[];
}

/** Signed changes of what is posted and what is pending, the same on both sides. */
export interface Effect {
  posted: bigint;
  pending: bigint;
}

export interface Shape {
  debit_account_id: string;
  credit_account_id: string;
  amount: bigint;
  currency: string;
  target?: Transfer;
  effect: Effect;
}

/** What a request comes to, whether or not the accounts allow it. */
export function shapeOf(trial: Trial, request: TransferRequest): Shape | Refusal {
  if ('debit_account_id' in request) {
    const { debit_account_id, credit_account_id, currency } = request;
    if (request.amount <= 0n || request.amount >= AMOUNT_LIMIT)
      return refuse('payments.bad_amount', { amount: request.amount.toString() });
    const amount = request.balancing ? asMuchAsIsThere(trial, request) : request.amount;
    if (
      request.balancing &&
      amount <= 0n &&
      !trial.transfers.has(keyOf(request.book_id, request.transfer_id))
    )
      return refuse('payments.nothing_to_move', { at_most: request.amount.toString() });
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

/** What a balancing transfer moves: at most what was asked for, what one has, what the other may still take. */
function asMuchAsIsThere(trial: Trial, request: MoveRequest): bigint {
  const room = (account_id: string, side: Side): bigint => {
    const a = trial.accounts.get(keyOf(request.book_id, account_id));
    if (!a) return request.amount;
    if (side === a.normal_side) return (a.upper_limit ?? AMOUNT_LIMIT) - highest(a);
    return a.lower_limit === null ? request.amount : available(a) - a.lower_limit;
  };
  const bounds = [request.amount];
  if (request.balancing !== 'credit') bounds.push(room(request.debit_account_id, 'debit'));
  if (request.balancing !== 'debit') bounds.push(room(request.credit_account_id, 'credit'));
  return bounds.sort((a, b) => (a < b ? -1 : 1))[0] ?? 0n;
}

/** Whether a request asks for what was posted under its id. */
export function sameBody(before: Transfer, request: TransferRequest, shape: Shape): boolean {
  return (
    before.kind === request.kind &&
    before.debit_account_id === shape.debit_account_id &&
    before.credit_account_id === shape.credit_account_id &&
    sameAmount(before, request, shape) &&
    before.currency === shape.currency &&
    before.pending_id === ('pending_id' in request ? request.pending_id : null) &&
    before.reverses_id === ('reverses_id' in request ? request.reverses_id : null) &&
    before.counter_book_id === (request.counter_book_id ?? null) &&
    before.deal_id === (request.deal_id ?? null) &&
    before.expires_at?.getTime() === ('expires_at' in request ? request.expires_at?.getTime() : undefined) &&
    before.reason === request.reason &&
    before.reference === request.reference
  );
}

/** A balancing transfer is the same when the same was asked for, whatever is there by now. */
function sameAmount(before: Transfer, request: TransferRequest, shape: Shape): boolean {
  const balancing = ('balancing' in request && request.balancing) || null;
  if (before.balancing !== balancing) return false;
  return balancing && 'amount' in request
    ? before.at_most === request.amount
    : before.amount === shape.amount;
}
