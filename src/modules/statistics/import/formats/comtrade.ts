import type { Mapping } from '../mapping.ts';

const LICENCE =
  'UN Comtrade: for internal use only, not to be passed on without the written permission of the UN';

/**
 * UN Comtrade in the variants people hold: bulk files of 47 columns, downloads of the web page, names in camel case
 * or with underscores, codes with or without names, and the headers used before 2022. Values are US dollars.
 */
export const comtrade: Mapping = {
  source: 'comtrade',
  coverage: 'As reported to the UN by each country; rows of the imported files only',
  licence: LICENCE,
  rows: 'unique',
  columns: {
    period: { columns: ['period', 'refPeriod'] },
    year: { columns: ['refYear', 'Year', 'yr'] },
    month: { columns: ['refMonth'] },
    reporter: {
      columns: ['reporterCode', 'rtCode', 'reporterISO', 'rt3ISO', 'reporterDesc', 'Reporter', 'rtTitle'],
    },
    partner: {
      columns: ['partnerCode', 'ptCode', 'partnerISO', 'pt3ISO', 'partnerDesc', 'Partner', 'ptTitle'],
    },
    flow: { columns: ['flowCode', 'Trade Flow Code', 'rgCode', 'flowDesc', 'Trade Flow', 'rgDesc'] },
    commodity: { columns: ['cmdCode', 'Commodity Code'] },
    edition: { columns: ['classificationCode', 'Classification', 'pfCode'] },
    currency: { constant: 'USD' },
    net_weight_kg: { columns: ['netWgt', 'netWeight', 'Netweight (kg)', 'NetWeight'] },
    weight_imputed: { columns: ['isNetWgtEstimated'] },
    quantity: { columns: ['qty', 'Qty', 'TradeQuantity'] },
    unit: { columns: ['qtyUnitAbbr', 'Qty Unit', 'qtDesc'] },
    second_partner: { columns: ['partner2Code', 'partner2ISO', '2nd Partner Code'] },
    procedure: { columns: ['customsCode', 'Customs Proc. Code', 'cstCode'] },
    transport: { columns: ['motCode', 'Mode of Transport Code'] },
    kind: { columns: ['typeCode'] },
  },
  values: [{ column: 'primaryValue' }],
  places: 3,
  rounded: true,
};

/** Names of the value column, the newest first; `partner_sum` is that of reports made by the tool comtradetools. */
export const comtradeValues = [
  'primaryValue',
  'Trade Value (US$)',
  'TradeValue',
  'Trade Value',
  'partner_sum',
] as const;
