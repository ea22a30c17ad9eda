import { parse } from 'csv-parse/sync';
import { assert } from '../../../kernel/refusal.ts';
import { type Flow, groups } from '../model.ts';
import { type PublishedPeriod, readPeriod } from './published-period.ts';

/** One published number, as printed, with where it stands. */
export interface OfficialRow extends PublishedPeriod {
  dataset: string;
  line: number;
  year: number;
  printed_period: string;
  reporter: string;
  partner: string;
  flow: Flow;
  commodity: string;
  hs_codes: string | null;
  /** Whole units of the currency; null where only growth or a quantity was published. */
  value: bigint | null;
  currency: string;
  quantity: string | null;
  growth: string | null;
  estimate: boolean;
  confidence: string;
  publisher: string;
  note: string | null;
}

export const ALL_GOODS = 'all goods';

/** The files of data/official and how a line of each becomes observations. */
export const datasets = {
  china_trade_by_country: (line: Line) =>
    flowsOf(line, 'CHN', line.text('country_iso3'), 'full year', line.text('value_type')),
  china_trade_partial_periods: (line: Line) =>
    flowsOf(line, 'CHN', line.text('country_iso3'), line.text('period'), 'reported'),
  china_trade_in_yuan: (line: Line) =>
    flowsOf(line, 'CHN', line.text('country_iso3'), line.text('period'), line.text('value_type'), 'CNY'),
  partner_totals: (line: Line) =>
    flowsOf(
      line,
      line.text('reporter_iso3'),
      line.text('partner_iso3'),
      line.text('period'),
      line.text('value_type'),
    ),
  commodity_structure: commodityOf,
} as const;
export type Dataset = keyof typeof datasets;

interface Line {
  dataset: string;
  number: number;
  text(column: string): string;
  optional(column: string): string | null;
  area(iso3: string): string;
}

/**
 * Reads one file. Throws with file and line when a line cannot be understood: the files are part of the
 * repository, so that is a mistake of ours. `iso2` translates country codes.
 */
export function readOfficial(
  dataset: Dataset,
  csv: string,
  iso2: ReadonlyMap<string, string>,
): OfficialRow[] {
  const records: { record: Record<string, string>; info: { lines: number } }[] = parse(csv, {
    columns: true,
    bom: true,
    info: true,
    skip_empty_lines: true,
  });
  return records.flatMap(({ record, info }) => {
    const where = `data/official/${dataset}.csv line ${info.lines}`;
    const line: Line = {
      dataset,
      number: info.lines,
      text: (column) => {
        const value = record[column]?.trim();
        assert(value, `${where}: ${column} is empty`);
        return value;
      },
      optional: (column) => record[column]?.trim() || null,
      area: (iso3) => {
        // One publisher reports on a region; it is kept apart from the country.
        if (iso3 === 'CHN (Xinjiang only)') return 'CN-XJ';
        assert(iso3 in groups || /^[A-Z]{3}$/.test(iso3), `${where}: no country or group ${iso3}`);
        // A country that the reference data does not hold keeps the code it was printed with.
        return iso3 in groups ? iso3 : (iso2.get(iso3) ?? iso3);
      },
    };
    return datasets[dataset](line).map((row) => {
      assert(row.year >= 1990 && row.year <= 2100, `${where}: year ${row.year}`);
      return row;
    });
  });
}

function flowsOf(
  line: Line,
  reporter: string,
  partner: string,
  period: string,
  value_type: string,
  currency: 'USD' | 'CNY' = 'USD',
): OfficialRow[] {
  assert(['reported', 'derived'].includes(value_type), `${line.dataset} line ${line.number}: ${value_type}`);
  const columns = [
    ['export', 'exports'],
    ['import', 'imports'],
    ['total', 'total'],
  ] as const;
  return columns.flatMap(([flow, column]) => {
    const value = wholeNumber(line, line.optional(`${column}_${currency.toLowerCase()}`));
    if (value === null) return [];
    return [
      {
        ...common(line, period),
        reporter: line.area(reporter),
        partner: line.area(partner),
        flow,
        commodity: ALL_GOODS,
        hs_codes: null,
        value,
        currency,
        quantity: null,
        growth: null,
        estimate: value_type === 'derived',
      },
    ];
  });
}

function commodityOf(line: Line): OfficialRow[] {
  const direction = line.text('flow');
  assert(
    direction === 'export' || direction === 'import' || direction === 'both',
    `${line.dataset} line ${line.number}: flow ${direction}`,
  );
  return [
    {
      ...common(line, line.text('period')),
      reporter: line.area(line.text('reporter')),
      partner: line.area(line.text('partner')),
      flow: direction === 'both' ? 'total' : direction,
      commodity: line.text('commodity'),
      hs_codes: line.optional('hs_codes'),
      value: wholeNumber(line, line.optional('value_usd')),
      quantity: line.optional('quantity'),
      growth: line.optional('growth_pct'),
      estimate: false,
    },
  ];
}

function common(line: Line, printed_period: string) {
  const year = Number(line.text('year'));
  return {
    dataset: line.dataset,
    line: line.number,
    year,
    printed_period,
    ...readPeriod(year, printed_period),
    currency: 'USD',
    confidence: line.text('confidence'),
    publisher: line.text('source'),
    note: line.optional('note'),
  };
}

function wholeNumber(line: Line, text: string | null): bigint | null {
  if (text === null) return null;
  assert(/^\d{1,17}$/.test(text), `${line.dataset} line ${line.number}: ${text} is not a whole number`);
  return BigInt(text);
}

/** The first address in a source's description. */
export function addressIn(publisher: string): string | null {
  return /https?:\/\/[^\s;,"]+/.exec(publisher)?.[0] ?? null;
}
