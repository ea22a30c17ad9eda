import type { LocaleTable } from '../../format/locale-table.ts';
import { parseAmount } from '../../format/money.ts';

/** What entries of a statement are picked by, as the address has it: amounts as the reader writes them. */
export interface Picked {
  text?: string | undefined;
  /** The other side: an organisation, a deal or an account of the same book. */
  with?: string | undefined;
  least?: string | undefined;
  most?: string | undefined;
  direction?: string | undefined;
  reason?: string | undefined;
}

export const pickedFields = ['text', 'with', 'least', 'most', 'direction', 'reason'] as const;

/** Why money moves, as a statement can be picked by. */
export const reasons = [
  'deposit',
  'payout',
  'payout.return',
  'transfer',
  'escrow.fund',
  'escrow.release',
  'escrow.refund',
  'freight',
  'brokerage',
  'assessment',
  'exchange',
  'exchange.spread',
  'exchange.rounding',
  'netting',
  'capital',
  'reversal',
] as const;

export const isPicked = (picked: Picked): boolean => pickedFields.some((name) => picked[name]);

/** For the API; what cannot be read as an amount is left out. */
export function queryOf(picked: Picked, table: LocaleTable): Record<string, string | undefined> {
  const amount = (typed: string | undefined) => (typed ? parseAmount(typed, table) : undefined);
  return {
    text: picked.text,
    counterparty: picked.with,
    least: amount(picked.least),
    most: amount(picked.most),
    direction: picked.direction,
    reason: picked.reason,
  };
}
