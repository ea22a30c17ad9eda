import { dataFolder, readTable } from '../reference/index.ts';

/** Languages that are written, or were written, in Cyrillic letters. */
export type CyrillicLanguage = 'ru' | 'kk' | 'ky' | 'uz' | 'tg' | 'tk';

const letters = new Map<string, Map<string, string>>();
/** All letters of all languages, each in its shortest spelling. Where standards differ, the key of a word evens it out (word-key.ts). */
const merged = new Map<string, string>();
for (const row of readTable(new URL('transliteration/letters.csv', dataFolder))) {
  const { language = '', cyrillic = '', latin = '' } = row;
  const own = letters.get(language) ?? new Map<string, string>();
  letters.set(language, own.set(cyrillic, latin));
  const shortest = merged.get(cyrillic);
  if (shortest === undefined || (latin !== '' && latin.length < shortest.length)) merged.set(cyrillic, latin);
}

/** The letters of one language by its standard, lower case. */
export function lettersOf(language: CyrillicLanguage): ReadonlyMap<string, string> {
  return letters.get(language) ?? new Map();
}

/** Text in Latin letters by the standard of its language; what is not Cyrillic stays. Lower case. */
export function transliterate(text: string, language?: CyrillicLanguage): string {
  const table = language === undefined ? merged : lettersOf(language);
  let latin = '';
  for (const letter of text.toLowerCase()) latin += table.get(letter) ?? letter;
  return latin;
}
