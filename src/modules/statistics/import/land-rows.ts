import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { dayOf } from '../../../kernel/days.ts';
import { sha256Hex } from '../../../kernel/hash.ts';
import {
  type Ctx,
  keepFile,
  PARTIAL,
  type Session,
  sqlText,
  type Workbench,
} from '../../../platform/index.ts';
import type { Vintage } from '../model.ts';
import { monthText } from '../official/published-period.ts';
import { insertVintage } from '../store.ts';
import { type Codebook, extendCodebook } from '../vintages/codebook.ts';
import { itemLayout, tradeLayout, WHOLE_UNITS } from '../vintages/layouts.ts';
import { factsFolder } from '../vintages/write-vintage.ts';
import { editionOf, type Mapping } from './mapping.ts';
import type { Staged } from './stage-rows.ts';
import { besideKey, keyOf, keySql, stagedColumns, storedSql } from './staged-columns.ts';
import { laneOf, stageOf } from './write-stage.ts';

const NEW_UNITS_LIMIT = 500;
/** A column of more different values gets no dictionary: DuckDB would build it for nothing, which costs a third more. */
const DICTIONARY_WORDS = 8192;
const columns = tradeLayout.columns.map((c) => c.name);

/** 2023 → '2023', 202301 → '2023-01': as the catalogue names periods. */
export const periodText = (period: number): string => (period < 10_000 ? String(period) : monthText(period));

export interface Landing {
  code: number;
  mapping: Mapping;
  mark: string;
  newest: ReadonlyMap<string, Vintage>;
}

/**
 * Writes the staged rows as vintages, one file a period, sorted. Of a source that has each key once, the file holds
 * the rows of the vintage before with those of the import in their place; of a source of items, the import replaces
 * the period. A period in which nothing changes gets no vintage. The files are named at once, and read by nobody
 * until the transaction is committed. Returns the vintages and the files written.
 */
export async function landRows(
  ctx: Ctx,
  bench: Workbench,
  staged: Staged,
  landing: Landing,
): Promise<Vintage[]> {
  const book = await addUnits(ctx, bench, staged);
  const written: Vintage[] = [];
  const waiting = [...staged.periods];
  const lane = async (): Promise<void> => {
    const session = await bench.beside();
    for (let period = waiting.shift(); period !== undefined; period = waiting.shift()) {
      const vintage = await landPeriod(ctx, session, period, staged, landing, book);
      if (vintage) written.push(vintage);
    }
  };
  // Two at a time: the file of a period is mostly too small for two threads.
  const ends = await Promise.allSettled([lane(), lane()].map((l) => l.finally(() => waiting.splice(0))));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) {
    const folder = factsFolder(ctx.services.home);
    for (const vintage of written) await rm(join(folder, vintage.file), { force: true });
    throw failed.reason;
  }
  return written.sort((a, b) => (a.period < b.period ? -1 : 1));
}

async function landPeriod(
  ctx: Ctx,
  bench: Session,
  period: number,
  staged: Staged,
  { code, mapping, mark, newest }: Landing,
  book: Codebook,
): Promise<Vintage | undefined> {
  const name = periodText(period);
  const before = newest.get(name);
  const unique = mapping.rows === 'unique';
  const facts = factsFolder(ctx.services.home);
  const old =
    unique && before && before.rows > 0 && before.layout === tradeLayout.name
      ? `(select *, ${keySql} as key from read_parquet(${sqlText(join(facts, before.file))}, hive_partitioning = false))`
      : undefined;
  // What is the same in each row need not be sorted with them, unless rows of another file join.
  const fixed = old ? {} : staged.fixed;
  const sorted = stagedColumns.filter((c) => !(c in fixed));
  const fresh = freshSql(staged, period, sorted, unique);
  let all = fresh;
  if (old) {
    const words = sorted.join(', ');
    const [changed] = await bench.rows<{ n: bigint }>(
      `select count(*) as n from (select * from (${fresh}) except select ${words} from ${old})`,
    );
    if (changed?.n === 0n) return undefined;
    const key = ['key', ...besideKey];
    all = `select *, ${code}::usmallint as input from (${fresh}) union all by name select ${words}, input from ${old} o
       where not exists (select 1 from (${fresh}) f where ${key.map((k) => `f.${k} = o.${k}`).join(' and ')})`;
  }
  const constants: Record<string, string> = {
    ...fixed,
    period: `${period}::uinteger`,
    ...(old ? {} : { input: `${code}::usmallint` }),
  };
  // Rows of one lane come sorted; where others join them, they are sorted again.
  const joined = old || unique || staged.lanes.checked.has(period);
  const order = joined ? `order by ${keyOf({ fixed }).join(', ')}` : '';
  const target = join(mapping.source, name);
  await mkdir(join(facts, target), { recursive: true });
  const partial = join(facts, target, `${process.pid}-import${PARTIAL}`);
  try {
    await bench.run(
      `copy (select ${columns.map((c) => (c in constants ? `${constants[c]} as ${c}` : storedSql(c))).join(', ')}
         from (${all}) ${order})
       to ${sqlText(partial)} (format parquet, compression zstd, parquet_version v2,
         row_group_size 122880, dictionary_size_limit ${DICTIONARY_WORDS})`,
    );
    const [held] = await bench.rows<{
      rows: bigint;
      currencies: number[];
      editions: number[];
      exponents: number[];
    }>(
      `select count(*) as rows, list(distinct currency) as currencies, list(distinct edition) as editions,
         list(distinct exponent) as exponents from read_parquet(${sqlText(partial)}, hive_partitioning = false)`,
    );
    const number = (before?.number ?? 0) + 1;
    const file = await keepFile(partial, {
      folder: join(facts, target),
      name: (sha256) => `${String(number).padStart(4, '0')}-${sha256.slice(0, 16)}.parquet`,
    });
    const created_at = new Date(Math.max(ctx.clock.now().getTime(), before?.created_at.getTime() ?? 0));
    const vintage: Vintage = {
      source: mapping.source,
      period: name,
      number,
      vintage: `${dayOf(created_at)}.${number}`,
      file: `${target}/${file.name}`,
      sha256: file.sha256,
      content_hash: sha256Hex(`${before?.content_hash ?? ''}\n${mark}`),
      rows: Number(held?.rows ?? 0n),
      bytes: BigInt(file.bytes),
      layout: unique ? tradeLayout.name : itemLayout.name,
      ...inWords(book, held),
      coverage: mapping.coverage ?? 'Rows of the imported files',
      licence: mapping.licence ?? 'Not stated; ask the publisher before passing rows on',
      demo: mapping.source.endsWith('-demo'),
      created_at,
      import_code: code,
    };
    await insertVintage(ctx.tx, vintage);
    return vintage;
  } finally {
    await rm(partial, { force: true });
  }
}

/** Rows of the file for a period; only those that were looked at closely can name a unit that is new. */
function freshSql(staged: Staged, period: number, wanted: readonly string[], unique: boolean): string {
  const said = stagedColumns.filter((c) => !(c in staged.fixed));
  const units = staged.lanes.checked.has(period) && said.includes('unit');
  const from = stageOf(staged, period, [
    ...said,
    ...(units ? ['unknown_unit'] : []),
    ...(unique ? ['line'] : []),
  ]);
  const columns = wanted.map((c) => {
    if (c in staged.fixed) return `${staged.fixed[c]} as ${c}`;
    return units && c === 'unit' ? 'coalesce(unit, n.code) as unit' : c;
  });
  return `select ${columns.join(', ')} from (${from}) s
    ${units ? 'left join new_unit n on n.word = s.unknown_unit' : ''}
    ${unique ? `where line not in (select line from twice where period = ${period})` : ''}`;
}

/** 'XXX' is the code of ISO 4217 for no single currency. */
function inWords(
  book: Codebook,
  held: { currencies: { [n: number]: number }; editions: unknown; exponents: unknown } | undefined,
): Pick<Vintage, 'currency' | 'unit' | 'hs_edition'> {
  const list = (value: unknown): number[] =>
    itemsOf(value)
      .map(Number)
      .sort((a, b) => a - b);
  const currencies = list(held?.currencies).map((c) => book.word('currency', c));
  const editions = list(held?.editions).flatMap((e) => editionOf(e) ?? []);
  const units = list(held?.exponents).map((e) => `10^${e - WHOLE_UNITS}`);
  return {
    currency: currencies.length === 1 ? (currencies[0] ?? 'XXX') : 'XXX',
    unit: `${units.join(' and ')} ${currencies.join(' and ')}`,
    hs_edition: editions.length > 0 ? editions.join(', ') : null,
  };
}

/** DuckDB gives a list as an object with `items`, or as an array. */
function itemsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'object' && value !== null && 'items' in value ? (value.items as unknown[]) : [];
}

/** Units that no file held before join the codebook. */
async function addUnits(ctx: Ctx, bench: Workbench, staged: Staged): Promise<Codebook> {
  const words: string[] = [];
  const checked = [...staged.lanes.checked];
  if (checked.length > 0 && !('unit' in staged.fixed)) {
    const found = await bench.rows<{ word: string }>(
      `select distinct unknown_unit as word from (${checked.map((p) => `select unknown_unit from ${laneOf(staged.folder, 'checked', p)}`).join(' union all ')})
       where unknown_unit is not null order by 1 limit ${NEW_UNITS_LIMIT}`,
    );
    words.push(...found.map((r) => r.word));
  }
  const book = await extendCodebook(
    ctx.tx,
    words.map((word) => ['unit', word] as const),
  );
  await bench.run('create table new_unit (word varchar, code usmallint)');
  if (words.length > 0)
    await bench.run(
      `insert into new_unit values ${words.map((w) => `(${sqlText(w)}, ${book.code('unit', w)})`).join(', ')}`,
    );
  return book;
}
