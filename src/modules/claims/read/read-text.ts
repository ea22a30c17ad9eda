import type { ClaimText } from '../file/claim-row.ts';
import { type Language, languages } from './lexicon.ts';
import { readSentence, type Said, startOfText } from './read-sentence.ts';
import { type Tag, tagSentences } from './tag-words.ts';

export const MAX_TEXT = 4000;

/** A claim read out of a sentence, in the words of a claim file. What was not said is named in `missing`. */
export interface ReadClaim extends ClaimText {
  missing: string[];
}

export interface Reading {
  lang: Language;
  claims: ReadClaim[];
  /** Every piece of the text in its order, and what it was taken for. */
  words: { text: string; as: string }[];
  not_understood: string[];
}

/**
 * Typed claims in a text of at most `MAX_TEXT` characters, by rules and in time proportional to its length. What
 * a sentence leaves out (country, year, flow) is taken from the sentences before it. Nothing is guessed beyond
 * that: see `read_as` and `missing` of each claim.
 */
export function readText(text: string, lang?: Language): Reading {
  const language = lang ?? languageOf(text);
  const sentences = tagSentences(text.slice(0, MAX_TEXT), language);
  const claims: ReadClaim[] = [];
  const shown: Tag[] = [];
  let context: Said = startOfText;
  for (const tags of sentences) {
    const read = readSentence(tags, context);
    context = read.said;
    claims.push(...read.claims);
    shown.push(...read.tags);
  }
  return {
    lang: language,
    claims: claims.map((claim, at) => ({ ...claim, id: `S${at + 1}` })),
    words: shown.map(({ text: said, role }) => ({ text: said, as: role })),
    not_understood: unknownRuns(shown),
  };
}

/** By the script that most of the letters are of. */
function languageOf(text: string): Language {
  const count = (script: RegExp): number => text.match(script)?.length ?? 0;
  const [latin, han, cyrillic] = [
    count(/[a-z]/gi),
    // One Chinese character says about as much as three letters.
    count(/\p{Script=Han}/gu) * 3,
    count(/\p{Script=Cyrillic}/gu),
  ];
  const most = Math.max(latin, han, cyrillic);
  return languages[most === latin ? 0 : most === han ? 1 : 2] ?? 'en';
}

/** Words next to each other that were not understood stand together. */
function unknownRuns(tags: readonly Tag[]): string[] {
  const runs: string[] = [];
  let open = false;
  for (const { role, text } of tags) {
    const last = runs.length - 1;
    if (role === 'unknown') {
      const space = /\p{Script=Han}/u.test(text) ? '' : ' ';
      if (open) runs[last] = `${runs[last]}${space}${text}`;
      else runs.push(text);
    }
    open = role === 'unknown';
  }
  return [...new Set(runs)];
}
