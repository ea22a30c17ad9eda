import { decimalPattern, parseMilli } from '../../kernel/decimal.ts';
import type { JsonValue } from '../../kernel/refusal.ts';
import type { Terms } from '../deals/index.ts';

/** One field that an offer changed. `line` for a line of goods; null: it was not there. */
export interface Change {
  field: string;
  line: number | null;
  before: JsonValue;
  after: JsonValue;
}

/** Fields in the order of terms; amounts and lists are whole values. */
type Leaves = Map<string, { field: string; line: number | null; value: JsonValue }>;

/**
 * What `after` says otherwise than `before`, field by field. Lines of goods are known by their number, wherever they
 * stand. Amounts that follow from others (of a line, the price) are shown too: they are what a reader looks for.
 */
export function changesBetween(before: Terms, after: Terms): Change[] {
  const [old, now] = [leavesOf(before), leavesOf(after)];
  const keys = [...now.keys(), ...[...old.keys()].filter((key) => !now.has(key))];
  return keys.flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    const { field, line } = is ?? was ?? { field: key, line: null };
    const change = { field, line, before: was?.value ?? null, after: is?.value ?? null };
    return same(change.before, change.after) ? [] : [change];
  });
}

function leavesOf(terms: Terms): Leaves {
  const leaves: Leaves = new Map();
  const { goods, freight, ...rest } = terms;
  const put = (field: string, line: number | null, value: unknown): void => {
    if (value !== undefined) leaves.set(`${line ?? ''}/${field}`, { field, line, value: value as JsonValue });
  };
  for (const { line, shelf: _shelf, ...facts } of goods)
    for (const [field, value] of Object.entries(facts)) put(field, line, value);
  for (const [field, value] of Object.entries(freight)) put(`freight.${field}`, null, value);
  for (const [field, value] of Object.entries(rest)) put(field, null, value);
  return leaves;
}

function same(a: JsonValue, b: JsonValue): boolean {
  // '1200.000' and '1200' are one weight.
  if (isDecimal(a) && isDecimal(b)) return parseMilli(a) === parseMilli(b);
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

const isDecimal = (value: JsonValue): value is string =>
  typeof value === 'string' && new RegExp(decimalPattern).test(value);

/** jsonb keeps no order of keys. */
function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
