import type { Tx } from '../../platform/index.ts';

export interface LoadedSetRow {
  set_name: string;
  sha256: string;
  rows: number;
}

export function loadedSets(tx: Tx): Promise<LoadedSetRow[]> {
  return tx.rows<LoadedSetRow>('select set_name, sha256, rows from reference.loaded_set');
}

export async function recordLoadedSet(tx: Tx, set_name: string, sha256: string, rows: number): Promise<void> {
  await tx.run(
    `insert into reference.loaded_set (set_name, sha256, rows) values ($1, $2, $3)
     on conflict (set_name) do update set sha256 = excluded.sha256, rows = excluded.rows`,
    [set_name, sha256, rows],
  );
}

/** Replaces the rows of a table that a file owns. `table` and `where` come from our own code, never from input. */
export async function replaceRows(
  tx: Tx,
  table: string,
  where: string,
  rows: readonly object[],
): Promise<void> {
  await tx.run(`delete from ${table} where ${where}`);
  // An imported title gives way to our own for the same code.
  if (table === 'reference.hs')
    await tx.run(
      `delete from reference.hs where code in (select jsonb_array_elements($1::jsonb) ->> 'code')`,
      [JSON.stringify(rows)],
    );
  const columns = Object.keys(rows[0] ?? {})
    .map((column) => `"${column}"`)
    .join(', ');
  await tx.run(
    `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
    [JSON.stringify(rows)],
  );
}

export interface HsRow {
  code: string;
  level: number;
  title_en: string;
  title_zh: string | null;
  title_ru: string | null;
  title_source: string;
  unit: string | null;
  direction: string | null;
}

const hsColumns = 'code, level, title_en, title_zh, title_ru, title_source, unit, direction';

export function hsByCode(tx: Tx, code: string): Promise<HsRow | undefined> {
  return tx.maybe<HsRow>(`select ${hsColumns} from reference.hs where code = $1`, [code]);
}

/** Every code there is, in the order of the nomenclature. */
export function allHs(tx: Tx): Promise<HsRow[]> {
  return tx.rows<HsRow>(`select ${hsColumns} from reference.hs order by code`);
}

export function subheadings(tx: Tx, codes: readonly string[]): Promise<{ code: string }[]> {
  return tx.rows<{ code: string }>('select code from reference.hs where level = 6 and code = any ($1)', [
    codes,
  ]);
}

/** The code itself, those above it and those right below it, in the order of the nomenclature. */
export function hsFamily(tx: Tx, code: string): Promise<HsRow[]> {
  return tx.rows<HsRow>(
    `select ${hsColumns} from reference.hs
     where code = any ($1) or (level = $2 and code like $3)
     order by code limit 400`,
    [[code.slice(0, 2), code.slice(0, 4), code], code.length + 2, `${code}%`],
  );
}

/**
 * Codes whose title in any language or whose number matches. Goods of the corridor first, then our own titles,
 * then by code. `after` is the sort key of the last row of the page before.
 */
export function searchHs(
  tx: Tx,
  search: { digits: string; words: string[]; level: number | null; limit: number; after: [number, string] },
): Promise<(HsRow & { rank: number })[]> {
  return tx.rows<HsRow & { rank: number }>(
    `select * from (
       select ${hsColumns},
         case when direction is not null then 0 when title_source = 'own' then 1 else 2 end as rank
       from reference.hs
       where (($1 <> '' and code like $1 || '%')
          or ($1 = '' and concat_ws(' ', title_en, title_zh, title_ru) ilike all ($2)))
         and ($3::int is null or level = $3)) found
     where (rank, code) > ($4, $5)
     order by rank, code limit $6`,
    [search.digits, search.words, search.level, search.after[0], search.after[1], search.limit],
  );
}

export function tradedGoods(
  tx: Tx,
  search: { direction: string | null; after: string; limit: number },
): Promise<HsRow[]> {
  return tx.rows<HsRow>(
    `select ${hsColumns} from reference.hs
     where direction is not null and ($1::text is null or direction in ($1, 'both')) and code > $2
     order by code limit $3`,
    [search.direction, search.after, search.limit],
  );
}

/** Adds codes of an imported list; our own titles stay. Answers how many rows are new or changed. */
export function addImportedHs(
  tx: Tx,
  rows: readonly { code: string; level: number; section: string; title_en: string }[],
): Promise<number> {
  return tx.run(
    `insert into reference.hs (code, level, section, title_en, title_source)
     select code, level, section, title_en, 'import'
     from jsonb_to_recordset($1::jsonb) as r (code text, level int, section text, title_en text)
     on conflict (code) do update set title_en = excluded.title_en, title_source = 'import'
       where reference.hs.title_source <> 'own'`,
    [JSON.stringify(rows)],
  );
}

/** Makes the pairs of two editions what they are given as; answers how many were added, changed or removed. */
export async function putConcordance(
  tx: Tx,
  pairs: readonly {
    newer: string;
    older: string;
    code: string;
    counterpart: string;
    taken: boolean | null;
  }[],
): Promise<number> {
  const [first] = pairs;
  if (!first) return 0;
  const given = JSON.stringify(pairs);
  const removed = await tx.run(
    `delete from reference.concordance c where c.newer = $2 and c.older = $3 and not exists (
       select from jsonb_to_recordset($1::jsonb) as r (code text, counterpart text)
       where r.code = c.code and r.counterpart = c.counterpart)`,
    [given, first.newer, first.older],
  );
  // A file without UNSD's choice leaves the choice that is on file.
  const put = await tx.run(
    `insert into reference.concordance (newer, older, code, counterpart, taken)
     select newer, older, code, counterpart, taken from jsonb_to_recordset($1::jsonb)
       as r (newer text, older text, code text, counterpart text, taken boolean)
     on conflict (newer, older, code, counterpart) do update set taken = excluded.taken
       where excluded.taken is not null and reference.concordance.taken is distinct from excluded.taken`,
    [given],
  );
  return removed + put;
}

/** Of two neighbouring editions: the older codes of newer ones, or the other way round; empty when none is on file. */
export function concordancePairs(
  tx: Tx,
  step: { newer: string; older: string; forward: boolean; codes: readonly string[] },
): Promise<{ code: string; taken: boolean | null }[]> {
  const [from, to] = step.forward ? ['counterpart', 'code'] : ['code', 'counterpart'];
  return tx.rows(
    `select distinct ${to} as code, taken from reference.concordance
     where newer = $1 and older = $2 and ${from} = any ($3) order by 1`,
    [step.newer, step.older, step.codes],
  );
}

/** Whether a correlation of the two editions was imported. */
export async function hasConcordance(tx: Tx, newer: string, older: string): Promise<boolean> {
  const found = await tx.maybe(`select from reference.concordance where newer = $1 and older = $2 limit 1`, [
    newer,
    older,
  ]);
  return found !== undefined;
}

export interface RateRow {
  currency: string;
  valid_from: string;
  valid_to: string | null;
  rate: string;
  basis: string;
  status: string;
  source: string;
}

/** For each currency the newest row that starts on or before the date, against USD. */
export function ratesAgainstUsd(tx: Tx, currencies: readonly string[], date: string): Promise<RateRow[]> {
  return tx.rows<RateRow>(
    `select distinct on (currency) currency, valid_from, valid_to, rate, basis, status, source
     from reference.rate where base = 'USD' and currency = any ($1) and valid_from <= $2
     order by currency, valid_from desc`,
    [currencies, date],
  );
}

/** All rows of these currencies that start on or before the date, against USD, newest first. */
export function rateHistory(tx: Tx, currencies: readonly string[], date: string): Promise<RateRow[]> {
  return tx.rows<RateRow>(
    `select currency, valid_from, valid_to, rate, basis, status, source
     from reference.rate where base = 'USD' and currency = any ($1) and valid_from <= $2
     order by valid_from desc, currency`,
    [currencies, date],
  );
}

/** Bases of rates that speak of all their days; those of single days (point, ticker) say nothing of a period. */
export const periodBases = ['annual_average', 'implied', 'peg'] as const;

/** For each currency the row of the shortest period that covers all days from `first` to `last`, against USD. */
export function ratesThroughout(
  tx: Tx,
  currencies: readonly string[],
  first: string,
  last: string,
): Promise<RateRow[]> {
  return tx.rows<RateRow>(
    `select distinct on (currency) currency, valid_from, valid_to, rate, basis, status, source
     from reference.rate where base = 'USD' and currency = any ($1) and basis = any ($4)
       and valid_from <= $2 and (valid_to >= $3 or (valid_to is null and basis = 'peg'))
     order by currency, valid_to - valid_from nulls last, valid_from desc`,
    [currencies, first, last, [...periodBases]],
  );
}
