import type { Currency } from '../../kernel/money.ts';
import { type Tx, takeTurn } from '../../platform/index.ts';
import type { Charges, GivingBack, OrderLine, OrderState, ParcelOfOrder, PersonInput } from './model.ts';
import type { Bearer } from './token.ts';

export interface NewOrder {
  org_id: string;
  order_id: string;
  number: string;
  token_hash: string;
  body_hash: string;
  shop: { slug: string; name: string; country: string };
  destination: string;
  lines: OrderLine[];
  counted: string[];
  currency: Currency;
  goods: bigint;
  delivery: bigint;
  weight_kg: string;
  charges: Charges;
  transport: string;
  channel: string;
  payment: 'transfer' | 'on_delivery';
  payment_note: string;
  placed_at: Date;
  open_until: Date | null;
}

export interface PersonRow {
  name: string | null;
  address: string | null;
  email: string | null;
  phone: string | null;
  remark: string | null;
  return_text: string | null;
  erased_at: string | null;
}

/** An order with what its person told; `person.erased_at` is set when that is gone. */
export interface OrderRow extends NewOrder {
  state: OrderState;
  paid_at: Date | null;
  ended_at: Date | null;
  reason: string | null;
  parcel: ParcelOfOrder | null;
  giving_back: GivingBack | null;
  refunded: bigint | null;
  refunded_at: Date | null;
  person: PersonRow;
}

const columns = `p.org_id, p.order_id, p.number, p.token_hash, p.body_hash, p.state, p.shop, p.destination, p.lines,
  p.counted, p.currency, p.goods, p.delivery, p.weight_kg, p.charges, p.transport, p.channel, p.payment, p.payment_note,
  p.placed_at, p.open_until, p.paid_at, p.ended_at, p.reason, p.parcel, p.giving_back, p.refunded, p.refunded_at`;
const personColumns = `jsonb_build_object('name', n.name, 'address', n.address, 'email', n.email, 'phone', n.phone,
  'remark', n.remark, 'return_text', n.return_text, 'erased_at', n.erased_at) as person`;

/** The order of a bearer, read in nobody's name. One statement. */
export function selectOfBearer(tx: Tx, { org_id, token_hash }: Bearer): Promise<OrderRow | undefined> {
  return tx.maybe<OrderRow>(
    `select ${columns}, ${personColumns} from orders.purchase_of_bearer($1, $2) p
     join orders.person_of_bearer($1, $2) n on n.order_id = p.order_id`,
    [org_id, token_hash],
  );
}

/** An order by its id or its secret, locked until the transaction ends. */
export function lockOrder(
  tx: Tx,
  org_id: string,
  by: { order_id: string } | { token_hash: string },
): Promise<OrderRow | undefined> {
  const [column, value] = 'order_id' in by ? ['order_id', by.order_id] : ['token_hash', by.token_hash];
  return tx.maybe<OrderRow>(
    `select ${columns}, ${personColumns} from orders.purchase p
     join orders.person n on n.org_id = p.org_id and n.order_id = p.order_id
     where p.org_id = $1 and p.${column} = $2 for no key update of p`,
    [org_id, value],
  );
}

/** Orders of a shop, newest first, with their persons; one row more than `limit` when there are more. One statement. */
export function pageOfOrders(
  tx: Tx,
  org_id: string,
  page: { state: string | null; after: { at: string; id: string } | null; limit: number },
): Promise<OrderRow[]> {
  return tx.rows<OrderRow>(
    `select ${columns}, ${personColumns} from orders.purchase p
     join orders.person n on n.org_id = p.org_id and n.order_id = p.order_id
     where p.org_id = $1 and ($2::text is null or p.state = $2)
       and ($3::timestamptz is null or (p.placed_at, p.order_id) < ($3, $4::uuid))
     order by p.placed_at desc, p.order_id desc limit $5`,
    [org_id, page.state, page.after?.at ?? null, page.after?.id ?? null, page.limit + 1],
  );
}

/**
 * How many orders wait at a shop, and how many of them are of one contact. Whoever orders there next waits until this
 * transaction ends, so that many at once do not pass the bound together.
 */
export async function countOpen(
  tx: Tx,
  org_id: string,
  contact_hash: string,
): Promise<{ of_shop: number; of_contact: number }> {
  await takeTurn(tx, `orders ${org_id}`);
  return tx.one(
    `select count(*)::int as of_shop, (count(*) filter (where n.contact_hash = $2))::int as of_contact
     from orders.purchase p join orders.person n on n.org_id = p.org_id and n.order_id = p.order_id
     where p.org_id = $1 and p.state in ('placed', 'confirmed')`,
    [org_id, contact_hash],
  );
}

export async function insertOrder(
  tx: Tx,
  row: NewOrder,
  person: PersonInput & { contact_hash: string },
): Promise<void> {
  await tx.run(
    `insert into orders.purchase (org_id, order_id, number, token_hash, body_hash, state, shop, destination, lines,
       counted, currency, goods, delivery, weight_kg, charges, transport, channel, payment, payment_note, placed_at,
       open_until)
     values ($1, $2, $3, $4, $5, 'placed', $6, $7, $8::jsonb, $9, $10, $11, $12, $13, $14::jsonb, $15, $16, $17, $18,
       $19, $20)`,
    [
      row.org_id,
      row.order_id,
      row.number,
      row.token_hash,
      row.body_hash,
      row.shop,
      row.destination,
      JSON.stringify(row.lines),
      row.counted,
      row.currency,
      row.goods,
      row.delivery,
      row.weight_kg,
      JSON.stringify(row.charges),
      row.transport,
      row.channel,
      row.payment,
      row.payment_note,
      row.placed_at,
      row.open_until,
    ],
  );
  await tx.run(
    `insert into orders.person (org_id, order_id, name, address, email, phone, remark, contact_hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      row.org_id,
      row.order_id,
      person.name,
      person.address,
      person.email ?? null,
      person.phone ?? null,
      person.remark ?? null,
      person.contact_hash,
    ],
  );
}

/** Writes what can change of an order that is locked. */
export async function writeOrder(tx: Tx, row: OrderRow): Promise<void> {
  await tx.run(
    `update orders.purchase set state = $3, open_until = $4, paid_at = $5, ended_at = $6, reason = $7,
       parcel = $8::jsonb, giving_back = $9::jsonb, refunded = $10, refunded_at = $11
     where org_id = $1 and order_id = $2`,
    [
      row.org_id,
      row.order_id,
      row.state,
      row.open_until,
      row.paid_at,
      row.ended_at,
      row.reason,
      row.parcel && JSON.stringify(row.parcel),
      row.giving_back && JSON.stringify(row.giving_back),
      row.refunded,
      row.refunded_at,
    ],
  );
  if (row.ended_at)
    await tx.run(
      'update orders.person set ended_at = $3 where org_id = $1 and order_id = $2 and ended_at is null',
      [row.org_id, row.order_id, row.ended_at],
    );
}

export async function writeReturnText(tx: Tx, row: OrderRow, text: string): Promise<void> {
  await tx.run('update orders.person set return_text = $3 where org_id = $1 and order_id = $2', [
    row.org_id,
    row.order_id,
    text,
  ]);
}

/** Removes what persons told of themselves; the orders stay. */
export async function erasePersons(
  tx: Tx,
  rows: readonly Pick<OrderRow, 'org_id' | 'order_id'>[],
  at: Date,
): Promise<void> {
  await tx.run(
    `update orders.person n set name = null, address = null, email = null, phone = null, remark = null,
       return_text = null, contact_hash = null, erased_at = $2
     from jsonb_to_recordset($1::jsonb) as g(org_id uuid, order_id uuid)
     where n.org_id = g.org_id and n.order_id = g.order_id`,
    [JSON.stringify(rows.map(({ org_id, order_id }) => ({ org_id, order_id }))), at],
  );
}

/** Open orders whose time is over, locked; those that others work on are passed over. For the system. */
export function lockToLapse(tx: Tx, now: Date, limit: number): Promise<OrderRow[]> {
  return tx.rows<OrderRow>(
    `select ${columns}, ${personColumns} from orders.purchase p
     join orders.person n on n.org_id = p.org_id and n.order_id = p.order_id
     where p.open_until <= $1 order by p.open_until limit $2 for no key update of p skip locked`,
    [now, limit],
  );
}

/** Ended orders that still name their persons, those that ended first, after a place. For the system. */
export function lockToErase(
  tx: Tx,
  before: Date,
  after: { at: Date; id: string } | null,
  limit: number,
): Promise<OrderRow[]> {
  return tx.rows<OrderRow>(
    `select ${columns}, ${personColumns} from orders.person n
     join orders.purchase p on p.org_id = n.org_id and p.order_id = n.order_id
     where n.erased_at is null and n.ended_at <= $1
       and ($2::timestamptz is null or (n.ended_at, n.order_id) > ($2, $3::uuid))
     order by n.ended_at, n.order_id limit $4 for no key update of p skip locked`,
    [before, after?.at ?? null, after?.id ?? null, limit],
  );
}
