import type { JsonObject } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/index.ts';
import type { SeenPrice } from './cart.ts';

export interface CartRow {
  listing_id: string;
  quantity: string;
  unit: string;
  seen: SeenPrice;
}

/** The organisation's cart in the order of the offers' ids, so that carts take shelves in one order. */
export function selectCart(tx: Tx, org_id: string, lock: boolean): Promise<CartRow[]> {
  return tx.rows<CartRow>(
    `select listing_id, quantity, unit, seen from storefront.cart_line
     where org_id = $1 and in_cart order by listing_id ${lock ? 'for no key update' : ''}`,
    [org_id],
  );
}

export async function writeCartLine(tx: Tx, org_id: string, line: CartRow, at: Date): Promise<void> {
  await tx.run(
    `insert into storefront.cart_line (org_id, listing_id, quantity, unit, seen, in_cart, changed_at)
     values ($1, $2, $3, $4, $5, true, $6)
     on conflict (org_id, listing_id) do update set quantity = excluded.quantity, unit = excluded.unit,
       seen = excluded.seen, in_cart = true, changed_at = excluded.changed_at`,
    [org_id, line.listing_id, line.quantity, line.unit, line.seen, at],
  );
}

/** Takes a line, or all lines, out of the cart; how many there were. */
export function emptyCart(tx: Tx, org_id: string, listing_id: string | null, at: Date): Promise<number> {
  return tx.run(
    `update storefront.cart_line set in_cart = false, changed_at = $3
     where org_id = $1 and in_cart and ($2::uuid is null or listing_id = $2)`,
    [org_id, listing_id, at],
  );
}

/** What is left on open shelves of these offers; null: not counted. Offers on no open shelf are absent. */
export async function allotmentsOf(
  tx: Tx,
  listing_ids: readonly string[],
): Promise<Map<string, string | null>> {
  const rows = await tx.rows<{ listing_id: string; allotment: string | null }>(
    'select listing_id, allotment from storefront.shelf where listing_id = any ($1::uuid[]) and published',
    [listing_ids],
  );
  return new Map(rows.map((row) => [row.listing_id, row.allotment]));
}

/** Takes pieces from a seller's shelf: `taken`, `uncounted`, or `short` with nothing taken. */
export async function takeAllotment(
  tx: Tx,
  seller_org_id: string,
  listing_id: string,
  quantity: string,
): Promise<'taken' | 'uncounted' | 'short'> {
  const { before } = await tx.one<{ before: string | null }>(
    'select storefront.take_allotment($1, $2, $3::numeric) as before',
    [seller_org_id, listing_id, quantity],
  );
  return before === null ? 'uncounted' : Number(before) < 0 ? 'short' : 'taken';
}

export async function insertHolds(
  tx: Tx,
  deal_id: string,
  holds: readonly { listing_id: string; seller_org_id: string; quantity: string }[],
  parties: readonly string[],
): Promise<void> {
  if (holds.length === 0) return;
  await tx.run(
    `insert into storefront.hold (deal_id, listing_id, seller_org_id, quantity, given_back, parties)
     select $1, h.listing_id, h.seller_org_id, h.quantity, false, $3::uuid[]
     from jsonb_to_recordset($2::jsonb) as h(listing_id uuid, seller_org_id uuid, quantity numeric)`,
    [deal_id, JSON.stringify(holds), parties],
  );
}

/** Puts back what a deal holds; nothing the second time. Returns the number of offers. */
export async function giveBackHolds(tx: Tx, deal_id: string): Promise<number> {
  const held = await tx.rows<{ listing_id: string; seller_org_id: string; quantity: string }>(
    `update storefront.hold set given_back = true where deal_id = $1 and not given_back
     returning listing_id, seller_org_id, quantity`,
    [deal_id],
  );
  await lockShelf(tx, held);
  for (const { seller_org_id, ...line } of held) await giveBackToShelf(tx, seller_org_id, [line]);
  return held.length;
}

/**
 * Locks offers on their shelves in the order of their ids, as who takes pieces from them does: whoever changes several
 * at once does so first, or two of them wait for each other.
 */
export async function lockShelf(
  tx: Tx,
  offers: readonly { seller_org_id: string; listing_id: string }[],
): Promise<void> {
  await tx.rows(
    `select s.listing_id from storefront.shelf s
     join unnest($1::uuid[], $2::uuid[]) as g (org_id, listing_id)
       on s.org_id = g.org_id and s.listing_id = g.listing_id
     order by s.listing_id for no key update of s`,
    [offers.map((offer) => offer.seller_org_id), offers.map((offer) => offer.listing_id)],
  );
}

/** Puts pieces back on a seller's shelf, locked; where nothing is counted any more, nothing changes. */
export async function giveBackToShelf(
  tx: Tx,
  seller_org_id: string,
  lines: readonly { listing_id: string; quantity: string }[],
): Promise<void> {
  await tx.run(
    `update storefront.shelf s set allotment = s.allotment + g.quantity
     from jsonb_to_recordset($2::jsonb) as g(listing_id uuid, quantity numeric)
     where s.org_id = $1 and s.listing_id = g.listing_id and s.allotment is not null`,
    [seller_org_id, JSON.stringify(lines.map(({ listing_id, quantity }) => ({ listing_id, quantity })))],
  );
}

export async function insertCheckout(
  tx: Tx,
  row: { org_id: string; checkout_id: string; place_to: string; deals: readonly JsonObject[]; at: Date },
): Promise<void> {
  await tx.run(
    `insert into storefront.checkout (org_id, checkout_id, place_to, deals, at) values ($1, $2, $3, $4::jsonb, $5)`,
    [row.org_id, row.checkout_id, row.place_to, JSON.stringify(row.deals), row.at],
  );
}
