import { findKeys } from './find-keys.ts';
import type { Lexicon, Name, Source } from './lexicon.ts';
import type { Reason } from './model.ts';
import { isFiller, tokensOf } from './word-key.ts';

/** How much a name of each kind says. */
const weights: Record<Source, number> = { glossary: 4, subheading: 3, heading: 2, chapter: 1 };
/** A name all of whose words are in the text says more than its words one by one. */
const WHOLE_NAME = 1.5;
const WORDS_LIMIT = 24;

export interface ScoredCode {
  code: string;
  points: number;
  reasons: Reason[];
  /** Words of the text that speak for the code. */
  words: Set<string>;
}

export interface Scored {
  codes: Map<string, ScoredCode>;
  words: string[];
  not_understood: string[];
}

interface Hit {
  word: string;
  how: Reason['how'];
  value: number;
}

/**
 * What the words of a text say for each code of the lexicon. For a code, each word counts once, with the best name
 * that holds it: weight of the name × rarity of the word × quality of the match × share of the name that the text
 * covers. Rarity is ln(1 + names ÷ names with the word), as in the inverse document frequency of Spärck Jones (1972).
 */
export function scoreCodes(lexicon: Lexicon, text: string): Scored {
  const tokens = tokensOf(text).filter((token) => !token.keys.every(isFiller));
  const words = [...new Map(tokens.map((token) => [token.word, token])).values()].slice(0, WORDS_LIMIT);
  const hits = new Map<Name, Map<string, Hit>>();
  const not_understood: string[] = [];
  for (const { word, keys, kind } of words) {
    const matches = keys.flatMap((key) => findKeys(lexicon, key));
    if (matches.length === 0) not_understood.push(word);
    for (const match of matches) {
      const names = lexicon.byKey.get(match.key) ?? [];
      const rarity = Math.log(1 + lexicon.names / names.length);
      const value = rarity * match.quality * (kind === 'pair' ? 0.8 : 1);
      for (const name of names) {
        const own = hits.get(name) ?? new Map<string, Hit>();
        const before = own.get(match.key);
        if (!before || before.value < value) own.set(match.key, { word, how: match.how, value });
        hits.set(name, own);
      }
    }
  }
  return { codes: add(hits), words: words.map(({ word }) => word), not_understood };
}

function add(hits: ReadonlyMap<Name, ReadonlyMap<string, Hit>>): Map<string, ScoredCode> {
  const best = new Map<string, Map<string, Reason>>();
  for (const [name, own] of hits) {
    const covered = Math.min(1, own.size / name.size);
    const whole = covered === 1 && [...own.values()].every((hit) => hit.how !== 'beginning') ? WHOLE_NAME : 1;
    for (const { word, how, value } of own.values()) {
      const points = weights[name.source] * value * (0.4 + 0.6 * covered) * whole;
      for (const code of name.codes) {
        const reasons = best.get(code) ?? new Map<string, Reason>();
        best.set(code, reasons);
        const before = reasons.get(word);
        if (before && before.points >= points) continue;
        const { text: matched, language, source } = name;
        reasons.set(word, { word, matched, language, source, how, points: Math.round(points * 100) / 100 });
      }
    }
  }
  return new Map(
    [...best].map(([code, reasons]) => {
      const list = [...reasons.values()].sort((a, b) => b.points - a.points);
      const points = list.reduce((sum, reason) => sum + reason.points, 0);
      return [code, { code, points, reasons: list, words: new Set(reasons.keys()) }];
    }),
  );
}
