import { type Tx, takeTurn } from '../../platform/index.ts';
import type { CellRecord } from './content/declared-tables.ts';
import type { SiteFile } from './writing/site.ts';

export interface ReleaseRow {
  period: string;
  number: number;
  as_of: string;
  content_hash: string;
  cells: CellRecord[];
  jws: string;
  /** Nothing but demonstration declarations. */
  demo: boolean;
  created_at: Date;
}

const columns = `period, number, to_char(as_of, 'YYYY-MM-DD') as as_of, content_hash, cells, jws, demo, created_at`;

/** One release is made at a time. */
export async function lockReleases(tx: Tx): Promise<void> {
  await takeTurn(tx, 'releases');
}

export function newestRelease(tx: Tx, period: string): Promise<ReleaseRow | undefined> {
  return tx.maybe<ReleaseRow>(
    `select ${columns} from releases.release where period = $1 order by number desc limit 1`,
    [period],
  );
}

/** What all releases of a calendar year did with cells of declared trade, the newest last. */
export async function cellRecordsOf(tx: Tx, year: string): Promise<CellRecord[]> {
  const rows = await tx.rows<{ cells: CellRecord[] }>(
    'select cells from releases.release where left(period, 4) = $1 order by created_at, period, number',
    [year],
  );
  return rows.flatMap((row) => row.cells);
}

export async function insertRelease(tx: Tx, r: ReleaseRow): Promise<void> {
  await tx.run(
    `insert into releases.release (period, number, as_of, content_hash, cells, jws, demo, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [r.period, r.number, r.as_of, r.content_hash, JSON.stringify(r.cells), r.jws, r.demo, r.created_at],
  );
}

export async function insertFiles(
  tx: Tx,
  release: Pick<ReleaseRow, 'period' | 'number'>,
  files: readonly (SiteFile & { sha256: string })[],
): Promise<void> {
  for (const file of files)
    await tx.run(
      `insert into releases.file (period, number, name, media_type, sha256, body) values ($1, $2, $3, $4, $5, $6)`,
      [release.period, release.number, file.name, file.media_type, file.sha256, Buffer.from(file.body)],
    );
}

export interface ListedRelease {
  period: string;
  number: number;
  as_of: string;
  demo: boolean;
  created_at: Date;
}

/** Newest period first; of each period the newest number. */
export function listReleases(tx: Tx, after: string | null, limit: number): Promise<ListedRelease[]> {
  return tx.rows<ListedRelease>(
    `select distinct on (period) period, number, to_char(as_of, 'YYYY-MM-DD') as as_of, demo, created_at
     from releases.release where ($1::text is null or period < $1) order by period desc, number desc limit $2`,
    [after, limit + 1],
  );
}

export function releaseNumbers(tx: Tx, period: string): Promise<ListedRelease[]> {
  return tx.rows<ListedRelease>(
    `select period, number, to_char(as_of, 'YYYY-MM-DD') as as_of, demo, created_at
     from releases.release where period = $1 order by number desc limit 100`,
    [period],
  );
}

export interface StoredFile {
  name: string;
  media_type: string;
  sha256: string;
  body: Buffer;
}

export function readFiles(tx: Tx, period: string, number: number): Promise<StoredFile[]> {
  return tx.rows<StoredFile>(
    'select name, media_type, sha256, body from releases.file where period = $1 and number = $2 order by name',
    [period, number],
  );
}

export function readFile(
  tx: Tx,
  period: string,
  number: number,
  name: string,
): Promise<StoredFile | undefined> {
  return tx.maybe<StoredFile>(
    'select name, media_type, sha256, body from releases.file where period = $1 and number = $2 and name = $3',
    [period, number, name],
  );
}
