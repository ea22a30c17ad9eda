import { parse } from 'csv-parse/sync';
import { sha256Hex } from '../../../kernel/hash.ts';
import { isRefusal, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { screenEverybody } from './screen-organisations.ts';
import { readLists, replaceList } from './store-screening.ts';
import type { WatchEntry } from './watchlist.ts';

const ENTRIES_LIMIT = 200_000;
const ERRORS_SHOWN = 100;
const NAME_LIMIT = 300;

export interface WatchlistFile {
  list_id: string;
  /** Who publishes it and where. */
  source: string;
  as_of: string;
  csv: string;
}

/**
 * Brings a published list in, in the place of its earlier state, and compares everybody with it. Columns: `entry_id`,
 * `name`, and if known `aliases` (parted by semicolons) and `country` (ISO 3166-1). All or nothing; each wrong row is
 * named. The same file again does nothing. As the system. Refuses with parties.watchlist_unreadable.
 */
export async function importWatchlist(
  ctx: Ctx,
  file: WatchlistFile,
): Promise<Outcome<{ entries: number; screened: number; unchanged: boolean }>> {
  const entries = readWatchlist(file.csv);
  if (isRefusal(entries)) return entries;
  const file_hash = sha256Hex(file.csv);
  const before = (await readLists(ctx.tx)).find((l) => l.list_id === file.list_id);
  if (before?.file_hash === file_hash) return { entries: entries.length, screened: 0, unchanged: true };
  const { list_id, source, as_of } = file;
  await replaceList(ctx.tx, { list_id, source, as_of, file_hash }, entries, ctx.clock.now());
  return { entries: entries.length, screened: await screenEverybody(ctx), unchanged: false };
}

type Entry = Omit<WatchEntry, 'list_id'>;

export function readWatchlist(csv: string): Outcome<Entry[]> {
  let rows: Record<string, string>[];
  try {
    rows = parse(csv, { columns: true, bom: true, skip_empty_lines: true, to: ENTRIES_LIMIT + 1 });
  } catch (error) {
    return unreadable([
      { row: 0, code: 'csv', message: error instanceof Error ? error.message.slice(0, 200) : 'csv' },
    ]);
  }
  if (rows.length > ENTRIES_LIMIT)
    return unreadable([
      { row: ENTRIES_LIMIT, code: 'too_long', message: `at most ${ENTRIES_LIMIT} entries` },
    ]);
  const seen = new Set<string>();
  const errors: RowError[] = [];
  const entries = rows.flatMap((cells, at): Entry[] => {
    const entry_id = cells.entry_id?.trim() ?? '';
    const names = [cells.name ?? '', ...(cells.aliases ?? '').split(';')]
      .map((n) => n.trim())
      .filter((n) => n !== '');
    const country = cells.country?.trim() || null;
    const wrong =
      entry_id === '' || entry_id.length > 80
        ? ['entry_id', 'missing or longer than 80 characters']
        : seen.has(entry_id)
          ? ['entry_id', 'is in the file twice']
          : !cells.name?.trim() || names.length > 100 || names.some((n) => n.length > NAME_LIMIT)
            ? ['name', 'missing, longer than 300 characters, or more than 100 names']
            : country !== null && !/^[A-Z]{2}$/.test(country)
              ? ['country', 'is not a code of ISO 3166-1']
              : undefined;
    seen.add(entry_id);
    if (!wrong) return [{ entry_id, names, country }];
    errors.push({ row: at + 2, code: wrong[0] ?? '', message: wrong[1] ?? '' });
    return [];
  });
  return errors.length > 0 ? unreadable(errors) : entries;
}

interface RowError {
  row: number;
  code: string;
  message: string;
}

const unreadable = (errors: readonly RowError[]) =>
  refuse(
    'parties.watchlist_unreadable',
    { wrong_rows: errors.length },
    errors.slice(0, ERRORS_SHOWN).map((e) => ({ path: `row ${e.row}`, code: e.code, message: e.message })),
  );
