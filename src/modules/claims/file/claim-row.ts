import type { FieldError } from '../../../kernel/refusal.ts';
import { areaCode } from '../areas.ts';
import { parseDecimal, printedStep } from '../exact/fraction.ts';
import { type Bound, bounds, type Claim, type Flow, flows, type Metric, metrics } from '../model.ts';
import { readPeriod } from './read-period.ts';
import { readUnit } from './read-unit.ts';

/** A claim as text, in the words of the press file: what CSV rows and HTTP bodies both become first. */
export interface ClaimText {
  id: string;
  claim: string;
  metric: string;
  reporter: string;
  partner: string;
  flow: string;
  commodity: string;
  period: string;
  value: string;
  unit: string;
  printed_precision: string;
  source: string;
  source_url?: string | null;
  published?: string | null;
  bound?: string;
  read_as?: string | null;
}

const AREA_LIMIT = 20;
const needsNoNumber: readonly Metric[] = ['record', 'first_time_rank', 'diversification'];

/**
 * Typed claim of one row, or what is wrong with it, each fault with the column. A metric that is not known is
 * kept: the row is sound, and is answered with "cannot be checked".
 */
export function claimOf(row: ClaimText): Claim | FieldError[] {
  const errors: FieldError[] = [];
  const fault = (column: string, code: string, message: string): undefined => {
    errors.push({ path: `/${column}`, code, message });
  };
  const areasOf = (column: 'reporter' | 'partner'): string[] => {
    const list = row[column].split('|');
    if (list.length > AREA_LIMIT) fault(column, 'too_many', `at most ${AREA_LIMIT} areas`);
    return list.slice(0, AREA_LIMIT).map((text) => {
      const code = areaCode(text.trim());
      if (code === undefined) fault(column, 'area_unknown', `no country or group "${text}"`);
      return code ?? '';
    });
  };
  const among = <T extends string>(column: keyof ClaimText, list: readonly T[], text: string): T => {
    const found = list.find((entry) => entry === text);
    if (found === undefined) fault(column, `${column}_unknown`, `"${text}" is none of ${list.join(', ')}`);
    return found ?? (list[0] as T);
  };
  if (row.id === '') fault('id', 'missing', 'the claim has no id');
  const metric = metrics.find((m) => m === row.metric) ?? null;
  const unit = readUnit(row.unit);
  if (unit === undefined) fault('unit', 'unit_unknown', `unit "${row.unit}" is not known`);
  const period = readPeriod(row.period);
  if (period === undefined) fault('period', 'period_unknown', `period "${row.period}" is not understood`);
  const value = row.value === '' ? null : (parseDecimal(row.value) ?? null);
  if (row.value !== '' && value === null) fault('value', 'not_a_decimal', `"${row.value}" is not a decimal`);
  if (value === null && unit && unit.kind !== 'sign' && metric !== null && !needsNoNumber.includes(metric))
    fault('value', 'missing', `${metric} in ${unit.text} needs a value`);
  const step = stepOf(row, fault);
  const claim = {
    id: row.id,
    statement: row.claim,
    metric,
    metric_text: row.metric,
    reporters: areasOf('reporter'),
    partners: areasOf('partner'),
    flow: among<Flow>('flow', flows, row.flow),
    commodity: row.commodity === 'all' || row.commodity === '' ? 'TOTAL' : row.commodity,
    value,
    step: unit && isExact(unit.kind) ? null : step,
    bound: among<Bound>('bound', bounds, row.bound || 'as_printed'),
    source: row.source,
    source_url: row.source_url ?? null,
    published: row.published ?? null,
    read_as: row.read_as ?? null,
  };
  return errors.length > 0 || !unit || !period ? errors : { ...claim, unit, period };
}

function stepOf(row: ClaimText, fault: (column: string, code: string, message: string) => void) {
  if (row.printed_precision === '') return row.value === '' ? null : printedStep(row.value);
  const step = parseDecimal(row.printed_precision);
  if (step && step.n > 0n) return step;
  fault('printed_precision', 'not_a_step', `"${row.printed_precision}" is not a positive decimal`);
  return null;
}

/** Ranks, numbers of years and yes or no are exact. */
function isExact(kind: string): boolean {
  return ['rank', 'years', 'countries', 'lines', 'holds', 'sign'].includes(kind);
}

export const isClaim = (read: Claim | FieldError[]): read is Claim => !Array.isArray(read);
