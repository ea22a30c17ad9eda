import type { Ctx } from '../../../platform/index.ts';
import { currencyList, hsNomenclature } from '../../reference/index.ts';
import { areas, flows, storeCatalogue } from '../../statistics/index.ts';
import { codeOfFlow, type Label } from '../formats/observation.ts';
import {
  type CodelistId,
  type ComponentId,
  codedAttributes,
  codelistIds,
  conceptNames,
  dimensions,
  type Words,
} from './trade-structure.ts';

export interface Code {
  id: string;
  names: Words;
  parent?: string;
}

export interface Codelist {
  id: CodelistId;
  names: Words;
  codes: readonly Code[];
}

const same = (text: string): Words => ({ en: text, zh: text, ru: text });

const listNames: Record<CodelistId, Words> = {
  CL_FREQ: conceptNames.FREQ,
  CL_AREA: { en: 'Countries and groups', zh: '国家和国家组', ru: 'Страны и группы стран' },
  CL_TRADE_FLOW: conceptNames.TRADE_FLOW,
  CL_COMMODITY: { en: 'Harmonized System', zh: '协调制度', ru: 'Гармонизированная система' },
  CL_CURRENCY: conceptNames.CURRENCY,
  CL_SOURCE: conceptNames.SOURCE,
  CL_OBS_STATUS: conceptNames.OBS_STATUS,
  CL_CONF_STATUS: conceptNames.CONF_STATUS,
};

export const dataflowNames: Words = {
  en: 'Trade in goods of the China–Central Asia corridor',
  zh: '中国—中亚走廊货物贸易',
  ru: 'Торговля товарами коридора Китай — Центральная Азия',
};

const frequencies: Code[] = [
  { id: 'A', names: { en: 'Annual', zh: '年度', ru: 'Год' } },
  { id: 'M', names: { en: 'Monthly', zh: '月度', ru: 'Месяц' } },
];

/** SDMX code lists CL_OBS_STATUS and CL_CONF_STATUS, the codes used here. */
const observationStatuses: Code[] = [
  { id: 'A', names: { en: 'Normal value', zh: '正常值', ru: 'Обычное значение' } },
  { id: 'E', names: { en: 'Estimated value', zh: '估计值', ru: 'Оценка' } },
  { id: 'I', names: { en: 'Imputed value', zh: '推算值', ru: 'Досчитанное значение' } },
  { id: 'Q', names: { en: 'Missing value; suppressed', zh: '缺失值；已隐去', ru: 'Значение скрыто' } },
  { id: 'U', names: { en: 'Low reliability', zh: '可靠性低', ru: 'Низкая надёжность' } },
];
const confidentialityStatuses: Code[] = [
  { id: 'C', names: { en: 'Confidential', zh: '保密', ru: 'Конфиденциально' } },
  { id: 'F', names: { en: 'Free', zh: '可发布', ru: 'Для публикации' } },
];

const flowWords: Record<string, Words> = {
  export: { en: 'Exports', zh: '出口', ru: 'Экспорт' },
  import: { en: 'Imports', zh: '进口', ru: 'Импорт' },
  total: { en: 'Exports and imports', zh: '进出口', ru: 'Экспорт и импорт' },
  're-export': { en: 'Re-exports', zh: '复出口', ru: 'Реэкспорт' },
  're-import': { en: 'Re-imports', zh: '复进口', ru: 'Реимпорт' },
};

const sourceWords: Record<string, Words> = {
  official: { en: 'Official figures', zh: '官方数字', ru: 'Официальные данные' },
  'sauda-declarations': { en: 'Declarations on Sauda', zh: 'Sauda 报关单', ru: 'Декларации в Sauda' },
  'sauda-declarations-demo': {
    en: 'Demonstration declarations (invented)',
    zh: '演示报关单（虚构）',
    ru: 'Демонстрационные декларации (вымышленные)',
  },
  comtrade: { en: 'UN Comtrade', zh: '联合国商品贸易数据库', ru: 'ООН Comtrade' },
  gacc: { en: 'General Administration of Customs of China', zh: '中国海关总署', ru: 'ГТУ КНР' },
};

/** The code lists as they are now: areas and goods from the reference data, sources from the store. */
export async function readCodelists(ctx: Pick<Ctx, 'tx'>): Promise<Codelist[]> {
  const goods = await hsNomenclature(ctx);
  const sources = [...new Set((await storeCatalogue(ctx)).map((v) => v.source))].sort();
  const codes: Record<CodelistId, readonly Code[]> = {
    CL_FREQ: frequencies,
    CL_AREA: areas().map((a) => ({ id: a.code, names: a.name })),
    CL_TRADE_FLOW: flows.map((flow) => ({ id: codeOfFlow(flow), names: flowWords[flow] ?? same(flow) })),
    CL_COMMODITY: [
      { id: 'TOTAL', names: { en: 'All goods', zh: '全部商品', ru: 'Все товары' } },
      ...goods.map((g) => ({
        id: g.code,
        names: { en: g.title.en, zh: g.title.zh ?? g.title.en, ru: g.title.ru ?? g.title.en },
        parent: g.code.length === 2 ? 'TOTAL' : g.code.slice(0, -2),
      })),
    ],
    CL_CURRENCY: currencyList().map((c) => ({ id: c.code, names: c.name })),
    CL_SOURCE: sources.map((id) => ({ id, names: sourceWords[id] ?? same(id) })),
    CL_OBS_STATUS: observationStatuses,
    CL_CONF_STATUS: confidentialityStatuses,
  };
  return codelistIds.map((id) => ({ id, names: listNames[id], codes: codes[id] }));
}

/** Which list a coded component takes its codes from. */
export function codelistOf(component: string): CodelistId | undefined {
  return (
    dimensions.find((d) => d.id === component)?.codelist ??
    codedAttributes[component as keyof typeof codedAttributes]
  );
}

/** What components and codes are called in one language; a code without a name keeps its code. */
export function labels(codelists: readonly Codelist[], language: keyof Words): Label {
  const byList = new Map(
    codelists.map((list) => [list.id, new Map(list.codes.map((c) => [c.id, c.names[language]]))]),
  );
  return (component, code) => {
    if (component === 'dataflow') return dataflowNames[language];
    if (component === 'concept') return conceptNames[code as ComponentId]?.[language] ?? code;
    const list = codelistOf(component);
    return (list && byList.get(list)?.get(code)) || code;
  };
}
