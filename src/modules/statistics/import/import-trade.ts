import { rm, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { dayOf } from '../../../kernel/days.ts';
import { canonicalJson, sha256Hex } from '../../../kernel/hash.ts';
import { isRefusal, type Outcome, refuse } from '../../../kernel/refusal.ts';
import { type Ctx, fileHash, openWorkbench } from '../../../platform/index.ts';
import { sources } from '../model.ts';
import {
  allowLongWork,
  importsOfSize,
  insertImport,
  lockStore,
  newestVintages,
  nextImport,
} from '../store.ts';
import { extendCodebook } from '../vintages/codebook.ts';
import { sweepStore } from '../vintages/sweep-store.ts';
import { chooseFormat } from './choose-format.ts';
import { fileGuards, type ImportGuard } from './file-guards.ts';
import { fillWords, wordsNeeded } from './fill-words.ts';
import { landRows, periodText } from './land-rows.ts';
import type { Mapping } from './mapping.ts';
import { type RejectedRow, type Staged, stageRows } from './stage-rows.ts';
import { sweepImports, workFolder } from './work-folder.ts';

export interface ImportInput {
  file: string;
  /** Overrides the name of the source that the format has. */
  source?: string | undefined;
  /** How to read a file of no known format. */
  mapping?: Mapping | undefined;
  /** How many rejected rows are listed. */
  list?: number;
}

export interface ImportResult {
  source: string;
  vintage: string;
  accepted: number;
  rejected: RejectedRow[];
  guards: ImportGuard[];
  /** How many rows were rejected in all; `rejected` lists the first. */
  rejected_count: number;
  format: string;
  /** Vintages written, by period; none when the same file was imported before. */
  written: { period: string; vintage: string; rows: number }[];
  repeated: boolean;
}

/** Hears what is being done and how far it is, in percent. */
export type ImportProgress = (doing: string, percent: number) => void;

const LIST_LIMIT = 1000;
/** As the catalogue's check has it. */
const sourceName = /^[a-z][a-z0-9-]{2,60}$/;

/**
 * Brings a file of trade statistics into the store, all or nothing: the transaction ends with new vintages, or with
 * none and no file left behind. The same file with the same mapping again changes nothing. Rows that cannot be read
 * are listed, never guessed. In the name of the system.
 * Refuses with statistics.import_file_missing, import_unreadable, import_format_unknown, import_mapping_wrong,
 * import_source_reserved, import_nothing_accepted.
 */
export async function importTrade(
  ctx: Ctx,
  input: ImportInput,
  onProgress: ImportProgress = () => undefined,
): Promise<Outcome<ImportResult>> {
  const file = resolve(input.file);
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) return refuse('statistics.import_file_missing', { file: basename(file) });
  await lockStore(ctx.tx);
  await allowLongWork(ctx.tx);
  await sweepImports(ctx.services.home);
  await sweepStore(ctx);
  const folder = await workFolder(ctx.services.home);
  try {
    const format = await chooseFormat(file, folder, input.mapping);
    if (isRefusal(format)) return format;
    const mapping: Mapping = { ...format.mapping, source: input.source ?? format.mapping.source };
    if (!sourceName.test(mapping.source))
      return refuse('statistics.import_mapping_wrong', {
        reason: `a source is named with 3 to 61 small letters, digits and hyphens, and begins with a letter; “${mapping.source.slice(0, 80)}” is not`,
      });
    const reserved: readonly string[] = Object.values(sources);
    if (reserved.includes(mapping.source))
      return refuse('statistics.import_source_reserved', { source: mapping.source });
    const mapping_sha256 = sha256Hex(canonicalJson(mapping));
    const same = await importsOfSize(ctx.tx, mapping.source, BigInt(found.size));
    const early = same.length > 0 ? await fileHash(file) : undefined;
    const before = same.find((i) => i.file_sha256 === early && i.mapping_sha256 === mapping_sha256);
    if (before)
      return {
        source: before.source,
        vintage: before.vintage,
        accepted: Number(before.accepted),
        rejected: [],
        guards: before.guards as ImportGuard[],
        rejected_count: Number(before.rejected),
        format: before.format,
        written: [],
        repeated: true,
      };
    const book = await extendCodebook(ctx.tx, wordsNeeded());
    let doing = 'reading';
    const bench = await openWorkbench({
      folder: join(ctx.services.home, 'statistics'),
      reads: format.rows.reads,
      onProgress: (percent) => onProgress(doing, percent),
    });
    try {
      await fillWords(bench, mapping, book);
      const [staged, sha256] = await Promise.all([
        stageRows(bench, folder, mapping, format.rows, input.list ?? LIST_LIMIT).catch(unreadable),
        early ?? fileHash(file),
      ]);
      if (isRefusal(staged)) return staged;
      if (staged.accepted === 0)
        return refuse('statistics.import_nothing_accepted', {
          rejected: staged.rejected,
          reason: staged.listed[0]?.reason ?? 'the file has no rows',
        });
      const guards = fileGuards(staged);
      const code = await nextImport(ctx.tx);
      const newest = new Map((await newestVintages(ctx.tx, [mapping.source])).map((v) => [v.period, v]));
      doing = 'writing';
      const mark = `${sha256} ${mapping_sha256}`;
      const imported_at = ctx.clock.now();
      const last = Math.max(0, ...staged.periods.map((p) => newest.get(periodText(p))?.number ?? 0));
      const record = {
        code,
        source: mapping.source,
        file_sha256: sha256,
        mapping_sha256,
        file_name: basename(file).slice(0, 300),
        file_bytes: BigInt(found.size),
        format: format.name,
        vintage: `${dayOf(imported_at)}.${last + 1}`,
        accepted: BigInt(staged.accepted),
        rejected: BigInt(staged.rejected),
        guards: guards.map(({ guard, where, reason }) => ({ guard, where, reason })),
        imported_at,
      };
      await insertImport(ctx.tx, record);
      const written = await landRows(ctx, bench, staged, { code, mapping, mark, newest });
      return resultOf(record, staged, written, guards);
    } finally {
      bench.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What DuckDB says of bytes that are not what the file is taken for; anything else is no fault of the file. */
function unreadable(error: unknown): Outcome<never> {
  const [, reason] =
    /^(?:Invalid Input|Serialization|Invalid) Error: ([^\n]{1,200})/.exec(String((error as Error).message)) ??
    [];
  if (reason === undefined) throw error;
  return refuse('statistics.import_unreadable', { reason });
}

function resultOf(
  record: { source: string; vintage: string; format: string },
  staged: Staged,
  written: readonly { period: string; vintage: string; rows: number }[],
  guards: ImportGuard[],
): ImportResult {
  return {
    source: record.source,
    vintage: record.vintage,
    accepted: staged.accepted,
    rejected: staged.listed,
    guards,
    rejected_count: staged.rejected,
    format: record.format,
    written: written.map(({ period, vintage, rows }) => ({ period, vintage, rows })),
    repeated: false,
  };
}
