import type { Locale } from '../../../kernel/locale.ts';

const en = {
  shops: 'Shops of the corridor',
  lead: 'Merchants from China and Central Asia, with the cost to your country before you ask.',
  no_shops: 'No shop is open now.',
  nothing: 'Nothing is on show now.',
  destination: 'Price in',
  choose: 'choose a country',
  show: 'Show',
  from: 'from',
  smallest: 'Smallest order',
  lead_time: 'Ready in {days} days',
  left: '{quantity} left',
  sold_out: 'Sold out here',
  landed: 'In {country}, with duty and taxes, without freight',
  part_known: 'Known so far',
  unknown: 'not known',
  missing: 'Not on file: {kinds}',
  unverified: 'rests on a rule that was not checked',
  duty: 'duty',
  excise: 'excise',
  vat: 'VAT',
  fee: 'fees',
  no_rules: 'No rules of this country are on file.',
  dated: 'Rules of {date}.',
  rate: '{from} at the rate of {date}',
  stale: 'older than its source covers',
  freight_note: 'Freight comes with the offer; duty and taxes are worked out on the price alone.',
  add: 'Put into the cart',
  ask: 'Look closer',
  cart: 'Cart',
  all_shops: 'All shops',
  visit: 'Visit the shop',
  sign_in: 'Sauda',
  demo: 'Demonstration',
  not_found: 'There is no such shop, or it is closed.',
  next: 'Next page',
  back: 'Previous page',
  language: 'Language',
};
export type PageWords = typeof en;

const zh: PageWords = {
  shops: '走廊商铺',
  lead: '来自中国和中亚的商家，询价之前即可看到到达贵国的成本。',
  no_shops: '目前没有营业的商铺。',
  nothing: '目前没有上架商品。',
  destination: '到达国价格',
  choose: '选择国家',
  show: '显示',
  from: '来自',
  smallest: '最小订单',
  lead_time: '{days} 天内备货',
  left: '剩余 {quantity}',
  sold_out: '本店已售完',
  landed: '到{country}，含关税和税费，不含运费',
  part_known: '目前已知',
  unknown: '未知',
  missing: '无存档税率：{kinds}',
  unverified: '所依据的规则未经核对',
  duty: '关税',
  excise: '消费税',
  vat: '增值税',
  fee: '手续费',
  no_rules: '没有该国规则的存档。',
  dated: '规则日期：{date}。',
  rate: '{from} 汇率日期 {date}',
  stale: '超出其来源的适用期',
  freight_note: '运费随报价给出；关税和税费仅按价格计算。',
  add: '加入购物车',
  ask: '查看详情',
  cart: '购物车',
  all_shops: '全部商铺',
  visit: '进入商铺',
  sign_in: 'Sauda',
  demo: '演示',
  not_found: '没有这家商铺，或已关闭。',
  next: '下一页',
  back: '上一页',
  language: '语言',
};

const ru: PageWords = {
  shops: 'Магазины коридора',
  lead: 'Продавцы из Китая и Центральной Азии: стоимость в вашей стране видна до запроса.',
  no_shops: 'Открытых магазинов сейчас нет.',
  nothing: 'На витрине сейчас ничего нет.',
  destination: 'Цена в стране',
  choose: 'выберите страну',
  show: 'Показать',
  from: 'откуда:',
  smallest: 'Наименьший заказ',
  lead_time: 'Готово за {days} дн.',
  left: 'Осталось {quantity}',
  sold_out: 'Здесь распродано',
  landed: '{country}: с пошлиной и налогами, без перевозки',
  part_known: 'Известная часть',
  unknown: 'неизвестно',
  missing: 'Нет ставки: {kinds}',
  unverified: 'по непроверенному правилу',
  duty: 'пошлина',
  excise: 'акциз',
  vat: 'НДС',
  fee: 'сборы',
  no_rules: 'Правил этой страны нет.',
  dated: 'Правила на {date}.',
  rate: '{from} по курсу на {date}',
  stale: 'старше срока своего источника',
  freight_note: 'Перевозка указывается в предложении; пошлина и налоги посчитаны только с цены.',
  add: 'В корзину',
  ask: 'Подробнее',
  cart: 'Корзина',
  all_shops: 'Все магазины',
  visit: 'В магазин',
  sign_in: 'Sauda',
  demo: 'Демонстрация',
  not_found: 'Такого магазина нет, или он закрыт.',
  next: 'Следующая страница',
  back: 'Предыдущая страница',
  language: 'Язык',
};

export type Chrome = 'en' | 'zh' | 'ru';
const words: Record<Chrome, PageWords> = { en, zh, ru };

/** The language that the frame of a page is written in, for each of the eight; texts of merchants have their own. */
export function chromeOf(locale: Locale): Chrome {
  return locale === 'zh' || locale === 'ru' ? locale : 'en';
}

export function wordsOf(locale: Locale): PageWords {
  return words[chromeOf(locale)];
}

export function filled(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (_all, name: string) => String(values[name] ?? ''));
}
