import type { Entry, Expectation, PaymentOrder } from '../model.ts';
import type { Recall } from '../store-recalls.ts';

/** Why an entry and something expected belong together, or do not quite. */
export type Reason = 'reference' | 'uetr' | 'end_to_end_id' | 'amount' | 'date' | 'returned';

export interface Candidate {
  target_kind: 'expectation' | 'order' | 'recall';
  target_org_id: string;
  target_id: string;
  reasons: Reason[];
}

/** Banks cut and space references as they like; letters and digits are what is left of them. */
const plain = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '');

/** Compares a credit with a payment that was announced. Undefined when nothing speaks for it, or the currency against. */
export function compareWithExpectation(entry: Entry, expected: Expectation): Candidate | undefined {
  if (entry.side !== 'credit' || entry.currency !== expected.currency) return undefined;
  const reasons: Reason[] = [];
  const told = [entry.creditor_reference, entry.end_to_end_id, entry.remittance].map((t) => plain(t ?? ''));
  if (told.some((text) => text.includes(plain(expected.reference)))) reasons.push('reference');
  if (entry.amount === expected.amount) reasons.push('amount');
  if (entry.booked_on >= expected.expected_from && entry.booked_on <= expected.expected_to)
    reasons.push('date');
  const likely = reasons.includes('reference') || (reasons.includes('amount') && reasons.includes('date'));
  return likely
    ? {
        target_kind: 'expectation',
        target_org_id: expected.org_id,
        target_id: expected.expectation_id,
        reasons,
      }
    : undefined;
}

/** Compares a debit, or a credit that the bank calls a return, with a payment order. */
export function compareWithOrder(entry: Entry, order: PaymentOrder): Candidate | undefined {
  if (entry.currency !== order.currency) return undefined;
  const comesBack = entry.side === 'credit';
  if (comesBack && ((!entry.returned && !entry.reversal) || entry.amount > order.amount)) return undefined;
  const reasons: Reason[] = [];
  if (entry.uetr !== null && entry.uetr === order.uetr) reasons.push('uetr');
  if (entry.end_to_end_id !== null && entry.end_to_end_id === order.end_to_end_id)
    reasons.push('end_to_end_id');
  if (entry.amount === order.amount) reasons.push('amount');
  if (comesBack) reasons.push('returned');
  const named = reasons.includes('uetr') || reasons.includes('end_to_end_id');
  return named || reasons.includes('amount')
    ? { target_kind: 'order', target_org_id: order.org_id, target_id: order.order_id, reasons }
    : undefined;
}

/** Compares a debit with a payment that came in, was called back and given back. */
export function compareWithReturn(entry: Entry, recall: Recall): Candidate | undefined {
  const { org_id, recall_id, beneficiary_org_id, call } = recall;
  if (entry.side !== 'debit' || entry.currency !== recall.currency || entry.org_id !== org_id)
    return undefined;
  const reasons: Reason[] = [];
  if (entry.uetr !== null && entry.uetr === call.OrgnlUETR) reasons.push('uetr');
  if (entry.end_to_end_id !== null && entry.end_to_end_id === call.OrgnlEndToEndId)
    reasons.push('end_to_end_id');
  if (entry.amount === recall.amount) reasons.push('amount');
  return beneficiary_org_id && reasons.length > 0
    ? { target_kind: 'recall', target_org_id: beneficiary_org_id, target_id: recall_id, reasons }
    : undefined;
}

/**
 * What is beyond doubt: the reference, the amount to the cent and, for what was announced, the date. What the bank
 * itself calls the return of a payment it names may be less than was paid: banks on the way keep charges.
 */
function certain({ target_kind, reasons }: Candidate): boolean {
  const has = (reason: Reason): boolean => reasons.includes(reason);
  if (target_kind === 'expectation') return has('reference') && has('amount') && has('date');
  return (has('uetr') || has('end_to_end_id')) && (has('amount') || has('returned'));
}

/**
 * The one candidate that is certain. With two that are, nobody chooses for a person: undefined, and both stay
 * suggestions.
 */
export function automaticMatch(candidates: readonly Candidate[]): Candidate | undefined {
  const sure = candidates.filter(certain);
  return sure.length === 1 ? sure[0] : undefined;
}

/** Best first: more reasons, then by id so that the order is always the same. */
export function rank(candidates: readonly Candidate[]): Candidate[] {
  return [...candidates].sort(
    (a, b) => b.reasons.length - a.reasons.length || (a.target_id < b.target_id ? -1 : 1),
  );
}
