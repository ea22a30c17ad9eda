import type { XlsxColumn } from '../../../platform/tables/index.ts';
import type { TradeFact } from '../../statistics/index.ts';
import { decimal } from './observation.ts';

/** Columns of the plain files (CSV, XLSX, Parquet) in their order. */
export type Column = XlsxColumn<TradeFact> & { value(fact: TradeFact): string | number | bigint | null };

const text = (name: string, value: (fact: TradeFact) => string | null): Column => ({
  name,
  kind: 'text',
  value,
});
const shown = (fact: TradeFact): boolean => fact.status !== 'confidential';

/** Withheld figures stand as empty cells with the status `confidential`. */
export const columns: readonly Column[] = [
  text('period', (f) => f.period),
  text('frequency', (f) => f.frequency),
  text('reporter', (f) => f.reporter),
  text('partner', (f) => f.partner),
  text('flow', (f) => f.flow),
  text('commodity', (f) => f.commodity),
  { name: 'value', kind: 'number', value: (f) => (shown(f) ? decimal(f.value, f.places) : null) },
  text('currency', (f) => f.currency),
  {
    name: 'net_weight_kg',
    kind: 'number',
    value: (f) => (shown(f) && f.net_weight_g !== null ? decimal(f.net_weight_g, 3) : null),
  },
  text('weight_imputed', (f) => (f.net_weight_g === null ? null : f.weight_imputed ? 'yes' : 'no')),
  {
    name: 'quantity',
    kind: 'number',
    value: (f) => (shown(f) && f.quantity_milli !== null ? decimal(f.quantity_milli, 3) : null),
  },
  text('unit', (f) => f.unit),
  text('status', (f) => f.status),
  text('source', (f) => f.source),
  text('hs_edition', (f) => f.hs_edition),
  text('vintage', (f) => f.vintage),
  { name: 'rows', kind: 'whole', value: (f) => f.rows },
  text('file_hash', (f) => f.file_hash),
  text('source_url', (f) => f.source_url),
  text('converted', (f) => f.converted),
];
