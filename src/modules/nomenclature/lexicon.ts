import { type Locale, locales } from '../../kernel/locale.ts';
import { dataFolder, readTable } from '../reference/index.ts';
import { isFiller, stemOf, tokensOf } from './word-key.ts';

export type Source = 'glossary' | 'subheading' | 'heading' | 'chapter';

/** One name of goods and where it leads. */
export interface Name {
  text: string;
  language: Locale;
  codes: string[];
  source: Source;
  /** Keys of its words; a word with `ё` has two. */
  keys: Set<string>;
  /** How many words it has. */
  size: number;
  /** The goods of the glossary row, for translation. */
  row?: string;
}

export interface Lexicon {
  /** Names by each key of their words. */
  byKey: Map<string, Name[]>;
  byStem: Map<string, Set<string>>;
  /** Keys in order, for beginnings. */
  sorted: string[];
  /** Keys by the groups of three letters in them, for words with an error. */
  byGram: Map<string, Set<string>>;
  titles: Map<string, Record<string, string>>;
  rows: Map<string, Partial<Record<Locale, string[]>>>;
  names: number;
}

let lexicon: Lexicon | undefined;

/** Our titles of the nomenclature and the glossary, read once per process. */
export function theLexicon(): Lexicon {
  lexicon ??= build();
  return lexicon;
}

function build(): Lexicon {
  const made: Lexicon = {
    byKey: new Map(),
    byStem: new Map(),
    sorted: [],
    byGram: new Map(),
    titles: new Map(),
    rows: new Map(),
    names: 0,
  };
  const table = (path: string) => readTable(new URL(path, dataFolder));
  // A heading that is not divided has one subheading, which ends in 00.
  const whole = (code: string): string => (made.titles.has(`${code}00`) ? `${code}00` : code);
  for (const [file, source] of [
    ['hs/goods.csv', 'subheading'],
    ['hs/headings.csv', 'heading'],
    ['hs/chapters.csv', 'chapter'],
  ] as const)
    for (const row of table(file)) {
      const code = row.code ?? '';
      made.titles.set(code, { en: row.title_en ?? '', zh: row.title_zh ?? '', ru: row.title_ru ?? '' });
      for (const language of ['en', 'zh', 'ru'] as const)
        addName(made, { text: row[`title_${language}`] ?? '', language, codes: [whole(code)], source });
    }
  for (const row of table('glossary/terms.csv')) {
    const names: Partial<Record<Locale, string[]>> = {};
    for (const language of locales) {
      names[language] = (row[language] ?? '').split('|').filter(Boolean);
      for (const text of names[language])
        addName(made, {
          text,
          language,
          codes: (row.hs ?? '').split(' ').map(whole),
          source: 'glossary',
          row: row.key ?? '',
        });
    }
    made.rows.set(row.key ?? '', names);
  }
  made.sorted = [...made.byKey.keys()].sort();
  for (const key of made.sorted) {
    put(made.byStem, stemOf(key), key);
    for (const gram of gramsOf(key)) put(made.byGram, gram, key);
  }
  return made;
}

function addName(made: Lexicon, name: Omit<Name, 'keys' | 'size'>): void {
  const words = tokensOf(name.text)
    .map(({ keys }) => keys.filter((key) => !isFiller(key)))
    .filter((keys) => keys.length > 0);
  const keys = new Set(words.flat());
  const whole: Name = { ...name, keys, size: new Set(words.map(([key]) => key)).size };
  made.names += 1;
  for (const key of keys) {
    const known = made.byKey.get(key);
    if (known) known.push(whole);
    else made.byKey.set(key, [whole]);
  }
}

function put(map: Map<string, Set<string>>, at: string, key: string): void {
  const known = map.get(at);
  if (known) known.add(key);
  else map.set(at, new Set([key]));
}

/** The groups of three letters of a word, its edges marked. */
export function gramsOf(key: string): string[] {
  const marked = ` ${key} `;
  const grams = new Set<string>();
  for (let at = 0; at + 3 <= marked.length; at += 1) grams.add(marked.slice(at, at + 3));
  return [...grams];
}
