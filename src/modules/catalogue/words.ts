import { tokensOf } from '../nomenclature/index.ts';

/**
 * Words for full-text search in every language of the platform. Each is the key of its spelling (nomenclature), so
 * that Cyrillic and Latin spellings meet; Chinese is indexed by pairs of characters. The database's own parser knows
 * neither Chinese words nor, in the C locale, Cyrillic capitals.
 */
const WORD_LIMIT = 400;
const QUERY_LIMIT = 16;

/** Where a word stands, by the weights of the database. */
export interface Worded {
  A: readonly (string | null | undefined)[];
  C: readonly (string | null | undefined)[];
  D: readonly (string | null | undefined)[];
  /** Words as they are, such as "o:CN". Letters, digits, a colon, an underscore or a hyphen. */
  facets: readonly string[];
}

/** The distinct words of some texts in the notation of the database, each with the best place it stands at. */
export function wordsOf(texts: Worded): string {
  const words = new Map<string, string>(texts.facets.map((facet) => [facet, 'A']));
  for (const weight of ['A', 'C', 'D'] as const)
    for (const text of texts[weight])
      for (const token of tokensOf(text ?? ''))
        for (const key of token.keys) if (words.size < WORD_LIMIT && !words.has(key)) words.set(key, weight);
  return [...words].map(([word, weight]) => `'${word}':1${weight}`).join(' ');
}

/**
 * The words of a question, each by its keys: all must occur, each at least as a beginning. None when the text holds no
 * letter and no digit.
 */
export function wordsAsked(text: string): string[][] {
  const words = tokensOf(text)
    .slice(0, QUERY_LIMIT)
    .map((token) => token.keys);
  return [...new Map(words.map((keys) => [keys.join(' '), keys])).values()];
}

/** The facets of a listing as words. */
export function facetWords(listing: {
  hs_code: string;
  origin_country: string;
  seller_country: string;
  seller_trust: number;
  lead_time_days: number;
  incoterms: readonly string[];
  certificates: readonly string[];
}): string[] {
  return [
    `h:${listing.hs_code}`,
    `o:${listing.origin_country}`,
    `s:${listing.seller_country}`,
    `t:${listing.seller_trust}`,
    `l:${leadTimeBound(listing.lead_time_days)}`,
    ...listing.incoterms.map((code) => `i:${code}`),
    ...listing.certificates.map((code) => `c:${code}`),
  ];
}

export const leadTimeBounds = [7, 14, 30, 60, 730] as const;

/** The bound that a lead time falls under. */
export function leadTimeBound(days: number): number {
  return leadTimeBounds.find((bound) => days <= bound) ?? 730;
}
