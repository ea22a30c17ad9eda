import { dataFolder, readTable } from '../reference/index.ts';
import { transliterate } from './transliteration.ts';

/** Letters with a mark that changes the sound, before other marks are dropped. */
const MARKED: Record<string, string> = {
  ş: 'sh',
  š: 'sh',
  ç: 'ch',
  č: 'ch',
  ž: 'j',
  ı: 'i',
  ŋ: 'n',
  ə: 'a',
  ß: 'ss',
};
/** Pairs of letters that one standard writes and another does not. */
const SAME_SOUND: readonly (readonly [RegExp, string])[] = [
  [/(\D)\1+/g, '$1'],
  [/kh/g, 'h'],
  [/shch/g, 'sh'],
  [/zh|dj|zj/g, 'j'],
  [/gh/g, 'g'],
  [/ng/g, 'n'],
  [/ie/g, 'e'],
];
const KEY_LENGTH = 32;
const REMEMBERED = 50_000;
const remembered = new Map<string, string>();

/**
 * One spelling for all spellings of a word: Cyrillic letters as Latin ones, marks and apostrophes dropped, and the
 * letters that the standards write in two ways made one (kh/x/h, zh/j, y/i, q/k, w/v, ng/ñ). It is for finding
 * only, never shown. Lossy on purpose: two words may share a key.
 */
export function keyOf(word: string): string {
  const known = remembered.get(word);
  if (known !== undefined) return known;
  if (remembered.size >= REMEMBERED) remembered.clear();
  const key = makeKey(word);
  remembered.set(word, key);
  return key;
}

/** The keys of a word in which `ё` is either Russian, an `е`, or the `yo` of the Turkic and Iranian languages. */
export function keysOf(word: string): string[] {
  return word.includes('ё') ? [...new Set([keyOf(word.replaceAll('ё', 'е')), keyOf(word)])] : [keyOf(word)];
}

function makeKey(word: string): string {
  let key = transliterate(word.normalize('NFC').replaceAll('ё', 'йо').replaceAll(/[ъь]/g, ''))
    .replace(/[şšçčžıŋəß]/g, (letter) => MARKED[letter] ?? letter)
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]|\p{Lm}/gu, '')
    .replaceAll(/[qxwy]/g, (letter) => ({ q: 'k', x: 'h', w: 'v', y: 'i' })[letter] ?? letter);
  // One rule makes room for another ("zkh" is "zh" is "j"), so they go round until the word stays.
  for (let round = 0, before = ''; before !== key && round < KEY_LENGTH; round += 1) {
    before = key;
    for (const [written, one] of SAME_SOUND) key = key.replaceAll(written, one);
  }
  // By characters: half of a surrogate pair could not be stored.
  return [...key].slice(0, KEY_LENGTH).join('');
}

/** A word of a text. `pair` marks two neighbouring Han characters, `part` one of them alone. */
export interface Token {
  word: string;
  keys: string[];
  kind: 'word' | 'pair' | 'part';
}

const TOKENS_LIMIT = 400;
const RUNS =
  /(?:(?=[\p{L}\p{N}])\p{Script=Han})+|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}'’‘ʻʼ`´])*/gu;

/** Words of a text in its order; at most 400. Chinese comes as pairs of neighbours, and alone when it is alone. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const [run] of text.normalize('NFKC').toLowerCase().matchAll(RUNS)) {
    if (tokens.length >= TOKENS_LIMIT) break;
    if (!/^\p{Script=Han}/u.test(run)) {
      const keys = keysOf(run).filter((key) => key !== '');
      if (keys.length > 0) tokens.push({ word: run, keys, kind: 'word' });
      continue;
    }
    const characters = [...run];
    if (characters.length === 1) tokens.push({ word: run, keys: [run], kind: 'pair' });
    else
      for (const [at, character] of characters.slice(1).entries()) {
        const pair = `${characters[at]}${character}`;
        tokens.push({ word: pair, keys: [pair], kind: 'pair' });
      }
  }
  return tokens.slice(0, TOKENS_LIMIT);
}

const endings = [
  ...new Set(
    readTable(new URL('transliteration/endings.csv', dataFolder)).map((row) => keyOf(row.ending ?? '')),
  ),
].sort((a, b) => b.length - a.length);
const fillers = new Set(
  readTable(new URL('transliteration/fillers.csv', dataFolder)).map((row) => keyOf(row.word ?? '')),
);
const STEM_LENGTH = 4;

/** The key without its longest common ending, at least four letters long. */
export function stemOf(key: string): string {
  const ending = endings.find((end) => key.length - end.length >= STEM_LENGTH && key.endsWith(end));
  return ending === undefined ? key : key.slice(0, -ending.length);
}

/** Whether a word names no goods: "buy", "цена", "批发". */
export function isFiller(key: string): boolean {
  return fillers.has(key);
}
