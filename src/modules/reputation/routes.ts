import { route } from '../../platform/index.ts';
import { answerReview, listDealReviews, writeReview } from './review-deal.ts';
import { listRecords, listReviews, showParts } from './show-reputation.ts';

const tags = ['reputation'];

export const routes = [
  route('GET', '/reputations', listRecords, { summary: 'Figures of firms, counted from their deals', tags }),
  route('GET', '/organisations/:org_id/reviews', listReviews, {
    summary: 'What partners wrote of a firm',
    tags,
  }),
  route('GET', '/reputation/parts', showParts, {
    summary: 'The deals behind a figure of your own firm',
    tags,
  }),
  route('GET', '/deals/:deal_id/reviews', listDealReviews, { summary: 'The reviews of a deal', tags }),
  route('PUT', '/deals/:deal_id/review', writeReview, {
    summary: 'Review the other side of a closed deal',
    tags,
  }),
  route('POST', '/deals/:deal_id/review/answer', answerReview, {
    summary: 'Answer what the other side wrote, once',
    tags,
  }),
];
