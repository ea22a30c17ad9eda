import type { Tx } from '../../platform/index.ts';

export interface LotRow {
  lot_id: string;
  mode: string;
  country: string;
  warehouse: string;
  reference: string;
  hs_code: string;
  origin_country: string;
  description: string;
  unit: string;
  quantity_in: string;
  quantity_out: string;
}

const columns = `lot_id, mode, country, warehouse, reference, hs_code, origin_country, description, unit, quantity_in,
  quantity_out`;

export async function insertLot(tx: Tx, org_id: string, lot: LotRow, at: Date): Promise<void> {
  await tx.run(
    `insert into parcels.lot (org_id, ${columns}, received_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      org_id,
      lot.lot_id,
      lot.mode,
      lot.country,
      lot.warehouse,
      lot.reference,
      lot.hs_code,
      lot.origin_country,
      lot.description,
      lot.unit,
      lot.quantity_in,
      lot.quantity_out,
      at,
    ],
  );
}

export function listLotRows(tx: Tx, org_id: string, limit: number): Promise<LotRow[]> {
  return tx.rows<LotRow>(
    `select ${columns} from parcels.lot where org_id = $1 order by received_at desc, lot_id desc limit $2`,
    [org_id, limit],
  );
}

/** Lots by id, in one order, locked until the transaction ends. */
export function lockLots(tx: Tx, org_id: string, lot_ids: readonly string[]): Promise<LotRow[]> {
  return tx.rows<LotRow>(
    `select ${columns} from parcels.lot where org_id = $1 and lot_id = any ($2::uuid[])
     order by lot_id for no key update`,
    [org_id, lot_ids],
  );
}

/** Takes quantities out of lots that are locked and hold them. */
export async function drawLots(
  tx: Tx,
  org_id: string,
  drawn: readonly { lot_id: string; quantity: string }[],
): Promise<void> {
  if (drawn.length === 0) return;
  await tx.run(
    `update parcels.lot l set quantity_out = quantity_out + g.quantity
     from jsonb_to_recordset($2::jsonb) as g(lot_id uuid, quantity numeric)
     where l.org_id = $1 and l.lot_id = g.lot_id`,
    [org_id, JSON.stringify(drawn)],
  );
}

/** What a parcel drew from its lots goes back into them. */
export async function giveBackToLots(tx: Tx, org_id: string, parcel_id: string): Promise<void> {
  await tx.run(
    `update parcels.lot l set quantity_out = quantity_out - g.quantity
     from (select lot_id, sum(quantity) as quantity from parcels.item
       where org_id = $1 and parcel_id = $2 and lot_id is not null group by lot_id) g
     where l.org_id = $1 and l.lot_id = g.lot_id`,
    [org_id, parcel_id],
  );
}
