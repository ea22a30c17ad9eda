import { areas } from '../../statistics/index.ts';
import type { CellStatus, Language, Words } from '../content/content.ts';

/** What stands in a release beside figures, once for all languages. `{name}` are places to fill. */
export const words = {
  title: {
    en: 'Trade of China and Central Asia, {period}',
    zh: '{period}中国与中亚贸易',
    ru: 'Торговля Китая и Центральной Азии, {period}',
  },
  as_of: { en: 'As known on {day}', zh: '截至{day}的数据', ru: 'По данным на {day}' },
  number: { en: 'Release {number}', zh: '第{number}版', ru: 'Выпуск {number}' },
  total_sentence: {
    en: 'In {period} China’s trade with the five countries of Central Asia came to {value}.',
    zh: '{period}，中国与中亚五国货物贸易额为{value}。',
    ru: 'За {period} товарооборот Китая с пятью странами Центральной Азии составил {value}.',
  },
  growth_up: {
    en: 'That is {percent} % more than a year before.',
    zh: '同比增长{percent}%。',
    ru: 'Это на {percent} % больше, чем годом ранее.',
  },
  growth_down: {
    en: 'That is {percent} % less than a year before.',
    zh: '同比下降{percent}%。',
    ru: 'Это на {percent} % меньше, чем годом ранее.',
  },
  growth_none: {
    en: 'It is not compared with the year before.',
    zh: '不与上年比较。',
    ru: 'С предыдущим годом показатель не сравнивается.',
  },
  largest: {
    en: 'The largest partner was {area} with {value}.',
    zh: '最大伙伴是{area}，贸易额{value}。',
    ru: 'Крупнейший партнёр — {area}: {value}.',
  },
  estimate_note: {
    en: 'Figures marked with an asterisk are estimates.',
    zh: '带星号的数字为估计值。',
    ru: 'Звёздочкой отмечены оценки.',
  },
  partners_china: {
    en: 'As reported by China ({source}), {currency}',
    zh: '中国报告的数据（{source}），{currency}',
    ru: 'По данным Китая ({source}), {currency}',
  },
  partners_others: {
    en: 'As reported by the partners ({source}), {currency}',
    zh: '伙伴报告的数据（{source}），{currency}',
    ru: 'По данным партнёров ({source}), {currency}',
  },
  declared_export: {
    en: 'Exports declared on Sauda ({source}), USD',
    zh: 'Sauda 平台申报的出口（{source}），美元',
    ru: 'Экспорт по декларациям в Sauda ({source}), долл. США',
  },
  declared_import: {
    en: 'Imports declared on Sauda ({source}), USD',
    zh: 'Sauda 平台申报的进口（{source}），美元',
    ru: 'Импорт по декларациям в Sauda ({source}), долл. США',
  },
  chart_partners: {
    en: 'Trade with China by partner, USD billion',
    zh: '各伙伴与中国贸易额，十亿美元',
    ru: 'Торговля с Китаем по партнёрам, млрд долл. США',
  },
  chart_years: {
    en: 'China with the five countries by year, USD billion',
    zh: '中国与中亚五国历年贸易额，十亿美元',
    ru: 'Китай с пятью странами по годам, млрд долл. США',
  },
  revisions: { en: 'What changed', zh: '修订说明', ru: 'Что изменилось' },
  no_earlier: {
    en: 'There is no earlier vintage to compare with.',
    zh: '没有可供比较的早期数据版本。',
    ru: 'Более раннего выпуска данных для сравнения нет.',
  },
  no_revisions: {
    en: 'Nothing changed since the vintage of {day}.',
    zh: '与{day}的数据版本相比没有变化。',
    ru: 'С выпуска данных от {day} ничего не изменилось.',
  },
  some_revisions: {
    en: 'Since the vintage of {day}, {count} figures changed:',
    zh: '与{day}的数据版本相比，有{count}个数字变化：',
    ru: 'С выпуска данных от {day} изменено показателей: {count}.',
  },
  revision: { en: '{what}: {was} → {is}', zh: '{what}：{was} → {is}', ru: '{what}: {was} → {is}' },
  confidentiality: { en: 'Confidentiality', zh: '保密处理', ru: 'Конфиденциальность' },
  confidentiality_text: {
    en: 'Of {cells} cells of declared trade, {withheld} are withheld: those with fewer than {threshold} firms, with more than {k} % from {n} firms, or in which one firm could estimate another to within {p} %, and those from which these could be worked out. Withheld cells are shown as c.',
    zh: '在{cells}个申报贸易单元格中，{withheld}个不予公布：企业少于{threshold}家、{n}家企业合计超过{k}%、或一家企业可将另一家估算到{p}%以内的单元格，以及可据以推算它们的单元格。未公布的单元格标为 c。',
    ru: 'Из {cells} ячеек по декларациям скрыто {withheld}: где меньше {threshold} фирм, где на {n} фирмы приходится более {k} %, где одна фирма могла бы оценить другую с точностью до {p} %, и те, по которым их можно вычислить. Скрытые ячейки обозначены буквой c.',
  },
  unconverted: {
    en: '{count} declared items have no rate to US dollars on file and are in no sum.',
    zh: '{count}项申报商品没有对美元汇率记录，未计入合计。',
    ru: 'Для {count} позиций нет курса к доллару США; в суммы они не вошли.',
  },
  sources: { en: 'Sources', zh: '数据来源', ru: 'Источники' },
  vintage: {
    en: 'vintage {vintage}, file {hash}',
    zh: '版本 {vintage}，文件 {hash}',
    ru: 'выпуск {vintage}, файл {hash}',
  },
  files: { en: 'Files', zh: '文件', ru: 'Файлы' },
  verify: {
    en: 'manifest.json lists every file with its hash and is signed: sauda verify manifest.json',
    zh: 'manifest.json 列出所有文件及其哈希并经签名：sauda verify manifest.json',
    ru: 'manifest.json содержит все файлы с хешами и подписан: sauda verify manifest.json',
  },
  demo: {
    en: 'Demonstration: these declarations are invented.',
    zh: '演示数据：这些报关单是虚构的。',
    ru: 'Демонстрация: эти декларации вымышлены.',
  },
  demo_only: {
    en: 'Demonstration: this release rests on invented declarations only and says nothing about real trade.',
    zh: '演示发布：本次发布仅依据虚构的报关单，不反映真实贸易。',
    ru: 'Демонстрация: выпуск составлен только по вымышленным декларациям и ничего не говорит о реальной торговле.',
  },
  area: { en: 'Country', zh: '国家', ru: 'Страна' },
  reporter: { en: 'Reporter', zh: '报告方', ru: 'Отчитывается' },
  partner: { en: 'Partner', zh: '伙伴', ru: 'Партнёр' },
  all: { en: 'All', zh: '合计', ru: 'Всего' },
  c5: { en: 'Five countries', zh: '中亚五国', ru: 'Пять стран' },
  export: { en: 'Exports', zh: '出口', ru: 'Экспорт' },
  import: { en: 'Imports', zh: '进口', ru: 'Импорт' },
  total: { en: 'Total', zh: '合计', ru: 'Всего' },
  export_growth: { en: 'Exports, change %', zh: '出口同比%', ru: 'Экспорт, изменение %' },
  import_growth: { en: 'Imports, change %', zh: '进口同比%', ru: 'Импорт, изменение %' },
  total_growth: { en: 'Total, change %', zh: '合计同比%', ru: 'Всего, изменение %' },
  table: { en: 'Table {number}', zh: '表{number}', ru: 'Таблица {number}' },
  language: { en: 'English', zh: '中文', ru: 'Русский' },
} satisfies Record<string, Words>;
export type Word = keyof typeof words;

/** The mark beside or instead of a figure. */
export const marks: Record<CellStatus, string> = {
  reported: '',
  estimate: '*',
  demo: '',
  incomplete: '†',
  confidential: 'c',
  missing: '–',
  guarded: '…',
};

const sourceNames: Record<string, Words> = {
  official: { en: 'official statements', zh: '官方公布', ru: 'официальные сообщения' },
  'sauda-declarations': { en: 'own declarations', zh: '本平台报关单', ru: 'собственные декларации' },
  'sauda-declarations-demo': { en: 'demonstration', zh: '演示', ru: 'демонстрация' },
};

/** Fills a sentence in one language. */
export function say(language: Language, word: Word, fill: Record<string, string | number> = {}): string {
  return words[word][language].replace(/\{(\w+)\}/g, (place, name: string) => String(fill[name] ?? place));
}

export function areaName(language: Language, code: string): string {
  if (code === 'C5') return words.c5[language];
  if (code === 'total') return words.all[language];
  return areas().find((a) => a.code === code)?.name[language] ?? code;
}

export function sourceName(language: Language, source: string): string {
  return sourceNames[source]?.[language] ?? source;
}

const russianMonths = [
  'январь',
  'февраль',
  'март',
  'апрель',
  'май',
  'июнь',
  'июль',
  'август',
  'сентябрь',
  'октябрь',
  'ноябрь',
  'декабрь',
];
const englishMonths = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** 2024-03 → March 2024, 2024年3月, март 2024 года. */
export function periodName(language: Language, period: string): string {
  const [year = '', month] = period.split('-');
  if (language === 'zh') return month === undefined ? `${year}年` : `${year}年${Number(month)}月`;
  if (month === undefined) return language === 'ru' ? `${year} год` : year;
  const at = Number(month) - 1;
  return language === 'ru' ? `${russianMonths[at]} ${year} года` : `${englishMonths[at]} ${year}`;
}

/** Groups of three with a thin blank (a comma in English and Chinese), decimals after a point (a comma in Russian). */
export function number(language: Language, text: string): string {
  const [whole = '', decimals] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language === 'ru' ? '\u202f' : ',');
  return decimals === undefined ? grouped : `${grouped}${language === 'ru' ? ',' : '.'}${decimals}`;
}

/** Dollars in words, to a tenth of a billion, or a hundredth of one below ten billion. */
export function dollars(language: Language, value: string): string {
  const whole = BigInt(value.split('.')[0] ?? '0');
  if (language === 'zh') {
    const tenths = (whole + 5_000_000n) / 10_000_000n;
    return `${oneDecimal(tenths)}亿美元`;
  }
  const tenths = (whole + 50_000_000n) / 100_000_000n;
  const text = number(language, oneDecimal(tenths));
  return language === 'ru' ? `${text} млрд долл. США` : `USD ${text} billion`;
}

function oneDecimal(tenths: bigint): string {
  const text = tenths.toString().padStart(2, '0');
  return `${text.slice(0, -1)}.${text.slice(-1)}`;
}
