import { parse } from 'csv-parse/sync';
import { type FieldError, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Claim } from '../model.ts';
import { type ClaimText, claimOf, isClaim } from './claim-row.ts';
import { fromGaccRow, gaccColumns } from './gacc-columns.ts';

/** Columns of the claims of a press statement, one claim a row. */
export const pressColumns = [
  'id',
  'claim',
  'metric',
  'reporter',
  'partner',
  'flow',
  'commodity',
  'period',
  'value',
  'unit',
  'printed_precision',
  'source',
] as const;

export const MAX_CLAIMS = 10_000;
export const MAX_FILE_BYTES = 8_000_000;
const MAX_CELL = 1_000;
const MAX_ERRORS = 100;
const shapes = [pressColumns, gaccColumns] as const;

/**
 * Claims of a CSV file with either set of columns, in any order. All or nothing: a row that cannot be read
 * refuses the file with every such row named by its line. `same` in a source stands for the row above, `same as
 * C01` for that claim. Refuses with claims.file_too_large, claims.columns_wrong, claims.rows_wrong.
 */
export function readClaimFile(csv: string): Outcome<Claim[]> {
  if (Buffer.byteLength(csv) > MAX_FILE_BYTES)
    return refuse('claims.file_too_large', { limit: MAX_CLAIMS }, []);
  const rows = parseRows(csv);
  if (!Array.isArray(rows)) return refuse('claims.rows_wrong', { count: 1 }, [rows]);
  const [head, ...body] = rows;
  const shape = head && shapes.find((s) => sameColumns(head.cells, s));
  if (!head || !shape) return wrongColumns(head?.cells ?? []);
  if (body.length > MAX_CLAIMS) return refuse('claims.file_too_large', { limit: MAX_CLAIMS });
  const errors: FieldError[] = [];
  const claims: Claim[] = [];
  const lineOf = new Map<string, number>();
  for (const { line, cells } of body) {
    const at = (e: FieldError): FieldError => ({
      ...e,
      path: `/line/${line}${e.path === '/' ? '' : e.path}`,
    });
    const faults = cellFaults(cells, head.cells);
    const read = faults.length > 0 ? faults : claimOf(textOf(cells, head.cells, shape));
    if (!isClaim(read)) errors.push(...read.map(at));
    else if (lineOf.has(read.id))
      errors.push({
        path: `/line/${line}/id`,
        code: 'id_twice',
        message: `${read.id} stands in line ${lineOf.get(read.id)} already`,
      });
    else {
      lineOf.set(read.id, line);
      claims.push(read);
    }
  }
  if (body.length === 0) errors.push({ path: '/line/1', code: 'empty', message: 'the file holds no claims' });
  if (errors.length > 0)
    return refuse('claims.rows_wrong', { count: errors.length }, errors.slice(0, MAX_ERRORS));
  return withSources(claims);
}

function parseRows(csv: string): { line: number; cells: string[] }[] | FieldError {
  try {
    const records = parse(csv, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 20_000,
      to: MAX_CLAIMS + 2,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    // `lines` counts to the end of a record; one that goes over several lines is named by its last.
    return records.map(({ record, info }) => ({ line: info.lines, cells: record.map((c) => c.trim()) }));
  } catch (error) {
    const line = (error as { lines?: number }).lines ?? 1;
    return { path: `/line/${line}`, code: 'not_csv', message: (error as Error).message.slice(0, 200) };
  }
}

function sameColumns(head: readonly string[], shape: readonly string[]): boolean {
  return head.length === shape.length && shape.every((column) => head.includes(column));
}

function wrongColumns(head: readonly string[]): Outcome<never> {
  const nearest =
    head.filter((c) => (gaccColumns as readonly string[]).includes(c)).length >
    head.filter((c) => (pressColumns as readonly string[]).includes(c)).length
      ? gaccColumns
      : pressColumns;
  const missing = nearest.filter((column) => !head.includes(column));
  const unknown = head.filter((column) => !(nearest as readonly string[]).includes(column)).slice(0, 10);
  const message = [
    missing.length > 0 ? `missing: ${missing.join(', ')}` : '',
    unknown.length > 0 ? `not known: ${unknown.map((c) => JSON.stringify(c.slice(0, 40))).join(', ')}` : '',
    missing.length === 0 && unknown.length === 0 ? 'a column stands twice' : '',
  ];
  return refuse('claims.columns_wrong', { columns: nearest.join(',') }, [
    { path: '/line/1', code: 'columns', message: message.filter(Boolean).join('; ') },
  ]);
}

function cellFaults(cells: readonly string[], head: readonly string[]): FieldError[] {
  if (cells.length !== head.length)
    return [
      { path: '/', code: 'cell_count', message: `${cells.length} cells, the header has ${head.length}` },
    ];
  return cells.flatMap((cell, at) => {
    const path = `/${head[at]}`;
    if (cell.length > MAX_CELL)
      return [{ path, code: 'too_long', message: `more than ${MAX_CELL} characters` }];
    if (/[\p{Cc}\p{Cs}]/u.test(cell))
      return [{ path, code: 'control_character', message: 'a control character' }];
    return [];
  });
}

function textOf(
  cells: readonly string[],
  head: readonly string[],
  shape: (typeof shapes)[number],
): ClaimText {
  const row = Object.fromEntries(head.map((column, at) => [column, cells[at] ?? '']));
  return shape === gaccColumns ? fromGaccRow(row) : (row as unknown as ClaimText);
}

/** Puts the full source where a row says `same`. */
function withSources(claims: readonly Claim[]): Claim[] {
  const byId = new Map<string, Claim>();
  let above: Claim | undefined;
  return claims.map((claim) => {
    const of = /^same(?: as (\S+))?$/.exec(claim.source);
    const origin = of ? (of[1] === undefined ? above : byId.get(of[1])) : undefined;
    const full: Claim = origin ? { ...claim, source: origin.source, source_url: origin.source_url } : claim;
    byId.set(full.id, full);
    above = full;
    return full;
  });
}
