import { formatMilli, parseMilli } from '../../kernel/decimal.ts';
import type { Ctx, Tx } from '../../platform/index.ts';
import type { Deal } from '../deals/index.ts';
import type { Location, MoveReason, StockMove } from './model.ts';

interface MoveRow {
  line: number;
  listing_id: string | null;
  quantity: string;
  unit: string;
  from_location: Location;
  to_location: Location;
  reason: MoveReason;
  at: Date;
}

/** All moves of a deal, oldest first. */
export async function movesOf(tx: Tx, deal_id: string): Promise<(StockMove & { at: Date })[]> {
  const rows = await tx.rows<MoveRow>(
    `select line, listing_id, quantity, unit, from_location, to_location, reason, at
     from warehousing.stock_move where deal_id = $1 order by number`,
    [deal_id],
  );
  return rows.map(({ quantity, ...row }) => ({ ...row, quantity_milli: parseMilli(quantity) }));
}

/** Writes moves of one deal in one statement, numbered on from the last; the deal is locked. */
export async function insertMoves(
  ctx: Ctx,
  deal: Deal,
  moves: readonly StockMove[],
  last_number: number,
): Promise<void> {
  const rows = moves.map((m, index) => ({
    number: last_number + index + 1,
    line: m.line,
    listing_id: m.listing_id,
    quantity: formatMilli(m.quantity_milli),
    unit: m.unit,
    from_location: m.from_location,
    to_location: m.to_location,
    reason: m.reason,
  }));
  await ctx.tx.run(
    `insert into warehousing.stock_move (deal_id, number, parties, line, listing_id, quantity, unit, from_location,
       to_location, reason, at)
     select $1, m.number, $2::uuid[], m.line, m.listing_id, m.quantity, m.unit, m.from_location, m.to_location,
       m.reason, $3
     from jsonb_to_recordset($4) as m(number int, line int, listing_id uuid, quantity numeric, unit text,
       from_location text, to_location text, reason text)`,
    [deal.deal_id, deal.parties, ctx.clock.now(), JSON.stringify(rows)],
  );
}

/** By how much holdings of one organisation change. */
export interface HoldingChange {
  listing_id: string;
  on_hand_milli: bigint;
  reserved_milli: bigint;
}

export interface HoldingRow {
  org_id: string;
  listing_id: string;
  unit: string;
  on_hand: string;
  reserved: string;
}

/** Holdings of these listings, locked in the order of their ids so that two reservations never wait crosswise. */
export function lockHoldings(tx: Tx, org_id: string, listing_ids: readonly string[]): Promise<HoldingRow[]> {
  return tx.rows(
    `select org_id, listing_id, unit, on_hand, reserved from warehousing.holding
     where org_id = $1 and listing_id = any ($2::uuid[]) order by listing_id for update`,
    [org_id, listing_ids],
  );
}

/** Applies changes to holdings that are locked; listings without a holding are passed over. */
export async function changeHoldings(
  tx: Tx,
  org_id: string,
  changes: readonly HoldingChange[],
  at: Date,
): Promise<void> {
  const rows = changes.map((c) => ({
    listing_id: c.listing_id,
    on_hand: formatMilli(c.on_hand_milli),
    reserved: formatMilli(c.reserved_milli),
  }));
  await tx.run(
    `update warehousing.holding h set on_hand = h.on_hand + c.on_hand, reserved = h.reserved + c.reserved,
       version = h.version + 1, changed_at = $3
     from jsonb_to_recordset($2) as c(listing_id uuid, on_hand numeric, reserved numeric)
     where h.org_id = $1 and h.listing_id = c.listing_id`,
    [org_id, JSON.stringify(rows), at],
  );
}

/** Holdings of one organisation by listing, after the last one shown. */
export function holdingsPage(
  tx: Tx,
  org_id: string,
  after: string | undefined,
  limit: number,
): Promise<(HoldingRow & { changed_at: Date })[]> {
  return tx.rows(
    `select org_id, listing_id, unit, on_hand, reserved, changed_at from warehousing.holding
     where org_id = $1 and ($2::uuid is null or listing_id > $2) order by listing_id limit $3`,
    [org_id, after ?? null, limit],
  );
}

/** Sets holdings, many at once; what is reserved stays, so on hand must not fall below it. */
export async function upsertHoldings(
  tx: Tx,
  rows: readonly { org_id: string; listing_id: string; unit: string; on_hand: string }[],
  at: Date,
): Promise<number> {
  return tx.run(
    `insert into warehousing.holding (org_id, listing_id, unit, on_hand, reserved, version, changed_at)
     select h.org_id, h.listing_id, h.unit, h.on_hand, 0, 1, $2
     from jsonb_to_recordset($1) as h(org_id uuid, listing_id uuid, unit text, on_hand numeric)
     on conflict (org_id, listing_id) do update set unit = excluded.unit, on_hand = excluded.on_hand,
       version = warehousing.holding.version + 1, changed_at = excluded.changed_at`,
    [JSON.stringify(rows), at],
  );
}

export interface BondedReceipt {
  receipt_id: string;
  warehouse_org_id: string;
  number: string;
  received_at: Date;
  remark: string | null;
}

export async function insertBondedReceipt(tx: Tx, deal: Deal, r: BondedReceipt): Promise<void> {
  await tx.run(
    `insert into warehousing.bonded_receipt (deal_id, receipt_id, parties, warehouse_org_id, number, received_at,
       remark) values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      deal.deal_id,
      r.receipt_id,
      [...new Set([...deal.parties, r.warehouse_org_id])],
      r.warehouse_org_id,
      r.number,
      r.received_at,
      r.remark,
    ],
  );
}

export function bondedReceiptOf(tx: Tx, deal_id: string): Promise<BondedReceipt | undefined> {
  return tx.maybe(
    `select receipt_id, warehouse_org_id, number, received_at, remark from warehousing.bonded_receipt
     where deal_id = $1`,
    [deal_id],
  );
}

/** Lines whose books do not hold, over the whole store: something below nothing, or units mixed. */
export function unsoundLines(
  tx: Tx,
): Promise<{ deal_id: string; line: number; location: string; quantity: string }[]> {
  return tx.rows(
    `select deal_id, line, location, sum(quantity)::text as quantity from (
       select deal_id, line, to_location as location, quantity from warehousing.stock_move
       union all
       select deal_id, line, from_location, -quantity from warehousing.stock_move) as entry
     group by deal_id, line, location
     having (location <> 'supply' and sum(quantity) < 0) or (location = 'supply' and sum(quantity) > 0)
     limit 100`,
  );
}

/** Sum of all positions by deal and line; anything but zero is a quantity from nowhere. */
export function unbalancedLines(tx: Tx): Promise<{ deal_id: string; line: number; units: number }[]> {
  return tx.rows(
    `select deal_id, line, count(distinct unit)::int as units from warehousing.stock_move
     group by deal_id, line having count(distinct unit) > 1 limit 100`,
  );
}

/**
 * Holdings of listings of which not as much is reserved as the deals have reserved. Anybody may count a listing as
 * its own; what is reserved of it then is nothing, which adds nothing.
 */
export function unsoundHoldings(
  tx: Tx,
): Promise<{ org_id: string; listing_id: string; reserved: string; in_deals: string }[]> {
  return tx.rows(
    `with in_deals as (
       select listing_id, sum(case when to_location = 'seller' then quantity
                                   when from_location = 'seller' then -quantity else 0 end) as quantity
       from warehousing.stock_move where listing_id is not null group by listing_id)
     select h.org_id, h.listing_id, h.reserved::text as reserved, coalesce(d.quantity, 0)::text as in_deals
     from (select org_id, listing_id, reserved, sum(reserved) over (partition by listing_id) as reserved_of_all
             from warehousing.holding) h left join in_deals d using (listing_id)
     where h.reserved_of_all <> coalesce(d.quantity, 0) limit 100`,
  );
}
