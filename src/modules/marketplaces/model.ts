import { Type } from 'typebox';
import { DAY_MS } from '../../kernel/days.ts';
import { linePattern } from '../../kernel/text.ts';
import { Instant, Line, MoneySchema, Nullable, PositiveMoneySchema, Uuid } from '../../platform/index.ts';
import { marketplaceKinds } from './formats/index.ts';
import type { Fault } from './port.ts';

/** Bounds of one sync: what is left over comes with the next. */
export const limits = {
  offers: 2000,
  pages: 10,
  orders: 300,
  /** Marketplaces list what waits; older orders are looked into by hand. */
  look_back_ms: 14 * DAY_MS,
  lease_ms: 10 * 60_000,
  /** Nothing more is asked of a marketplace that has taken this long: other shops wait for their turn. */
  sync_ms: 2 * 60_000,
  connections: 20,
  connections_at_once: 50,
} as const;

const INTERVAL_MS = 10 * 60_000;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 6 * 3_600_000;

/**
 * When a connection is looked at again: after the interval; after what the marketplace asks for; or at waits that
 * double from half a minute to six hours, spread by a quarter so that many shops do not come back at one instant.
 */
export function nextWait(fault: Fault | undefined, attempts: number, dice: number): number {
  if (!fault) return INTERVAL_MS;
  const own_ms = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempts - 1, 20));
  const wait_ms = fault.kind === 'throttled' ? Math.max(fault.wait_ms, FIRST_WAIT_MS) : own_ms;
  return Math.round(wait_ms * (1 + dice / 4));
}

/** May be left empty. */
const Loose = (longest: number) =>
  Type.Union([Type.Literal(''), Type.String({ maxLength: longest, pattern: linePattern })]);

export const connectionInput = {
  kind: Type.Enum([...marketplaceKinds]),
  name: Line(80),
  /** Only for a REST marketplace; Kaspi and Satu have their own. */
  base_url: Type.Optional(Type.String({ minLength: 8, maxLength: 300 })),
  token: Type.String({ minLength: 1, maxLength: 2000, pattern: '^[\\x21-\\x7e]+$' }),
  merchant_id: Loose(60),
  store_id: Loose(60),
  /** Where the goods are delivered to: a place on the list. */
  place_to: Line(40),
  /** Imports the goods for the shop's customers, and so is the buyer of the deals. */
  buyer_org_id: Uuid,
};

export const offerInput = {
  sku: Line(64),
  brand: Loose(80),
  category: Loose(120),
  price: PositiveMoneySchema,
  stock: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
  /** False takes it out of the shop. */
  offered: Type.Optional(Type.Boolean({ default: true })),
};

const Counts = Type.Object({
  offers: Type.Integer(),
  pulled: Type.Integer(),
  repeated: Type.Integer(),
  opened: Type.Integer(),
  acknowledged: Type.Integer(),
});

/** A connection as the merchant sees it; the token never leaves. */
export const ConnectionSchema = Type.Object({
  connection_id: Uuid,
  kind: Type.Enum([...marketplaceKinds]),
  name: Type.String(),
  base_url: Type.String(),
  merchant_id: Type.String(),
  store_id: Type.String(),
  place_to: Type.String(),
  buyer_org_id: Uuid,
  buyer_name: Type.String(),
  buyer_agreed: Type.Boolean(),
  feed_url: Nullable(Type.String()),
  state: Type.Enum(['paused', 'active', 'closed']),
  attempts: Type.Integer(),
  next_sync_at: Nullable(Instant),
  last_sync_at: Nullable(Instant),
  last_ok_at: Nullable(Instant),
  last_fault: Nullable(Type.Object({ kind: Type.String(), reason: Type.String() })),
  last_counts: Nullable(Counts),
  problems: Type.Integer(),
});

export const ShopOfferSchema = Type.Object({
  sku: Type.String(),
  listing_id: Uuid,
  title: Type.String(),
  brand: Type.String(),
  category: Type.String(),
  price: MoneySchema,
  stock: Type.Integer(),
  offered: Type.Boolean(),
  changed_at: Instant,
  sent_at: Nullable(Instant),
});

export const ProblemSchema = Type.Object({
  topic: Type.Enum(['catalogue', 'price', 'order']),
  row: Type.String(),
  reason: Type.String(),
  detail: Type.String(),
  first_at: Instant,
  last_at: Instant,
});

export const OrderSchema = Type.Object({
  order_id: Uuid,
  connection_id: Uuid,
  shop: Type.String(),
  number: Type.String(),
  placed_at: Nullable(Instant),
  total: MoneySchema,
  lines: Type.Array(Type.Object({ sku: Type.String(), title: Type.String(), quantity: Type.String() })),
  state: Type.Enum(['received', 'refused', 'opened', 'acknowledged']),
  deal_id: Nullable(Uuid),
  deal_number: Nullable(Type.String()),
  refusal: Nullable(
    Type.Object({ code: Type.String(), params: Type.Object({}, { additionalProperties: true }) }),
  ),
  received_at: Instant,
});
