import { type Route, route } from '../../platform/index.ts';
import { checkSentClaims } from './check-sent-claims.ts';
import { listClaims } from './list-claims.ts';
import { readClaims } from './read-claims.ts';

const tags = ['claims'];

export const routes: Route[] = [
  route('GET', '/claims', listClaims, {
    summary: 'Published claims with their verdicts',
    tags,
    per_minute: 60,
  }),
  route('POST', '/claims/checks', checkSentClaims, { summary: 'Check claims', tags, per_minute: 30 }),
  route('POST', '/claims/readings', readClaims, {
    summary: 'Claims read out of a text, and the words not understood',
    tags,
    per_minute: 30,
  }),
];
