import { join } from 'node:path';
import type { Workbench } from '../../../platform/index.ts';
import type { Mapping } from './mapping.ts';
import { numberLines } from './number-lines.ts';
import { type OpenedRows, soundRows } from './open-rows.ts';
import { reasonCode, reasonText } from './reasons.ts';
import { findFields } from './row-fields.ts';
import { keyOf } from './staged-columns.ts';
import {
  countPeriods,
  laneOf,
  rejectedRows,
  type Stage,
  type StageWork,
  stageOf,
  writeStage,
} from './write-stage.ts';

export interface RejectedRow {
  line: number;
  reason: string;
}

export interface Staged extends Stage {
  accepted: number;
  rejected: number;
  /** The first of the rejected rows, in order. */
  listed: RejectedRow[];
}

/**
 * Reads the whole file into sorted Parquet files below `folder`/stage: plain rows first, and what is not plain by
 * the longer way. Rows are numbered only where they have to be named, because numbering forbids reading in parallel:
 * always where a key may stand but once, otherwise in a second reading when something was rejected.
 */
export async function stageRows(
  bench: Workbench,
  folder: string,
  mapping: Mapping,
  opened: OpenedRows,
  limit: number,
): Promise<Staged> {
  const fields = findFields(mapping, opened.columns);
  const work = { bench, folder: join(folder, 'stage'), mapping, fields };
  const unique = mapping.rows === 'unique';
  const { rows, broken, listed: brokenLines } = await writeSound(work, folder, opened, limit);
  const checked = await countPeriods(bench, work.folder, 'checked');
  const plain = await countPeriods(bench, work.folder, 'plain');
  await bench.run('create table reject (line bigint, reason utinyint)');
  if (checked.has(0)) {
    const of = unique ? laneOf(work.folder, 'checked', 0) : `(${rejectedRows(work, rows)})`;
    await bench.run(`insert into reject select distinct line, reason from ${of} where reason > 0`);
  }
  for (const counts of [plain, checked]) counts.delete(0);
  const stage: Stage = {
    folder: work.folder,
    fixed: fields.fixed,
    lanes: { plain: new Set(plain.keys()), checked: new Set(checked.keys()) },
    periods: [...new Set([...plain.keys(), ...checked.keys()])].sort((a, b) => a - b),
  };
  await bench.run('create table twice (period uinteger, line bigint)');
  const key = keyOf(fields);
  if (unique)
    for (const period of stage.periods)
      await bench.run(
        `insert into twice select ${period}, line from (${stageOf(stage, period, ['line', ...key])})
         qualify row_number() over (partition by ${key.join(', ')} order by line) > 1`,
      );
  await bench.run(`insert into reject select distinct line, ${reasonCode.duplicate_key} from twice`);
  const [twice] = await bench.rows<{ n: bigint }>('select count(*) as n from twice');
  const total = [...plain.values(), ...checked.values()].reduce((sum, n) => sum + n, 0);
  const listed = await listRejected(bench, rows, brokenLines, limit);
  const [n] = await bench.rows<{ n: bigint }>('select count(*) as n from reject');
  return {
    ...stage,
    accepted: total - Number(twice?.n ?? 0),
    rejected: Number(n?.n ?? 0) + broken,
    listed,
  };
}

/** Most files are well formed and read at once. Of others the sound lines are sorted out first. */
async function writeSound(
  work: StageWork,
  folder: string,
  rows: OpenedRows,
  limit: number,
): Promise<{ rows: OpenedRows; broken: number; listed: readonly number[] }> {
  try {
    await writeStage(work, rows);
    return { rows, broken: 0, listed: [] };
  } catch (error) {
    const sound = isMalformed(error) ? await soundRows(rows, folder, limit) : undefined;
    if (!sound) throw error;
    await writeStage(work, sound.rows);
    return sound;
  }
}

/** What DuckDB says of a line that it cannot take apart. */
const isMalformed = (error: unknown): boolean =>
  error instanceof Error && /^Invalid Input Error: (CSV Error|The CSV Parser)/.test(error.message);

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
