import type { ValueOf } from './shape.ts';
import { AccountReport, AccountStatement, DebitCreditNotification } from './shapes/account-reports.ts';
import {
  CancellationRequest,
  CustomerPaymentStatusReport,
  PaymentReturn,
  PaymentStatusReport,
  ResolutionOfInvestigation,
} from './shapes/answers.ts';
import {
  CustomerCreditTransfer,
  CustomerCreditTransferInitiation,
  InstitutionCreditTransfer,
} from './shapes/credit-transfers.ts';

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:';

/**
 * Every message that is written and read, in the versions that Swift's CBPR+ usage guidelines name since
 * November 2022: the element below `Document`, and its shape.
 */
export const messages = {
  'pain.001.001.09': { root: 'CstmrCdtTrfInitn', shape: CustomerCreditTransferInitiation },
  'pain.002.001.10': { root: 'CstmrPmtStsRpt', shape: CustomerPaymentStatusReport },
  'pacs.008.001.08': { root: 'FIToFICstmrCdtTrf', shape: CustomerCreditTransfer },
  'pacs.009.001.08': { root: 'FICdtTrf', shape: InstitutionCreditTransfer },
  'pacs.002.001.10': { root: 'FIToFIPmtStsRpt', shape: PaymentStatusReport },
  'pacs.004.001.09': { root: 'PmtRtr', shape: PaymentReturn },
  'camt.052.001.08': { root: 'BkToCstmrAcctRpt', shape: AccountReport },
  'camt.053.001.08': { root: 'BkToCstmrStmt', shape: AccountStatement },
  'camt.054.001.08': { root: 'BkToCstmrDbtCdtNtfctn', shape: DebitCreditNotification },
  'camt.056.001.08': { root: 'FIToFIPmtCxlReq', shape: CancellationRequest },
  'camt.029.001.09': { root: 'RsltnOfInvstgtn', shape: ResolutionOfInvestigation },
} as const;

export type MessageName = keyof typeof messages;
export const messageNames = Object.keys(messages) as MessageName[];

/** The content of a message, by the tags of the standard. */
export type Message<N extends MessageName> = ValueOf<(typeof messages)[N]['shape']>;

/** A message with its name: a union that narrows by `name`. */
export type AnyMessage = { [N in MessageName]: { name: N; body: Message<N> } }[MessageName];

export function isMessageName(name: string): name is MessageName {
  return Object.hasOwn(messages, name);
}

export function namespaceOf(name: MessageName): string {
  return `${NAMESPACE}${name}`;
}

/** `pacs.008.001.08` of its namespace; undefined when the namespace is not one of ISO 20022. */
export function nameOfNamespace(uri: string): string | undefined {
  return uri.startsWith(NAMESPACE) ? uri.slice(NAMESPACE.length, NAMESPACE.length + 20) : undefined;
}
