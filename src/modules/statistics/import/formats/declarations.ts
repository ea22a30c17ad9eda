import type { Mapping } from '../mapping.ts';

/** Items of declarations as Sauda writes them: many of a kind, added up by the questions. A file replaces its months. */
export const declarations: Mapping = {
  source: 'declarations',
  coverage: 'Items of the declarations in the imported files; exports FOB, imports CIF',
  licence: 'Microdata, not for publication',
  rows: 'items',
  columns: {
    period: 'period',
    reporter: 'reporter',
    partner: 'partner',
    flow: 'flow',
    commodity: 'hs_code',
    currency: 'currency',
    net_weight_kg: 'net_weight_kg',
    quantity: 'quantity',
    unit: 'unit',
  },
  values: [{ column: 'value' }],
  places: 2,
};
