import { dayOf } from '../../kernel/days.ts';
import { assert } from '../../kernel/refusal.ts';
import { dataFolder, readTable } from '../reference/index.ts';

/** What this house asks of orders of persons, from a day on (`data/orders`). */
export interface OrderRule {
  valid_from: string;
  answer_within_days: number;
  pay_within_days: number;
  return_within_days: number;
  erase_unsent_after_days: number;
  erase_sent_after_days: number;
  erase_at_latest_days: number;
  most_open_of_shop: number;
  most_open_of_contact: number;
}

let rules: readonly OrderRule[] | undefined;

/** The rule of a day. There is one from 2020 on. */
export function orderRule(at: Date): OrderRule {
  const date = dayOf(at);
  rules ??= readTable(new URL('orders/house-rules.csv', dataFolder)).map(ruleOf);
  const found = rules.filter((rule) => rule.valid_from <= date).at(-1);
  assert(found, `there is a rule for orders on ${date}`);
  return found;
}

function ruleOf(row: Record<string, string>): OrderRule {
  const whole = (name: keyof OrderRule): number => {
    const text = row[name] ?? '';
    assert(/^[1-9]\d{0,3}$/.test(text), `${name} is a whole number, not ${text}`);
    return Number(text);
  };
  return {
    valid_from: row.valid_from ?? '',
    answer_within_days: whole('answer_within_days'),
    pay_within_days: whole('pay_within_days'),
    return_within_days: whole('return_within_days'),
    erase_unsent_after_days: whole('erase_unsent_after_days'),
    erase_sent_after_days: whole('erase_sent_after_days'),
    erase_at_latest_days: whole('erase_at_latest_days'),
    most_open_of_shop: whole('most_open_of_shop'),
    most_open_of_contact: whole('most_open_of_contact'),
  };
}
