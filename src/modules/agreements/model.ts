import { type Static, Type } from 'typebox';
import { formatMilli, parseMilli } from '../../kernel/decimal.ts';
import { add, applyRatio, fromJson, type MoneyJson, toJson } from '../../kernel/money.ts';
import { PositiveMoneySchema } from '../../platform/index.ts';
import { priceOf, type Terms } from '../deals/index.ts';

export const TierSchema = Type.Object(
  {
    from_lots: Type.Integer({ minimum: 2, maximum: 10_000 }),
    line: Type.Integer({ minimum: 1, maximum: 200 }),
    unit_price: PositiveMoneySchema,
  },
  { additionalProperties: false },
);
export type Tier = Static<typeof TierSchema>;

/** `held`: it waits for a second person of the firm that proposes it. */
export type FrameState = 'held' | 'proposed' | 'active' | 'refused';

/** Whether price steps fit: lines of the lot, its currency, never dearer with more lots, none said twice. */
export function tiersFit(lot: Terms, tiers: readonly Tier[]): boolean {
  return (
    lot.goods.every((goods) => {
      const steps = tiers.filter((t) => t.line === goods.line).sort((a, b) => a.from_lots - b.from_lots);
      return steps.every((step, index) => {
        const before = steps[index - 1];
        const price = before?.unit_price ?? goods.unit_price;
        return (
          step.unit_price.currency === goods.unit_price.currency &&
          BigInt(step.unit_price.amount) > 0n &&
          BigInt(step.unit_price.amount) <= BigInt(price.amount) &&
          before?.from_lots !== step.from_lots
        );
      });
    }) && tiers.every((t) => lot.goods.some((g) => g.line === t.line))
  );
}

/** A fixed part of the price is of a deal, not of a lot; fees of brokers are for each deal and stay as they are. */
export const goesByLots = (lot: Terms): boolean =>
  (lot.milestones ?? []).every((part) => part.share_bp !== undefined);

const MOST_AMOUNT = 10n ** 18n;

/** Whether so many lots cost more than an amount can say (eighteen digits); asked before anything is counted. */
export function tooLarge(lot: Terms, lots: number, prices: readonly Omit<Tier, 'from_lots'>[] = []): boolean {
  const carriage = [...Object.values(lot.freight), lot.insurance].reduce(
    (all, m) => all + BigInt(m.amount),
    0n,
  );
  const goods = lot.goods.reduce((all, g) => {
    const { amount } = prices.find((p) => p.line === g.line)?.unit_price ?? g.unit_price;
    return all + (BigInt(amount) * parseMilli(g.quantity)) / 1000n + 1n;
  }, 0n);
  return (goods + carriage) * BigInt(lots) >= MOST_AMOUNT;
}

/** What a line of a deal can say: packages, and fifteen digits before the point of quantity and weights. */
const MOST_PACKAGES = 1_000_000;
const MOST_MILLI = 10n ** 18n;

/** Whether a deal over so many lots could not be written down. */
export const callTooLarge = (lot: Terms, lots: number): boolean =>
  tooLarge(lot, lots) ||
  lot.goods.some(
    (g) =>
      g.packages * lots > MOST_PACKAGES ||
      [g.quantity, g.net_weight_kg, g.gross_weight_kg].some(
        (m) => parseMilli(m) * BigInt(lots) >= MOST_MILLI,
      ),
  );

/** The terms of a call of so many lots: everything that is counted or weighed is multiplied, the price adds up. */
export function termsOfCall(
  lot: Terms,
  tiers: readonly Tier[],
  call: { lots: number; ship_by: string; valid_until: string },
): Terms {
  const n = BigInt(call.lots);
  const times = (m: MoneyJson): MoneyJson => toJson(applyRatio(fromJson(m), n, 1n));
  const milli = (text: string): string => formatMilli(parseMilli(text) * n);
  const goods = lot.goods.map((g) => {
    const step = tiers
      .filter((t) => t.line === g.line && t.from_lots <= call.lots)
      .sort((a, b) => b.from_lots - a.from_lots)[0];
    const unit_price = step?.unit_price ?? g.unit_price;
    const quantity = milli(g.quantity);
    return {
      ...g,
      quantity,
      packages: g.packages * call.lots,
      net_weight_kg: milli(g.net_weight_kg),
      gross_weight_kg: milli(g.gross_weight_kg),
      unit_price,
      amount: toJson(applyRatio(fromJson(unit_price), parseMilli(quantity), 1000n)),
    };
  });
  const terms: Terms = {
    ...lot,
    goods,
    freight: {
      to_frontier: times(lot.freight.to_frontier),
      at_frontier: times(lot.freight.at_frontier),
      after_frontier: times(lot.freight.after_frontier),
    },
    insurance: times(lot.insurance),
    ship_by: call.ship_by,
    valid_until: call.valid_until,
  };
  const nothing = { amount: '0', currency: lot.price.currency };
  terms.price = toJson(add(fromJson(nothing), priceOf(terms)));
  return terms;
}
