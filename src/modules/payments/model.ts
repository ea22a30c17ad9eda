import { sha256Hex } from '../../kernel/hash.ts';
import type { Currency } from '../../kernel/money.ts';
import { TREASURY_ORG_ID } from '../parties/index.ts';

/** The unit that balances. Its id is the deal's or the organisation's; the treasury is an organisation too. */
export type BookKind = 'deal' | 'organisation' | 'treasury';
export type Side = 'debit' | 'credit';

export { TREASURY_ORG_ID };

/** Amounts and running totals stay below this, so that no sum of two leaves a 64-bit integer. */
export const AMOUNT_LIMIT = 2n ** 62n;

/** Transfers posted by one call. */
export const BATCH_LIMIT = 10_000;

export interface AccountRule {
  normal_side: Side;
  /** Whether the account may be drawn below zero. */
  may_be_negative: boolean;
  meaning: string;
}

/** Kinds of accounts. Money of others is a liability (credit), what a bank keeps for the platform an asset (debit). */
export const accountKinds = {
  wallet: { normal_side: 'credit', may_be_negative: false, meaning: 'money of the organisation' },
  escrow: { normal_side: 'credit', may_be_negative: false, meaning: 'money held for a deal' },
  clearing: {
    normal_side: 'credit',
    may_be_negative: true,
    meaning: 'the other side of a move between two books; over all books it sums to zero per currency',
  },
  nostro: { normal_side: 'debit', may_be_negative: false, meaning: 'what this bank keeps for the platform' },
  liquidity: { normal_side: 'credit', may_be_negative: false, meaning: 'what the treasury can exchange' },
  capital: { normal_side: 'debit', may_be_negative: true, meaning: 'what the owners put into liquidity' },
  revenue: { normal_side: 'credit', may_be_negative: false, meaning: 'duties, taxes and fees for a country' },
  spread: { normal_side: 'credit', may_be_negative: false, meaning: 'what exchange earns' },
  rounding: { normal_side: 'credit', may_be_negative: false, meaning: 'residue of rounding' },
} as const satisfies Record<string, AccountRule>;
export type AccountKind = keyof typeof accountKinds;

/** `wallet:CNY`, `revenue:KZ:KZT`. */
export function accountId(kind: AccountKind, currency: Currency, part?: string): string {
  return part ? `${kind}:${part}:${currency}` : `${kind}:${currency}`;
}

/** An account as what it is; it is opened, within the same transaction, when money first moves through it. */
export interface Account {
  book_id: string;
  book_kind: BookKind;
  parties: string[];
  kind: AccountKind;
  currency: Currency;
  part?: string;
}

/** The deal's book is seen by those whose money it is and by the bank of the contract. */
export const dealAccount = (
  deal_id: string,
  parties: string[],
  kind: AccountKind,
  currency: Currency,
): Account => ({
  book_id: deal_id,
  book_kind: 'deal',
  parties,
  kind,
  currency,
});

export const organisationAccount = (org_id: string, kind: AccountKind, currency: Currency): Account => ({
  book_id: org_id,
  book_kind: 'organisation',
  parties: [org_id],
  kind,
  currency,
});

export const treasuryAccount = (kind: AccountKind, currency: Currency, part?: string): Account => ({
  book_id: TREASURY_ORG_ID,
  book_kind: 'treasury',
  parties: [TREASURY_ORG_ID],
  kind,
  currency,
  ...(part ? { part } : {}),
});

export const placeOf = (a: Account): Place => ({
  book_id: a.book_id,
  account_id: accountId(a.kind, a.currency, a.part),
});

/** Why money moved. What a person sees of a deal's money is read from these. */
export type Reason =
  | 'deposit'
  | 'escrow.fund'
  | 'escrow.release'
  | 'escrow.refund'
  | 'return.refund'
  | 'freight'
  | 'brokerage'
  | 'exchange'
  | 'exchange.spread'
  | 'exchange.rounding'
  | 'netting'
  | 'assessment'
  | 'capital'
  | 'transfer'
  | 'reversal';

/**
 * A transfer id that follows from what the transfer is for, so that repeating the work repeats the id
 * (UUID version 8, RFC 9562: the first bits of a SHA-256).
 */
export function transferIdFor(...purpose: readonly string[]): string {
  const hex = sha256Hex(purpose.join('\n'));
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** An account of a book. */
export interface Place {
  book_id: string;
  account_id: string;
}
