import { parse } from 'csv-parse/sync';
import { Check } from 'typebox/value';
import { isRefusal, type Outcome, type Refusal, refuse } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { proposeRateAsOperator, RateInput } from './propose-change.ts';

const ROWS_LIMIT = 1000;
const ERRORS_SHOWN = 100;
const columns = ['base', 'currency', 'rate', 'valid_from', 'source'] as const;

/**
 * Proposes the rates of a CSV from the terminal, as the system: columns `base`, `currency`, `rate` (units of currency
 * for one base), `valid_from`, `source`. All or nothing; each wrong row is named. None is used before somebody of the
 * treasury has approved it. Refuses with payments.rates_unreadable; the caller then rolls back.
 */
export async function proposeRates(ctx: Ctx, csv: string): Promise<Outcome<{ proposed: number }>> {
  let rows: Record<string, string>[];
  try {
    rows = parse(csv, { columns: true, bom: true, trim: true, skip_empty_lines: true, to: ROWS_LIMIT + 1 });
  } catch (error) {
    const message = error instanceof Error ? error.message.slice(0, 200) : 'csv';
    return unreadable([{ path: '1', code: 'csv', message }]);
  }
  if (rows.length === 0 || rows.length > ROWS_LIMIT)
    return unreadable([{ path: '1', code: 'length', message: `between 1 and ${ROWS_LIMIT} rows` }]);
  const errors: Refusal['errors'][number][] = [];
  for (const [at, row] of rows.entries()) {
    const path = `row ${at + 2}`;
    const given = Object.fromEntries(columns.map((name) => [name, row[name]]));
    if (!Check(RateInput, given)) {
      const name = columns.find((c) => !Check(RateInput.properties[c], row[c])) ?? 'row';
      errors.push({ path, code: name, message: 'is missing or cannot be read' });
      continue;
    }
    const proposed = await proposeRateAsOperator(ctx, given);
    if (isRefusal(proposed)) errors.push({ path, code: proposed.code, message: given.rate });
  }
  return errors.length > 0 ? unreadable(errors) : { proposed: rows.length };
}

const unreadable = (errors: Refusal['errors'][number][]): Refusal =>
  refuse('payments.rates_unreadable', { errors: errors.length }, errors.slice(0, ERRORS_SHOWN));
