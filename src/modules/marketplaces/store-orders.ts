import type { Currency } from '../../kernel/money.ts';
import type { JsonObject } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/index.ts';
import type { RemoteLine, RemoteOrder, RowFault, ShopOffer } from './port.ts';
import type { ConnectionKey } from './store-connections.ts';

export interface OfferRow {
  sku: string;
  listing_id: string;
  title: string;
  description: string;
  brand: string;
  category: string;
  price_amount: bigint;
  price_currency: Currency;
  stock: number;
  offered: boolean;
  changed_at: Date;
  sent_at: Date | null;
}
interface OrderKey {
  org_id: string;
  shop: string;
  remote_id: string;
}

const offerColumns = `sku, listing_id, title, description, brand, category, price_amount, price_currency, stock, offered,
  changed_at, sent_at`;

/** All offers of a shop, by SKU. */
export function selectOffers(tx: Tx, key: ConnectionKey, limit: number): Promise<OfferRow[]> {
  return tx.rows(
    `select ${offerColumns} from marketplaces.offer where org_id = $1 and connection_id = $2 order by sku limit $3`,
    [key.org_id, key.connection_id, limit],
  );
}

export async function countOtherOffers(tx: Tx, key: ConnectionKey, listing_id: string): Promise<number> {
  const { n } = await tx.one<{ n: number }>(
    `select count(*)::int as n from marketplaces.offer where org_id = $1 and connection_id = $2 and listing_id <> $3`,
    [key.org_id, key.connection_id, listing_id],
  );
  return n;
}

export async function skuTaken(
  tx: Tx,
  key: ConnectionKey,
  sku: string,
  listing_id: string,
): Promise<boolean> {
  const row = await tx.maybe(
    `select 1 from marketplaces.offer where org_id = $1 and connection_id = $2 and sku = $3 and listing_id <> $4`,
    [key.org_id, key.connection_id, sku, listing_id],
  );
  return row !== undefined;
}

/** Writes an offer, or changes that of the same listing. */
export async function writeOffer(
  tx: Tx,
  key: ConnectionKey,
  offer: Omit<OfferRow, 'sent_at'>,
): Promise<void> {
  await tx.run(
    `insert into marketplaces.offer (org_id, connection_id, ${offerColumns})
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, null)
     on conflict (org_id, connection_id, listing_id) do update set sku = excluded.sku, title = excluded.title,
       description = excluded.description, brand = excluded.brand, category = excluded.category,
       price_amount = excluded.price_amount, price_currency = excluded.price_currency, stock = excluded.stock,
       offered = excluded.offered, changed_at = excluded.changed_at`,
    [
      key.org_id,
      key.connection_id,
      offer.sku,
      offer.listing_id,
      offer.title,
      offer.description,
      offer.brand,
      offer.category,
      offer.price_amount,
      offer.price_currency,
      offer.stock,
      offer.offered,
      offer.changed_at,
    ],
  );
}

/** Notes which offers went out as they stood at that time; one that has changed since stays to be sent. */
export async function markSent(tx: Tx, key: ConnectionKey, at: Date): Promise<void> {
  await tx.run(
    'update marketplaces.offer set sent_at = $3 where org_id = $1 and connection_id = $2 and changed_at <= $3',
    [key.org_id, key.connection_id, at],
  );
}

/** Offers of the SKUs of an order, locked in one order so that two orders never wait for one another. */
export function lockOffers(tx: Tx, key: ConnectionKey, skus: readonly string[]): Promise<OfferRow[]> {
  return tx.rows(
    `select ${offerColumns} from marketplaces.offer
     where org_id = $1 and connection_id = $2 and sku = any ($3) and offered order by sku for update`,
    [key.org_id, key.connection_id, skus],
  );
}

export async function takeStock(
  tx: Tx,
  key: ConnectionKey,
  taken: readonly { sku: string; units: number }[],
  at: Date,
): Promise<void> {
  await tx.run(
    `update marketplaces.offer o set stock = o.stock - t.units, changed_at = $5
     from unnest($3::text[], $4::int[]) as t (sku, units)
     where o.org_id = $1 and o.connection_id = $2 and o.sku = t.sku`,
    [key.org_id, key.connection_id, taken.map((t) => t.sku), taken.map((t) => t.units), at],
  );
}

/** As the port wants it. */
export const toShopOffer = (row: OfferRow): ShopOffer => ({
  sku: row.sku,
  title: row.title,
  description: row.description,
  brand: row.brand,
  category: row.category,
  price: { amount: row.price_amount.toString(), currency: row.price_currency },
  stock: row.offered ? row.stock : 0,
});

export interface OrderRow {
  order_id: string;
  connection_id: string;
  shop: string;
  remote_id: string;
  number: string;
  placed_at: Date | null;
  total_amount: bigint;
  total_currency: Currency;
  lines: RemoteLine[];
  state: 'received' | 'refused' | 'opened' | 'acknowledged';
  deal_id: string | null;
  deal_number: string | null;
  refusal: { code: string; params: JsonObject } | null;
  received_at: Date;
}
const orderColumns = `order_id, connection_id, shop, remote_id, number, placed_at, total_amount, total_currency, lines,
  state, deal_id, deal_number, refusal, received_at`;

/**
 * Keeps orders that are not known yet, and asks for the acknowledgement of known ones again: the marketplace still
 * lists them, so ours did not arrive. Returns how many were new. What a repeated order says is not taken over.
 */
export async function keepOrders(
  tx: Tx,
  key: ConnectionKey & { shop: string },
  orders: readonly (RemoteOrder & { order_id: string })[],
  at: Date,
): Promise<number> {
  if (orders.length === 0) return 0;
  const inserted = await tx.run(
    `insert into marketplaces.remote_order (org_id, connection_id, shop, remote_id, order_id, number, placed_at,
       total_amount, total_currency, lines, state, received_at)
     select $1, $2, $3, o.remote_id, o.order_id, o.number, o.placed_at, (o.total ->> 'amount')::bigint,
       o.total ->> 'currency', o.lines, 'received', $5
     from jsonb_to_recordset($4::jsonb) as o(remote_id text, order_id uuid, number text, placed_at timestamptz,
       total jsonb, lines jsonb)
     on conflict (org_id, shop, remote_id) do nothing`,
    [key.org_id, key.connection_id, key.shop, JSON.stringify(orders), at],
  );
  await tx.run(
    `update marketplaces.remote_order set connection_id = $2,
       state = case when state = 'acknowledged' then 'opened' else state end
     where org_id = $1 and shop = $3 and remote_id = any ($4) and (state = 'acknowledged' or connection_id <> $2)`,
    [key.org_id, key.connection_id, key.shop, orders.map((o) => o.remote_id)],
  );
  return inserted;
}

/** What a sync still has to do: orders without a deal, and deals without an acknowledgement; oldest first. */
export function selectWaiting(
  tx: Tx,
  key: ConnectionKey,
  state: 'received' | 'opened',
  limit: number,
): Promise<OrderRow[]> {
  return tx.rows(
    `select ${orderColumns} from marketplaces.remote_order
     where org_id = $1 and connection_id = $2 and state = $3 order by received_at, order_id limit $4`,
    [key.org_id, key.connection_id, state, limit],
  );
}

/** The order, locked, while it has no deal; undefined when somebody else opened it meanwhile. */
export function lockReceived(tx: Tx, key: OrderKey): Promise<OrderRow | undefined> {
  return tx.maybe(
    `select ${orderColumns} from marketplaces.remote_order
     where org_id = $1 and shop = $2 and remote_id = $3 and state = 'received' for update`,
    [key.org_id, key.shop, key.remote_id],
  );
}

/** False when the order has a deal already. */
export async function markOpened(
  tx: Tx,
  key: OrderKey,
  deal: { deal_id: string; number: string },
  at: Date,
): Promise<boolean> {
  const changed = await tx.run(
    `update marketplaces.remote_order set state = 'opened', deal_id = $4, deal_number = $5, opened_at = $6
     where org_id = $1 and shop = $2 and remote_id = $3 and deal_id is null`,
    [key.org_id, key.shop, key.remote_id, deal.deal_id, deal.number, at],
  );
  return changed === 1;
}

export async function markRefused(
  tx: Tx,
  key: OrderKey,
  refusal: { code: string; params: JsonObject },
): Promise<void> {
  await tx.run(
    `update marketplaces.remote_order set state = 'refused', refusal = $4
     where org_id = $1 and shop = $2 and remote_id = $3 and state = 'received'`,
    [key.org_id, key.shop, key.remote_id, JSON.stringify(refusal)],
  );
}

/** Puts a refused order back; undefined when there is none of that id, false when it was not refused. */
export async function putBack(
  tx: Tx,
  org_id: string,
  order_id: string,
): Promise<OrderRow | false | undefined> {
  const row = await tx.maybe<OrderRow>(
    `select ${orderColumns} from marketplaces.remote_order where org_id = $1 and order_id = $2 for update`,
    [org_id, order_id],
  );
  if (!row) return undefined;
  const changed = await tx.run(
    `update marketplaces.remote_order set state = 'received', refusal = null
     where org_id = $1 and order_id = $2 and state = 'refused'`,
    [org_id, order_id],
  );
  return changed === 1 ? row : false;
}

export async function markAcknowledged(tx: Tx, key: OrderKey, at: Date): Promise<void> {
  await tx.run(
    `update marketplaces.remote_order set state = 'acknowledged', acknowledged_at = $4
     where org_id = $1 and shop = $2 and remote_id = $3 and state = 'opened'`,
    [key.org_id, key.shop, key.remote_id, at],
  );
}

/** A page of orders, newest first; one row more than `limit` when there is a next page. */
export function pageOfOrders(
  tx: Tx,
  org_id: string,
  page: { after: { at: string; id: string } | null; limit: number },
): Promise<OrderRow[]> {
  return tx.rows(
    `select ${orderColumns} from marketplaces.remote_order
     where org_id = $1 and ($2::timestamptz is null or (received_at, order_id) < ($2, $3::uuid))
     order by received_at desc, order_id desc limit $4`,
    [org_id, page.after?.at ?? null, page.after?.id ?? null, page.limit + 1],
  );
}

export interface ProblemRow {
  topic: 'catalogue' | 'price' | 'order';
  row_name: string;
  reason: string;
  detail: string;
  first_at: Date;
  last_at: Date;
}

export function selectProblems(tx: Tx, key: ConnectionKey): Promise<ProblemRow[]> {
  return tx.rows(
    `select topic, row_name, reason, detail, first_at, last_at from marketplaces.problem
     where org_id = $1 and connection_id = $2 and cleared_at is null order by topic, row_name limit 500`,
    [key.org_id, key.connection_id],
  );
}

/** The faults of one topic as a sync met them; what it no longer met is cleared. */
export async function writeProblems(
  tx: Tx,
  key: ConnectionKey,
  topic: ProblemRow['topic'],
  faults: readonly RowFault[],
  at: Date,
): Promise<void> {
  const by_row = [...new Map(faults.map((fault) => [fault.row, fault])).values()].slice(0, 500);
  await tx.run(
    `insert into marketplaces.problem (org_id, connection_id, topic, row_name, reason, detail, first_at, last_at)
     select $1, $2, $3, f.row, f.reason, f.detail, $5, $5
     from jsonb_to_recordset($4::jsonb) as f(row text, reason text, detail text)
     on conflict (org_id, connection_id, topic, row_name) do update set reason = excluded.reason,
       detail = excluded.detail, last_at = excluded.last_at, cleared_at = null,
       first_at = case when marketplaces.problem.cleared_at is null then marketplaces.problem.first_at
                       else excluded.first_at end`,
    [key.org_id, key.connection_id, topic, JSON.stringify(by_row), at],
  );
  await tx.run(
    `update marketplaces.problem set cleared_at = $5
     where org_id = $1 and connection_id = $2 and topic = $3 and cleared_at is null and not (row_name = any ($4))`,
    [key.org_id, key.connection_id, topic, by_row.map((f) => f.row), at],
  );
}
