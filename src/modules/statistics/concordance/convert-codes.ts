import { allocate, money } from '../../../kernel/money.ts';
import { type Ratio, share } from '../../indicators/index.ts';
import type { Edition } from './correlation-tables.ts';
import { editions } from './correlation-tables.ts';
import { findCounterparts, type Method, unsdConversion } from './find-counterparts.ts';

export interface CodedValue {
  code: string;
  /** Whole number of one unit. */
  value: bigint;
}

export interface Unconverted extends CodedValue {
  /** How many codes it could be; 0 when the edition does not have the code. */
  counterparts: number;
  /** The first ten of them. */
  examples: string[];
}

export interface Conversion {
  from: Edition;
  to: Edition;
  method: Method;
  converted: (CodedValue & { from: string[] })[];
  unconverted: Unconverted[];
  /** Value that could not be carried over ÷ all value; null when there is none at all. Always shown. */
  unconverted_share: Ratio | null;
  /** Of the converted value, what rests on leaving electrical waste out, and on weights that were given. */
  assumed_share: Ratio | null;
  weighted_share: Ratio | null;
}

/** Per code of `from`: parts of its value by code of `to`. Whole numbers in any scale. */
export type Weights = ReadonlyMap<string, readonly { code: string; weight: bigint }[]>;

export interface ConversionOptions {
  method?: Method;
  /** Digits of the answer: a code is also carried over when all its counterparts agree that far. */
  level?: 2 | 4 | 6;
  weights?: Weights;
}

/**
 * Carries values from one edition of the Harmonized System to another.
 *
 * `exact` (the default, both ways): a code goes over when all its counterparts are one code; what could be several
 * is left out and listed, never split, unless `weights` has its parts. `unsd` (to an older edition only): each code
 * goes to the one code of UNSD's conversion table, which keeps the total and moves goods between codes.
 * The converted, and the unconverted values, add up to what was given.
 */
export function convertCodes(
  values: readonly CodedValue[],
  from: Edition,
  to: Edition,
  { method = 'exact', level = 6, weights }: ConversionOptions = {},
): Conversion {
  const into = new Map<string, { value: bigint; from: Set<string> }>();
  const unconverted: Unconverted[] = [];
  let [whole, left, assumed, weighted] = [0n, 0n, 0n, 0n];
  const put = (code: string, value: bigint, source: string) => {
    const cell = into.get(code) ?? { value: 0n, from: new Set<string>() };
    cell.value += value;
    cell.from.add(source);
    into.set(code, cell);
  };
  for (const { code, value } of values) {
    whole += value;
    const { codes, waste_left_out } = counterpartsOf(code, from, to, method);
    const targets = [...new Set(codes.map((c) => c.slice(0, level)))];
    const parts = weights?.get(code);
    if (targets[0] !== undefined && targets.length === 1) {
      put(targets[0], value, code);
      if (waste_left_out) assumed += value;
    } else if (parts && parts.length > 0) {
      // The currency plays no part: allocate splits whole numbers without losing one.
      const amounts = allocate(
        money(value, 'USD'),
        parts.map((p) => p.weight),
      );
      for (const [at, part] of parts.entries())
        put(part.code.slice(0, level), amounts[at]?.amount ?? 0n, code);
      weighted += value;
    } else {
      unconverted.push({ code, value, counterparts: codes.length, examples: codes.slice(0, 10) });
      left += value;
    }
  }
  return {
    from,
    to,
    method,
    converted: [...into.entries()]
      .map(([code, cell]) => ({ code, value: cell.value, from: [...cell.from].sort() }))
      .sort((a, b) => (a.code < b.code ? -1 : 1)),
    unconverted,
    unconverted_share: share(left, whole),
    assumed_share: share(assumed, whole),
    weighted_share: share(weighted, whole),
  };
}

/** Whether the method leads from one edition to the other: UNSD's convention only goes back. */
export function methodLeads(method: Method, from: Edition, to: Edition): boolean {
  return method === 'exact' || editions.indexOf(from) >= editions.indexOf(to);
}

function counterpartsOf(code: string, from: Edition, to: Edition, method: Method) {
  if (method === 'exact') return findCounterparts(code, from, to);
  const taken = unsdConversion(code, from, to);
  return { codes: taken === undefined ? [] : [taken], waste_left_out: false };
}
