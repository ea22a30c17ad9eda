import { assert, type JsonObject, type Outcome } from '../../kernel/refusal.ts';
import { type EventOfDeal, findEventOfDeal } from '../../modules/deals/index.ts';
import { type NoticeKind, type Step, settleNow, tell } from '../../modules/notices/index.ts';
import type { Ctx } from '../../platform/index.ts';
import type { Happened } from './happened.ts';

type Side = 'buyer' | 'seller';

/** News that an event makes; without `to` it is for the side that did not act, for both when neither did. */
interface Told {
  what: NoticeKind;
  to?: Side;
  /** Facts of its own, beside the deal, the other firm and the goods: no prices, no persons. */
  facts?: (event: EventOfDeal) => JsonObject;
  /** The fact of the event that says until when it asks for something. */
  until?: string;
  /** It was overtaken when this does not hold any more. */
  only_while?: (event: EventOfDeal) => boolean;
}

const offered = ({ body }: EventOfDeal): Told =>
  ({
    what: body.quote_number === 1 ? 'quote.received' : 'quote.countered',
    to: body.by === 'seller' ? 'buyer' : 'seller',
  }) as const;

/** Steps of a negotiation up to its contract: each makes what was told of those before it a thing of the past. */
const ofDeal: Record<string, Told | ((event: EventOfDeal) => Told) | null> = {
  'rfq.sent': { what: 'rfq.received', to: 'seller' },
  'quote.offered': offered,
  'quote.accepted': { what: 'quote.accepted' },
  'quote.declined': { what: 'quote.declined' },
  'call.agreed': { what: 'frame.called', to: 'seller', facts: ({ body }) => ({ lots: body.lots ?? 0 }) },
  // The second acceptance concludes the contract, which is told instead.
  'contract.accepted': { what: 'contract.accepted', only_while: ({ state }) => state === 'agreed' },
  'contract.concluded': { what: 'contract.concluded' },
  'escrow.funded': null,
  'quote.expired': null,
  'contract.expired': null,
  'funding.expired': null,
  'deal.cancelled': null,
};

const ofSample: typeof ofDeal = {
  'sample.requested': { what: 'sample.requested', to: 'seller' },
  'sample.accepted': null,
  'sample.refused': null,
  'sample.withdrawn': null,
  'sample.sent': { what: 'sample.sent', to: 'buyer' },
  'sample.received': null,
};

const answered = (answer: string): Told => ({
  what: 'return.answered',
  to: 'buyer',
  facts: () => ({ answer }),
  until: 'send_by',
});

const ofReturn: typeof ofDeal = {
  'return.requested': { what: 'return.requested', to: 'seller', until: 'answer_by' },
  'return.approved': answered('approved'),
  'return.refused': answered('refused'),
  'return.sent': { what: 'return.sent', to: 'seller' },
  'return.received': null,
  'refund.due': null,
  'refund.short': { what: 'refund.short', to: 'seller' },
  'refund.paid': { what: 'refund.paid', to: 'buyer' },
};

const all = { ...ofDeal, ...ofSample, ...ofReturn };
export const toldEvents: readonly string[] = Object.keys(all);

/**
 * Tells the firm whose turn it is what the other one did in their deal, and lets rest what both were told of earlier
 * steps of the same thing. Bears repetition.
 */
export async function tellFirms(ctx: Ctx, { deal_id, number }: Happened): Promise<Outcome<unknown>> {
  const event = await findEventOfDeal(ctx, deal_id, number);
  assert(event, 'an event that a policy is told of is on the timeline');
  const about = stepOf(event);
  const firms = [event.buyer, event.seller];
  if (about.step > 1)
    await settleNow(
      ctx,
      firms.map((firm) => firm.org_id),
      { ...about, step: about.step - 1 },
    );
  const found = all[event.kind];
  const told = typeof found === 'function' ? found(event) : found;
  if (!told || (told.only_while && !told.only_while(event))) return { told: 0 };
  const readers = told.to ? [event[told.to]] : firms.filter((firm) => firm.org_id !== event.actor_org_id);
  const until = told.until && event.body[told.until];
  const news = readers.map((reader) => ({
    org_id: reader.org_id,
    what: told.what,
    once: `event ${deal_id} ${number}`,
    body: {
      deal_id,
      deal: event.deal_number,
      firm: (reader === event.buyer ? event.seller : event.buyer).name,
      goods: event.goods_title,
      ...told.facts?.(event),
    },
    about,
    ...(typeof until === 'string' ? { ends_at: new Date(until) } : {}),
  }));
  await tell(ctx, news);
  return { told: news.length };
}

/** The thing whose life the event is of. The number of the event is its step: they only go up. */
function stepOf({ deal_id, event_number: step, kind, body }: EventOfDeal): Step {
  if (kind in ofSample) return { subject: `sample ${String(body.sample_id)}`, step };
  if (kind in ofReturn) return { subject: `return ${deal_id} ${String(body.number)}`, step };
  return { subject: `deal ${deal_id}`, step };
}
