/** What the web knows about writing numbers, dates and names in one language. */
export interface LocaleTable {
  locale: string;
  /** The language's own name for itself. */
  endonym: string;
  numbers: {
    decimal: string;
    group: string;
    minus: string;
    /** Shortest whole part that is grouped: 4 in most languages, 5 where 1234 stays whole. */
    group_from_digits: number;
    /** `{n}` is the number. */
    percent: string;
    /** Short forms of large numbers: from `10^power` on, divide by `10^divide` and append `suffix`. */
    compact: { power: number; divide: number; suffix: string }[];
  };
  dates: {
    /** Month names as they stand beside a day. */
    months: string[];
    months_short: string[];
    /** Month names as they stand alone or beside a year. */
    months_alone: string[];
    /** Tokens: {d} {dd} {M} {MM} {MMMM} {MMM} {LLLL} {y}. */
    long: string;
    medium: string;
    month_year: string;
    day_month: string;
    time: string;
  };
  currencies: Record<string, { symbol: string; name: string }>;
  countries: Record<string, string>;
}

/** Sauda's languages with the region whose habits are taken where a language has several. */
export const tableLocales: Record<string, string> = {
  en: 'en-GB',
  zh: 'zh-CN',
  ru: 'ru-RU',
  kk: 'kk-KZ',
  ky: 'ky-KG',
  uz: 'uz-Latn-UZ',
  tg: 'tg-TJ',
  tk: 'tk-TM',
};

const currencyCodes = ['CNY', 'KZT', 'KGS', 'TJS', 'TMT', 'UZS', 'USD', 'EUR', 'RUB'];

/** Not countries or territories in ISO 3166-1, though ICU has names for them. */
const notCountries = new Set([
  'AC',
  'CP',
  'CQ',
  'DG',
  'EA',
  'EU',
  'EZ',
  'IC',
  'QO',
  'TA',
  'UN',
  'XA',
  'XB',
  'XK',
  'ZZ',
]);

/** Names a country uses for itself in a language where ICU still has an older one. */
const ownNames: Record<string, Record<string, string>> = { ru: { KG: 'Кыргызстан', TM: 'Туркменистан' } };

/** Builds the table of one language from the ICU data of the running Node. */
export function buildLocaleTable(locale: string): LocaleTable {
  const tag = tableLocales[locale] ?? locale;
  return {
    locale,
    endonym: new Intl.DisplayNames(tag, { type: 'language' }).of(locale) ?? locale,
    numbers: buildNumbers(tag),
    dates: buildDates(tag),
    currencies: buildCurrencies(tag),
    countries: buildCountries(tag, ownNames[locale] ?? {}),
  };
}

function buildNumbers(tag: string): LocaleTable['numbers'] {
  const part = (value: number, type: string): string =>
    new Intl.NumberFormat(tag).formatToParts(value).find((p) => p.type === type)?.value ?? '';
  const percent = new Intl.NumberFormat(tag, { style: 'percent' })
    .formatToParts(0.05)
    .map((p) => (p.type === 'integer' ? '{n}' : p.value))
    .join('');
  return {
    decimal: part(1.5, 'decimal'),
    group: part(1234567, 'group'),
    minus: part(-1, 'minusSign'),
    group_from_digits: part(1234, 'group') ? 4 : 5,
    percent,
    compact: buildCompact(tag),
  };
}

function buildCompact(tag: string): LocaleTable['numbers']['compact'] {
  const format = new Intl.NumberFormat(tag, {
    notation: 'compact',
    maximumFractionDigits: 0,
    useGrouping: false,
  });
  const steps: LocaleTable['numbers']['compact'] = [];
  for (let power = 3; power <= 14; power += 1) {
    const parts = format.formatToParts(10 ** power);
    const shown = parts.find((p) => p.type === 'integer')?.value ?? '1';
    const suffix = parts
      .filter((p) => p.type === 'compact' || p.type === 'literal')
      .map((p) => p.value)
      .join('');
    const divide = power - (shown.length - 1);
    if (suffix && steps.at(-1)?.divide !== divide) steps.push({ power, divide, suffix });
  }
  return steps;
}

function buildDates(tag: string): LocaleTable['dates'] {
  const months = (options: Intl.DateTimeFormatOptions): string[] =>
    Array.from({ length: 12 }, (_, index) => {
      const parts = new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' }).formatToParts(
        new Date(Date.UTC(2025, index, 3)),
      );
      return parts.find((p) => p.type === 'month')?.value ?? '';
    });
  const names = {
    months: months({ dateStyle: 'long' }),
    months_short: months({ dateStyle: 'medium' }),
    months_alone: months({ year: 'numeric', month: 'long' }),
  };
  const pattern = (options: Intl.DateTimeFormatOptions): string => datePattern(tag, options, names);
  return {
    ...names,
    long: pattern({ dateStyle: 'long' }),
    medium: pattern({ dateStyle: 'medium' }),
    month_year: pattern({ year: 'numeric', month: 'long' }),
    day_month: pattern({ day: 'numeric', month: 'short' }),
    time: '{HH}:{mm}',
  };
}

function datePattern(
  tag: string,
  options: Intl.DateTimeFormatOptions,
  names: { months: string[]; months_short: string[]; months_alone: string[] },
): string {
  const march = new Date(Date.UTC(2025, 8, 3));
  return new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' })
    .formatToParts(march)
    .map(({ type, value }) => {
      if (type === 'day') return value === '03' ? '{dd}' : '{d}';
      if (type === 'year') return '{y}';
      if (type !== 'month') return value;
      if (value === '09') return '{MM}';
      if (value === '9') return '{M}';
      if (options.year && !options.day && value === names.months_alone[8]) return '{LLLL}';
      return value === names.months[8] ? '{MMMM}' : '{MMM}';
    })
    .join('');
}

function buildCurrencies(tag: string): LocaleTable['currencies'] {
  const names = new Intl.DisplayNames(tag, { type: 'currency' });
  const entries = currencyCodes.map((code) => {
    const symbol = new Intl.NumberFormat(tag, {
      style: 'currency',
      currency: code,
      currencyDisplay: 'narrowSymbol',
    })
      .formatToParts(1)
      .find((p) => p.type === 'currency')?.value;
    return [code, { symbol: symbol ?? code, name: names.of(code) ?? code }] as const;
  });
  return Object.fromEntries(entries);
}

function buildCountries(tag: string, own: Record<string, string>): Record<string, string> {
  const names = new Intl.DisplayNames(tag, { type: 'region', fallback: 'none' });
  const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const countries: Record<string, string> = {};
  for (const first of letters)
    for (const second of letters) {
      const code = first + second;
      if (notCountries.has(code) || !english.of(code) || isDeprecated(code)) continue;
      countries[code] = own[code] ?? names.of(code) ?? english.of(code) ?? code;
    }
  return countries;
}

/** ICU maps withdrawn codes (SU, YU, DD…) to their successors; those are not offered. */
function isDeprecated(code: string): boolean {
  return (
    new Intl.Locale(`und-${code}`).region !== code ||
    Intl.getCanonicalLocales(`und-${code}`)[0] !== `und-${code}`
  );
}
