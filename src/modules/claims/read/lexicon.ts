import { dataFolder, readTable } from '../../reference/index.ts';
import { areas } from '../../statistics/index.ts';

export const languages = ['en', 'zh', 'ru'] as const;
export type Language = (typeof languages)[number];

/** What a phrase stands for: its part in a claim, and which. */
export interface Meaning {
  role: string;
  meaning: string;
}

/**
 * Phrases of one language. Words are found by their whole text or by a stem (`import*`); Chinese, which has no
 * spaces, by characters. Each lookup is bounded, so that reading takes time in proportion to the text.
 */
export interface Lexicon {
  /** First word, or stem with its star → phrases, longest first. */
  byWord: ReadonlyMap<string, readonly { words: readonly string[]; meaning: Meaning }[]>;
  /** First character → phrases, longest first. */
  byCharacter: ReadonlyMap<string, readonly { text: string; meaning: Meaning }[]>;
}

const loaded = new Map<Language, Lexicon>();
const SHORTEST_STEM = 5;

/** The words of data/claims and the names of areas. */
export function lexiconOf(language: Language): Lexicon {
  const held = loaded.get(language);
  if (held) return held;
  const phrases = readTable(new URL('claims/words.csv', dataFolder)).flatMap((row) =>
    (row[language] ?? '')
      .split('|')
      .filter(Boolean)
      .map((text) => ({ text, meaning: { role: row.role ?? '', meaning: row.meaning ?? '' } })),
  );
  const known = new Set(phrases.map((p) => p.text));
  for (const area of areas()) {
    if (area.kind !== 'country' && area.kind !== 'group') continue;
    const meaning = { role: 'area', meaning: area.code };
    for (const name of [area.name[language], ...area.aliases])
      for (const text of spellings(name, language)) if (!known.has(text)) phrases.push({ text, meaning });
  }
  const lexicon = language === 'zh' ? byCharacters(phrases) : byWords(phrases);
  loaded.set(language, lexicon);
  return lexicon;
}

/** How a name stands in running text: its part before a comma; Russian names by their stems. */
function spellings(name: string, language: Language): string[] {
  const text = (name.split(/[,(]/)[0] ?? '').trim().toLowerCase();
  const isChinese = /\p{Script=Han}/u.test(text);
  if (text.length < 2 || isChinese !== (language === 'zh')) return [];
  if (language === 'zh') return [text];
  if (language === 'en') return /^[a-z][a-z .'&-]*$/.test(text) && text.length > 3 ? [text] : [];
  if (!/^[а-яё -]+$/.test(text)) return [];
  return [
    text
      .split(' ')
      .map((word) => (word.length < SHORTEST_STEM ? word : `${word.replace(/[аяоеыийь]{1,2}$/, '')}*`))
      .join(' '),
  ];
}

interface Phrase {
  text: string;
  meaning: Meaning;
}

function byWords(phrases: readonly Phrase[]): Lexicon {
  const map = new Map<string, { words: string[]; meaning: Meaning }[]>();
  for (const { text, meaning } of phrases) {
    const words = text.split(' ');
    const first = words[0] ?? '';
    map.set(first, [...(map.get(first) ?? []), { words, meaning }]);
  }
  for (const list of map.values()) list.sort((a, b) => b.words.length - a.words.length);
  return { byWord: map, byCharacter: new Map() };
}

function byCharacters(phrases: readonly Phrase[]): Lexicon {
  const map = new Map<string, Phrase[]>();
  for (const phrase of phrases) {
    const first = phrase.text[0] ?? '';
    map.set(first, [...(map.get(first) ?? []), phrase]);
  }
  for (const list of map.values()) list.sort((a, b) => b.text.length - a.text.length);
  return { byWord: new Map(), byCharacter: map };
}
