import { isWeightWithinTrade, isWithinTrade, lineTotal } from '../../kernel/bounds.ts';
import { parseMilli } from '../../kernel/decimal.ts';
import { type MoneyJson, toJson } from '../../kernel/money.ts';
import { type Listing, tierFor } from '../catalogue/index.ts';
import { fitsUnit } from '../reference/index.ts';

/** Lines that a cart holds at most: as many as one request for a quote. */
export const MOST_LINES = 50;

/** The price of one unit as somebody saw it, and where it is delivered for it. */
export interface SeenPrice {
  amount: string;
  currency: MoneyJson['currency'];
  incoterm: string;
  place: string;
}

/** Why a line cannot be ordered as it stands. */
export type CartProblem =
  | 'not_offered'
  | 'unit_differs'
  | 'below_minimum'
  | 'not_whole'
  | 'not_a_multiple'
  | 'not_enough_left'
  | 'own_offer'
  | 'too_large';

/** What is otherwise than when the line was put into the cart. */
export type CartChange = 'price_up' | 'price_down' | 'currency_changed' | 'delivery_changed';

/** A line of a cart, looked at anew. */
export interface JudgedLine {
  price: SeenPrice | null;
  amount: MoneyJson | null;
  problems: CartProblem[];
  changes: CartChange[];
}

/** The price of a quantity of an offer, by its tier; undefined below the minimum. */
export function priceFor(listing: Listing, quantity: string): SeenPrice | undefined {
  const tier = tierFor(listing.tiers, quantity);
  return tier && { ...tier.price, incoterm: tier.incoterm, place: tier.place };
}

/**
 * A line against the offer as it is now: price and tier, minimum, multiple, unit, and what the shop has left
 * (`left` null or undefined: not counted). Pure.
 */
export function judgeLine(
  line: { quantity: string; unit: string; seen: SeenPrice | null },
  listing: Listing | undefined,
  left: string | null | undefined,
  buyer_org_id: string,
): JudgedLine {
  if (listing?.state !== 'published')
    return { price: null, amount: null, problems: ['not_offered'], changes: [] };
  const problems: CartProblem[] = [];
  const quantity = parseMilli(line.quantity);
  if (listing.seller.org_id === buyer_org_id) problems.push('own_offer');
  if (listing.unit !== line.unit) problems.push('unit_differs');
  if (quantity < parseMilli(listing.moq)) problems.push('below_minimum');
  const multiple = parseMilli(listing.order_multiple ?? '0');
  if (!fitsUnit(line.quantity, listing.unit)) problems.push('not_whole');
  else if (multiple > 0n && quantity % multiple !== 0n) problems.push('not_a_multiple');
  if (typeof left === 'string' && quantity > parseMilli(left)) problems.push('not_enough_left');
  const price = priceFor(listing, line.quantity) ?? null;
  const total = price && lineTotal(line.quantity, unitPrice(price));
  const large =
    (total && !isWithinTrade(total)) || !isWeightWithinTrade(listing.unit_gross_weight_kg, line.quantity);
  if (large) problems.push('too_large');
  return {
    price,
    amount: total && !large ? toJson(total) : null,
    problems,
    changes: price && line.seen ? changesOf(line.seen, price) : [],
  };
}

export const unitPrice = ({ amount, currency }: SeenPrice): MoneyJson => ({ amount, currency });

function changesOf(seen: SeenPrice, now: SeenPrice): CartChange[] {
  const changes: CartChange[] = [];
  if (seen.currency !== now.currency) changes.push('currency_changed');
  else if (BigInt(now.amount) > BigInt(seen.amount)) changes.push('price_up');
  else if (BigInt(now.amount) < BigInt(seen.amount)) changes.push('price_down');
  if (seen.incoterm !== now.incoterm || seen.place !== now.place) changes.push('delivery_changed');
  return changes;
}
