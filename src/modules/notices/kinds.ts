import { Type } from 'typebox';

/**
 * What there can be news of, and what settles each: events of the deal's timeline, use cases, and `clock` where its
 * time ends (`ends_at`). Null: it only tells, and asks for nothing. The facts of each are named where the news is made.
 */
export const settledBy = {
  'offers.found': null,
  'introduction.made': ['matching.answer-introduction', 'matching.record-outcome'],
  'introduction.answered': null,
  'day.invited': ['matching.attend-day', 'matching.withdraw-from-day', 'matching.call-off-day', 'clock'],
  'day.published': ['matching.call-off-day', 'clock'],
  'day.changed': ['matching.call-off-day', 'clock'],
  'day.called_off': null,
  'message.sent': null,
  'rfq.received': ['quote.offered', 'quote.declined', 'quote.expired', 'call.agreed'],
  'quote.received': ['quote.offered', 'quote.accepted', 'quote.declined', 'quote.expired'],
  'quote.countered': ['quote.offered', 'quote.accepted', 'quote.declined', 'quote.expired'],
  'quote.accepted': ['contract.accepted', 'contract.concluded', 'contract.expired', 'deal.cancelled'],
  'quote.declined': null,
  'frame.proposed': ['agreements.answer-frame', 'agreements.approve-frame', 'clock'],
  'frame.answered': null,
  'frame.prices_proposed': ['agreements.answer-prices', 'agreements.approve-frame', 'clock'],
  'frame.prices_answered': null,
  'frame.called': ['contract.accepted', 'contract.concluded', 'contract.expired', 'deal.cancelled'],
  'contract.accepted': ['contract.concluded', 'contract.expired', 'deal.cancelled'],
  'contract.concluded': ['escrow.funded', 'funding.expired', 'deal.cancelled'],
  'approval.asked': ['deals.approve-contract', 'agreements.approve-frame', 'clock'],
  'sample.requested': ['sample.accepted', 'sample.refused', 'sample.withdrawn'],
  'sample.sent': ['sample.received'],
  'return.requested': ['return.approved', 'return.refused', 'return.sent', 'clock'],
  'return.answered': ['return.sent', 'refund.paid', 'clock'],
  'return.sent': ['return.received', 'refund.paid'],
  'refund.short': ['refund.due', 'refund.paid'],
  'refund.paid': null,
  'order.placed': ['orders.confirm-order', 'orders.refuse-order', 'orders.cancel-order', 'clock'],
  'order.cancelled': null,
  'order.return_asked': ['orders.answer-return', 'clock'],
  'notice.test': null,
} as const satisfies Record<string, readonly string[] | null>;

export type NoticeKind = keyof typeof settledBy;
/** Kinds that only tell. */
export type TellingKind = { [K in NoticeKind]: (typeof settledBy)[K] extends null ? K : never }[NoticeKind];
export const noticeKinds = Object.keys(settledBy) as NoticeKind[];
export const NoticeKindSchema = Type.Unsafe<NoticeKind>({ type: 'string', enum: [...noticeKinds] });
