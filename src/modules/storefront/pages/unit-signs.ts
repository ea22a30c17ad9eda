import type { Locale } from '../../../kernel/locale.ts';
import { findPlace } from '../../reference/index.ts';
import { type Chrome, chromeOf } from './words.ts';

/** Signs of units of measure, as the web writes them (`unit.*` of its terms; a test holds the two together). */
export const unitSigns: Record<Chrome, Record<string, string>> = {
  en: {
    carat: 'ct',
    cm3: 'cm³',
    dozen: 'dozen',
    g: 'g',
    hl: 'hl',
    kg: 'kg',
    km: 'km',
    kpcs: 'thousand pcs',
    kw: 'kW',
    kwh: 'kWh',
    l: 'l',
    m: 'm',
    m2: 'm²',
    m3: 'm³',
    mwh: 'MWh',
    pair: 'pairs',
    pcs: 'pcs',
    set: 'sets',
    t: 't',
  },
  zh: {
    carat: '克拉',
    cm3: '立方厘米',
    dozen: '打',
    g: '克',
    hl: '百升',
    kg: '千克',
    km: '千米',
    kpcs: '千件',
    kw: '千瓦',
    kwh: '千瓦时',
    l: '升',
    m: '米',
    m2: '平方米',
    m3: '立方米',
    mwh: '兆瓦时',
    pair: '双',
    pcs: '件',
    set: '套',
    t: '吨',
  },
  ru: {
    carat: 'карат',
    cm3: 'см³',
    dozen: 'дюжин',
    g: 'г',
    hl: 'гл',
    kg: 'кг',
    km: 'км',
    kpcs: 'тыс. шт.',
    kw: 'кВт',
    kwh: 'кВт·ч',
    l: 'л',
    m: 'м',
    m2: 'м²',
    m3: 'м³',
    mwh: 'МВт·ч',
    pair: 'пар',
    pcs: 'шт.',
    set: 'компл.',
    t: 'т',
  },
};

/** The sign of a unit in the language of the page; the code when there is none. */
export function unitSign(code: string, locale: Locale): string {
  return unitSigns[chromeOf(locale)][code] ?? code;
}

/** The name of a place in the language of the page; the code when it is not on file. */
export function placeName(code: string, locale: Locale): string {
  return findPlace(code)?.name[chromeOf(locale)] ?? code;
}
