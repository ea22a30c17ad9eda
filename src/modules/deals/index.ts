import type { Module } from '../../platform/index.ts';
import { refusals } from './refusals.ts';
import { routes } from './routes.ts';
import { sealTimelines } from './seal-timeline.ts';
import { sweepDeadlines } from './sweep-deadlines.ts';

export { acceptContract, approveContract, termsHash } from './accept-contract.ts';
export { acceptGoods } from './accept-goods.ts';
export { type AuditReport, auditTimelines, type BrokenLink } from './audit-timelines.ts';
export { cancelDeal } from './cancel-deal.ts';
export { disputeTerms, disputeTermsOf } from './dispute-terms.ts';
export { findStates, findTraded } from './find-states.ts';
export { firstTrades } from './first-trades.ts';
export { joinParticipants } from './join-participants.ts';
export { listAwaiting } from './list-awaiting.ts';
export { listDeals } from './list-deals.ts';
export {
  CONTRACT_WITHIN_DAYS,
  type Deal,
  type DealState,
  dealStates,
  finalStates,
  type Participant,
  type ParticipantRole,
  type Party,
  transitions,
} from './model.ts';
export { openDeal } from './open-deal.ts';
export { openDispute } from './open-dispute.ts';
export {
  acceptanceDays,
  dueFrom,
  Milestone,
  type MilestoneKind,
  milestoneKinds,
  type PricePart,
  priceParts,
  retentionDays,
  shipmentDeadline,
} from './payment-terms.ts';
export { Evidence, resolveDispute } from './resolve-dispute.ts';
export { sealTimelines } from './seal-timeline.ts';
export { type SellerFacts, sellerFacts } from './seller-facts.ts';
export { showDeal } from './show-deal.ts';
export { showTimeline } from './show-timeline.ts';
export { type EventOfDeal, withheldDeals } from './store.ts';
export type { TradedRow } from './store-lists.ts';
export { sweepDeadlines } from './sweep-deadlines.ts';
export {
  carriedBySeller,
  cifValue,
  contractCurrency,
  Freight,
  fobValue,
  freightInPrice,
  GoodsLine,
  goodsAmount,
  landIncoterms,
  paymentTerms,
  priceOf,
  ShelfFacts,
  Terms,
  termsErrors,
} from './terms.ts';
export {
  advance,
  appendEvent,
  findEvent,
  findEventOfDeal,
  getDeal,
  happenedOf,
  rolesIn,
} from './timeline.ts';

export const deals: Module = {
  name: 'deals',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
  jobs: [
    {
      queue: 'deals.sweep-deadlines',
      schedule: '* * * * *',
      handler: async (ctx) => {
        await sweepDeadlines(ctx);
      },
    },
    {
      queue: 'deals.seal-timelines',
      schedule: '*/5 * * * *',
      handler: async (ctx) => {
        await sealTimelines(ctx);
      },
    },
  ],
};
