import { type Static, Type } from 'typebox';
import { DAY_MS } from '../../kernel/days.ts';
import { formatMilli, parseMilli } from '../../kernel/decimal.ts';
import { applyRatio, fromJson, type Money, type MoneyJson, sum, toJson } from '../../kernel/money.ts';
import { DecimalText } from '../../platform/index.ts';
import { goodsAmount, type Terms } from './terms.ts';

/** What the buyer received of a line, in its unit. */
export const Received = Type.Object(
  { line: Type.Integer({ minimum: 1, maximum: 200 }), quantity: DecimalText },
  { additionalProperties: false },
);

/** A claim as the contract's own terms measure it, with all that it is worked out from. */
export type MeasuredClaim =
  | { rule: 'late_fee'; days: number; fee_bp: number; cap_bp: number; base: MoneyJson; amount: MoneyJson }
  | {
      rule: 'short_quantity';
      tolerance_bp: number;
      lines: { line: number; agreed: string; received: string; within_tolerance: boolean }[];
      amount: MoneyJson;
    };

/**
 * The fee for lateness: amount of the goods × fee × days, at most the cap; undefined where none was agreed. Days are
 * counted from the day after `ship_by` to the day of departure, or to today while the goods have not departed, by UTC.
 * Rounded half away from zero to the minor unit.
 */
export function lateFee(terms: Terms, departed_on: Date): MeasuredClaim | undefined {
  const { late_fee_bp: fee_bp, late_fee_cap_bp: cap_bp } = terms;
  if (fee_bp === undefined || cap_bp === undefined) return undefined;
  const day = (at: number) => Math.floor(at / DAY_MS);
  const days = Math.max(0, day(departed_on.getTime()) - day(Date.parse(`${terms.ship_by}T00:00:00Z`)));
  const base = goodsAmount(terms);
  const share_bp = BigInt(Math.min(fee_bp * days, cap_bp));
  return {
    rule: 'late_fee',
    days,
    fee_bp,
    cap_bp,
    base: toJson(base),
    amount: toJson(applyRatio(base, share_bp, 10_000n)),
  };
}

/**
 * What is missing at the price of its line; a line that lacks no more than the tolerance counts as delivered whole.
 * Without an agreed tolerance every missing unit counts. Lines that are not named were received whole. Undefined when a
 * line is not of the contract or is named twice.
 */
export function shortQuantity(
  terms: Terms,
  received: readonly Static<typeof Received>[],
): MeasuredClaim | undefined {
  const tolerance_bp = terms.quantity_tolerance_bp ?? 0;
  const amounts: Money[] = [];
  const lines: Extract<MeasuredClaim, { rule: 'short_quantity' }>['lines'] = [];
  for (const { line, quantity } of received) {
    const goods = terms.goods.find((one) => one.line === line);
    if (!goods || lines.some((one) => one.line === line)) return undefined;
    const [agreed, got] = [parseMilli(goods.quantity), parseMilli(quantity)];
    const short = agreed > got ? agreed - got : 0n;
    const within_tolerance = short * 10_000n <= agreed * BigInt(tolerance_bp);
    if (!within_tolerance) amounts.push(applyRatio(fromJson(goods.unit_price), short, 1000n));
    lines.push({ line, agreed: formatMilli(agreed), received: formatMilli(got), within_tolerance });
  }
  return {
    rule: 'short_quantity',
    tolerance_bp,
    lines,
    amount: toJson(sum(amounts, terms.price.currency)),
  };
}
