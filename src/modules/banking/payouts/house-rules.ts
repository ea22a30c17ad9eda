import type { Currency } from '../../../kernel/money.ts';
import { assert } from '../../../kernel/refusal.ts';
import { dataFolder, readTable } from '../../reference/index.ts';

/** What the house asks of payouts in a currency, from a day on (`data/payouts`). */
export interface PayoutRule {
  currency: string;
  valid_from: string;
  /** Minor units; above this a second person approves. */
  four_eyes_above: bigint;
  /** How long nothing is paid to an account after it was verified. */
  cooling_off_hours: number;
  source: string;
}

let rules: readonly PayoutRule[] | undefined;

/** The rule of a currency on a day; undefined where the house has none, and then nothing is paid out. */
export function payoutRule(currency: Currency, date: string): PayoutRule | undefined {
  rules ??= readTable(new URL('payouts/house-rules.csv', dataFolder)).map((row) => ({
    currency: row.currency ?? '',
    valid_from: row.valid_from ?? '',
    four_eyes_above: whole(row.four_eyes_above),
    cooling_off_hours: Number(whole(row.cooling_off_hours)),
    source: row.source ?? '',
  }));
  return rules
    .filter((rule) => rule.currency === currency && rule.valid_from <= date)
    .reduce<PayoutRule | undefined>((a, b) => (a && a.valid_from > b.valid_from ? a : b), undefined);
}

function whole(text: string | undefined): bigint {
  assert(text !== undefined && /^\d{1,18}$/.test(text), `a house rule has whole numbers, not "${text}"`);
  return BigInt(text);
}
