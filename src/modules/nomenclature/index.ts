import type { Module } from '../../platform/index.ts';
import { routes } from './routes.ts';

export { classify, rank } from './classify.ts';
export { classifyGoods } from './classify-goods.ts';
export { distance, findKeys } from './find-keys.ts';
export { gramsOf, theLexicon } from './lexicon.ts';
export type { Classification, Suggestion } from './model.ts';
export { scoreCodes } from './score-codes.ts';
export { offlineTranslator, type Translator } from './translator.ts';
export { lettersOf, transliterate } from './transliteration.ts';
export { isFiller, keyOf, keysOf, stemOf, type Token, tokensOf } from './word-key.ts';

/** Words of goods and the codes that they lead to. */
export const nomenclature: Module = {
  name: 'nomenclature',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals: {},
};
