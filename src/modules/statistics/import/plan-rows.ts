import { sqlText } from '../../../platform/index.ts';
import type { FieldName, Mapping } from './mapping.ts';
import { reasonCode } from './reasons.ts';
import { lineSql, type RowFields, type RowSource } from './row-fields.ts';
import { keySql, stagedColumns } from './staged-columns.ts';

/**
 * SQL that turns the rows of a file into those of the stage, whatever is in them: numbers for words, a reason where a
 * row cannot be taken. Reads the tables area_word, flow_word, edition_word, currency_word, unit_word (word, code).
 */
export function planRows(mapping: Mapping, fields: RowFields, source: RowSource, numbered: boolean): string {
  const clean = (text: string): string => {
    if (text.startsWith("'")) return text;
    return mapping.labels ? `trim(split_part(${text}, ': ', 1))` : `trim(${text})`;
  };
  const text = (field: FieldName): string | undefined => {
    const found = fields.texts(field).map(clean);
    return found.length > 1 ? `coalesce(${found.map((t) => `nullif(${t}, '')`).join(', ')})` : found[0];
  };
  const one = (field: FieldName): string => text(field) ?? 'null::varchar';
  const number = (expression: string): string =>
    mapping.thousands ? `replace(${expression}, ${sqlText(mapping.thousands)}, '')` : expression;
  const words = `
      ${one('reporter')} as reporter_word, ${one('partner')} as partner_word, ${text('commodity') ?? "'TOTAL'"} as commodity_word,
      ${one('currency')} as currency_word, ${one('flow')} as flow_word, ${one('edition')} as edition_word, ${one('unit')} as unit_word,
      ${periodSql(text('period'), text('year'), text('month'))} as period,
      ${number(one('net_weight_kg'))} as weight_text, ${number(one('quantity'))} as quantity_text, ${one('weight_imputed')} as imputed_text,
      ${one('second_partner')} as second_text, ${one('procedure')} as procedure_text, ${one('transport')} as transport_text,
      ${one('kind')} as kind_text, ${one('action')} as action_text`;
  // One select for each value column; a file with a flow a column gives up to six rows a line.
  const branches = fields.values.map(
    (value) =>
      `select ${lineSql(fields, source, numbered)} ${words}, ${number(clean(value.text))} as value_text,
        ${value.flow ? sqlText(value.flow) : 'null::varchar'} as column_flow, ${value.ytd} as ytd from (${source.sql})`,
  );
  const rows =
    fields.values.length > 1
      ? `(select * replace (case when ytd then period // 100 else period end as period) from (${branches.join(' union all ')})
        where (not ytd or period % 100 = 12) and nullif(nullif(value_text, '-'), '') is not null)`
      : `(${branches[0]})`;
  return stageSql(mapping, fields, rows, numbered);
}

function stageSql(mapping: Mapping, fields: RowFields, rows: string, numbered: boolean): string {
  const items = mapping.rows === 'items';
  const places = mapping.places ?? 2;
  const reason = reasonSql(places, mapping.rounded ?? false, items);
  const said = stagedColumns.filter((name) => name !== 'key' && !(name in fields.fixed));
  const has = (field: FieldName): boolean => fields.texts(field).length > 0;
  const edition = `coalesce(e.code, case when edition_word is null or edition_word = '' then 0 end)`;
  const second = `case when coalesce(second_text, '') in ('', '0', 'W00') then 0 else q.code end`;
  return `
    select ${numbered ? 'line,' : ''} (case when reason = 0 then period else 0 end)::uinteger as period, reason,
      ${keySql} as key, ${said.join(', ')}${has('unit') ? ', unknown_unit' : ''}
    from (
      select *, ${reason} as reason from (
        select s.*, r.code as reporter, p.code as partner, coalesce(f.code, g.code)::utinyint as flow, c.code as currency,
          ${has('edition') ? edition : '0'}::utinyint as edition,
          ${levelSql(items)} as level,
          ${commoditySql(items)} as commodity,
          ${scaled('value_text', places)} as value,
          ${scaled(`nullif(weight_text, '')`, 3)} as net_weight_g,
          (lower(coalesce(imputed_text, '')) in ('true', '1', 'y', 'yes'))::utinyint as weight_imputed,
          ${scaled(`nullif(quantity_text, '')`, 3)} as quantity_milli,
          ${has('unit') ? "u.code as unit, case when u.code is null and unit_word not in ('', 'N/A', 'No Quantity') then unit_word[:60] end as unknown_unit," : ''}
          ${has('second_partner') ? second : '0'}::usmallint as second_partner,
          case when coalesce(procedure_text, '') in ('', '0', 'C00') then 0
            else try_cast(ltrim(procedure_text, 'C') as usmallint) end as procedure,
          try_cast(coalesce(nullif(transport_text, ''), '0') as usmallint) as transport
        from ${rows} s
        left join area_word r on r.word = lower(reporter_word)
        left join area_word p on p.word = lower(partner_word)
        left join flow_word f on f.word = lower(flow_word)
        left join flow_word g on g.word = column_flow
        left join currency_word c on c.word = currency_word
        ${has('edition') ? 'left join edition_word e on e.word = lower(edition_word)' : ''}
        ${has('unit') ? 'left join unit_word u on u.word = unit_word' : ''}
        ${has('second_partner') ? 'left join area_word q on q.word = lower(second_text)' : ''}))`;
}

function reasonSql(places: number, rounded: boolean, items: boolean): string {
  const cases: [keyof typeof reasonCode, string][] = [
    ['services', `upper(coalesce(kind_text, '')) = 'S'`],
    ['deletion', `upper(coalesce(action_text, '')) = 'D'`],
    ['period', `not coalesce(${validPeriod}, false)`],
    ['reporter', 'reporter is null'],
    ['partner', 'partner is null'],
    ['flow', 'flow is null'],
    ['classification', 'edition is null'],
    ['commodity', 'level is null or commodity is null'],
    ['currency', 'currency is null'],
    ['value_missing', `coalesce(value_text, '') = ''`],
    ['value_too_large', 'value is null and try_cast(value_text as double) is not null'],
    ['value', 'value is null'],
    ['value_negative', 'value < 0'],
    ...(rounded
      ? []
      : ([
          [
            'value_places',
            `contains(value_text, '.') and length(rtrim(split_part(value_text, '.', 2), '0')) > ${places}`,
          ],
        ] as [keyof typeof reasonCode, string][])),
    ['net_weight', `coalesce(weight_text, '') <> '' and (net_weight_g is null or net_weight_g < 0)`],
    ['quantity', `coalesce(quantity_text, '') <> '' and (quantity_milli is null or quantity_milli < 0)`],
    ['breakdown', 'second_partner is null or procedure is null or transport is null'],
  ];
  // A file of items has no breakdowns; two tests fewer for each of many rows.
  const wanted = items ? cases.filter(([name]) => name !== 'services' && name !== 'deletion') : cases;
  return `(case ${wanted.map(([name, when]) => `when ${when} then ${reasonCode[name]}`).join(' ')} else 0 end)::utinyint`;
}

/** A number of so many places as a whole number; null where 64 bits do not hold it. */
const scaled = (text: string, places: number): string =>
  `try_cast(try_cast(${text} as decimal(30,${places})) * ${10 ** places}::decimal(${places + 1},0) as bigint)`;

const validPeriod = `case when period < 10000 then period between 1900 and 2100
  else period // 100 between 1900 and 2100 and period % 100 between 1 and 12 end`;

/** YYYY, YYYYMM, YYYY-MM, YYYY-M(M) with a letter, or a day; or a year and a month, where 0, 52 and nothing are the year. */
function periodSql(period: string | undefined, year: string | undefined, month: string | undefined): string {
  const whole = period
    ? `case length(${period}) when 7 then try_cast(${period}[1:4] as uinteger) * 100 + try_cast(ltrim(${period}[6:7], 'M') as uinteger)
        when 10 then try_cast(${period}[1:4] as uinteger) * 100 + try_cast(${period}[6:7] as uinteger)
        when 8 then try_cast(${period}[1:4] as uinteger) * 100 + try_cast(case when ${period}[6:6] = 'M' then ${period}[7:8] else ${period}[5:6] end as uinteger)
        when 6 then try_cast(${period} as uinteger) when 4 then try_cast(${period} as uinteger) end`
    : 'null';
  if (!year) return `(${whole})`;
  const months = month ? `coalesce(try_cast(nullif(${month}, '') as uinteger), 0)` : '0';
  const parts = `case when ${months} in (0, 52) then try_cast(${year} as uinteger) else try_cast(${year} as uinteger) * 100 + ${months} end`;
  return `coalesce(${whole}, ${parts})`;
}

// A cast would also take 1234e1, +12 and 12.4 for codes.
const digits = `coalesce(regexp_full_match(commodity_word, '[0-9]+'), false)`;

/** Items are declared to eight or ten digits; six of them are international. */
function levelSql(items: boolean): string {
  return `(case when upper(commodity_word) in ('TOTAL', '_T', 'ALL') then 0 when upper(commodity_word) = '9999AA' then 6
    when not ${digits} then null when length(commodity_word) in (2, 4, 6) then length(commodity_word)
    ${items ? 'when length(commodity_word) in (8, 10) then 6' : ''} end)::utinyint`;
}

function commoditySql(items: boolean): string {
  return `(case when upper(commodity_word) in ('TOTAL', '_T', 'ALL') then 0 when upper(commodity_word) = '9999AA' then 999999
    when length(commodity_word) = 6 then try_cast(commodity_word as uinteger)
    when length(commodity_word) = 4 then try_cast(commodity_word as uinteger) * 100
    when length(commodity_word) = 2 then try_cast(commodity_word as uinteger) * 10000
    ${items ? 'when length(commodity_word) in (8, 10) then try_cast(commodity_word[1:6] as uinteger)' : ''} end)::uinteger`;
}
