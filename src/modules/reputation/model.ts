import { type Static, Type } from 'typebox';
import { dayOf } from '../../kernel/days.ts';
import type { SellerFacts } from '../deals/index.ts';

/** How far back figures look, and how many deals of one seller are counted at most. */
export const MONTHS = 24;
export const DEALS_LIMIT = 50_000;
/** Days after the closing within which a side may write. */
export const REVIEW_DAYS = 60;
/** Fewer cases than this are told as a count: a share of three is noise that looks like knowledge. */
export const SMALL = 10;

export const figureNames = ['on_time', 'claims', 'refusals', 'answers', 'repeat_buyers'] as const;
export type FigureName = (typeof figureNames)[number];

/** `count` of `of` cases; `share_percent` only where there are enough. */
const Counted = Type.Object({
  count: Type.Integer(),
  of: Type.Integer(),
  share_percent: Type.Union([Type.Integer(), Type.Null()]),
});
export const FiguresSchema = Type.Object({
  /** Contracts concluded in the period. */
  contracts: Type.Integer(),
  /** Departed by the contract's day, of those that departed or whose day has passed. */
  on_time: Counted,
  /** Deals with a claim, of those that arrived. */
  claims: Counted,
  /** Claims after which money went back. */
  claims_upheld: Type.Integer(),
  /** Declarations refused, of those lodged. */
  refusals: Counted,
  /** Requests answered, of those asked; and how long half of the answers took at most. */
  answers: Counted,
  answer_hours: Type.Union([Type.Integer(), Type.Null()]),
  /** Buyers with two contracts or more, of all buyers with one. */
  repeat_buyers: Counted,
});
export type Figures = Static<typeof FiguresSchema>;

const counted = (count: number, of: number): Static<typeof Counted> => ({
  count,
  of,
  share_percent: of >= SMALL ? Math.round((count * 100) / of) : null,
});

/** Whether goods left by the last day of shipment, in UTC; undefined while that is open. */
export function shippedOnTime(facts: SellerFacts, today: string): boolean | undefined {
  if (facts.concluded_at === null || facts.ship_by === null) return undefined;
  if (facts.departed_at) return dayOf(facts.departed_at) <= facts.ship_by;
  // A contract that ended before its goods left was given up, not late.
  return facts.ended || today <= facts.ship_by ? undefined : false;
}

/** Which deals a figure counts, and which of them speak for the count. */
export function partsOf(
  name: FigureName,
  facts: readonly SellerFacts[],
  today: string,
): { facts: SellerFacts; counts: boolean }[] {
  if (name === 'on_time')
    return facts.flatMap((f) => {
      const on_time = shippedOnTime(f, today);
      return on_time === undefined ? [] : [{ facts: f, counts: on_time }];
    });
  if (name === 'claims')
    return facts.filter((f) => f.arrived_at).map((f) => ({ facts: f, counts: f.claims > 0 }));
  if (name === 'refusals')
    return facts
      .filter((f) => f.declarations > 0)
      .map((f) => ({ facts: f, counts: f.declarations_refused > 0 }));
  if (name === 'answers') return facts.map((f) => ({ facts: f, counts: f.answered_at !== null }));
  const contracts = facts.filter((f) => f.concluded_at);
  const times = new Map<string, number>();
  for (const { buyer_org_id } of contracts) times.set(buyer_org_id, (times.get(buyer_org_id) ?? 0) + 1);
  return contracts.map((f) => ({ facts: f, counts: (times.get(f.buyer_org_id) ?? 0) > 1 }));
}

/** The figures of one seller from its deals. */
export function figuresOf(facts: readonly SellerFacts[], today: string): Figures {
  const count = (name: FigureName) => {
    const parts = partsOf(name, facts, today);
    return counted(parts.filter((p) => p.counts).length, parts.length);
  };
  const sum = (read: (f: SellerFacts) => number): number => facts.reduce((n, f) => n + read(f), 0);
  const buyers = partsOf('repeat_buyers', facts, today);
  const different = (of: typeof buyers): number => new Set(of.map((p) => p.facts.buyer_org_id)).size;
  const hours = facts
    .flatMap((f) => (f.answered_at ? [(f.answered_at.getTime() - f.asked_at.getTime()) / 3_600_000] : []))
    .sort((a, b) => a - b);
  const middle = hours[Math.floor((hours.length - 1) / 2)];
  return {
    contracts: buyers.length,
    on_time: count('on_time'),
    claims: count('claims'),
    claims_upheld: sum((f) => f.claims_upheld),
    refusals: counted(
      sum((f) => f.declarations_refused),
      sum((f) => f.declarations),
    ),
    answers: count('answers'),
    answer_hours: middle === undefined ? null : Math.max(1, Math.round(middle)),
    repeat_buyers: counted(different(buyers.filter((p) => p.counts)), different(buyers)),
  };
}
