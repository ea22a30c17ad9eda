import { assert } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/index.ts';
import { insertCodes, readCodes } from '../store.ts';

/** Which list of words a number is from. */
export type Book = 'area' | 'currency' | 'unit' | 'mode' | 'word';

const CODE_LIMIT = 65_535;

/** Words and the numbers that stand for them in the files. */
export interface Codebook {
  code(book: Book, word: string): number;
  codeOrNull(book: Book, word: string | null): number | null;
  /** Undefined for a word that no file holds. */
  find(book: Book, word: string): number | undefined;
  word(book: Book, code: number): string;
  wordOrNull(book: Book, code: number | null): string | null;
}

/** The codebook as it stands. */
export async function openCodebook(tx: Tx): Promise<Codebook> {
  return bookOf(await readCodes(tx));
}

/**
 * The codebook after adding what is missing, in the order of the words, so that the same words in the same
 * order of loading get the same numbers. The caller holds the store's lock.
 */
export async function extendCodebook(tx: Tx, wanted: Iterable<readonly [Book, string]>): Promise<Codebook> {
  const rows = await readCodes(tx);
  const known = new Set(rows.map((r) => `${r.book}\t${r.word}`));
  const missing = new Map<string, readonly [Book, string]>();
  for (const entry of wanted) {
    const key = `${entry[0]}\t${entry[1]}`;
    if (!known.has(key)) missing.set(key, entry);
  }
  if (missing.size === 0) return bookOf(rows);
  const last = new Map<string, number>();
  for (const row of rows) last.set(row.book, Math.max(last.get(row.book) ?? 0, row.code));
  const added = [...missing.keys()].sort().map((key) => {
    const [book, word] = missing.get(key) ?? ['word', ''];
    const code = (last.get(book) ?? 0) + 1;
    assert(code <= CODE_LIMIT, `the codebook ${book} is full`);
    last.set(book, code);
    return { book, code, word };
  });
  await insertCodes(tx, added);
  return bookOf([...rows, ...added]);
}

function bookOf(rows: readonly { book: string; code: number; word: string }[]): Codebook {
  const codes = new Map(rows.map((r) => [`${r.book}\t${r.word}`, r.code]));
  const words = new Map(rows.map((r) => [`${r.book}\t${r.code}`, r.word]));
  const find = (book: Book, word: string): number | undefined => codes.get(`${book}\t${word}`);
  const code = (book: Book, word: string): number => {
    const found = find(book, word);
    assert(found !== undefined, `the codebook ${book} has no "${word}"`);
    return found;
  };
  const word = (book: Book, number: number): string => {
    const found = words.get(`${book}\t${number}`);
    assert(found !== undefined, `the codebook ${book} has no code ${number}`);
    return found;
  };
  return {
    find,
    code,
    word,
    codeOrNull: (book, text) => (text === null ? null : code(book, text)),
    wordOrNull: (book, number) => (number === null ? null : word(book, number)),
  };
}
