import type { Module } from '../../platform/index.ts';
import { countRecords } from './count-records.ts';
import { refusals } from './refusals.ts';
import { publishDealReviews, publishQueue } from './review-deal.ts';
import { routes } from './routes.ts';

export type { Figures } from './model.ts';
export { answerReview, listDealReviews, writeReview } from './review-deal.ts';
export { listRecords, listReviews, recordsOf, showParts } from './show-reputation.ts';

/** The queue that counts figures anew: of one seller, or of all. */
export const countQueue = 'reputation.count';

/** What the deals of a firm say of it, and what its partners say. */
export const reputation: Module = {
  name: 'reputation',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
  jobs: [
    { queue: countQueue, schedule: '17 2 * * *', handler: countRecords },
    { queue: publishQueue, handler: publishDealReviews },
  ],
};
