import { dayOf } from '../../kernel/days.ts';
import { assert } from '../../kernel/refusal.ts';
import { dataFolder, readTable } from '../reference/index.ts';

/** What this house asks of returns, from a day on (`data/returns`). */
export interface ReturnRule {
  valid_from: string;
  ask_within_days: number;
  answer_within_days: number;
  send_within_days: number;
  on_silence: 'approved' | 'refused';
}

let rules: readonly ReturnRule[] | undefined;

/** All rules, in the order of their days. */
export function returnRules(): readonly ReturnRule[] {
  rules ??= readTable(new URL('returns/house-rules.csv', dataFolder)).map((row) => ({
    valid_from: row.valid_from ?? '',
    ask_within_days: Number(row.ask_within_days),
    answer_within_days: Number(row.answer_within_days),
    send_within_days: Number(row.send_within_days),
    on_silence: row.on_silence === 'approved' ? 'approved' : 'refused',
  }));
  return rules;
}

/** The rule of a day. There is one from 2020 on. */
export function returnRule(at: Date): ReturnRule {
  const date = dayOf(at);
  const found = returnRules()
    .filter((rule) => rule.valid_from <= date)
    .at(-1);
  assert(found, `there is a rule for returns on ${date}`);
  return found;
}
