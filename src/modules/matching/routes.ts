import { route } from '../../platform/index.ts';
import { answerIntroduction } from './answer-introduction.ts';
import { findMatches } from './find-matches.ts';
import { getFunnel } from './funnel/get-funnel.ts';
import { introduce } from './introduce.ts';
import { listIntroductions } from './list-introductions.ts';

const tags = ['matching'];

export const routes = [
  route('GET', '/needs/:need_id/matches', findMatches, {
    summary: 'Offers that answer a need, with reasons',
    tags,
  }),
  route('GET', '/onboarding-funnel', getFunnel, {
    summary: 'How far the firms have come that you brought on',
    tags,
  }),
  route('POST', '/introductions', introduce, { summary: 'Introduce buyer and seller', tags }),
  route('GET', '/introductions', listIntroductions, { summary: 'Your introductions, newest first', tags }),
  route('POST', '/introductions/:introduction_id/answer', answerIntroduction, {
    summary: 'Answer an introduction',
    tags,
  }),
];
