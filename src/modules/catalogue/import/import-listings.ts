import { type Static, Type } from 'typebox';
import { sha256Hex } from '../../../kernel/hash.ts';
import { isRefusal, type Outcome, refuse } from '../../../kernel/refusal.ts';
import { type Ctx, defineUseCase } from '../../../platform/index.ts';
import { findOrganisations, type Profile } from '../../parties/index.ts';
import { knownHsCodes } from '../../reference/index.ts';
import { endedHsError, unknownHsError } from '../check-hs.ts';
import { listingRow } from '../listing-rows.ts';
import { insertListingRows, ownedListings, updateListingRows, waitForImport } from '../store.ts';
import { CELL_LENGTH, readListingTable } from './read-cells.ts';
import { type Cells, type CheckedRow, type RowError, readRow } from './row.ts';

/** Rows of one request; a longer file is sent in parts. */
const ROWS_LIMIT = 2_000;
const ERRORS_SHOWN = 200;

const ErrorSchema = Type.Object({
  row: Type.Integer(),
  path: Type.String(),
  code: Type.String(),
  message: Type.String(),
});
const ImportReport = Type.Object({
  rows: Type.Integer(),
  /** Rows that hold together. */
  accepted: Type.Integer(),
  /** New and changed listings; none in a dry run, none when a row is wrong and `skip_wrong` is not set. */
  written: Type.Integer(),
  /** Rows of this file that an earlier run has written. */
  repeated: Type.Integer(),
  errors: Type.Array(ErrorSchema),
  errors_total: Type.Integer(),
});

/** One part of a file: at most 2,000 rows. */
export interface ImportPart {
  rows: readonly Cells[];
  /** The same for all parts and all runs of one file: a row is written once, so a broken import is sent again. */
  file_key: string;
  /** The number of the part's first row, from 1. */
  first_row: number;
  dry_run: boolean;
  skip_wrong: boolean;
}

/**
 * Brings many listings in: a table as CSV, as an XLSX workbook, or as rows in JSON. Every wrong row is named with its
 * column; without `skip_wrong` one wrong row keeps the whole part out. Sent again with the same `file_key`, it goes on
 * where it stopped. Refuses with catalogue.organisation_needed, catalogue.file_unreadable, catalogue.file_too_long.
 */
export const importListings = defineUseCase({
  name: 'catalogue.import-listings',
  kind: 'command',
  permission: 'listing:publish',
  input: Type.Object(
    {
      /** One of the three. */
      csv: Type.Optional(Type.String({ minLength: 1, maxLength: 900_000 })),
      /** A workbook in base64; its first sheet is read. */
      xlsx: Type.Optional(Type.String({ maxLength: 900_000, pattern: '^[A-Za-z0-9+/]+={0,2}$' })),
      /** Cells by the name of their column. */
      rows: Type.Optional(
        Type.Array(Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: CELL_LENGTH })), {
          minItems: 1,
          maxItems: ROWS_LIMIT,
        }),
      ),
      file_key: Type.String({ pattern: '^[A-Za-z0-9_-]{8,80}$' }),
      first_row: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000_000, default: 1 })),
      dry_run: Type.Optional(Type.Boolean({ default: false })),
      skip_wrong: Type.Optional(Type.Boolean({ default: false })),
    },
    { additionalProperties: false },
  ),
  output: ImportReport,
  run: async (
    ctx,
    { csv, xlsx, rows: given, file_key, first_row = 1, dry_run = false, skip_wrong = false },
  ) => {
    const rows = readListingTable({ csv, xlsx, rows: given }, ROWS_LIMIT);
    if (isRefusal(rows)) return rows;
    return importPart(ctx, ctx.actor.org_id, { rows, file_key, first_row, dry_run, skip_wrong });
  },
});

/** One part of a file in five statements, whatever its length, and one for each thousand rows that it touches. */
export async function importPart(
  ctx: Pick<Ctx, 'tx' | 'clock'>,
  org_id: string,
  part: ImportPart,
): Promise<Outcome<Static<typeof ImportReport>>> {
  const seller = (await findOrganisations(ctx, [org_id])).get(org_id);
  if (!seller) return refuse('catalogue.organisation_needed');
  const errors: RowError[] = [];
  const read: CheckedRow[] = [];
  part.rows.forEach((cells, at) => {
    const row = readRow(part.first_row + at, cells);
    if (Array.isArray(row)) errors.push(...row);
    else read.push(row);
  });
  const idOf = (row: CheckedRow): string => row.listing_id ?? rowId(org_id, part.file_key, row.row);
  const codes = await knownHsCodes(ctx, [...new Set(read.map((row) => row.input.hs_code))]);
  await waitForImport(ctx.tx, org_id, part);
  const own = await ownedListings(ctx.tx, org_id, read.map(idOf));
  const named = new Set<string>();
  const good = read.filter((row) => {
    const error = wrongReference(row, codes, own) ?? repeated(row, named);
    if (error) errors.push({ row: row.row, ...error });
    return !error;
  });
  errors.sort((a, b) => a.row - b.row);
  const fresh = good.filter((row) => row.listing_id === undefined && !own.has(idOf(row)));
  const changed = good.filter((row) => row.listing_id !== undefined);
  const write = !part.dry_run && (errors.length === 0 || part.skip_wrong);
  if (write) await writeRows(ctx, seller, fresh, changed, own, idOf);
  return {
    rows: part.rows.length,
    accepted: good.length,
    written: write ? fresh.length + changed.length : 0,
    repeated: good.length - fresh.length - changed.length,
    errors: errors.slice(0, ERRORS_SHOWN),
    errors_total: errors.length,
  };
}

async function writeRows(
  ctx: Pick<Ctx, 'tx' | 'clock'>,
  seller: Profile,
  fresh: readonly CheckedRow[],
  changed: readonly CheckedRow[],
  own: ReadonlyMap<string, { version: number; demo: boolean; created_at: Date }>,
  idOf: (row: CheckedRow) => string,
): Promise<void> {
  const now = ctx.clock.now();
  const made = (row: CheckedRow, demo: boolean, created_at: Date) =>
    listingRow(row.input, row.tiers, seller, { listing_id: idOf(row), demo, created_at });
  await insertListingRows(
    ctx.tx,
    fresh.map((row) => made(row, seller.demo, now)),
  );
  await updateListingRows(
    ctx.tx,
    changed.flatMap((row) => {
      const before = own.get(idOf(row));
      return before ? [{ ...made(row, before.demo, before.created_at), version: before.version }] : [];
    }),
    now,
  );
}

/** The id of a row of a file: the same in every run, so that a row is written once. */
function rowId(org_id: string, file_key: string, row: number): string {
  const hash = sha256Hex(`${org_id} ${file_key} ${row}`);
  // A version 8 identifier (RFC 9562, 5.8): the bits are our own.
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

/** A listing stands in a part once: two rows of it would contradict each other. */
function repeated(
  { listing_id }: CheckedRow,
  named: Set<string>,
): { path: string; code: string; message: string } | undefined {
  if (listing_id === undefined) return undefined;
  if (named.has(listing_id))
    return { path: '/listing_id', code: 'repeated', message: 'stands in another row already' };
  named.add(listing_id);
  return undefined;
}

function wrongReference(
  row: CheckedRow,
  codes: ReadonlySet<string>,
  own: ReadonlyMap<string, unknown>,
): { path: string; code: string; message: string } | undefined {
  const { hs_code } = row.input;
  if (row.listing_id !== undefined && !own.has(row.listing_id))
    return { path: '/listing_id', code: 'not_yours', message: 'your organisation has no such listing' };
  return codes.has(hs_code) ? undefined : (endedHsError(hs_code) ?? unknownHsError);
}
