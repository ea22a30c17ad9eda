import { dataFolder, readTable } from '../reference/index.ts';
import { type Lexicon, theLexicon } from './lexicon.ts';
import type { Classification, Reason, Suggestion } from './model.ts';
import { type ScoredCode, scoreCodes } from './score-codes.ts';

/** What stands above a code speaks for it too, less. */
const FROM_HEADING = 0.5;
const FROM_CHAPTER = 0.25;
const CLOSE = 0.8;
const NEIGHBOURS = 5;

interface Confusion {
  code: string;
  difference: { en: string; zh: string; ru: string };
}
let confusions: Map<string, Confusion[]> | undefined;

/**
 * Codes that a text in any of the eight languages may name, the best first, with every word's points. Pure and without
 * the network. It suggests: the legal notes of the nomenclature decide. Codes ascend as far as the words lead, so an
 * answer can be a heading.
 */
export function classify(text: string, limit = 5): Classification {
  const lexicon = theLexicon();
  const { codes, words, not_understood } = scoreCodes(lexicon, text);
  const ranked = rank(codes);
  const shown = ranked.slice(0, limit);
  const total = ranked.slice(0, 3).reduce((sum, { points }) => sum + points, 0);
  const [first, second] = ranked;
  const understood = (code: ScoredCode): number => code.words.size / Math.max(1, words.length);
  const unsure: Classification['unsure'] = [];
  if (!first) unsure.push('nothing_known');
  if (first && second && second.points >= first.points * CLOSE) unsure.push('two_are_close');
  if (first && understood(first) < 0.5) unsure.push('words_not_understood');
  if (first && first.code.length < 6) unsure.push('only_a_heading');
  return {
    text,
    suggestions: shown.map((scored) => ({
      code: scored.code,
      title: titleOf(lexicon, scored.code),
      points: Math.round(scored.points * 100) / 100,
      confidence: Math.round((scored.points / total) * Math.min(1, understood(scored)) * 100) / 100,
      reasons: scored.reasons,
      neighbours: neighboursOf(lexicon, scored.code, ranked),
    })),
    unsure,
    not_understood,
  };
}

/** Adds what the heading and the chapter say, and leaves out what only repeats a code below it. */
export function rank(codes: ReadonlyMap<string, ScoredCode>): ScoredCode[] {
  const all = [...codes.values()].map((scored) => {
    const reasons = new Map<string, Reason>(scored.reasons.map((reason) => [reason.word, reason]));
    for (const [length, share] of [
      [4, FROM_HEADING],
      [2, FROM_CHAPTER],
    ] as const) {
      const above = scored.code.length > length ? codes.get(scored.code.slice(0, length)) : undefined;
      for (const reason of above?.reasons ?? []) {
        const points = Math.round(reason.points * share * 100) / 100;
        const before = reasons.get(reason.word);
        if (!before || before.points < points) reasons.set(reason.word, { ...reason, points });
      }
    }
    const list = [...reasons.values()].sort((a, b) => b.points - a.points);
    return {
      code: scored.code,
      points: list.reduce((sum, { points }) => sum + points, 0),
      reasons: list,
      words: new Set(reasons.keys()),
    };
  });
  all.sort((a, b) => b.points - a.points || b.code.length - a.code.length || (a.code < b.code ? -1 : 1));
  return all.filter(
    ({ code, points }) =>
      !all.some(
        (other) => other.code !== code && other.code.startsWith(code) && other.points >= points * 0.9,
      ),
  );
}

function titleOf(lexicon: Lexicon, code: string): Suggestion['title'] {
  const title =
    lexicon.titles.get(code) ?? lexicon.titles.get(code.slice(0, 4)) ?? lexicon.titles.get(code.slice(0, 2));
  return { en: title?.en ?? '', zh: title?.zh ?? '', ru: title?.ru ?? '' };
}

/** Known confusions first, then the next best codes of the same heading. */
function neighboursOf(
  lexicon: Lexicon,
  code: string,
  ranked: readonly ScoredCode[],
): Suggestion['neighbours'] {
  const known = knownConfusions();
  const told = (known.get(code) ?? []).map((other) => ({ ...other, title: titleOf(lexicon, other.code) }));
  const near = ranked
    .filter((other) => other.code !== code && other.code.slice(0, 4) === code.slice(0, 4))
    .filter((other) => !told.some((one) => one.code === other.code))
    .map((other) => ({ code: other.code, title: titleOf(lexicon, other.code), difference: null }));
  return [...told, ...near].slice(0, NEIGHBOURS);
}

function knownConfusions(): Map<string, Confusion[]> {
  if (confusions) return confusions;
  confusions = new Map();
  for (const row of readTable(new URL('glossary/confusions.csv', dataFolder))) {
    const difference = { en: row.en ?? '', zh: row.zh ?? '', ru: row.ru ?? '' };
    for (const [from = '', code = ''] of [
      [row.code, row.other],
      [row.other, row.code],
    ])
      confusions.set(from, [...(confusions.get(from) ?? []), { code, difference }]);
  }
  return confusions;
}
