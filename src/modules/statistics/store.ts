import { type Tx, takeTurn } from '../../platform/index.ts';
import type { Vintage } from './model.ts';

const vintageColumns = `source, period, number, vintage, file, sha256, content_hash, rows, bytes, layout, currency,
  unit, hs_edition, coverage, licence, demo, created_at, import_code`;

/** One writer at a time: codes, numbers of vintages and files belong together. */
export async function lockStore(tx: Tx): Promise<void> {
  await takeTurn(tx, 'statistics.store');
}

/** For one long piece of work in a transaction: reading a file takes longer than a request may wait. */
export async function allowLongWork(tx: Tx): Promise<void> {
  await tx.run('set local idle_in_transaction_session_timeout = 0');
}

/** The newest vintage of each period of the sources, as known at an instant. */
export function currentVintages(tx: Tx, sources: readonly string[], known_at: Date): Promise<Vintage[]> {
  return tx.rows<Vintage>(
    `select distinct on (source, period) ${vintageColumns} from statistics.vintage
     where source = any ($1) and created_at <= $2 order by source, period, number desc`,
    [sources, known_at],
  );
}

/** The newest vintage of each period there is, whatever the clock says: what a writer follows. */
export function newestVintages(tx: Tx, sources: readonly string[]): Promise<Vintage[]> {
  return currentVintages(tx, sources, new Date('9999-12-31T00:00:00Z'));
}

/** Every file that the catalogue names, its hash, and whether it is the newest of its source and period. */
export function namedFiles(tx: Tx): Promise<{ file: string; sha256: string; newest: boolean }[]> {
  return tx.rows(
    `select file, sha256, number = max(number) over (partition by source, period) as newest
     from statistics.vintage order by file`,
  );
}

/** Days on which something was written for the sources, newest first. */
export async function daysOfVintages(tx: Tx, sources: readonly string[], limit: number): Promise<string[]> {
  const rows = await tx.rows<{ day: string }>(
    `select distinct to_char(created_at at time zone 'UTC', 'YYYY-MM-DD') as day from statistics.vintage
     where source = any ($1) order by day desc limit $2`,
    [sources, limit],
  );
  return rows.map((r) => r.day);
}

/** Every vintage of a source, of one period or of all, as known at an instant; newest first. */
export function vintagesOf(
  tx: Tx,
  f: { source: string; period: string | null; known_at: Date },
): Promise<Vintage[]> {
  return tx.rows<Vintage>(
    `select ${vintageColumns} from statistics.vintage
     where source = $1 and ($2::text is null or period = $2) and created_at <= $3
     order by created_at desc, period desc, number desc`,
    [f.source, f.period, f.known_at],
  );
}

/** The vintages that replaced an earlier one of their source and period, as known at an instant, newest first. */
export function replacements(tx: Tx, known_at: Date, limit: number): Promise<Vintage[]> {
  return tx.rows<Vintage>(
    `select ${vintageColumns} from statistics.vintage where number > 1 and created_at <= $1
     order by created_at desc, source, period desc limit $2`,
    [known_at, limit],
  );
}

/** How many vintages are known at an instant. The catalogue only grows, so the number names its state. */
export async function countVintages(tx: Tx, known_at: Date): Promise<number> {
  const { count } = await tx.one<{ count: number }>(
    'select count(*)::int as count from statistics.vintage where created_at <= $1',
    [known_at],
  );
  return count;
}

/** Page of the catalogue, newest first. */
export function listVintages(
  tx: Tx,
  f: { source: string | null; after: [string, string, string, number] | null; limit: number },
): Promise<Vintage[]> {
  return tx.rows<Vintage>(
    `select ${vintageColumns} from statistics.vintage
     where ($1::text is null or source = $1)
       and ($2::timestamptz is null or (created_at, source, period, number) < ($2, $3::text, $4::text, $5::int))
     order by created_at desc, source desc, period desc, number desc limit $6`,
    [f.source, ...(f.after ?? [null, null, null, null]), f.limit + 1],
  );
}

/** The whole catalogue, oldest first. */
export function allVintages(tx: Tx): Promise<Vintage[]> {
  return tx.rows<Vintage>(
    `select ${vintageColumns} from statistics.vintage order by created_at, source, period, number`,
  );
}

export async function insertVintage(tx: Tx, v: Vintage): Promise<void> {
  await tx.run(
    `insert into statistics.vintage (${vintageColumns})
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
    [
      v.source,
      v.period,
      v.number,
      v.vintage,
      v.file,
      v.sha256,
      v.content_hash,
      v.rows,
      v.bytes,
      v.layout,
      v.currency,
      v.unit,
      v.hs_edition,
      v.coverage,
      v.licence,
      v.demo,
      v.created_at,
      v.import_code,
    ],
  );
}

export function readCodes(tx: Tx): Promise<{ book: string; code: number; word: string }[]> {
  return tx.rows('select book, code, word from statistics.code order by book, code');
}

export async function insertCodes(
  tx: Tx,
  codes: readonly { book: string; code: number; word: string }[],
): Promise<void> {
  await tx.run(
    `insert into statistics.code (book, code, word)
     select book, code, word from jsonb_to_recordset($1::jsonb) as c (book text, code int, word text)`,
    [JSON.stringify(codes)],
  );
}

/** One side of a deal in the statistics: what its released declaration says. */
export interface DealSide {
  deal_id: string;
  flow: 'export' | 'import';
  period: string;
  reporter: string;
  partner: string;
  value_amount: bigint;
  currency: string;
  value_usd_amount: bigint | null;
  usd_rate: string | null;
}

/** Notes released sides; what was noted before is changed only where it differs. */
export async function putDealSides(tx: Tx, sides: readonly DealSide[]): Promise<void> {
  const rows = sides.map((s) => ({
    ...s,
    value_amount: s.value_amount.toString(),
    value_usd_amount: s.value_usd_amount?.toString() ?? null,
  }));
  await tx.run(
    `insert into statistics.deal_side as d
       (deal_id, flow, period, reporter, partner, value_amount, currency, value_usd_amount, usd_rate)
     select deal_id, flow, period, reporter, partner, value_amount, currency, value_usd_amount, usd_rate
     from jsonb_to_recordset($1::jsonb) as s (deal_id uuid, flow text, period text, reporter text, partner text,
       value_amount bigint, currency text, value_usd_amount bigint, usd_rate text)
     on conflict (deal_id, flow) do update set period = excluded.period, reporter = excluded.reporter,
       partner = excluded.partner, value_amount = excluded.value_amount, currency = excluded.currency,
       value_usd_amount = excluded.value_usd_amount, usd_rate = excluded.usd_rate
     where (d.period, d.value_amount, d.currency, d.value_usd_amount, d.usd_rate)
       is distinct from (excluded.period, excluded.value_amount, excluded.currency, excluded.value_usd_amount, excluded.usd_rate)`,
    [JSON.stringify(rows)],
  );
}

/** Deals of which both sides are released and that have not been told, in the order of their ids. */
export async function untoldDeals(tx: Tx): Promise<string[]> {
  const rows = await tx.rows<{ deal_id: string }>(
    `select deal_id from statistics.deal_side where not told group by deal_id having count(*) = 2 order by deal_id`,
  );
  return rows.map((r) => r.deal_id);
}

/** From now on the deal's parties see its sides. */
export async function markTold(tx: Tx, deal_id: string, parties: readonly string[]): Promise<void> {
  await tx.run('update statistics.deal_side set told = true, parties = $2::uuid[] where deal_id = $1', [
    deal_id,
    parties,
  ]);
}

/** The sides of a deal that the reader may see. */
export function dealSides(tx: Tx, deal_id: string): Promise<DealSide[]> {
  return tx.rows<DealSide>(
    `select deal_id, flow, period, reporter, partner, value_amount, currency, value_usd_amount, usd_rate
     from statistics.deal_side where deal_id = $1 order by flow`,
    [deal_id],
  );
}

export interface ReleaseMark {
  released_at: Date;
  deal_id: string;
  declaration_id: string;
}

/** How far the released declarations have been read; undefined before the first release. */
export function readMark(tx: Tx): Promise<ReleaseMark | undefined> {
  return tx.maybe<ReleaseMark>(
    `select released_at, deal_id, declaration_id from statistics.release_mark where name = 'declarations'`,
  );
}

export async function putMark(tx: Tx, mark: ReleaseMark): Promise<void> {
  await tx.run(
    `insert into statistics.release_mark (name, released_at, deal_id, declaration_id)
     values ('declarations', $1, $2, $3)
     on conflict (name) do update set released_at = excluded.released_at, deal_id = excluded.deal_id,
       declaration_id = excluded.declaration_id`,
    [mark.released_at, mark.deal_id, mark.declaration_id],
  );
}

/** One imported file. */
export interface Import {
  code: number;
  source: string;
  file_sha256: string;
  mapping_sha256: string;
  file_name: string;
  file_bytes: bigint;
  format: string;
  vintage: string;
  accepted: bigint;
  rejected: bigint;
  guards: { guard: string; where: string; reason: string }[];
  imported_at: Date;
}
const importColumns = `code, source, file_sha256, mapping_sha256, file_name, file_bytes, format, vintage, accepted,
  rejected, guards, imported_at`;

/** Imports of a source from files of this size: only then can the same file have been imported before. */
export function importsOfSize(tx: Tx, source: string, file_bytes: bigint): Promise<Import[]> {
  return tx.rows<Import>(
    `select ${importColumns} from statistics.import where source = $1 and file_bytes = $2 order by code`,
    [source, file_bytes],
  );
}

export function importsByCode(tx: Tx, codes: readonly number[]): Promise<Import[]> {
  return tx.rows<Import>(
    `select ${importColumns} from statistics.import where code = any ($1::int[]) order by code`,
    [codes],
  );
}

/** The number of the next import. The caller holds the store's lock. */
export async function nextImport(tx: Tx): Promise<number> {
  const [row] = await tx.rows<{ next: number }>(
    'select coalesce(max(code), 0)::int + 1 as next from statistics.import',
  );
  return row?.next ?? 1;
}

export async function insertImport(tx: Tx, i: Import): Promise<void> {
  await tx.run(
    `insert into statistics.import (${importColumns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::jsonb, $12)`,
    [
      i.code,
      i.source,
      i.file_sha256,
      i.mapping_sha256,
      i.file_name,
      i.file_bytes,
      i.format,
      i.vintage,
      i.accepted,
      i.rejected,
      JSON.stringify(i.guards),
      i.imported_at,
    ],
  );
}
