import type { Locale } from '../../kernel/locale.ts';
import { theLexicon } from './lexicon.ts';
import { scoreCodes } from './score-codes.ts';
import { tokensOf } from './word-key.ts';

/** A translation, or undefined where the translator has no answer; it never guesses. */
export interface Translated {
  text: string;
  /** What it rests on, shown beside the text. */
  source: string;
}

/** Machine translation. The default is `offlineTranslator`; another one may ask a service. */
export interface Translator {
  name: string;
  translate(text: string, from: Locale, to: Locale): Promise<Translated | undefined>;
}

const WORDS_LIMIT = 6;
/** A number and its unit. */
const MEASURE = /\d[\d.,]*(?:\s*\p{L}{1,3}(?!\p{L}))?/gu;

/**
 * Knows goods, not sentences: the name of the goods that a short title consists of, in the other language. Numbers
 * and their units are kept. Undefined when a word of the title belongs to no such name.
 */
export const offlineTranslator: Translator = {
  name: 'offline glossary',
  translate: async (text, from, to) => translateTitle(text, from, to),
};

function translateTitle(text: string, from: Locale, to: Locale): Translated | undefined {
  const lexicon = theLexicon();
  const numbers = text.match(MEASURE) ?? [];
  const tokens = tokensOf(text.replaceAll(MEASURE, ' '));
  if (tokens.length === 0 || tokens.length > WORDS_LIMIT) return undefined;
  const wanted = new Set(tokens.flatMap((token) => token.keys));
  const names = [...new Set([...wanted].flatMap((key) => lexicon.byKey.get(key) ?? []))]
    .filter((name) => name.source === 'glossary' && name.language === from)
    .filter((name) => name.size === tokens.length && [...name.keys].every((key) => wanted.has(key)));
  const [row] = names.map((name) => name.row);
  const [translated] = row === undefined ? [] : (lexicon.rows.get(row)?.[to] ?? []);
  if (translated === undefined) return translateByTitle(text, to);
  return { text: [capital(translated), ...numbers].join(' ').trim(), source: 'glossary of trade terms' };
}

/** A title of the nomenclature in the words of the nomenclature. */
function translateByTitle(text: string, to: Locale): Translated | undefined {
  if (to !== 'en' && to !== 'zh' && to !== 'ru') return undefined;
  const lexicon = theLexicon();
  const { codes } = scoreCodes(lexicon, text);
  for (const { code, reasons } of codes.values())
    if (reasons.some((reason) => reason.matched === text && reason.source !== 'glossary')) {
      const title = lexicon.titles.get(code)?.[to];
      if (title) return { text: title, source: `title of ${code}` };
    }
  return undefined;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
