import type { Tx } from '../../platform/index.ts';
import { countLedger, type Difference, findDifferences } from './store-verify.ts';

export interface LedgerReport {
  books: number;
  accounts: number;
  transfers: number;
  entries: number;
  /** Empty when every rule holds; otherwise the first by book and account comes first. */
  differences: Difference[];
}

const REPORTED = 100;

/**
 * Recomputes the whole ledger from its transfers and compares: every balance and every running number; each
 * book balanced per currency; the clearing accounts of all books zero per currency; no account beyond its
 * limits; no part posted above what was pending. Needs a transaction that sees every row (the system's).
 */
export async function verifyLedger(tx: Tx): Promise<LedgerReport> {
  const counts = await countLedger(tx);
  return { ...counts, differences: await findDifferences(tx, REPORTED) };
}
