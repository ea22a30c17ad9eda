import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sqlText, type Workbench } from '../../../platform/index.ts';
import type { Mapping } from './mapping.ts';
import { plainRows, rawColumns } from './plain-rows.ts';
import { planRows } from './plan-rows.ts';
import type { RowFields, RowSource } from './row-fields.ts';
import { keyOf } from './staged-columns.ts';

/** Plain rows, and those that were looked at more closely. Of both, period 0 holds what could not be taken. */
type Lane = 'plain' | 'checked';

/** Rows of a file as whole numbers, a Parquet file a lane, sorted by period and key. */
export interface Stage {
  folder: string;
  /** Columns of the store that are the same in each row, and in no file of the stage. */
  fixed: RowFields['fixed'];
  lanes: Readonly<Record<Lane, ReadonlySet<number>>>;
  periods: readonly number[];
}

export interface StageWork {
  bench: Workbench;
  folder: string;
  mapping: Mapping;
  fields: RowFields;
}

/** SQL of the rows of one period in the stage; `unknown_unit` is only known of rows that were looked at closely. */
export function stageOf(stage: Stage, period: number, columns: readonly string[]): string {
  const words: Record<Lane, string> = {
    plain: columns.map((c) => (c === 'unknown_unit' ? 'null::varchar as unknown_unit' : c)).join(', '),
    checked: columns.join(', '),
  };
  return (['plain', 'checked'] as const)
    .filter((lane) => stage.lanes[lane].has(period))
    .map((lane) => `select ${words[lane]} from ${laneOf(stage.folder, lane, period)}`)
    .join(' union all ');
}

export function laneOf(folder: string, lane: Lane, period: number): string {
  return `(from read_parquet(${sqlText(fileOf(folder, lane))}) where period = ${period})`;
}

const fileOf = (folder: string, lane: Lane): string => join(folder, `${lane}.parquet`);

/** Reads the file once, and what is not plain a second time from where it was put. */
export async function writeStage(
  { bench, folder, mapping, fields }: StageWork,
  source: RowSource,
): Promise<void> {
  const numbered = mapping.rows === 'unique';
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  // The lists of words are small whatever DuckDB thinks: it must not build a hash table of the file beside them.
  await bench.run(`set disabled_optimizers = 'build_side_probe_side'`);
  // Sorted once: a period is then a stretch of the file, and its groups of rows are found by their bounds.
  const order = ['period', ...keyOf(fields)].join(', ');
  const write = (lane: Lane, sql: string): Promise<void> =>
    bench.run(
      `copy (from (${sql}) order by ${order}) to ${sqlText(fileOf(folder, lane))} (format parquet, compression uncompressed, dictionary_size_limit 1)`,
    );
  const plain = plainRows(mapping, fields, source, numbered);
  if (plain) {
    await write('plain', plain);
    if (!(await countPeriods(bench, folder, 'plain')).has(0)) return;
  }
  const rest = plain ? notPlain(fields, laneOf(folder, 'plain', 0), numbered) : source;
  await write('checked', planRows(mapping, fields, { ...source, ...rest }, numbered));
}

/** SQL of the rejected rows with their numbers, from a second reading of the whole file. */
export function rejectedRows({ mapping, fields }: StageWork, source: RowSource): string {
  const plain = plainRows(mapping, fields, source, true);
  const rest = plain ? notPlain(fields, `(${plain}) where period = 0`, true) : {};
  return planRows(mapping, fields, { ...source, ...rest }, true);
}

/** The rows that are not plain, as a source of its own. */
function notPlain(fields: RowFields, from: string, numbered: boolean): Pick<RowSource, 'sql' | 'row_number'> {
  return {
    sql: `select ${numbered ? 'line as number,' : ''} ${rawColumns(fields)} from ${from}`,
    row_number: 'number',
  };
}

export async function countPeriods(
  bench: Workbench,
  folder: string,
  lane: Lane,
): Promise<Map<number, number>> {
  const file = fileOf(folder, lane);
  if (!existsSync(file)) return new Map();
  const rows = await bench.rows<{ period: number; n: bigint }>(
    `select period, count(*) as n from read_parquet(${sqlText(file)}) group by period`,
  );
  return new Map(rows.map((r) => [r.period, Number(r.n)]));
}
