/**
 * Cyrillic to Latin, by language. Russian, Kazakh, Kyrgyz and Tajik after the tables of BGN/PCGN (1947, 1979,
 * 1979, 1994); Uzbek after the national Latin alphabet (law of 2 September 1993 as amended in 1995). Marks above
 * and below letters are left out, because the character set of payments has none: what was ä, ğ or ū is a, g, u.
 * Turkmen is written in Latin letters already and only loses its marks.
 */

/** Languages whose Cyrillic is known. */
export type CyrillicLanguage = 'ru' | 'kk' | 'ky' | 'tg' | 'uz';

const russian: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
};

const tables: Readonly<Record<CyrillicLanguage, Readonly<Record<string, string>>>> = {
  ru: russian,
  kk: { ...russian, ә: 'a', ғ: 'gh', қ: 'q', ң: 'ng', ө: 'o', ұ: 'u', ү: 'u', һ: 'h', і: 'i' },
  ky: { ...russian, ж: 'j', ң: 'ng', ө: 'o', ү: 'u' },
  tg: { ...russian, ғ: 'gh', ӣ: 'i', қ: 'q', ӯ: 'u', ҳ: 'h', ҷ: 'j' },
  uz: { ...russian, ё: 'yo', ж: 'j', х: 'x', ў: "o'", қ: 'q', ғ: "g'", ҳ: 'h' },
};

/** A letter in lower case → Latin, by the table of a language; undefined when it has no such letter. */
export function latinOfCyrillic(letter: string, language: CyrillicLanguage): string | undefined {
  return tables[language][letter];
}

/** Letters that only one of the languages writes; a name with one of them is read as that language. */
const marks: readonly [RegExp, CyrillicLanguage][] = [
  [/[ӣӯҷ]/iu, 'tg'],
  [/[ў]/iu, 'uz'],
  [/[әұі]/iu, 'kk'],
  [/[өү]/iu, 'ky'],
  [/[ҳ]/iu, 'uz'],
  [/[ғқңһ]/iu, 'kk'],
];

/** The language of a Cyrillic text by the letters it uses; Russian when nothing tells. */
export function guessCyrillicLanguage(text: string): CyrillicLanguage {
  return marks.find(([letters]) => letters.test(text))?.[1] ?? 'ru';
}
