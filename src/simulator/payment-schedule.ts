import type { Milestone } from '../modules/deals/index.ts';
import type { Offer } from '../modules/quoting/index.ts';

/** How a demonstration contract pays: parts of the price, and fees of the brokers. */
export type Schedule = Pick<Offer, 'milestones' | 'export_broker_fee' | 'import_broker_fee'>;

/** What the demonstration contracts measure disputes by. */
export const disputesMeasured = {
  quantity_tolerance_bp: 100,
  late_fee_bp: 30,
  late_fee_cap_bp: 500,
  claim_within_days: 60,
  inspection: 'buyer_at_destination',
} as const;

const parts = (...list: [Milestone['due_on'], number, number?][]): Milestone[] =>
  list.map(([due_on, share_bp, after_days]) => ({
    due_on,
    share_bp,
    ...(after_days === undefined ? {} : { after_days }),
  }));

/** A deposit, parts as the goods go, and a tenth held back for a month: every kind of part but one. */
export const inManyParts = parts(
  ['deposit', 2000],
  ['departure', 1500],
  ['arrival', 2500],
  ['acceptance', 3000],
  ['retention', 1000, 30],
);

const schedules = [
  inManyParts,
  parts(['deposit', 3000], ['acceptance', 7000]),
  // Thirds, so that there is a residue.
  parts(['departure', 3333], ['clearance', 3333], ['acceptance', 3334]),
];

/** A made-up fee of a broker: 180.00 in the contract's currency. */
const FEE = '18000';

/**
 * The schedule at a point in [0, 1): four in ten contracts pay in parts. Where freight is dear for the goods all waits
 * for acceptance, because the carrier is paid out of what is due on arrival or later.
 */
export function scheduleAt(point: number, offer: Offer, goods_value: bigint): Schedule {
  const chosen = schedules[Math.floor(point * 7.5)];
  return chosen && affordable(offer, goods_value) ? inParts(chosen, offer) : {};
}

export function inParts(milestones: Milestone[], offer: Pick<Offer, 'insurance'>): Schedule {
  const fee = { amount: FEE, currency: offer.insurance.currency };
  return { milestones, export_broker_fee: fee, import_broker_fee: fee };
}

/** Whether freight and fees are at most a quarter of the price. */
export function affordable({ freight }: Offer, goods_value: bigint): boolean {
  const due = Object.values(freight).reduce((total, m) => total + BigInt(m.amount), BigInt(FEE));
  return due * 4n <= goods_value + due;
}
