import loadHighs from 'highs';
import { assert } from '../../../kernel/refusal.ts';

/** One row of a matrix: coefficients by column. */
export type Row = ReadonlyMap<number, number>;

/** Answers: minimise cost·x where every row·x = 0 and lower ≤ x ≤ upper. Undefined when nothing satisfies it. */
export type Minimise = (
  cost: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
) => Float64Array | undefined;

// Its types are those of a CommonJS module, in which the default is a member.
const load = loadHighs as unknown as typeof loadHighs.default;
let runtime: ReturnType<typeof load> | undefined;

/** HiGHS on a fixed matrix; costs and bounds come with each question. One thread, so that answers repeat exactly. */
export async function linearProgram(columns: number, rows: readonly Row[]): Promise<Minimise> {
  runtime ??= load();
  const highs = await runtime;
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const row of rows) {
    indices.push(...row.keys());
    values.push(...row.values());
    starts.push(indices.length);
  }
  const zero = new Float64Array(rows.length);
  const shape = { numCols: columns, numRows: rows.length, rowLower: zero, rowUpper: zero };
  const matrix = { format: 'csr' as const, numRows: rows.length, numCols: columns, starts, indices, values };
  return (colCost, colLower, colUpper) =>
    highs.withModel({ ...shape, colCost, colLower, colUpper, matrix }, (model) => {
      model.options.set({ output_flag: false });
      model.run();
      const status = model.getModelStatus();
      const { optimal, infeasible, unboundedOrInfeasible } = highs.constants.modelStatus;
      if (status === infeasible || status === unboundedOrInfeasible) return undefined;
      assert(status === optimal, `the linear program ended with status ${status}`);
      return Float64Array.from(model.getSolution().colValue);
    });
}
