import { route } from '../../platform/index.ts';
import { acceptContract, approveContract } from './accept-contract.ts';
import { acceptGoods } from './accept-goods.ts';
import { cancelDeal } from './cancel-deal.ts';
import { listAwaiting } from './list-awaiting.ts';
import { listDeals } from './list-deals.ts';
import { openDispute } from './open-dispute.ts';
import { showDeal } from './show-deal.ts';
import { showTimeline } from './show-timeline.ts';

const tags = ['deals'];

export const routes = [
  route('GET', '/deals', listDeals, { summary: 'Deals of your organisation', tags }),
  route('GET', '/deals/awaiting', listAwaiting, { summary: 'Deals that wait for your organisation', tags }),
  route('GET', '/deals/:deal_id', showDeal, { summary: 'One deal and what you can do next', tags }),
  route('GET', '/deals/:deal_id/timeline', showTimeline, { summary: 'Events of a deal, hash-chained', tags }),
  route('POST', '/deals/:deal_id/contract/approvals/:request_id', approveContract, {
    summary: 'Decide an acceptance as the second person of your firm',
    tags,
  }),
  route('POST', '/deals/:deal_id/contract/acceptances', acceptContract, {
    summary: 'Accept the contract for your side',
    tags,
  }),
  route('POST', '/deals/:deal_id/cancellation', cancelDeal, { summary: 'Cancel before departure', tags }),
  route('POST', '/deals/:deal_id/goods/acceptance', acceptGoods, {
    summary: 'Accept the goods that arrived',
    tags,
  }),
  route('POST', '/deals/:deal_id/disputes', openDispute, { summary: 'Dispute goods that arrived', tags }),
];
