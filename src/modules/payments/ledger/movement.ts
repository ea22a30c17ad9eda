import type { Currency, Money } from '../../../kernel/money.ts';
import { assert } from '../../../kernel/refusal.ts';
import { type Account, placeOf, type Reason, transferIdFor } from '../model.ts';
import { keyOf, type MoveRequest } from './transfer.ts';

/** A move of money for one reason: debit `from`, credit `to`, within a book or between two. */
export interface Movement {
  from: Account;
  to: Account;
  money: Money;
  reason: Reason;
  /** Where the amount comes from: a contract, a rule, a rate. Shown on statements. */
  reference: string;
  deal_id?: string;
}

const REFERENCE_LENGTH = 200;

const clearingOf = (a: Account, currency: Currency): Account => ({
  book_id: a.book_id,
  book_kind: a.book_kind,
  parties: a.parties,
  kind: 'clearing',
  currency,
});

/**
 * The transfers of some movements, and the accounts they need. Between two books a movement is two transfers
 * through the clearing accounts of both. Ids follow from `purpose`: the same work again is the same transfers.
 */
export function transfersFor(
  purpose: readonly string[],
  movements: readonly Movement[],
): { requests: MoveRequest[]; opens: Account[] } {
  const opens = new Map<string, Account>();
  const need = (account: Account): string => {
    const place = placeOf(account);
    opens.set(keyOf(place.book_id, place.account_id), account);
    return place.account_id;
  };
  const requests = movements.flatMap((m, index): MoveRequest[] => {
    assert(
      m.from.currency === m.money.currency && m.to.currency === m.money.currency,
      'a movement keeps its currency',
    );
    const half = (book_id: string, debit: Account, credit: Account, end: string): MoveRequest => ({
      kind: 'single',
      book_id,
      transfer_id: transferIdFor(...purpose, String(index), end),
      debit_account_id: need(debit),
      credit_account_id: need(credit),
      amount: m.money.amount,
      currency: m.money.currency,
      counter_book_id:
        m.from.book_id === m.to.book_id ? null : m.from.book_id === book_id ? m.to.book_id : m.from.book_id,
      deal_id: m.deal_id ?? null,
      reason: m.reason,
      reference: m.reference.slice(0, REFERENCE_LENGTH),
    });
    if (m.from.book_id === m.to.book_id) return [half(m.from.book_id, m.from, m.to, 'within')];
    return [
      half(m.from.book_id, m.from, clearingOf(m.from, m.money.currency), 'out'),
      half(m.to.book_id, clearingOf(m.to, m.money.currency), m.to, 'in'),
    ];
  });
  return { requests, opens: [...opens.values()] };
}
