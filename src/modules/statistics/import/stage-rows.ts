import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sqlText, type Workbench } from '../../../platform/index.ts';
import { tradeKey } from '../vintages/layouts.ts';
import type { Mapping } from './mapping.ts';
import { numberLines } from './number-lines.ts';
import { type OpenedRows, soundRows } from './open-rows.ts';
import { planRows } from './plan-rows.ts';
import { reasonCode, reasonText } from './reasons.ts';

export interface RejectedRow {
  line: number;
  reason: string;
}

export interface Staged {
  /** Periods that have rows, as in the file names of the stage. */
  periods: number[];
  accepted: number;
  rejected: number;
  /** The first of the rejected rows, in order. */
  listed: RejectedRow[];
}

/** Each thread holds a group of rows for each period that is open: groups of the usual size would need gigabytes. */
const STAGE_GROUP = 16_384;
const STAGE_FLUSH = 131_072;

/** SQL of the rows of one period in the stage. */
export function stageOf(folder: string, period: number): string {
  return `read_parquet(${sqlText(join(folder, 'stage', `period=${period}`, '*.parquet'))}, hive_partitioning = true,
    hive_types = {period: uinteger})`;
}

/**
 * Reads the whole file into Parquet files by period below `folder`/stage. Rows that cannot be taken go to period 0.
 * Rows are numbered only where they have to be named, because numbering forbids reading in parallel: always where a
 * key may stand but once, otherwise in a second reading when something was rejected.
 */
export async function stageRows(
  bench: Workbench,
  folder: string,
  mapping: Mapping,
  opened: OpenedRows,
  limit: number,
): Promise<Staged> {
  const unique = mapping.rows === 'unique';
  const { rows, broken, listed: brokenLines } = await writeSound(bench, folder, mapping, opened, limit);
  const counts = await countPeriods(bench, folder);
  let rejected = counts.get(0) ?? 0;
  if (rejected > 0 && !unique) {
    await write(bench, folder, mapping, rows, true);
    rejected = (await countPeriods(bench, folder)).get(0) ?? 0;
  }
  await bench.run('create table reject (line bigint, reason utinyint)');
  if (rejected > 0)
    await bench.run(`insert into reject select distinct line, reason from ${stageOf(folder, 0)}`);
  const periods = [...counts.keys()].filter((p) => p > 0).sort((a, b) => a - b);
  await bench.run('create table twice (period uinteger, line bigint)');
  if (unique)
    for (const period of periods)
      await bench.run(
        `insert into twice select ${period}, line from ${stageOf(folder, period)}
         qualify row_number() over (partition by ${tradeKey.join(', ')} order by line) > 1`,
      );
  await bench.run(`insert into reject select distinct line, ${reasonCode.duplicate_key} from twice`);
  const [twice] = await bench.rows<{ n: bigint }>('select count(*) as n from twice');
  const total = [...counts].reduce((sum, [period, n]) => sum + (period > 0 ? n : 0), 0);
  const listed = await listRejected(bench, rows, brokenLines, limit);
  const [n] = await bench.rows<{ n: bigint }>('select count(*) as n from reject');
  return {
    periods,
    accepted: total - Number(twice?.n ?? 0),
    rejected: Number(n?.n ?? 0) + broken,
    listed,
  };
}

/** Most files are well formed and read at once. Of others the sound lines are sorted out first. */
async function writeSound(
  bench: Workbench,
  folder: string,
  mapping: Mapping,
  rows: OpenedRows,
  limit: number,
): Promise<{ rows: OpenedRows; broken: number; listed: readonly number[] }> {
  const numbered = mapping.rows === 'unique';
  try {
    await write(bench, folder, mapping, rows, numbered);
    return { rows, broken: 0, listed: [] };
  } catch (error) {
    const sound = isMalformed(error) ? await soundRows(rows, folder, limit) : undefined;
    if (!sound) throw error;
    await write(bench, folder, mapping, sound.rows, numbered);
    return sound;
  }
}

/** What DuckDB says of a line that it cannot take apart. */
const isMalformed = (error: unknown): boolean =>
  error instanceof Error && /^Invalid Input Error: (CSV Error|The CSV Parser)/.test(error.message);

async function write(
  bench: Workbench,
  folder: string,
  mapping: Mapping,
  rows: OpenedRows,
  numbered: boolean,
): Promise<void> {
  const stage = join(folder, 'stage');
  await rm(stage, { recursive: true, force: true });
  await mkdir(stage, { recursive: true });
  await bench.run(`set preserve_insertion_order = ${numbered}`);
  await bench.run(`set partitioned_write_flush_threshold = ${STAGE_FLUSH}`);
  const { sql } = planRows(mapping, rows, { numbered });
  await bench.run(
    `copy (${sql}) to ${sqlText(stage)} (format parquet, compression lz4_raw, partition_by (period), overwrite_or_ignore,
      row_group_size ${STAGE_GROUP})`,
  );
}

async function countPeriods(bench: Workbench, folder: string): Promise<Map<number, number>> {
  const files = sqlText(join(folder, 'stage', '*', '*.parquet'));
  const found = await bench.rows<{ n: bigint }>(`select count(*) as n from glob(${files})`);
  if (Number(found[0]?.n ?? 0) === 0) return new Map();
  const rows = await bench.rows<{ period: number; n: bigint }>(
    `select period, count(*) as n from read_parquet(${files}, hive_partitioning = true, hive_types = {period: uinteger}) group by period`,
  );
  return new Map(rows.map((r) => [r.period, Number(r.n)]));
}

async function listRejected(
  bench: Workbench,
  rows: OpenedRows,
  broken: readonly number[],
  limit: number,
): Promise<RejectedRow[]> {
  const found = await bench.rows<{ line: bigint; reason: number }>(
    `select line, min(reason) as reason from reject group by line order by line limit ${limit}`,
  );
  const numbers = found.map((r) => Number(r.line));
  // Numbers of records become lines of the file; rows of Parquet and of a table carry their own.
  const lines = rows.text && !rows.own_lines ? await numberLines(rows.text, numbers) : numbers;
  return [
    ...found.map((r, at) => ({ line: lines[at] ?? Number(r.line), reason: reasonText(r.reason) })),
    ...broken.map((line) => ({ line, reason: reasonText(reasonCode.malformed) })),
  ]
    .sort((a, b) => a.line - b.line)
    .slice(0, limit);
}
