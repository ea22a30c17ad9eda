import {
  findKeys,
  isFiller,
  rank,
  scoreCodes,
  stemOf,
  theLexicon,
  tokensOf,
} from '../../nomenclature/index.ts';

/** One word of a question. */
export interface Term {
  word: string;
  /** Its keys: the word itself. */
  exact: string[];
  /** Keys of its other forms and of what it is a likely error of. */
  forms: string[];
  /** Beginnings of its forms, of at least four characters. */
  beginnings: string[];
}

/** A code that the question means, with 0 to 1. */
export interface Meaning {
  code: string;
  share: number;
  /** The name of goods that led there. */
  matched: string;
}

export interface Understood {
  terms: Term[];
  meanings: Meaning[];
}

export const TERMS_LIMIT = 8;
const MEANINGS_LIMIT = 12;
/** A code that says less than this share of the best one is left out. */
const MEANING_CUT = 0.5;
const STEM_LENGTH = 4;
const REMEMBERED = 2_000;
const remembered = new Map<string, Understood>();

/** What a question asks for: its words, and the codes of the nomenclature that it names in any language. */
export function understandQuery(q: string): Understood {
  const known = remembered.get(q);
  if (known) return known;
  if (remembered.size >= REMEMBERED) remembered.clear();
  const understood = read(q);
  remembered.set(q, understood);
  return understood;
}

function read(q: string): Understood {
  const lexicon = theLexicon();
  const tokens = tokensOf(q);
  const telling = tokens.filter((token) => !token.keys.every(isFiller));
  const terms = (telling.length > 0 ? telling : tokens).slice(0, TERMS_LIMIT).map((token): Term => {
    const stems = token.kind === 'word' ? token.keys.map(stemOf) : [];
    return {
      word: token.word,
      exact: token.keys,
      forms: token.keys.flatMap((key) =>
        findKeys(lexicon, key)
          .filter((match) => match.how === 'error')
          .map((match) => match.key),
      ),
      beginnings: [...new Set(stems.filter((stem) => stem.length >= STEM_LENGTH))],
    };
  });
  const { codes, words } = scoreCodes(lexicon, q);
  const ranked = rank(codes);
  const best = ranked[0]?.points ?? 0;
  const meanings = ranked
    .filter(({ points }) => points >= best * MEANING_CUT)
    .slice(0, MEANINGS_LIMIT)
    .map((scored) => ({
      code: scored.code,
      share:
        Math.round((scored.points / best) * (scored.words.size / Math.max(1, words.length)) * 1000) / 1000,
      matched: scored.reasons[0]?.matched ?? '',
    }));
  return { terms: distinct(terms), meanings };
}

function distinct(terms: readonly Term[]): Term[] {
  return [...new Map(terms.map((term) => [term.exact.join(' '), term])).values()];
}
