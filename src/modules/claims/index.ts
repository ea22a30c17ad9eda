import type { Module } from '../../platform/index.ts';
import { refusals } from './refusals.ts';
import { routes } from './routes.ts';

export { checkClaims } from './check-claims.ts';
export { checkSentClaims } from './check-sent-claims.ts';
export { MAX_FILE_BYTES, readClaimFile } from './file/read-claim-file.ts';
export { listClaims } from './list-claims.ts';
export { type Checked, type Claim, showPeriod, verdicts } from './model.ts';
export { type Language, languages } from './read/lexicon.ts';
export { MAX_TEXT, readText } from './read/read-text.ts';
export { readClaims } from './read-claims.ts';
export { checkedView } from './views.ts';

/** Published sentences on trade as typed data, checked against the figures of record. Keeps no tables. */
export const claims: Module = {
  name: 'claims',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
};
