import type { Mapping } from '../mapping.ts';

/**
 * SDMX-CSV 1.0 and 2.0 with the concepts of trade statistics (IMTS and Comtrade dataflows, and what Sauda itself
 * gives out). Areas may be ISO or UN numbers; a unit multiplier in the file is not applied here: say `scale`.
 */
export const sdmxCsv: Mapping = {
  source: 'sdmx',
  rows: 'unique',
  columns: {
    period: 'TIME_PERIOD',
    reporter: { columns: ['REFERENCE_AREA', 'REF_AREA', 'REPORTER', 'REPORTING_AREA'] },
    partner: { columns: ['COUNTERPART_AREA', 'PARTNER', 'COUNTERPART'] },
    flow: { columns: ['TRADE_FLOW', 'FLOW', 'FLOW_CODE'] },
    commodity: { columns: ['COMMODITY', 'PRODUCT', 'COMMODITY_1', 'CMD_CODE'] },
    edition: 'HS_EDITION',
    currency: { columns: ['CURRENCY', 'UNIT_MEASURE'] },
    net_weight_kg: 'NET_WEIGHT',
    quantity: 'QUANTITY',
    unit: 'UNIT_QUANTITY',
    action: 'ACTION',
  },
  values: [{ column: 'OBS_VALUE' }],
  places: 3,
  rounded: true,
  labels: true,
};
