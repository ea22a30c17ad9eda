import type { JsonObject } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/index.ts';
import type { Consignment, ConsignmentState } from './model.ts';

const columns = `deal_id, consignment_id, parties, carrier_org_id, mode, route_id, legs, note_kind, note_number, units,
  cleared_for_export, cleared_for_import, state, version, position, gauges_changed, movements, booked_at, departed_at,
  last_moved_at, eta, arrived_at`;

/** The consignment of a deal: the living one, or else the last that was cancelled. */
export function findConsignment(tx: Tx, deal_id: string): Promise<Consignment | undefined> {
  return tx.maybe<Consignment>(
    `select ${columns} from transport.consignment where deal_id = $1
     order by (state = 'cancelled'), booked_at desc, consignment_id desc limit 1`,
    [deal_id],
  );
}

export interface Movement {
  kind: string;
  place: string;
  at: Date;
  remark: string | null;
  details: JsonObject | null;
  reported_by: string;
  recorded_at: Date;
}

/** A new consignment with its first movement, in one statement. */
export async function insertConsignment(tx: Tx, c: Consignment, m: Movement): Promise<void> {
  await tx.run(
    `with booked as (
       insert into transport.consignment (deal_id, consignment_id, parties, carrier_org_id, mode, route_id, legs,
         note_kind, note_number, units, state, version, movements, booked_at)
       values ($1, $2, $3::uuid[], $4, $5, $6, $7, $8, $9, $10, $11, 1, 1, $12))
     insert into transport.movement (deal_id, consignment_id, number, parties, kind, place, at, remark, details,
       reported_by, recorded_at)
     values ($1, $2, 1, $3::uuid[], $13, $14, $15, $16, $17, $18, $12)`,
    [
      c.deal_id,
      c.consignment_id,
      c.parties,
      c.carrier_org_id,
      c.mode,
      c.route_id,
      JSON.stringify(c.legs),
      c.note_kind,
      c.note_number,
      c.units,
      c.state,
      c.booked_at,
      m.kind,
      m.place,
      m.at,
      m.remark,
      m.details && JSON.stringify(m.details),
      m.reported_by,
    ],
  );
}

/** Moves a consignment on from the version that was read and records the movement; false when it had moved. */
export async function moveConsignment(
  tx: Tx,
  before: Consignment,
  after: Consignment,
  m: Movement,
): Promise<boolean> {
  const written = await tx.run(
    `with moved as (
       update transport.consignment set state = $4, version = version + 1, units = $5, position = $6,
         gauges_changed = $7, movements = movements + 1, departed_at = $8, last_moved_at = $9, eta = $10,
         arrived_at = $11
       where deal_id = $1 and consignment_id = $2 and version = $3
       returning deal_id, consignment_id, movements, parties)
     insert into transport.movement (deal_id, consignment_id, number, parties, kind, place, at, remark, details,
       reported_by, recorded_at)
     select deal_id, consignment_id, movements, parties, $12, $13, $14, $15, $16, $17, $18 from moved`,
    [
      before.deal_id,
      before.consignment_id,
      before.version,
      after.state,
      after.units,
      after.position,
      after.gauges_changed,
      after.departed_at,
      after.last_moved_at,
      after.eta,
      after.arrived_at,
      m.kind,
      m.place,
      m.at,
      m.remark,
      m.details && JSON.stringify(m.details),
      m.reported_by,
      m.recorded_at,
    ],
  );
  return written === 1;
}

/** Customs of one side has released the goods. */
export async function markCleared(tx: Tx, c: Consignment, direction: 'export' | 'import'): Promise<void> {
  await tx.run(
    `update transport.consignment set version = version + 1, cleared_for_${direction === 'export' ? 'export' : 'import'} = true
     where deal_id = $1 and consignment_id = $2`,
    [c.deal_id, c.consignment_id],
  );
}

/** All movements of a consignment, oldest first. */
export function movementsOf(tx: Tx, c: Consignment): Promise<(Movement & { number: number })[]> {
  return tx.rows(
    `select number, kind, place, at, remark, details, reported_by, recorded_at from transport.movement
     where deal_id = $1 and consignment_id = $2 order by number`,
    [c.deal_id, c.consignment_id],
  );
}

/** Consignments of a carrier on which it can do something now, earliest arrival first. */
export function awaitedRows(
  tx: Tx,
  carrier_org_id: string,
  limit: number,
): Promise<
  {
    deal_id: string;
    consignment_id: string;
    note_number: string;
    state: ConsignmentState;
    deadline: Date | null;
  }[]
> {
  return tx.rows(
    `select deal_id, consignment_id, note_number, state,
       case when state in ('departed', 'at_border', 'gauge_changed', 'in_transit') then eta end as deadline
     from transport.consignment
     where carrier_org_id = $1
       and (state in ('booked', 'departed', 'at_border', 'gauge_changed', 'in_transit')
         or (state = 'loaded' and cleared_for_export) or (state = 'arrived' and cleared_for_import))
     order by deadline nulls last, consignment_id limit $2`,
    [carrier_org_id, limit],
  );
}
