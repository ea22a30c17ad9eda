import loadHighs from 'highs';
import { assert } from '../../../kernel/refusal.ts';

/** One row of a matrix: coefficients by column. */
export type Row = ReadonlyMap<number, number>;

/** A matrix that is asked again and again with other costs and bounds. */
export interface LinearProgram {
  /** Minimises cost·x where every row·x = 0 and lower ≤ x ≤ upper. Undefined when nothing satisfies it. */
  minimise(cost: Float64Array, lower: Float64Array, upper: Float64Array): Float64Array | undefined;
  /** Gives back the memory of the solver, which no garbage collection does. */
  close(): void;
}

// Its types are those of a CommonJS module, in which the default is a member.
const load = loadHighs as unknown as typeof loadHighs.default;
let runtime: ReturnType<typeof load> | undefined;

/** HiGHS in one thread, so that the same questions in the same order get the same answers. */
export async function openLinearProgram(columns: number, rows: readonly Row[]): Promise<LinearProgram> {
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
  const none = new Float64Array(columns);
  const model = highs.createModel({
    numCols: columns,
    numRows: rows.length,
    rowLower: zero,
    rowUpper: zero,
    colCost: none,
    colLower: none,
    colUpper: none,
    matrix: { format: 'csr', numRows: rows.length, numCols: columns, starts, indices, values },
  });
  model.options.set({ output_flag: false });
  const all = { kind: 'range' as const, from: 0, to: columns - 1 };
  return {
    minimise: (cost, lower, upper) => {
      model.changeColsCost(all, cost);
      model.changeColsBounds(all, lower, upper);
      model.run();
      const status = model.getModelStatus();
      const { optimal, infeasible, unboundedOrInfeasible } = highs.constants.modelStatus;
      if (status === infeasible || status === unboundedOrInfeasible) return undefined;
      assert(status === optimal, `the linear program ended with status ${status}`);
      return Float64Array.from(model.getSolution().colValue);
    },
    close: () => model.dispose(),
  };
}
