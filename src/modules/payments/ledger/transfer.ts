import type { Refusal } from '../../../kernel/refusal.ts';
import { type Side, transferIdFor } from '../model.ts';

/** An account as it stands, with the limits that apply to it. */
export interface AccountState {
  book_id: string;
  account_id: string;
  kind: string;
  currency: string;
  normal_side: Side;
  posted_debit: bigint;
  posted_credit: bigint;
  pending_debit: bigint;
  pending_credit: bigint;
  lower_limit: bigint | null;
  upper_limit: bigint | null;
  last_number: bigint;
  /** When its last transfer was booked; null before the first. */
  booked_at: Date | null;
  closed: boolean;
  book_closed: boolean;
  parties: string[];
  /** The database's time when the account was locked. */
  locked_at: Date;
}

interface RequestBase {
  book_id: string;
  transfer_id: string;
  /** Requests with the same link_id, next to one another, are posted all or none. */
  link_id?: string | null;
  counter_book_id?: string | null;
  deal_id?: string | null;
  reason: string;
  reference: string;
}

/** Which account bounds a balancing transfer: by what the debited has, by what the credited may take, or both. */
export type Balancing = 'debit' | 'credit' | 'both';

/**
 * Moves an amount now (`single`) or reserves it (`pending`) until it is posted, voided or expires. With
 * `balancing`, `amount` is the most: as much moves as is there.
 */
export interface MoveRequest extends RequestBase {
  kind: 'single' | 'pending';
  debit_account_id: string;
  credit_account_id: string;
  amount: bigint;
  currency: string;
  balancing?: Balancing | null;
  expires_at?: Date | null;
}

/** Resolves a pending transfer; `amount` posts a part of it, the rest is freed. */
export interface ResolveRequest extends RequestBase {
  kind: 'post' | 'void' | 'expire';
  pending_id: string;
  amount?: bigint;
}

/** Undoes a posted transfer by its mirror image. */
export interface ReverseRequest extends RequestBase {
  kind: 'reversal';
  reverses_id: string;
}

export type TransferRequest = MoveRequest | ResolveRequest | ReverseRequest;

/** A transfer as it stands in the ledger. */
export interface Transfer {
  book_id: string;
  transfer_id: string;
  kind: TransferRequest['kind'];
  debit_account_id: string;
  credit_account_id: string;
  debit_number: bigint;
  credit_number: bigint;
  /** What the accounts have, posted, after this transfer. */
  debit_balance: bigint;
  credit_balance: bigint;
  amount: bigint;
  /** What a balancing transfer was to move at most; null for others. */
  at_most: bigint | null;
  balancing: Balancing | null;
  currency: string;
  pending_id: string | null;
  reverses_id: string | null;
  link_id: string | null;
  counter_book_id: string | null;
  deal_id: string | null;
  reason: string;
  reference: string;
  at: Date;
  /** `at`, or the booking time of an earlier transfer of these accounts where that is later. */
  booked_at: Date;
  expires_at: Date | null;
  posted_by: string;
  parties: string[];
}

/** What the ledger already holds that a batch refers to. Keys are made by `keyOf`. */
export interface Known {
  transfers: Map<string, Transfer>;
  /** Pending or reversed transfer → the transfer that resolved it. */
  resolved: Map<string, Transfer>;
  /** link_id → keys of the pending transfers that were reserved as one group. */
  groups: Map<string, readonly string[]>;
}

export type TransferResult = { status: 'posted' | 'repeated'; transfer: Transfer } | Refusal;

export const keyOf = (book_id: string, id: string): string => `${book_id} ${id}`;

export function available(a: AccountState): bigint {
  return a.normal_side === 'credit'
    ? a.posted_credit - a.posted_debit - a.pending_debit
    : a.posted_debit - a.posted_credit - a.pending_credit;
}

export function balance(a: Pick<AccountState, 'normal_side' | 'posted_debit' | 'posted_credit'>): bigint {
  return a.normal_side === 'credit' ? a.posted_credit - a.posted_debit : a.posted_debit - a.posted_credit;
}

/** What the account would have if all that is pending came in. */
export function highest(a: AccountState): bigint {
  return balance(a) + (a.normal_side === 'credit' ? a.pending_credit : a.pending_debit);
}

/** Resolves a pending transfer with an id of its own, so that doing it again is the same transfer. */
export function resolve(pending: Transfer, kind: ResolveRequest['kind']): ResolveRequest {
  return {
    kind,
    book_id: pending.book_id,
    transfer_id: transferIdFor('resolve', pending.transfer_id, kind),
    pending_id: pending.transfer_id,
    counter_book_id: pending.counter_book_id,
    deal_id: pending.deal_id,
    reason: pending.reason,
    reference: pending.reference,
  };
}
