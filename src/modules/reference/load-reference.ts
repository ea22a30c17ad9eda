import { readFileSync } from 'node:fs';
import { sha256Hex } from '../../kernel/hash.ts';
import type { LoadedSet, Tx } from '../../platform/index.ts';
import { type CsvRow, dataFolder, parseTable } from './read-table.ts';
import { loadedSets, recordLoadedSet, replaceRows } from './store.ts';

export type Row = Record<string, string | string[] | boolean | null>;

/** How one file becomes the rows of one table. */
export interface SetFile {
  set: string;
  file: string;
  table: string;
  /** Rows of the table that belong to this file; the others stay. */
  where?: string;
  /** Changes the shape of a row; by default empty cells become null. */
  shape?: (row: CsvRow) => Row;
}

const sets: SetFile[] = [
  { set: 'countries', file: 'countries/countries.csv', table: 'reference.country', shape: countryRow },
  { set: 'memberships', file: 'countries/memberships.csv', table: 'reference.membership' },
  { set: 'currencies', file: 'currencies/currencies.csv', table: 'reference.currency' },
  { set: 'units', file: 'units/units.csv', table: 'reference.unit' },
  { set: 'incoterms', file: 'incoterms/incoterms.csv', table: 'reference.incoterm' },
  {
    set: 'supervision modes',
    file: 'supervision-modes/supervision_modes.csv',
    table: 'reference.supervision_mode',
  },
  { set: 'places', file: 'places/places.csv', table: 'reference.place' },
  { set: 'crossings', file: 'crossings/crossings.csv', table: 'reference.crossing' },
  { set: 'legs', file: 'network/legs.csv', table: 'reference.leg' },
  { set: 'routes', file: 'network/routes.csv', table: 'reference.route', shape: routeRow },
  { set: 'HS sections', file: 'hs/sections.csv', table: 'reference.hs_section' },
  {
    set: 'HS chapters',
    file: 'hs/chapters.csv',
    table: 'reference.hs',
    where: `level = 2 and title_source <> 'import'`,
    shape: (row) => ({ ...row, level: '2', title_source: 'own' }),
  },
  {
    set: 'HS headings',
    file: 'hs/headings.csv',
    table: 'reference.hs',
    where: `level = 4 and title_source <> 'import'`,
    shape: (row) => ({ ...nullsOf(row), level: '4' }),
  },
  {
    set: 'HS goods',
    file: 'hs/goods.csv',
    table: 'reference.hs',
    where: `level = 6 and title_source <> 'import'`,
    shape: (row) => ({ ...nullsOf(row), level: '6', title_source: 'own' }),
  },
  { set: 'exchange rates', file: 'rates/rates.csv', table: 'reference.rate' },
];

/**
 * Fills the reference tables from the data folder. A file whose hash has not changed since is left alone, so
 * a second call does nothing. Answers the number of rows of each set.
 */
export function loadReference(tx: Tx, folder: URL = dataFolder): Promise<LoadedSet[]> {
  return loadSets(tx, folder, sets);
}

/** Brings files into tables, one statement a set; shared with modules that keep dated rules as data. */
export async function loadSets(tx: Tx, folder: URL, files: readonly SetFile[]): Promise<LoadedSet[]> {
  const known = new Map((await loadedSets(tx)).map((s) => [s.set_name, s]));
  const answers: LoadedSet[] = [];
  for (const file of files) {
    const text = readFileSync(new URL(file.file, folder), 'utf8');
    const sha256 = sha256Hex(`${text}${sectionsOf(file, folder)}`);
    const before = known.get(file.set);
    if (before?.sha256 === sha256) {
      answers.push({ set: file.set, rows: before.rows });
      continue;
    }
    const rows = parseTable(text).map((row) => withSection((file.shape ?? nullsOf)(row), file));
    await replaceRows(tx, file.table, file.where ?? 'true', rows);
    await recordLoadedSet(tx, file.set, sha256, rows.length);
    answers.push({ set: file.set, rows: rows.length });
  }
  return answers;
}

/** Empty cells are unknown, and unknown is null. */
export function nullsOf(row: CsvRow): Row {
  return Object.fromEntries(Object.entries(row).map(([column, cell]) => [column, cell === '' ? null : cell]));
}

function countryRow(row: CsvRow): Row {
  return { ...nullsOf(row), corridor: row.corridor === 'yes' };
}

function routeRow(row: CsvRow): Row {
  return { ...row, places: (row.places ?? '').split(' ') };
}

let sectionByChapter: Map<string, string> | undefined;

/** The section an HS code lies in, from its chapter. */
export function sectionOf(code: string): string {
  sectionByChapter ??= new Map(
    parseTable(readFileSync(new URL('hs/chapters.csv', dataFolder), 'utf8')).map((row) => [
      row.code ?? '',
      row.section ?? '',
    ]),
  );
  return sectionByChapter.get(code.slice(0, 2)) ?? '';
}

function withSection(row: Row, file: SetFile): Row {
  return file.table === 'reference.hs' ? { ...row, section: sectionOf(String(row.code)) } : row;
}

function sectionsOf(file: SetFile, folder: URL): string {
  return file.table === 'reference.hs' ? readFileSync(new URL('hs/chapters.csv', folder), 'utf8') : '';
}
