import { type Language, type Lexicon, lexiconOf, type Meaning } from './lexicon.ts';

/** A piece of a sentence and what it was taken for; role `unknown` for what nobody here understands. */
export interface Tag extends Meaning {
  text: string;
  /** For numbers: decimal text with a point, and the digits behind it as printed. */
  number?: string;
}

const LONGEST_STEM = 16;
const SHORTEST_STEM = 2;
const digitsOf: Record<string, number> = {
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const powersOf: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };

// Each alternative begins with another kind of character, so that the scan never goes back.
const pieces =
  /\d{1,3}(?: \d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,]\d+)*|\p{Script=Han}|\p{L}[\p{L}\p{M}]*(?:[-.]\p{L}[\p{L}\p{M}]*)*|\n|[^\s\p{L}\d]/gu;

/** Sentences of a text as tags, in one pass over its characters. */
export function tagSentences(text: string, language: Language): Tag[][] {
  const lexicon = lexiconOf(language);
  const sentences: Tag[][] = [[]];
  const found = [...text.normalize('NFKC').matchAll(pieces)].flatMap((m) => undivided(m[0], lexicon));
  for (let at = 0; at < found.length; ) {
    const piece = found[at] ?? '';
    if (/^[.!?;。\n]$/.test(piece)) {
      sentences.push([]);
      at += 1;
      continue;
    }
    const { tag, length } = tagAt(found, at, lexicon, language);
    sentences.at(-1)?.push(tag);
    at += length;
  }
  return sentences.filter((tags) => tags.length > 0);
}

/** Words joined by a hyphen stay together only where they are known so. */
function undivided(piece: string, lexicon: Lexicon): string[] {
  if (piece.length < 2 || !piece.includes('-') || tagWords([piece], 0, lexicon).tag.role !== 'unknown')
    return [piece];
  return piece.split(/(-)/);
}

function tagAt(
  pieces: readonly string[],
  at: number,
  lexicon: Lexicon,
  language: Language,
): { tag: Tag; length: number } {
  const piece = pieces[at] ?? '';
  if (/^\d/.test(piece)) return { tag: numberTag(piece, language), length: 1 };
  if (/^\p{Script=Han}/u.test(piece)) return tagChinese(pieces, at, lexicon);
  if (piece === '%') return { tag: { role: 'unit', meaning: 'percent', text: piece }, length: 1 };
  if (piece === '$') return { tag: { role: 'currency', meaning: 'USD', text: piece }, length: 1 };
  if (piece === '¥') return { tag: { role: 'currency', meaning: 'CNY', text: piece }, length: 1 };
  if (!/^\p{L}/u.test(piece)) return { tag: { role: 'mark', meaning: piece, text: piece }, length: 1 };
  return tagWords(pieces, at, lexicon);
}

function tagWords(pieces: readonly string[], at: number, lexicon: Lexicon): { tag: Tag; length: number } {
  const first = (pieces[at] ?? '').toLowerCase();
  const keys = [first];
  for (let cut = Math.min(first.length, LONGEST_STEM); cut >= SHORTEST_STEM; cut--)
    keys.push(`${first.slice(0, cut)}*`);
  let best: { tag: Tag; length: number } | undefined;
  for (const key of keys)
    for (const { words, meaning } of lexicon.byWord.get(key) ?? []) {
      if (best && words.length <= best.length) continue;
      const said = pieces.slice(at, at + words.length);
      if (words.every((word, n) => fits(said[n]?.toLowerCase(), word)))
        best = { tag: { ...meaning, text: said.join(' ') }, length: words.length };
    }
  return best ?? { tag: unknown(pieces[at] ?? ''), length: 1 };
}

const fits = (said: string | undefined, word: string): boolean =>
  said !== undefined && (word.endsWith('*') ? said.startsWith(word.slice(0, -1)) : said === word);

function tagChinese(pieces: readonly string[], at: number, lexicon: Lexicon): { tag: Tag; length: number } {
  const longest = 12;
  const run = pieces.slice(at, at + longest).join('');
  for (const { text, meaning } of lexicon.byCharacter.get(pieces[at] ?? '') ?? [])
    if (run.startsWith(text)) return { tag: { ...meaning, text }, length: [...text].length };
  let length = 0;
  while (isNumeral(pieces[at + length])) length += 1;
  const numeral = pieces.slice(at, at + length).join('');
  return length > 0
    ? { tag: { role: 'number', meaning: '', text: numeral, number: String(chineseNumber(numeral)) }, length }
    : { tag: unknown(pieces[at] ?? ''), length: 1 };
}

const isNumeral = (piece: string | undefined): boolean =>
  piece !== undefined && (Object.hasOwn(digitsOf, piece) || Object.hasOwn(powersOf, piece));

/** 五 → 5, 十二 → 12, 两千 → 2000, 千 → 1000 */
function chineseNumber(text: string): number {
  let [total, digit] = [0, 0];
  for (const character of text) {
    const power = powersOf[character];
    if (power === undefined) digit = digitsOf[character] ?? 0;
    else {
      total += Math.max(digit, 1) * power;
      digit = 0;
    }
  }
  return total + digit;
}

/** Digits as each language prints them: 1,234.5 in English and Chinese, 1 234,5 in Russian. */
function numberTag(piece: string, language: Language): Tag {
  const trimmed = piece.replaceAll(' ', '');
  const plain = language === 'ru' ? trimmed.replace(/\./g, '').replace(',', '.') : trimmed.replace(/,/g, '');
  return /^\d{1,18}(?:\.\d{1,12})?$/.test(plain)
    ? { role: 'number', meaning: '', text: piece, number: plain }
    : unknown(piece);
}

const unknown = (text: string): Tag => ({ role: 'unknown', meaning: '', text });
