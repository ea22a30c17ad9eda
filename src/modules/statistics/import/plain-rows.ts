import type { FieldName, Mapping } from './mapping.ts';
import { lineSql, type RowFields, type RowSource } from './row-fields.ts';
import { keySql, stagedColumns } from './staged-columns.ts';

/**
 * SQL that takes the rows in which everything stands as the lists of words have it, without looking twice at a text.
 * A row that is not so plain goes to period 0 with its texts in `raw`, for `planRows` to look at; what is plain here
 * means the same there. Reads the types area_text, flow_text … and the variables area_code, flow_code … of fillWords.
 * Undefined where the texts of the mapping need work before they are words.
 */
export function plainRows(
  mapping: Mapping,
  fields: RowFields,
  source: RowSource,
  numbered: boolean,
): string | undefined {
  const [value, more] = fields.values;
  if (!value || more || mapping.labels || mapping.thousands) return undefined;
  const period = plainPeriod(fields);
  if (!period) return undefined;
  const places = mapping.places ?? 2;
  const text = (field: FieldName): string | undefined => {
    const found = fields.texts(field);
    return found.length > 1 ? `coalesce(${found.map((t) => `nullif(${t}, '')`).join(', ')})` : found[0];
  };
  // Of several columns with the same word the first one, if it is filled.
  const first = (field: FieldName): string | undefined => fields.texts(field)[0];
  const commodity = text('commodity') ?? "'TOTAL'";
  const columns: Record<string, string> = {
    period,
    reporter: word('area', first('reporter') ?? 'null'),
    partner: word('area', first('partner') ?? 'null'),
    flow: `${word('flow', first('flow') ?? `'${value.flow}'`)}::utinyint`,
    level: levelSql(commodity),
    commodity: commoditySql(commodity, mapping.rows === 'items'),
    value: scaled(value.text, places),
    currency: word('currency', first('currency') ?? 'null'),
  };
  const when = [
    ...Object.keys(columns).map((name) => `${name} is not null`),
    'value >= 0',
    ...(mapping.rounded
      ? []
      : [
          `(strpos(${value.text}, '.') = 0 or strlen(${value.text}) - strpos(${value.text}, '.') <= ${places})`,
        ]),
  ];
  for (const [field, name, none, plain] of [
    ['net_weight_kg', 'net_weight_g', "''", (t: string) => scaled(t, 3)],
    ['quantity', 'quantity_milli', "''", (t: string) => scaled(t, 3)],
    ['unit', 'unit', "'', 'N/A', 'No Quantity'", (t: string) => word('unit', t)],
  ] as const) {
    const t = text(field);
    if (t === undefined) continue;
    columns[name] = plain(t);
    when.push(`(${name} >= 0 or coalesce(${t}, '') in (${none}))`);
  }
  for (const [field, name, plain] of [
    [
      'edition',
      'edition',
      (t: string) => `case when ${t} <> '' then ${word('edition', t)} else 0 end::utinyint`,
    ],
    [
      'weight_imputed',
      'weight_imputed',
      (t: string) =>
        `case ${imputed.map(([w, n]) => `when ${t} = '${w}' then ${n}`).join(' ')} end::utinyint`,
    ],
    [
      'second_partner',
      'second_partner',
      (t: string) => `case when ${t} in ('0', '', 'W00') then 0 else ${word('area', t)} end::usmallint`,
    ],
    [
      'procedure',
      'procedure',
      (t: string) =>
        `case when ${t} in ('C00', '0', '') then 0 when ${t} glob 'C[0-9][0-9]' then try_cast(${t}[2:3] as usmallint) end::usmallint`,
    ],
    [
      'transport',
      'transport',
      (t: string) =>
        `case when ${t} in ('0', '') then 0 when regexp_full_match(${t}, '[0-9]{1,4}') then try_cast(${t} as usmallint) end::usmallint`,
    ],
  ] as const) {
    const t = text(field);
    if (t === undefined) continue;
    columns[name] = plain(`coalesce(${t}, '')`);
    when.push(`${name} is not null`);
  }
  const [kind, action] = [text('kind'), text('action')];
  if (kind) when.push(`coalesce(${kind}, 'C') = 'C'`);
  if (action) when.push(`coalesce(${action}, 'I') = 'I'`);
  const said = stagedColumns.filter((name) => name !== 'key' && !(name in fields.fixed));
  return `
    select ${numbered ? 'line,' : ''} case when plain then period else 0 end as period, ${keySql} as key,
      ${said.join(', ')}, case when not plain then [${fields.used.join(', ')}] end as raw
    from (select *, coalesce(${when.join(' and ')}, false) as plain
      from (select ${lineSql(fields, source, numbered)} ${fields.used.join(', ')},
        ${Object.entries(columns)
          .map(([name, sql]) => `${sql} as ${name}`)
          .join(', ')}
        from (${source.sql})))`;
}

/** The columns of a file again, from `raw` of the rows that were not plain. */
export function rawColumns(fields: RowFields): string {
  return fields.used.map((name, at) => `raw[${at + 1}] as ${name}`).join(', ');
}

const imputed = [
  ['False', 0],
  ['True', 1],
  ['false', 0],
  ['true', 1],
  ['0', 0],
  ['1', 1],
  ['', 0],
] as const;

const word = (list: string, text: string): string =>
  `getvariable('${list}_code')[enum_code(try_cast(${text} as ${list}_text)) + 1]`;

/** A number of so many places as a whole number, as long as 64 bits hold every step. */
const scaled = (text: string, places: number): string =>
  `(try_cast(${text} as decimal(${17 - places},${places})) * ${10 ** places}::decimal(${places + 1},0))::bigint`;

/** A day counts for its month. */
function plainPeriod(fields: RowFields): string | undefined {
  const [period] = fields.texts('period');
  const [year] = fields.texts('year');
  const month = fields.texts('month').length > 0;
  if (period)
    return word('period', `case when strlen(${period}) = 10 then ${period}[1:7] else ${period} end`);
  return year && !month ? `case when strlen(${year}) = 4 then ${word('period', year)} end` : undefined;
}

const number = (text: string): string => `try_cast(${text} as uinteger)`;
const digits = (n: number): string => '[0-9]'.repeat(n);

function levelSql(text: string): string {
  return `case strlen(${text}) when 6 then 6 when 4 then 4 when 2 then 2 when 5 then 0 else 6 end::utinyint`;
}

function commoditySql(text: string, items: boolean): string {
  const of = (length: number, sql: string): string =>
    `when ${length} then case when ${text} glob '${digits(length)}' then ${sql} end`;
  return `case strlen(${text}) ${of(6, number(text))} ${items ? `${of(10, number(`${text}[1:6]`))} ${of(8, number(`${text}[1:6]`))}` : ''}
    ${of(4, `${number(text)} * 100`)} ${of(2, `${number(text)} * 10000`)}
    when 5 then case when ${text} = 'TOTAL' then 0 end end::uinteger`;
}
