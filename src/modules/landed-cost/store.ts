import type { Tx } from '../../platform/index.ts';
import { prefixesOf, type TariffBook } from './tariff-book.ts';

/**
 * The book of one country, some codes and one day, in one statement. Rows come in a fixed order, because the
 * hash of the book is part of the answer.
 */
export async function tariffBook(
  tx: Tx,
  country: string,
  codes: readonly string[],
  date: string,
): Promise<TariffBook> {
  const prefixes = [...new Set(codes.flatMap(prefixesOf))].sort();
  const { book } = await tx.one<{ book: Omit<TariffBook, 'country' | 'date'> }>(
    `with regimes as (
       select * from landed_cost.regime where country = $1 and valid_from <= $3
     ), lines as (
       select l.regime, code, l.valid_from, valid_to, rule, ad_valorem_pct, alt_ad_valorem_pct, specific_amount,
         specific_currency, specific_unit, specific_per, conditions, footnote, condition_notes, supplementary_unit,
         status, l.source, note
       from landed_cost.duty_line l join regimes r on r.regime = l.regime
       where hs6 = any ($2) and l.valid_from <= $3 and (valid_to is null or valid_to >= $3)
     )
     select json_build_object(
       'regimes', coalesce((select json_agg(json_build_object('regime', regime, 'complete', complete,
         'weakens_above_zero', weakens_above_zero, 'caveat', caveat, 'caveat_text', caveat_text)
         order by regime) from regimes), '[]'),
       'lines', coalesce((select json_agg(l order by regime, code, valid_from, conditions) from lines l), '[]'),
       'footnotes', coalesce((select json_agg(f order by note, stage) from landed_cost.footnote f
         where (regime, note) in (select regime, footnote from lines) and valid_from <= $3
           and (valid_to is null or valid_to >= $3)), '[]'),
       'taxes', coalesce((select json_agg(json_build_object('kind', kind, 'code', code, 'valid_from', valid_from,
         'valid_to', valid_to, 'rule', rule, 'pct', pct, 'status', status, 'source', source, 'note', note)
         order by kind, code, valid_from) from landed_cost.tax
         where country = $1 and code = any ($2) and valid_from <= $3 and (valid_to is null or valid_to >= $3)), '[]'),
       'fees', coalesce((select json_agg(json_build_object('name', name, 'code', code, 'valid_from', valid_from,
         'valid_to', valid_to, 'rule', rule, 'amount', amount, 'further_amount', further_amount,
         'currency', currency, 'value_over_usd', value_over_usd, 'value_up_to_usd', value_up_to_usd,
         'status', status, 'source', source, 'note', note)
         order by name, code, value_over_usd::numeric) from landed_cost.fee
         where country = $1 and code = any ($2) and valid_from <= $3 and (valid_to is null or valid_to >= $3)), '[]')
     ) as book`,
    [country, prefixes, date],
  );
  return { country, date, ...book };
}

/** Puts the lines of a whole tariff in place of those on file. */
export async function replaceDutyLines(tx: Tx, regime: string, rows: readonly object[]): Promise<number> {
  await tx.run('delete from landed_cost.duty_line where regime = $1', [regime]);
  return tx.run(
    `insert into landed_cost.duty_line (regime, code, valid_from, rule, ad_valorem_pct, alt_ad_valorem_pct,
       specific_amount, specific_currency, specific_unit, specific_per, footnote, condition_notes,
       supplementary_unit, status, source)
     select $1, code, valid_from, rule, ad_valorem_pct, alt_ad_valorem_pct, specific_amount, specific_currency,
       specific_unit, specific_per, footnote, condition_notes, supplementary_unit, status, source
     from jsonb_populate_recordset(null::landed_cost.duty_line, $2::jsonb)`,
    [regime, JSON.stringify(rows)],
  );
}

/** Puts the footnotes of a whole tariff in place of those on file. */
export async function replaceFootnotes(tx: Tx, regime: string, rows: readonly object[]): Promise<number> {
  await tx.run('delete from landed_cost.footnote where regime = $1', [regime]);
  return tx.run(
    `insert into landed_cost.footnote (regime, note, stage, scope, valid_from, valid_to, rule, ad_valorem_pct,
       specific_amount, specific_currency, specific_unit, specific_per, status, source)
     select $1, note, stage, scope, valid_from, valid_to, rule, ad_valorem_pct, specific_amount,
       specific_currency, specific_unit, specific_per, status, source
     from jsonb_populate_recordset(null::landed_cost.footnote, $2::jsonb)`,
    [regime, JSON.stringify(rows)],
  );
}

/** Whether the lines of a regime came from a whole tariff file rather than from the data folder. */
export async function tariffIsImported(tx: Tx, regime: string): Promise<boolean> {
  const { imported } = await tx.one<{ imported: boolean }>(
    `select exists (select 1 from landed_cost.duty_line where regime = $1 and source like 'imported: %') as imported`,
    [regime],
  );
  return imported;
}
