/**
 * The one data structure of trade in goods, as data. Its dimensions are those of the international merchandise
 * trade structure (IMTS 2010; UNSD's global SDMX structure): who reports, with whom, which way, what, in which
 * currency; and the source, because figures of different sources never mix.
 */
export const AGENCY = 'SAUDA';
export const VERSION = '1.0.0';
export const STRUCTURE_ID = 'IMTS';
export const DATAFLOW_ID = 'TRADE';
export const CONCEPTS_ID = 'TRADE_CONCEPTS';
export const AGENCIES_ID = 'AGENCIES';

export type Words = { en: string; zh: string; ru: string };

/** A dimension in the order of the key, with its code list; TIME_PERIOD has none. */
export interface Dimension {
  id: DimensionId;
  names: Words;
  codelist: CodelistId | undefined;
}

export const dimensionIds = [
  'FREQ',
  'REFERENCE_AREA',
  'COUNTERPART_AREA',
  'TRADE_FLOW',
  'COMMODITY',
  'CURRENCY',
  'SOURCE',
  'TIME_PERIOD',
] as const;
export type DimensionId = (typeof dimensionIds)[number];

export const codelistIds = [
  'CL_FREQ',
  'CL_AREA',
  'CL_TRADE_FLOW',
  'CL_COMMODITY',
  'CL_CURRENCY',
  'CL_SOURCE',
  'CL_OBS_STATUS',
  'CL_CONF_STATUS',
] as const;
export type CodelistId = (typeof codelistIds)[number];

const codelistOf: Record<DimensionId, CodelistId | undefined> = {
  FREQ: 'CL_FREQ',
  REFERENCE_AREA: 'CL_AREA',
  COUNTERPART_AREA: 'CL_AREA',
  TRADE_FLOW: 'CL_TRADE_FLOW',
  COMMODITY: 'CL_COMMODITY',
  CURRENCY: 'CL_CURRENCY',
  SOURCE: 'CL_SOURCE',
  TIME_PERIOD: undefined,
};

export const attributeIds = [
  'OBS_STATUS',
  'CONF_STATUS',
  'DECIMALS',
  'WEIGHT_STATUS',
  'UNIT_QUANTITY',
  'HS_EDITION',
  'VINTAGE',
  'ROWS',
  'FILE_HASH',
  'SOURCE_URL',
  'CONVERSION',
] as const;
export type AttributeId = (typeof attributeIds)[number];

export const measureIds = ['OBS_VALUE', 'NET_WEIGHT', 'QUANTITY'] as const;
export type MeasureId = (typeof measureIds)[number];
export type ComponentId = DimensionId | MeasureId | AttributeId;

export const conceptNames: Record<ComponentId, Words> = {
  FREQ: { en: 'Frequency', zh: '频率', ru: 'Периодичность' },
  REFERENCE_AREA: { en: 'Reporter', zh: '报告方', ru: 'Отчитывающаяся сторона' },
  COUNTERPART_AREA: { en: 'Partner', zh: '伙伴', ru: 'Партнёр' },
  TRADE_FLOW: { en: 'Trade flow', zh: '贸易流向', ru: 'Направление торговли' },
  COMMODITY: { en: 'Commodity', zh: '商品', ru: 'Товар' },
  CURRENCY: { en: 'Currency', zh: '币种', ru: 'Валюта' },
  SOURCE: { en: 'Source', zh: '来源', ru: 'Источник' },
  TIME_PERIOD: { en: 'Time period', zh: '时期', ru: 'Период' },
  OBS_VALUE: { en: 'Trade value', zh: '贸易额', ru: 'Стоимость' },
  NET_WEIGHT: { en: 'Net weight, kg', zh: '净重（千克）', ru: 'Вес нетто, кг' },
  QUANTITY: { en: 'Quantity', zh: '数量', ru: 'Количество' },
  OBS_STATUS: { en: 'Observation status', zh: '观测值状态', ru: 'Статус наблюдения' },
  CONF_STATUS: { en: 'Confidentiality status', zh: '保密状态', ru: 'Статус конфиденциальности' },
  DECIMALS: { en: 'Printed decimals', zh: '小数位数', ru: 'Знаков после запятой' },
  WEIGHT_STATUS: { en: 'Status of the net weight', zh: '净重状态', ru: 'Статус веса нетто' },
  UNIT_QUANTITY: { en: 'Unit of quantity', zh: '数量单位', ru: 'Единица количества' },
  HS_EDITION: { en: 'Edition of the Harmonized System', zh: '协调制度版本', ru: 'Редакция ГС' },
  VINTAGE: { en: 'Vintage', zh: '数据版本', ru: 'Выпуск данных' },
  ROWS: { en: 'Rows behind the figure', zh: '数据行数', ru: 'Строк в основе' },
  FILE_HASH: { en: 'Hash of the file', zh: '文件哈希', ru: 'Хеш файла' },
  SOURCE_URL: { en: 'Where it was published', zh: '发布地址', ru: 'Где опубликовано' },
  CONVERSION: { en: 'Rate and date of conversion', zh: '折算汇率与日期', ru: 'Курс и дата пересчёта' },
};

export const dimensions: readonly Dimension[] = dimensionIds.map((id) => ({
  id,
  names: conceptNames[id],
  codelist: codelistOf[id],
}));

/** Coded attributes; the others are text or numbers. */
export const codedAttributes: Partial<Record<AttributeId, CodelistId>> = {
  OBS_STATUS: 'CL_OBS_STATUS',
  WEIGHT_STATUS: 'CL_OBS_STATUS',
  CONF_STATUS: 'CL_CONF_STATUS',
};

const classes = {
  datastructure: 'datastructure.DataStructure',
  dataflow: 'datastructure.Dataflow',
  codelist: 'codelist.Codelist',
  conceptscheme: 'conceptscheme.ConceptScheme',
  agencyscheme: 'base.AgencyScheme',
  dataconstraint: 'registry.DataConstraint',
} as const;
export type ArtefactType = keyof typeof classes;
export const artefactTypes = Object.keys(classes) as ArtefactType[];

/** SDMX 3.0 gives an agency scheme no version of its own: it is always 1.0. */
export const versionOf = (type: ArtefactType): string => (type === 'agencyscheme' ? '1.0' : VERSION);

/** SDMX Registry Specification: the name of an artefact that never changes. */
export function urn(type: ArtefactType, id: string, item?: string): string {
  const name = item === undefined ? classes[type] : itemClass(type);
  return `urn:sdmx:org.sdmx.infomodel.${name}=${AGENCY}:${id}(${versionOf(type)})${item === undefined ? '' : `.${item}`}`;
}

function itemClass(type: ArtefactType): string {
  if (type === 'codelist') return 'codelist.Code';
  return type === 'conceptscheme' ? 'conceptscheme.Concept' : 'base.Agency';
}
