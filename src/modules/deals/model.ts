import type { Terms } from './terms.ts';

/** Who takes part in a deal, and as what. */
export const participantRoles = [
  'buyer',
  'seller',
  'carrier',
  'export_broker',
  'import_broker',
  'export_customs',
  'import_customs',
  'bank',
  'arbiter',
] as const;
export type ParticipantRole = (typeof participantRoles)[number];

export const dealStates = [
  'requested',
  'quoted',
  'agreed',
  'contracted',
  'funded',
  'shipped',
  'delivered',
  'accepted',
  'disputed',
  'settled',
  'closed',
  'lapsed',
  'declined',
  'cancelled',
] as const;
export type DealState = (typeof dealStates)[number];

export interface Participant {
  org_id: string;
  role: ParticipantRole;
}

export interface Party {
  org_id: string;
  name: string;
  country: string;
}

/** The deal as its participants know it. */
export interface Deal {
  deal_id: string;
  number: string;
  state: DealState;
  version: number;
  terms: Terms | null;
  buyer: Party;
  seller: Party;
  buyer_org_id: string;
  seller_org_id: string;
  participants: Participant[];
  parties: string[];
  demo: boolean;
  last_event: number;
  last_hash: string;
  deadline: Date | null;
}

/** One step of a deal. `by` names who may take it; `system` is Sauda carrying out its policies. */
export interface Transition {
  event: string;
  from: readonly DealState[];
  to: DealState;
  by: readonly (ParticipantRole | 'system')[];
}

/** The life of a deal. What is not in this table cannot happen. */
export const transitions: readonly Transition[] = [
  { event: 'quote.offered', from: ['requested', 'quoted'], to: 'quoted', by: ['buyer', 'seller'] },
  { event: 'quote.expired', from: ['requested', 'quoted'], to: 'lapsed', by: ['system'] },
  { event: 'quote.declined', from: ['requested', 'quoted'], to: 'declined', by: ['buyer', 'seller'] },
  { event: 'quote.accepted', from: ['quoted'], to: 'agreed', by: ['buyer', 'seller'] },
  // Called off a frame agreement: the terms were agreed before the deal was opened.
  { event: 'call.agreed', from: ['requested'], to: 'agreed', by: ['buyer'] },
  { event: 'contract.concluded', from: ['agreed'], to: 'contracted', by: ['buyer', 'seller', 'system'] },
  { event: 'contract.expired', from: ['agreed'], to: 'lapsed', by: ['system'] },
  { event: 'funding.expired', from: ['contracted'], to: 'lapsed', by: ['system'] },
  { event: 'shipment.expired', from: ['funded'], to: 'lapsed', by: ['system'] },
  { event: 'escrow.funded', from: ['contracted'], to: 'funded', by: ['buyer', 'system'] },
  {
    event: 'deal.cancelled',
    from: ['agreed', 'contracted', 'funded'],
    to: 'cancelled',
    by: ['buyer', 'seller', 'system'],
  },
  { event: 'consignment.departed', from: ['funded'], to: 'shipped', by: ['carrier', 'system'] },
  { event: 'consignment.arrived', from: ['shipped'], to: 'delivered', by: ['carrier', 'system'] },
  // What was disputed on its way may still arrive: it is recorded, and changes nothing of the dispute or its award.
  ...(['disputed', 'accepted', 'settled'] as const).map(
    (state): Transition => ({
      event: 'consignment.arrived',
      from: [state],
      to: state,
      by: ['carrier', 'system'],
    }),
  ),
  { event: 'goods.accepted', from: ['delivered'], to: 'accepted', by: ['buyer', 'system'] },
  { event: 'retention.ended', from: ['accepted'], to: 'accepted', by: ['system'] },
  // On the way too: what is lost never arrives. After acceptance only while a retention is held; `openDispute` sees to it.
  { event: 'dispute.opened', from: ['shipped', 'delivered', 'accepted'], to: 'disputed', by: ['buyer'] },
  { event: 'dispute.resolved', from: ['disputed'], to: 'accepted', by: ['seller', 'arbiter'] },
  { event: 'escrow.released', from: ['accepted'], to: 'settled', by: ['system'] },
  { event: 'deal.closed', from: ['settled'], to: 'closed', by: ['system'] },
];

export const finalStates: readonly DealState[] = ['closed', 'lapsed', 'declined', 'cancelled'];

export function transitionFor(state: DealState, event: string): Transition | undefined {
  return transitions.find((t) => t.event === event && t.from.includes(state));
}

/** What happens by itself when a deadline passes. */
export const deadlineEvents: Partial<Record<DealState, string>> = {
  requested: 'quote.expired',
  quoted: 'quote.expired',
  agreed: 'contract.expired',
  contracted: 'funding.expired',
  funded: 'shipment.expired',
  delivered: 'goods.accepted',
  accepted: 'retention.ended',
};

/** Something a participant can do next; the web makes a button of it. */
export interface NextAction {
  action: string;
  state: readonly DealState[];
  role: ParticipantRole;
  method: 'POST';
  path: string;
  needs: readonly string[];
  /** It is this participant whom the deal waits for. */
  awaited: boolean;
}

const next = (
  action: string,
  state: DealState[],
  role: ParticipantRole,
  path: string,
  needs: string[] = [],
  awaited = true,
): NextAction => ({
  action,
  state,
  role,
  method: 'POST',
  path,
  needs,
  awaited,
});

/** Whether the buyer may dispute: from departure to acceptance, and then as long as a retention is held back. */
export const disputable = (deal: Pick<Deal, 'state' | 'deadline'>): boolean =>
  deal.state === 'shipped' ||
  deal.state === 'delivered' ||
  (deal.state === 'accepted' && deal.deadline !== null);

/** Whether a deposit was paid to the seller, who can then not cancel: once the escrow is funded. */
export const depositPaid = (deal: Pick<Deal, 'state' | 'terms'>): boolean =>
  deal.state === 'funded' && (deal.terms?.milestones ?? []).some((m) => m.due_on === 'deposit');

/** Whether an action of the table is possible in this very deal. */
export function isPossible(deal: Deal, { action, role }: NextAction): boolean {
  if (action === 'open-dispute') return disputable(deal);
  return !(action === 'cancel-deal' && role === 'seller' && depositPaid(deal));
}

export const nextActions: readonly NextAction[] = [
  next('offer-quote', ['requested'], 'seller', '/deals/:deal_id/quotes', ['offer']),
  next('accept-quote', ['quoted'], 'buyer', '/deals/:deal_id/quotes/acceptance', ['quote_number']),
  next(
    'decline-quote',
    ['requested', 'quoted'],
    'seller',
    '/deals/:deal_id/quotes/refusal',
    ['reason'],
    false,
  ),
  next('decline-quote', ['quoted'], 'buyer', '/deals/:deal_id/quotes/refusal', ['reason'], false),
  // Who may accept, buyer or seller, turns on who made the newest offer; `showDeal` sees to it.
  next('accept-quote', ['quoted'], 'seller', '/deals/:deal_id/quotes/acceptance', ['quote_number'], false),
  next('counter-offer', ['quoted'], 'buyer', '/deals/:deal_id/quotes', ['offer'], false),
  next('counter-offer', ['quoted'], 'seller', '/deals/:deal_id/quotes', ['offer'], false),
  next('accept-contract', ['agreed'], 'buyer', '/deals/:deal_id/contract/acceptances'),
  next('accept-contract', ['agreed'], 'seller', '/deals/:deal_id/contract/acceptances'),
  next('fund-escrow', ['contracted'], 'buyer', '/deals/:deal_id/escrow/funding'),
  next(
    'cancel-deal',
    ['agreed', 'contracted', 'funded'],
    'buyer',
    '/deals/:deal_id/cancellation',
    ['reason'],
    false,
  ),
  next(
    'cancel-deal',
    ['agreed', 'contracted', 'funded'],
    'seller',
    '/deals/:deal_id/cancellation',
    ['reason'],
    false,
  ),
  next('accept-goods', ['delivered'], 'buyer', '/deals/:deal_id/goods/acceptance'),
  next(
    'open-dispute',
    ['shipped', 'delivered', 'accepted'],
    'buyer',
    '/deals/:deal_id/disputes',
    ['reason', 'description', 'claim'],
    false,
  ),
  next('resolve-dispute', ['disputed'], 'arbiter', '/deals/:deal_id/disputes/resolution', [
    'to_buyer',
    'reason',
    'evidence',
  ]),
  next('resolve-dispute', ['disputed'], 'seller', '/deals/:deal_id/disputes/resolution', [
    'to_buyer',
    'reason',
  ]),
];

/** How long both sides have to accept a contract, from a quote or out of a frame agreement. */
export const CONTRACT_WITHIN_DAYS = 7;
