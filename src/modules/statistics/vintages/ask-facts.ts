import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sha256Hex } from '../../../kernel/hash.ts';
import { type Outcome, refuse } from '../../../kernel/refusal.ts';
import {
  type Ctx,
  DuckDbBusy,
  type DuckDbParameter,
  DuckDbTimeout,
  sqlText,
} from '../../../platform/index.ts';
import type { Vintage } from '../model.ts';
import { factsFolder } from './write-vintage.ts';

export interface AskOptions {
  timeout_ms?: number;
  /** The question does not ask for `file_name`, which costs time over many rows. */
  plain?: boolean;
}

/**
 * Asks one question of the files of these vintages, which are all of one layout. `question` is SQL that reads
 * from `facts`; its column `file_name` says which file a row is from (see `vintageOf`).
 * Refuses with statistics.file_missing, statistics.query_too_long, platform.overloaded.
 */
export async function askFacts<R>(
  ctx: Ctx,
  vintages: readonly Vintage[],
  question: string,
  parameters: readonly DuckDbParameter[] = [],
  options: AskOptions = {},
): Promise<Outcome<R[]>> {
  const filled = vintages.filter((v) => v.rows > 0);
  if (filled.length === 0) return [];
  const folder = factsFolder(ctx.services.home);
  try {
    return await ctx.services.duckdb.rows<R>(
      factsSql(ctx, filled, question, options.plain),
      parameters,
      options,
    );
  } catch (error) {
    if (error instanceof DuckDbTimeout) return refuse('statistics.query_too_long');
    if (error instanceof DuckDbBusy) return refuse('platform.overloaded');
    const damaged = filled.find((v) => !isWhole(join(folder, v.file), v));
    if (!damaged) throw error;
    ctx.log.error({ file: damaged.file }, 'a file of the statistics store is missing or damaged');
    return refuse('statistics.file_missing', { file: damaged.file });
  }
}

/** The question with `facts` before it, as SQL. */
export function factsSql(ctx: Ctx, vintages: readonly Vintage[], question: string, plain = false): string {
  const folder = factsFolder(ctx.services.home);
  const files = vintages.map((v) => sqlText(join(folder, v.file)));
  if (plain)
    return `with facts as (select * from read_parquet([${files.join(', ')}], hive_partitioning = false)) ${question}`;
  return `with facts as (select * exclude (filename), filename[${folder.length + 2}:] as file_name
    from read_parquet([${files.join(', ')}], filename = true, hive_partitioning = false)) ${question}`;
}

function isWhole(file: string, vintage: Vintage): boolean {
  return existsSync(file) && BigInt(statSync(file).size) === vintage.bytes;
}

/** What a figure made from several vintages is called: the newest of them, with one hash over all. */
export interface Origin {
  vintage: string;
  file_hash: string;
}

/** The origin of a figure that rests on these vintages; one file keeps its own hash. */
export function originOf(vintages: readonly Vintage[]): Origin {
  const [only] = vintages;
  if (only && vintages.length === 1) return { vintage: only.vintage, file_hash: only.sha256 };
  const byAge = [...vintages].sort((a, b) => a.created_at.getTime() - b.created_at.getTime());
  return {
    vintage: byAge.at(-1)?.vintage ?? '',
    file_hash: sha256Hex(
      vintages
        .map((v) => v.sha256)
        .sort()
        .join('\n'),
    ),
  };
}
