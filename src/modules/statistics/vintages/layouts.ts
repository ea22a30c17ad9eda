import type { ParquetTable } from '../../../platform/index.ts';

/** The columns of a kind of file: whole numbers only; words stand in codebooks. */
export interface Layout {
  name: string;
  columns: ParquetTable['columns'];
  sort: readonly string[];
}

/** Lines of released declarations, one per item. `deal` numbers the deals within the file and names nobody. */
export const declarationLayout: Layout = {
  name: 'declarations-1',
  columns: [
    { name: 'reporter', type: 'usmallint' },
    { name: 'partner', type: 'usmallint' },
    { name: 'flow', type: 'utinyint' },
    { name: 'period', type: 'uinteger' },
    { name: 'hs6', type: 'uinteger' },
    { name: 'origin', type: 'usmallint' },
    { name: 'supervision_mode', type: 'usmallint' },
    { name: 'transport_mode', type: 'usmallint' },
    { name: 'quantity_milli', type: 'bigint' },
    { name: 'unit', type: 'usmallint' },
    { name: 'net_weight_g', type: 'bigint' },
    { name: 'value_minor', type: 'bigint' },
    { name: 'currency', type: 'usmallint' },
    { name: 'value_usd_cents', type: 'bigint' },
    { name: 'rate_source', type: 'usmallint' },
    { name: 'deal', type: 'uinteger' },
  ],
  sort: ['reporter', 'partner', 'flow', 'hs6', 'deal', 'value_minor', 'net_weight_g', 'quantity_milli'],
};

/** Published figures, one per printed number. `line` is the line of the file it stands in. */
export const officialLayout: Layout = {
  name: 'official-1',
  columns: [
    { name: 'reporter', type: 'usmallint' },
    { name: 'partner', type: 'usmallint' },
    { name: 'flow', type: 'utinyint' },
    { name: 'dataset', type: 'usmallint' },
    { name: 'year', type: 'usmallint' },
    { name: 'span', type: 'utinyint' },
    { name: 'first_month', type: 'uinteger' },
    { name: 'last_month', type: 'uinteger' },
    { name: 'printed_period', type: 'usmallint' },
    { name: 'commodity', type: 'usmallint' },
    { name: 'hs_codes', type: 'usmallint' },
    { name: 'value', type: 'bigint' },
    { name: 'currency', type: 'usmallint' },
    { name: 'quantity', type: 'usmallint' },
    { name: 'growth', type: 'usmallint' },
    { name: 'estimate', type: 'utinyint' },
    { name: 'confidence', type: 'usmallint' },
    { name: 'publisher', type: 'usmallint' },
    { name: 'note', type: 'usmallint' },
    { name: 'line', type: 'usmallint' },
  ],
  sort: ['reporter', 'partner', 'flow', 'span', 'commodity', 'dataset', 'line'],
};

/**
 * Imported trade. `commodity` is the HS code filled to six digits with zeros, `level` how many of them count (0: all
 * goods). `exponent` is 16 more than the power of ten that one unit of `value` stands for. `second_partner`,
 * `procedure` and `transport` are 0 where the row is not broken down by them; `input` names the imported file.
 */
export const tradeLayout: Layout = {
  name: 'trade-1',
  columns: [
    { name: 'period', type: 'uinteger' },
    { name: 'reporter', type: 'usmallint' },
    { name: 'partner', type: 'usmallint' },
    { name: 'flow', type: 'utinyint' },
    { name: 'level', type: 'utinyint' },
    { name: 'commodity', type: 'uinteger' },
    { name: 'edition', type: 'utinyint' },
    { name: 'value', type: 'bigint' },
    { name: 'exponent', type: 'utinyint' },
    { name: 'currency', type: 'usmallint' },
    { name: 'net_weight_g', type: 'bigint' },
    { name: 'weight_imputed', type: 'utinyint' },
    { name: 'quantity_milli', type: 'bigint' },
    { name: 'unit', type: 'usmallint' },
    { name: 'second_partner', type: 'usmallint' },
    { name: 'procedure', type: 'usmallint' },
    { name: 'transport', type: 'usmallint' },
    { name: 'input', type: 'usmallint' },
  ],
  sort: ['reporter', 'partner', 'flow', 'level', 'commodity', 'second_partner', 'procedure', 'transport'],
};

/** The same columns, of items: a key has many rows, which a question adds up. */
export const itemLayout: Layout = { ...tradeLayout, name: 'trade-items-1' };

/** `exponent` of whole units of the currency. */
export const WHOLE_UNITS = 16;
/** What stands for one row where a source gives each key once. */
export const tradeKey = [...tradeLayout.sort];
