import { type Tx, takeTurn } from '../../platform/index.ts';

export interface NewParcel {
  parcel_id: string;
  number: string;
  mode: string;
  transport: string;
  channel: string;
  destination: string;
  released_on: string;
  recipient: string;
  gross_weight_kg: string;
  amount: string;
  currency: string;
  verdict: string;
}

export interface NewItem {
  parcel_id: string;
  line: number;
  hs_code: string;
  origin_country: string;
  description: string;
  quantity: string;
  unit: string;
  net_weight_kg: string;
  amount: string;
  lot_id: string | null;
}

/** Who registers parcels of the organisation waits for who does so now: both would find a number or a limit free. */
export async function waitForTurn(tx: Tx, org_id: string): Promise<void> {
  await takeTurn(tx, `parcels ${org_id}`);
}

/** Which of these numbers the organisation has used. */
export async function knownNumbers(tx: Tx, org_id: string, numbers: readonly string[]): Promise<Set<string>> {
  const rows = await tx.rows<{ number: string }>(
    'select number from parcels.parcel where org_id = $1 and number = any ($2::text[])',
    [org_id, numbers],
  );
  return new Set(rows.map((row) => row.number));
}

/** Writes parcels and their items, two statements whatever their number. */
export async function insertParcels(
  tx: Tx,
  org_id: string,
  parcels: readonly NewParcel[],
  items: readonly NewItem[],
  at: Date,
): Promise<void> {
  await tx.run(
    `insert into parcels.parcel (org_id, parcel_id, number, mode, transport, channel, destination, released_on,
       recipient, gross_weight_kg, amount, currency, verdict, summary_id, registered_at)
     select $1, g.parcel_id, g.number, g.mode, g.transport, g.channel, g.destination, g.released_on, g.recipient,
       g.gross_weight_kg, g.amount, g.currency, g.verdict, null, $3
     from jsonb_to_recordset($2::jsonb) as g(parcel_id uuid, number text, mode text, transport text, channel text,
       destination text, released_on date, recipient text, gross_weight_kg numeric, amount bigint, currency text,
       verdict text)`,
    [org_id, JSON.stringify(parcels), at],
  );
  await tx.run(
    `insert into parcels.item (org_id, parcel_id, line, hs_code, origin_country, description, quantity, unit,
       net_weight_kg, amount, lot_id)
     select $1, g.parcel_id, g.line, g.hs_code, g.origin_country, g.description, g.quantity, g.unit,
       g.net_weight_kg, g.amount, g.lot_id
     from jsonb_to_recordset($2::jsonb) as g(parcel_id uuid, line int, hs_code text, origin_country text,
       description text, quantity numeric, unit text, net_weight_kg numeric, amount bigint, lot_id uuid)`,
    [org_id, JSON.stringify(items)],
  );
}

export interface ReceivedRow {
  recipient: string;
  destination: string;
  released_on: string;
  currency: string;
  amount: bigint;
}

/** What recipients were sent since a day, by day and currency. */
export function receivedSince(
  tx: Tx,
  org_id: string,
  recipients: readonly string[],
  day: string,
): Promise<ReceivedRow[]> {
  return tx.rows<ReceivedRow>(
    `select recipient, destination, released_on, currency, sum(amount)::bigint as amount from parcels.parcel
     where org_id = $1 and recipient = any ($2::text[]) and released_on >= $3 and verdict <> 'not_asked'
       and voided_at is null
     group by recipient, destination, released_on, currency`,
    [org_id, recipients, day],
  );
}

export interface ParcelRow extends Omit<NewParcel, 'amount' | 'recipient'> {
  amount: bigint;
  summary_id: string | null;
  void_reason: string | null;
}

export interface ParcelPage {
  mode: string | null;
  month: string | null;
  after: { day: string; id: string } | null;
  limit: number;
}

/** Parcels by day, newest first; one row more than `limit` when there are more. */
export function pageOfParcels(tx: Tx, org_id: string, page: ParcelPage): Promise<ParcelRow[]> {
  return tx.rows<ParcelRow>(
    `select parcel_id, number, mode, transport, channel, destination, released_on, gross_weight_kg, amount,
       currency, verdict, summary_id, void_reason
     from parcels.parcel
     where org_id = $1 and ($2::text is null or mode = $2)
       and ($3::text is null or (released_on >= ($3 || '-01')::date
         and released_on < (($3 || '-01')::date + interval '1 month')))
       and ($4::date is null or (released_on, parcel_id) < ($4, $5::uuid))
     order by released_on desc, parcel_id desc limit $6`,
    [org_id, page.mode, page.month, page.after?.day ?? null, page.after?.id ?? null, page.limit + 1],
  );
}

/** A parcel, locked until the transaction ends. */
export function lockParcel(
  tx: Tx,
  org_id: string,
  parcel_id: string,
): Promise<{ number: string; summary_id: string | null; voided_at: Date | null } | undefined> {
  return tx.maybe(
    `select number, summary_id, voided_at from parcels.parcel where org_id = $1 and parcel_id = $2
     for no key update`,
    [org_id, parcel_id],
  );
}

export async function voidRow(
  tx: Tx,
  org_id: string,
  parcel_id: string,
  reason: string,
  at: Date,
): Promise<void> {
  await tx.run(
    'update parcels.parcel set voided_at = $3, void_reason = $4 where org_id = $1 and parcel_id = $2',
    [org_id, parcel_id, at, reason],
  );
}

export interface ListRow
  extends Pick<NewParcel, 'number' | 'mode' | 'transport' | 'destination' | 'released_on' | 'currency'>,
    Omit<NewItem, 'parcel_id' | 'amount' | 'lot_id'> {
  amount: bigint;
}

/** The entries of a month's list, an item a row. */
export function listRows(
  tx: Tx,
  org_id: string,
  mode: string,
  month: string,
  limit: number,
): Promise<ListRow[]> {
  return tx.rows<ListRow>(
    `select p.number, p.mode, p.transport, p.destination, p.released_on, i.line, i.hs_code, i.origin_country,
       i.description, i.quantity, i.unit, i.net_weight_kg, i.amount, p.currency
     from parcels.parcel p join parcels.item i on i.org_id = p.org_id and i.parcel_id = p.parcel_id
     where p.org_id = $1 and p.mode = $2 and p.voided_at is null and p.released_on >= ($3 || '-01')::date
       and p.released_on < (($3 || '-01')::date + interval '1 month')
     order by p.released_on, p.number, i.line limit $4`,
    [org_id, mode, month, limit],
  );
}
