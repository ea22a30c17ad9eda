import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { sha256Hex } from '../../../kernel/hash.ts';
import type { Ctx } from '../../../platform/index.ts';
import { hsNomenclature } from '../../reference/index.ts';
import {
  areas,
  type CatalogueEntry,
  storeCatalogue,
  streamTrade,
  type TradeFact,
} from '../../statistics/index.ts';
import { toParquet } from '../formats/parquet.ts';
import { everything, questionsOf } from '../query/data-query.ts';

/** A list of texts that becomes a table. */
interface List {
  columns: readonly string[];
  rows: (string | null)[][];
}

export interface SnapshotJob {
  facts: string;
  database: string;
  lists: Record<string, List>;
}

/** Counts up when the tables of a snapshot change. */
const LAYOUT = 1;
const worker = fileURLToPath(new URL('./snapshot-worker.ts', import.meta.url));
const building = new Map<string, Promise<string>>();

export interface Snapshot {
  /** Made once for each state of the store, the same for all who ask. Rejects when it could not be made. */
  ready: Promise<string>;
  /** What of the store is in it. */
  fingerprint: string;
}

/**
 * The tables that SQL reads, as a DuckDB file of its own: `trade`, `demonstration`, `areas`, `goods`, `vintages`.
 * Only figures that everybody may see are in it, confidential ones without their value. It is made again when the
 * store has changed; readers of the one before keep it until they end.
 */
export async function currentSnapshot(ctx: Ctx, progress?: (facts: number) => void): Promise<Snapshot> {
  const catalogue = await storeCatalogue(ctx);
  const fingerprint = sha256Hex(`${LAYOUT}\n${catalogue.map((v) => v.sha256).join('\n')}`).slice(0, 16);
  const folder = join(ctx.services.home, 'sql');
  const file = join(folder, `trade-${fingerprint}.duckdb`);
  if (existsSync(file)) return { ready: Promise.resolve(file), fingerprint };
  let making = building.get(file);
  if (!making) {
    making = make(ctx, catalogue, folder, file, progress).finally(() => building.delete(file));
    // Whoever waits hears of a failure; nobody has to.
    making.catch(() => undefined);
    building.set(file, making);
  }
  return { ready: making, fingerprint };
}

async function make(
  ctx: Ctx,
  catalogue: readonly CatalogueEntry[],
  folder: string,
  file: string,
  progress: (facts: number) => void = () => undefined,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const facts = `${file}.${process.pid}.parquet.partial`;
  const database = `${file}.${process.pid}.partial`;
  try {
    await rm(database, { force: true });
    await pipeline(Readable.from(toParquet(allFacts(ctx, catalogue, progress))), createWriteStream(facts));
    await inWorker({ facts, database, lists: await lists(ctx, catalogue) });
    await rename(database, file);
  } finally {
    for (const left of [facts, database, `${database}.wal`]) await rm(left, { force: true });
  }
  for (const name of await readdir(folder))
    if (/^trade-[0-9a-f]{16}\.duckdb$/.test(name) && !file.endsWith(name))
      await rm(join(folder, name), { force: true });
  return file;
}

async function* allFacts(
  ctx: Ctx,
  catalogue: readonly CatalogueEntry[],
  progress: (facts: number) => void,
): AsyncGenerator<TradeFact[]> {
  const all = [...new Set(catalogue.map((v) => v.source))].sort();
  let seen = 0;
  for (const question of questionsOf(everything, { all, unasked: all }))
    for await (const batch of streamTrade(ctx, question)) {
      yield batch;
      seen += batch.length;
      progress(seen);
    }
}

async function lists(ctx: Ctx, catalogue: readonly CatalogueEntry[]): Promise<Record<string, List>> {
  const goods = await hsNomenclature(ctx);
  return {
    areas: {
      columns: ['code', 'kind', 'name_en', 'name_zh', 'name_ru'],
      rows: areas().map((a) => [a.code, a.kind, a.name.en, a.name.zh, a.name.ru]),
    },
    goods: {
      columns: ['code', 'parent', 'title_en', 'title_zh', 'title_ru'],
      rows: goods.map((g) => [
        g.code,
        g.code.length === 2 ? 'TOTAL' : g.code.slice(0, -2),
        g.title.en,
        g.title.zh,
        g.title.ru,
      ]),
    },
    vintages: {
      columns: ['source', 'period', 'vintage', 'file_hash', 'created_at', 'coverage', 'licence', 'demo'],
      rows: catalogue.map((v) => [
        v.source,
        v.period,
        v.vintage,
        v.sha256,
        v.created_at.toISOString(),
        v.coverage,
        v.licence,
        v.demo ? 'yes' : 'no',
      ]),
    },
  };
}

async function inWorker(job: SnapshotJob): Promise<void> {
  const child = spawn(process.execPath, [worker], { stdio: ['pipe', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2000);
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify(job));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the snapshot could not be made: ${complaint}`);
}
