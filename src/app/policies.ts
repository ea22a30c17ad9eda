import { assert, isRefusal, type Outcome } from '../kernel/refusal.ts';
import type { Ctx, Job } from '../platform/index.ts';
import { appointParticipants, closeDeal, countSeller, payDuties, tellStatistics } from './policies/close.ts';
import type { Happened } from './policies/happened.ts';
import {
  bookCarriage,
  draftExport,
  draftImport,
  issueTradeDocuments,
  passOnClearance,
  presentDocument,
} from './policies/paperwork.ts';
import { payBack, payWithheld, payWithheldOne, refund, release, settle } from './policies/settle.ts';
import {
  giveBackCall,
  giveBackShelf,
  giveBackStock,
  issueGoods,
  receiveGoods,
  reserveGoods,
} from './policies/stock.ts';
import { tellFirms, toldEvents } from './policies/tell.ts';

/** When this event is on a deal's timeline, do that command in the name of the system. All bear repetition. */
export interface Policy {
  when: string;
  run: (ctx: Ctx, happened: Happened) => Promise<Outcome<unknown>>;
}

/** The story of the corridor, in the order in which it happens. */
export const policies: readonly Policy[] = [
  { when: 'contract.concluded', run: appointParticipants },
  { when: 'contract.concluded', run: reserveGoods },
  { when: 'escrow.funded', run: issueTradeDocuments },
  { when: 'escrow.funded', run: bookCarriage },
  { when: 'escrow.funded', run: draftExport },
  { when: 'document.issued', run: presentDocument },
  { when: 'declaration.released', run: passOnClearance },
  { when: 'consignment.departed', run: issueGoods },
  { when: 'consignment.departed', run: draftImport },
  { when: 'declaration.laned', run: payDuties },
  { when: 'declaration.accepted', run: payDuties },
  { when: 'consignment.arrived', run: receiveGoods },
  ...[
    'escrow.funded',
    'consignment.departed',
    'consignment.arrived',
    'declaration.released',
    'goods.accepted',
    'retention.ended',
  ].map((when) => ({ when, run: release })),
  { when: 'dispute.resolved', run: settle },
  { when: 'refund.due', run: payBack },
  { when: 'escrow.released', run: closeDeal },
  { when: 'declaration.released', run: closeDeal },
  { when: 'deal.closed', run: tellStatistics },
  { when: 'deal.closed', run: countSeller },
  ...['deal.cancelled', 'funding.expired', 'contract.expired', 'shipment.expired'].flatMap((when) => [
    { when, run: refund },
    { when, run: giveBackStock },
    { when, run: giveBackCall },
  ]),
  ...[
    'quote.declined',
    'quote.expired',
    'deal.cancelled',
    'funding.expired',
    'contract.expired',
    'shipment.expired',
  ].map((when) => ({ when, run: giveBackShelf })),
  ...toldEvents.map((when) => ({ when, run: tellFirms })),
];

export const subscribedEvents: ReadonlySet<string> = new Set(policies.map((p) => p.when));

/** Works the timeline's events: all policies of one event in one transaction. */
export const policyJob: Job = {
  queue: 'deals.event',
  async handler(ctx, job) {
    const { deal_id, kind, number } = job;
    assert(
      typeof deal_id === 'string' && typeof kind === 'string' && typeof number === 'number',
      'a job of deals.event names its event',
    );
    for (const policy of policies.filter((p) => p.when === kind)) {
      const outcome = await policy.run(ctx, { deal_id, kind, number });
      if (isRefusal(outcome))
        throw new Error(
          `${policy.run.name} after ${kind} of ${deal_id}: ${outcome.code} ${JSON.stringify(outcome.params)}`,
        );
    }
  },
};

/** What screening held is paid once its block is lifted: looked for on a schedule, each deal in its own transaction. */
export const withheldJobs: readonly Job[] = [
  { queue: 'deals.pay-withheld', schedule: '*/5 * * * *', handler: payWithheld },
  {
    queue: 'deals.pay-withheld-one',
    async handler(ctx, { deal_id }) {
      assert(typeof deal_id === 'string', 'a job names its deal');
      const outcome = await payWithheldOne(ctx, deal_id);
      if (isRefusal(outcome)) throw new Error(`what was withheld of ${deal_id}: ${outcome.code}`);
    },
  },
];
