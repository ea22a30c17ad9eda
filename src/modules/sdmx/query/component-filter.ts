import { daysOf } from './period.ts';
import { SdmxError } from './sdmx-error.ts';

export const operators = ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'co', 'nc', 'sw', 'ew'] as const;
type Operator = (typeof operators)[number];

interface Condition {
  operator: Operator;
  value: string;
}

/** One `c[COMPONENT]=…`: any of the lists holds, each with all its conditions (SDMX REST 2.1, data queries). */
export type ComponentFilter = readonly (readonly Condition[])[];

const VALUE_LIMIT = 2000;

/** `ge:2020-01+le:2020-12,2022-01` → (≥ 2020-01 and ≤ 2020-12) or 2022-01. */
export function readComponentFilter(text: string): ComponentFilter {
  const filter = text.split(',').map((part) =>
    part.split('+').map((condition): Condition => {
      const [, operator, value = ''] = /^(?:([a-z]{2}):)?(.*)$/s.exec(condition) ?? [];
      if (operator !== undefined && !isOperator(operator))
        throw new SdmxError(140, `"${operator}" is no operator; there are ${operators.join(', ')}`);
      if (value === '') throw new SdmxError(140, 'a filter has an empty value');
      return { operator: operator ?? 'eq', value };
    }),
  );
  if (filter.flat().length > VALUE_LIMIT)
    throw new SdmxError(413, `a filter may have ${VALUE_LIMIT} values at most`);
  return filter;
}

function isOperator(text: string): text is Operator {
  return operators.some((operator) => operator === text);
}

/** Whether a value passes. Numbers are compared as numbers, all else as text. */
export function accepts(filter: ComponentFilter, value: string | null): boolean {
  return value !== null && filter.some((all) => all.every((condition) => meets(condition, value)));
}

/** Whether a period passes: `ge:2024-03` wants it to begin then or later, `le:2024` to end by the end of 2024. */
export function acceptsPeriod(filter: ComponentFilter, period: string): boolean {
  return filter.some((all) =>
    all.every(({ operator, value }) => {
      if (!['lt', 'le', 'gt', 'ge'].includes(operator)) return meets({ operator, value }, period);
      const own = daysOf(period);
      const wanted = daysOf(value);
      if (operator === 'ge') return own.first >= wanted.first;
      if (operator === 'gt') return own.first > wanted.last;
      return operator === 'le' ? own.last <= wanted.last : own.last < wanted.first;
    }),
  );
}

function meets({ operator, value: wanted }: Condition, value: string): boolean {
  if (operator === 'co') return value.includes(wanted);
  if (operator === 'nc') return !value.includes(wanted);
  if (operator === 'sw') return value.startsWith(wanted);
  if (operator === 'ew') return value.endsWith(wanted);
  const order = compare(value, wanted);
  if (operator === 'eq') return order === 0;
  if (operator === 'ne') return order !== 0;
  if (operator === 'lt') return order < 0;
  if (operator === 'le') return order <= 0;
  return operator === 'gt' ? order > 0 : order >= 0;
}

const number = /^-?\d+(\.\d+)?$/;

function compare(value: string, wanted: string): number {
  if (number.test(value) && number.test(wanted)) return Number(value) - Number(wanted);
  return value < wanted ? -1 : value > wanted ? 1 : 0;
}

/** The values asked for when the filter only lists values; undefined when it says anything else. */
export function listedValues(filter: ComponentFilter): string[] | undefined {
  const values = filter.map(([only, ...more]) =>
    only?.operator === 'eq' && more.length === 0 ? only.value : undefined,
  );
  return values.every((v) => v !== undefined) ? values : undefined;
}

/** The days between which a period can pass, so that the store reads no others; undefined where open. */
export function dayRange(filter: ComponentFilter): { first?: string; last?: string } {
  const edge = (kept: readonly Operator[], side: 'first' | 'last') =>
    filter.map((all) => {
      const value = all.find((c) => kept.includes(c.operator))?.value;
      return value === undefined ? undefined : daysOf(value)[side];
    });
  const starts = edge(['eq', 'ge', 'gt'], 'first');
  const ends = edge(['eq', 'le', 'lt'], 'last');
  const first = starts.every((s) => s !== undefined) ? starts.sort()[0] : undefined;
  const last = ends.every((s) => s !== undefined) ? ends.sort().at(-1) : undefined;
  return { ...(first === undefined ? {} : { first }), ...(last === undefined ? {} : { last }) };
}
