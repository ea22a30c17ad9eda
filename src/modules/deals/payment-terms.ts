import { type Static, Type } from 'typebox';
import { DAY_MS, daysAfter } from '../../kernel/days.ts';
import { allocate, fromJson, type Money, sum } from '../../kernel/money.ts';
import { PositiveMoneySchema } from '../../platform/index.ts';
import type { Terms } from './terms.ts';

/** What a part of the price may wait for, in the order in which a deal goes. */
export const milestoneKinds = [
  'deposit',
  'departure',
  'arrival',
  'clearance',
  'acceptance',
  'retention',
] as const;
export type MilestoneKind = (typeof milestoneKinds)[number];

/** A part of the price and what it waits for: a share in basis points or an amount in the contract's currency. */
export const Milestone = Type.Object(
  {
    due_on: Type.Enum([...milestoneKinds]),
    share_bp: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
    amount: Type.Optional(PositiveMoneySchema),
    /** Days from the acceptance of the goods until the retention is due. */
    after_days: Type.Optional(Type.Integer({ minimum: 1, maximum: 365 })),
  },
  { additionalProperties: false },
);
export type Milestone = Static<typeof Milestone>;

/** A part of the price as it will be paid. */
export interface PricePart {
  due_on: MilestoneKind;
  money: Money;
  after_days: number | null;
}

/** All on acceptance, unless the contract says otherwise. */
const allOnAcceptance: Milestone[] = [{ due_on: 'acceptance', share_bp: 10_000 }];

type Schedule = Pick<Terms, 'price' | 'milestones'>;

/**
 * The parts of the price. Shares are rounded down and the minor units that are left over go one by one to the
 * largest remainders, to the earlier part where they are equal; so the parts always sum to the price.
 */
export function priceParts(terms: Schedule): PricePart[] {
  const milestones = terms.milestones ?? allOnAcceptance;
  const price = fromJson(terms.price);
  const byShare = milestones.every((m) => m.share_bp !== undefined);
  const amounts = byShare
    ? allocate(
        price,
        milestones.map((m) => BigInt(m.share_bp ?? 0)),
      )
    : milestones.map((m) => fromJson(m.amount ?? { amount: '0', currency: price.currency }));
  return milestones.flatMap((m, at): PricePart[] => {
    const money = amounts[at];
    return money ? [{ due_on: m.due_on, money, after_days: m.after_days ?? null }] : [];
  });
}

/** Days from acceptance until the retention is due; undefined when nothing is retained. */
export function retentionDays(terms: Pick<Terms, 'milestones'>): number | undefined {
  return terms.milestones?.find((m) => m.due_on === 'retention')?.after_days;
}

/** Days after the latest day of shipment when what is held goes back to the buyer, unless terms say otherwise. */
const LAPSE_AFTER_DAYS = 14;
/** When the escrow of goods that have not departed goes back to the buyer: so many days after the day of shipment. */
export function shipmentDeadline(terms: Pick<Terms, 'ship_by' | 'lapse_after_days'>): Date {
  const days = (terms.lapse_after_days ?? LAPSE_AFTER_DAYS) + 1;
  return new Date(Date.parse(`${terms.ship_by}T00:00:00Z`) + days * DAY_MS);
}

/** Days after the handover when goods that nobody disputed count as accepted, unless terms say otherwise. */
const ACCEPT_WITHIN_DAYS = 14;

export const acceptanceDays = (terms: Pick<Terms, 'accept_within_days'>): number =>
  terms.accept_within_days ?? ACCEPT_WITHIN_DAYS;

/** What the deal waits for from now on, once the buyer has the goods or has accepted them; null: for nothing. */
export function deadlineAfter(event: string, terms: Terms | null, now: Date): Date | null {
  if (!terms) return null;
  const days =
    event === 'consignment.delivered'
      ? acceptanceDays(terms)
      : event === 'goods.accepted'
        ? retentionDays(terms)
        : undefined;
  return days ? daysAfter(now, days) : null;
}

/** The parts that are due at this stage or later, together. */
export function dueFrom(terms: Schedule, stage: MilestoneKind): Money {
  const from = milestoneKinds.indexOf(stage);
  return sum(
    priceParts(terms)
      .filter((p) => milestoneKinds.indexOf(p.due_on) >= from)
      .map((p) => p.money),
    terms.price.currency,
  );
}

/** What is wrong with milestones that have the right shape; the first fault only. Costs: what must be left to pay. */
export function milestoneError(
  terms: Schedule,
  costs: { freight: Money; export_broker: Money },
): { path: string; code: string; message: string } | undefined {
  const { milestones } = terms;
  const { currency } = terms.price;
  const wrong = (code: string, message: string) => ({ path: '/milestones', code, message });
  if (milestones) {
    const order = milestones.map((m) => milestoneKinds.indexOf(m.due_on));
    if (order.some((at, i) => i > 0 && at <= (order[i - 1] ?? -1)))
      return wrong('milestones_out_of_order', `each once, in the order ${milestoneKinds.join(', ')}`);
    const shares = milestones.filter((m) => m.share_bp !== undefined);
    const amounts = milestones.filter((m) => m.amount !== undefined);
    if (shares.length + amounts.length !== milestones.length || (shares.length > 0 && amounts.length > 0))
      return wrong('milestones_mixed', 'either a share for each or an amount for each');
    if (amounts.some((m) => m.amount?.currency !== currency))
      return wrong('mixed_currencies', 'all amounts must be in the contract currency');
    const total =
      shares.length > 0
        ? shares.reduce((n, m) => n + BigInt(m.share_bp ?? 0), 0n) === 10_000n
        : amounts.reduce((n, m) => n + BigInt(m.amount?.amount ?? 0), 0n) === BigInt(terms.price.amount);
    if (!total) return wrong('milestones_do_not_add_up', 'shares sum to 10,000, amounts to the price');
    if (milestones.some((m) => (m.due_on === 'retention') !== (m.after_days !== undefined)))
      return wrong('retention_days', 'days are given for the retention, and only there');
    if (priceParts(terms).some((p) => p.money.amount <= 0n))
      return wrong('milestone_empty', 'every part must be at least one minor unit');
  }
  const late = dueFrom(terms, 'arrival').amount;
  const costsTotal = costs.freight.amount + costs.export_broker.amount;
  if (costs.freight.amount > late || costsTotal > dueFrom(terms, 'departure').amount)
    return wrong(
      'milestones_leave_too_little',
      `freight in the price is paid out of what is due on arrival or later (${late}), the broker on departure or later`,
    );
  return undefined;
}
