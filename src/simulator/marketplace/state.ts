import type { Random } from '../../kernel/random.ts';

/** An order of a made-up customer. Ids are whole numbers, because Satu knows no others. */
export interface SimulatedOrder {
  id: number;
  number: string;
  placed_at: Date;
  lines: { sku: string; title: string; quantity: number; unit_price_major: number }[];
  acknowledged: number;
}

/** How often what goes wrong, each from 0 to 1. */
export interface MarketplaceFaults {
  /** 429 with Retry-After. */
  throttled: number;
  /** 500, 502 or 503. */
  broken: number;
  /** The connection is cut before anything was done. */
  cut: number;
  /** It was done, and the connection is cut before the answer: the worst for who counts. */
  lost: number;
  /** An answer that is no JSON. */
  garbage: number;
  /** An order stands twice on a page, or is listed although it was acknowledged. */
  repeated: number;
}

export const noFaults: MarketplaceFaults = {
  throttled: 0,
  broken: 0,
  cut: 0,
  lost: 0,
  garbage: 0,
  repeated: 0,
};
export const manyFaults: MarketplaceFaults = {
  throttled: 0.08,
  broken: 0.08,
  cut: 0.05,
  lost: 0.08,
  garbage: 0.03,
  repeated: 0.3,
};

/** What one marketplace knows. */
export interface MarketplaceState {
  token: string;
  page_size: number;
  orders: SimulatedOrder[];
  /** What was pushed last, by SKU. */
  offers: Map<string, Record<string, unknown>>;
  prices: Map<string, { price: unknown; stock: unknown }>;
  /** SKUs that the marketplace does not take, and what it says. */
  refused: Map<string, string>;
  imports: number;
  faults: MarketplaceFaults;
  random: Random;
}

/** Orders that wait to be acknowledged, some again and some twice, in no order that means anything. */
export function waitingOrders(state: MarketplaceState): SimulatedOrder[] {
  const { random, faults } = state;
  const listed = state.orders.flatMap((order) => {
    if (order.acknowledged > 0) return random() < faults.repeated / 4 ? [order] : [];
    return random() < faults.repeated ? [order, order] : [order];
  });
  for (let i = listed.length - 1; i > 0 && faults.repeated > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const [a, b] = [listed[i], listed[j]];
    if (a && b) {
      listed[i] = b;
      listed[j] = a;
    }
  }
  return listed;
}

/** Counts an acknowledgement; false when there is no such order. */
export function acknowledgeOrder(state: MarketplaceState, id: number): boolean {
  const order = state.orders.find((o) => o.id === id);
  if (!order) return false;
  order.acknowledged += 1;
  return true;
}

export function totalMajor(order: SimulatedOrder): number {
  return order.lines.reduce((sum, line) => sum + line.quantity * line.unit_price_major, 0);
}
