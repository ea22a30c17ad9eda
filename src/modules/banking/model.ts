import { sha256Hex } from '../../kernel/hash.ts';
import type { Currency } from '../../kernel/money.ts';

/** What happened to a payment order. Each kind happens at most once. */
export const stepKinds = [
  'ordered',
  'awaiting_approval',
  'approved',
  'declined',
  'held',
  'withdrawn',
  'sent',
  'failed',
  'accepted',
  'settled',
  'booked',
  'rejected',
  'returned',
  'recall_requested',
  'recall_accepted',
  'recall_refused',
] as const;
export type StepKind = (typeof stepKinds)[number];

/** The step that names an order's state, the last of these in this order that has happened. */
const telling: readonly StepKind[] = [
  'ordered',
  'awaiting_approval',
  'approved',
  'held',
  'sent',
  'accepted',
  'settled',
  'failed',
  'declined',
  'withdrawn',
  'rejected',
  'returned',
];

/** Steps may arrive in any order; the state does not depend on it. */
export function stateOf(steps: readonly StepKind[]): StepKind {
  return telling.findLast((kind) => steps.includes(kind)) ?? 'ordered';
}

/** ISO 20022 transaction status (external code list ExternalPaymentTransactionStatus1Code) → what it means here. */
export function stepOfStatus(code: string): 'accepted' | 'settled' | 'rejected' | undefined {
  if (['ACSC', 'ACCC'].includes(code)) return 'settled';
  if (['RJCT', 'CANC'].includes(code)) return 'rejected';
  if (['RCVD', 'ACTC', 'ACCP', 'ACSP', 'ACWC', 'ACWP', 'PDNG'].includes(code)) return 'accepted';
  return undefined;
}

/** Who is paid. Addresses are structured, as ISO 20022 asks from November 2026. */
export interface Creditor {
  name: string;
  account: string;
  bic: string | null;
  /** The branch in China's payment system, twelve digits. */
  cnaps?: string | null;
  country: string;
  town: string;
  street?: string | null;
}

export interface PaymentOrder {
  org_id: string;
  order_id: string;
  bank_org_id: string;
  /** The verified account that is paid; null for orders of before there were any. */
  account_id: string | null;
  amount: bigint;
  currency: Currency;
  creditor: Creditor;
  remittance: string;
  message_name: 'pacs.008.001.08' | 'pain.001.001.09';
  profile: 'cbpr' | 'cips' | null;
  end_to_end_id: string;
  uetr: string;
  ordered_by: string | null;
  ordered_at: Date;
  parties: string[];
}

/** A line of a bank's statement as reconciliation looks at it. */
export interface Entry {
  org_id: string;
  entry_id: string;
  entry_key: string;
  message_id: string;
  account: string;
  side: 'credit' | 'debit';
  reversal: boolean;
  amount: bigint;
  currency: Currency;
  /** ISO date. */
  booked_on: string;
  bank_reference: string | null;
  end_to_end_id: string | null;
  uetr: string | null;
  creditor_reference: string | null;
  remittance: string;
  counterparty: string | null;
  returned: boolean;
  at: Date;
}

/** A payment that somebody waits for. */
export interface Expectation {
  org_id: string;
  expectation_id: string;
  bank_org_id: string;
  reference: string;
  amount: bigint;
  currency: Currency;
  expected_from: string;
  expected_to: string;
  announced_at: Date;
  met_at: Date | null;
  parties: string[];
}

/** The message id of an order: its id without dashes has 32 of the 35 characters. */
export const messageIdOf = (order_id: string): string => order_id.replaceAll('-', '');

/** A UUID that follows from what it is for (version 8, RFC 9562), so that work done again is the same work. */
export function idFor(...purpose: readonly string[]): string {
  const hex = sha256Hex(purpose.join('\n'));
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
