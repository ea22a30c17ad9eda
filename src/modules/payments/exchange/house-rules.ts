import type { Currency } from '../../../kernel/money.ts';
import { assert } from '../../../kernel/refusal.ts';
import { dataFolder, readTable } from '../../reference/index.ts';

/** What the house asks for an exchange of a currency, from a day on (`data/exchange`). */
export interface HouseRule {
  currency: string;
  valid_from: string;
  /** Taken when the treasury buys the currency. */
  bid_basis_points: number;
  /** Taken when it sells it. */
  ask_basis_points: number;
  lock_minutes: number;
  stale_after_days: number;
}

let rules: readonly HouseRule[] | undefined;

/** The rule of a currency on a day. Every currency of the kernel has one from 2020 on. */
export function houseRule(currency: Currency, date: string): HouseRule {
  rules ??= readTable(new URL('exchange/house-rules.csv', dataFolder)).map((row) => ({
    currency: row.currency ?? '',
    valid_from: row.valid_from ?? '',
    bid_basis_points: whole(row.bid_basis_points),
    ask_basis_points: whole(row.ask_basis_points),
    lock_minutes: whole(row.lock_minutes),
    stale_after_days: whole(row.stale_after_days),
  }));
  const found = rules
    .filter((rule) => rule.currency === currency && rule.valid_from <= date)
    .reduce<HouseRule | undefined>((a, b) => (a && a.valid_from > b.valid_from ? a : b), undefined);
  assert(found, `there is a house rule for ${currency} on ${date}`);
  return found;
}

function whole(text: string | undefined): number {
  assert(text !== undefined && /^\d{1,5}$/.test(text), `a house rule has whole numbers, not "${text}"`);
  return Number(text);
}
