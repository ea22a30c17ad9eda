/**
 * Words for full-text search in every language of the platform, without a dictionary: letters and digits in lower
 * case, and pairs of neighbours where the script writes no spaces (Han). The database's own parser knows
 * neither Chinese words nor, in the C locale, Cyrillic capitals.
 */
const WORD_LIMIT = 400;
const QUERY_LIMIT = 16;
const WORD_LENGTH = 40;

/** The distinct words of some texts, to be stored. */
export function wordsOf(texts: readonly (string | null | undefined)[]): string[] {
  const words = new Set<string>();
  for (const text of texts)
    for (const run of runsOf(text ?? '')) {
      for (const word of isHan(run) ? pairsOf(run) : [run]) words.add(word.slice(0, WORD_LENGTH));
      if (words.size >= WORD_LIMIT) return [...words].slice(0, WORD_LIMIT);
    }
  return [...words];
}

/**
 * A query in the database's notation: all words must occur, each at least as a beginning. Undefined when the
 * text holds no letter and no digit. Words consist of letters and digits only, so they cannot break out.
 */
export function wordQuery(text: string): string | undefined {
  const words = new Set<string>();
  for (const run of runsOf(text)) for (const word of isHan(run) ? pairsOf(run) : [run]) words.add(word);
  if (words.size === 0) return undefined;
  return [...words]
    .slice(0, QUERY_LIMIT)
    .map((word) => `'${word.slice(0, WORD_LENGTH)}':*`)
    .join(' & ');
}

/** Runs of letters and digits; a run of Han characters stands by itself. */
function runsOf(text: string): string[] {
  const plain = text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е');
  return plain.match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu) ?? [];
}

const isHan = (run: string): boolean => /^\p{Script=Han}/u.test(run);

function pairsOf(run: string): string[] {
  const characters = [...run];
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}
