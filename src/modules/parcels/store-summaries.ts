import type { Tx } from '../../platform/index.ts';

export interface SummaryRow {
  summary_id: string;
  number: string;
  mode: string;
  month: string;
  transport: string;
  destination: string;
  currency: string;
  parcels: number;
  amount: bigint;
  net_weight_kg: string;
  declare_by: string;
}

export interface SummaryLineRow {
  line: number;
  hs_code: string;
  origin_country: string;
  unit: string;
  quantity: string;
  net_weight_kg: string;
  amount: bigint;
  items: number;
}

export interface WaitingGroup {
  transport: string;
  destination: string;
  currency: string;
  parcel_ids: string[];
  amount: bigint;
}

/** Parcels of a month that wait to be summed up, locked, by what one declaration can hold. */
export async function lockWaiting(
  tx: Tx,
  org_id: string,
  mode: string,
  month: string,
): Promise<WaitingGroup[]> {
  const rows = await tx.rows<{
    parcel_id: string;
    transport: string;
    destination: string;
    currency: string;
    amount: bigint;
  }>(
    `select parcel_id, transport, destination, currency, amount from parcels.parcel
     where org_id = $1 and mode = $2 and summary_id is null and voided_at is null and released_on >= ($3 || '-01')::date
       and released_on < (($3 || '-01')::date + interval '1 month')
     order by parcel_id for no key update`,
    [org_id, mode, month],
  );
  const groups = Map.groupBy(rows, (r) => `${r.transport} ${r.destination} ${r.currency}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { transport, destination, currency } = first;
    return [
      {
        transport,
        destination,
        currency,
        parcel_ids: group.map((r) => r.parcel_id),
        amount: group.reduce((sum, r) => sum + r.amount, 0n),
      },
    ];
  });
}

/** Writes a summary with its lines, which are summed from the items themselves, and marks the parcels. */
export async function writeSummary(
  tx: Tx,
  org_id: string,
  summary: Omit<SummaryRow, 'net_weight_kg'>,
  parcel_ids: readonly string[],
  at: Date,
): Promise<void> {
  await tx.run(
    `with lines as (
       insert into parcels.summary_line (org_id, summary_id, line, hs_code, origin_country, unit, quantity,
         net_weight_kg, amount, items)
       select $1, $2, row_number() over (order by hs_code, origin_country, unit), hs_code, origin_country, unit,
         sum(quantity), sum(net_weight_kg), sum(amount), count(*)::int
       from parcels.item where org_id = $1 and parcel_id = any ($3::uuid[])
       group by hs_code, origin_country, unit
       returning net_weight_kg
     ), marked as (
       update parcels.parcel set summary_id = $2 where org_id = $1 and parcel_id = any ($3::uuid[])
     )
     insert into parcels.summary (org_id, summary_id, number, mode, month, transport, destination, currency,
       parcels, amount, net_weight_kg, declare_by, made_at)
     select $1, $2, $4, $5, $6, $7, $8, $9, $10, $11, sum(net_weight_kg), $12, $13 from lines`,
    [
      org_id,
      summary.summary_id,
      parcel_ids,
      summary.number,
      summary.mode,
      summary.month,
      summary.transport,
      summary.destination,
      summary.currency,
      summary.parcels,
      summary.amount,
      summary.declare_by,
      at,
    ],
  );
}

const columns = `summary_id, number, mode, month, transport, destination, currency, parcels, amount, net_weight_kg,
  declare_by`;

export function listSummaryRows(tx: Tx, org_id: string, limit: number): Promise<SummaryRow[]> {
  return tx.rows<SummaryRow>(
    `select ${columns} from parcels.summary where org_id = $1 order by made_at desc, summary_id desc limit $2`,
    [org_id, limit],
  );
}

export function selectSummary(tx: Tx, org_id: string, summary_id: string): Promise<SummaryRow | undefined> {
  return tx.maybe<SummaryRow>(
    `select ${columns} from parcels.summary where org_id = $1 and summary_id = $2`,
    [org_id, summary_id],
  );
}

export function summaryLines(tx: Tx, org_id: string, summary_id: string): Promise<SummaryLineRow[]> {
  return tx.rows<SummaryLineRow>(
    `select line, hs_code, origin_country, unit, quantity, net_weight_kg, amount, items
     from parcels.summary_line where org_id = $1 and summary_id = $2 order by line`,
    [org_id, summary_id],
  );
}

/** What the parcels and items of a summary add up to now, counted anew. */
export function recount(
  tx: Tx,
  org_id: string,
  summary_id: string,
): Promise<{ parcels: number; of_parcels: bigint; of_items: bigint; of_lines: bigint }> {
  return tx.one(
    `select count(*)::int as parcels, coalesce(sum(amount), 0)::bigint as of_parcels,
       coalesce((select sum(i.amount) from parcels.item i join parcels.parcel q
         on q.org_id = i.org_id and q.parcel_id = i.parcel_id
         where q.org_id = $1 and q.summary_id = $2), 0)::bigint as of_items,
       coalesce((select sum(l.amount) from parcels.summary_line l
         where l.org_id = $1 and l.summary_id = $2), 0)::bigint as of_lines
     from parcels.parcel where org_id = $1 and summary_id = $2`,
    [org_id, summary_id],
  );
}
