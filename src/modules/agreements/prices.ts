import { type Static, Type } from 'typebox';
import { parseMilli } from '../../kernel/decimal.ts';
import { add, applyRatio, fromJson, toJson } from '../../kernel/money.ts';
import { PositiveMoneySchema } from '../../platform/index.ts';
import { priceOf, type Terms } from '../deals/index.ts';
import { type FrameState, type Tier, TierSchema } from './model.ts';

/** Changes of prices that one frame can have, refused ones included. */
export const MOST_CHANGES = 100;

export const LinePrices = Type.Array(
  Type.Object(
    { line: Type.Integer({ minimum: 1, maximum: 200 }), unit_price: PositiveMoneySchema },
    { additionalProperties: false },
  ),
  { minItems: 1, maxItems: 50 },
);
export const Tiers = Type.Array(TierSchema, { maxItems: 50 });

/** What one side proposes: unit prices of some lines of the lot, with their steps, from a day on. */
export interface NewPrices {
  /** First day (UTC) on which a call-off has these prices. */
  from_day: string;
  prices: Static<typeof LinePrices>;
  tiers: Tier[];
}

/** The lot with other unit prices: amounts of the lines and the price are counted anew. */
export function lotAt(lot: Terms, prices: NewPrices['prices']): Terms {
  const goods = lot.goods.map((line) => {
    const unit_price = prices.find((p) => p.line === line.line)?.unit_price ?? line.unit_price;
    const amount = toJson(applyRatio(fromJson(unit_price), parseMilli(line.quantity), 1000n));
    return { ...line, unit_price, amount };
  });
  const nothing = { amount: '0', currency: lot.price.currency };
  const priced = { ...lot, goods };
  return { ...priced, price: toJson(add(fromJson(nothing), priceOf(priced))) };
}

/** Prices name lines of the lot, each once, in its currency and above nothing, and at least one is another. */
export function pricesFit(lot: Terms, prices: NewPrices['prices']): boolean {
  const lines = new Map(lot.goods.map((line) => [line.line, line]));
  return (
    new Set(prices.map((p) => p.line)).size === prices.length &&
    prices.every(
      ({ line, unit_price }) =>
        lines.get(line)?.unit_price.currency === unit_price.currency && BigInt(unit_price.amount) > 0n,
    )
  );
}

/**
 * The lot and its steps as a call-off of this day has them: what was agreed first, then each agreed change whose day has
 * come, the later over the earlier. A change of a line replaces its price and its steps. `prices_from`: the day of the
 * newest change that holds; null, the frame's own prices.
 */
export function pricesOn(
  frame: { lot: Terms; tiers: readonly Tier[] },
  changes: readonly (NewPrices & { state: FrameState })[],
  day: string,
): { lot: Terms; tiers: Tier[]; prices_from: string | null } {
  const inForce = changes
    .filter((c) => c.state === 'active' && c.from_day <= day)
    .sort((a, b) => (a.from_day < b.from_day ? -1 : 1));
  let { lot } = frame;
  let tiers = [...frame.tiers];
  for (const change of inForce) {
    const changed = new Set(change.prices.map((p) => p.line));
    lot = lotAt(lot, change.prices);
    tiers = [...tiers.filter((t) => !changed.has(t.line)), ...change.tiers];
  }
  return { lot, tiers, prices_from: inForce.at(-1)?.from_day ?? null };
}
