import { assert } from '../../kernel/refusal.ts';

export interface Assignment {
  /** For each row its column, or -1 where the row has none. */
  column: Int32Array;
  total: number;
  /** No assignment has a larger total: the sum of the prices and of what each row could gain at them. */
  bound: number;
}

const NONE = -1;

/**
 * Pairs rows with columns, each at most once, for a large total: the auction algorithm with ε-scaling of Bertsekas
 * (1988, 1992). `benefit` holds rows × columns numbers from 0 on; columns are at least as many as rows. The total is
 * within rows × `epsilon` of the best, so whole numbers with ε below 1 ÷ rows give the best. Ends because every bid
 * raises a price by ε at least and no price passes the largest benefit by more than rows × ε.
 */
export function assign(
  benefit: Float64Array,
  rows: number,
  columns: number,
  epsilon: number = 1 / (rows + 1),
): Assignment {
  assert(
    columns >= rows && benefit.length === rows * columns,
    'one benefit for each row and column, columns enough',
  );
  assert(epsilon > 0, 'a bid raises a price');
  const price = new Float64Array(columns);
  const owner = new Int32Array(columns).fill(NONE);
  const column = new Int32Array(rows).fill(NONE);
  const largest = benefit.reduce((most, value) => Math.max(most, value), 0);
  // Without square shape prices of unsold columns have to stay at zero, so that scaling would keep wrong ones.
  const first = rows === columns ? Math.max(epsilon, largest / 8) : epsilon;
  for (let step = first; ; step = Math.max(epsilon, step / 6)) {
    owner.fill(NONE);
    column.fill(NONE);
    bidAll(benefit, rows, columns, price, owner, column, step);
    if (step <= epsilon) break;
  }
  let total = 0;
  for (let row = 0; row < rows; row += 1) total += benefit[row * columns + (column[row] ?? 0)] ?? 0;
  return { column, total, bound: dualBound(benefit, rows, columns, price) };
}

function bidAll(
  benefit: Float64Array,
  rows: number,
  columns: number,
  price: Float64Array,
  owner: Int32Array,
  column: Int32Array,
  epsilon: number,
): void {
  const waiting = Array.from({ length: rows }, (_, row) => rows - 1 - row);
  for (let row = waiting.pop(); row !== undefined; row = waiting.pop()) {
    const base = row * columns;
    let [best, value, second] = [0, -Infinity, -Infinity];
    for (let at = 0; at < columns; at += 1) {
      const gain = (benefit[base + at] as number) - (price[at] as number);
      if (gain > value) {
        second = value;
        value = gain;
        best = at;
      } else if (gain > second) second = gain;
    }
    price[best] = (price[best] ?? 0) + (columns > 1 ? value - second : 0) + epsilon;
    const before = owner[best] ?? NONE;
    if (before !== NONE) {
      column[before] = NONE;
      waiting.push(before);
    }
    owner[best] = row;
    column[row] = best;
  }
}

function dualBound(benefit: Float64Array, rows: number, columns: number, price: Float64Array): number {
  let bound = price.reduce((sum, one) => sum + one, 0);
  for (let row = 0; row < rows; row += 1) {
    let most = -Infinity;
    for (let at = 0; at < columns; at += 1)
      most = Math.max(most, (benefit[row * columns + at] as number) - (price[at] as number));
    bound += most;
  }
  return bound;
}
