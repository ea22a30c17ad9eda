import { type Tx, takeTurn } from '../../platform/index.ts';
import type { PaymentOrder, StepKind } from './model.ts';

const columns = `o.org_id, o.order_id, o.bank_org_id, o.account_id, o.amount, o.currency, o.creditor, o.remittance, o.message_name,
  o.profile, o.end_to_end_id, o.uetr, o.ordered_by, o.ordered_at, o.parties`;

export interface Step {
  kind: StepKind;
  number: number;
  reason: string | null;
  message_id: string | null;
  at: Date;
}

export function insertOrder(tx: Tx, o: PaymentOrder): Promise<number> {
  return tx.run(
    `insert into banking.payment_order (org_id, order_id, bank_org_id, amount, currency, creditor, remittance,
       message_name, profile, end_to_end_id, uetr, ordered_by, ordered_at, parties, account_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      o.org_id,
      o.order_id,
      o.bank_org_id,
      o.amount,
      o.currency,
      JSON.stringify(o.creditor),
      o.remittance,
      o.message_name,
      o.profile,
      o.end_to_end_id,
      o.uetr,
      o.ordered_by,
      o.ordered_at,
      o.parties,
      o.account_id,
    ],
  );
}

export function findOrder(tx: Tx, org_id: string, order_id: string): Promise<PaymentOrder | undefined> {
  return tx.maybe<PaymentOrder>(
    `select ${columns} from banking.payment_order o where o.org_id = $1 and o.order_id = $2`,
    [org_id, order_id],
  );
}

/** The order that a bank's message speaks of: by UETR, else by the end-to-end id where only one order has it. */
export async function findOrderOf(
  tx: Tx,
  bank_org_id: string,
  named: { uetr?: string | undefined; end_to_end_id?: string | undefined; message_id?: string | undefined },
): Promise<PaymentOrder | undefined> {
  const rows = await tx.rows<PaymentOrder>(
    `select ${columns} from banking.payment_order o
     where o.bank_org_id = $1 and ($2::uuid is null or o.uetr = $2)
       and ($3::text is null or o.end_to_end_id = $3) and ($4::uuid is null or o.order_id = $4)
       and num_nonnulls($2::uuid, $3::text, $4::uuid) > 0
     limit 2`,
    [bank_org_id, named.uetr ?? null, named.uetr ? null : (named.end_to_end_id ?? null), orderIdOf(named)],
  );
  return rows.length === 1 ? rows[0] : undefined;
}

function orderIdOf(named: {
  uetr?: string | undefined;
  end_to_end_id?: string | undefined;
  message_id?: string | undefined;
}): string | null {
  if (named.uetr || named.end_to_end_id || !/^[0-9a-f]{32}$/.test(named.message_id ?? '')) return null;
  return (named.message_id ?? '').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Whoever sends or withdraws an order waits here for the other, until its transaction ends. */
export function lockOrder(tx: Tx, order: PaymentOrder): Promise<void> {
  return takeTurn(tx, `payment order ${order.org_id} ${order.order_id}`);
}

/** Orders that are held and neither went out since nor were withdrawn or failed, longest first; as the system. */
export function heldOrders(tx: Tx, limit: number): Promise<{ org_id: string; order_id: string }[]> {
  return tx.rows(
    `select h.org_id, h.order_id from banking.order_step h where h.kind = 'held' and not exists (
       select from banking.order_step s where s.org_id = h.org_id and s.order_id = h.order_id
         and s.kind in ('sent', 'withdrawn', 'failed'))
     order by h.at, h.order_id limit $1`,
    [limit],
  );
}

export function readSteps(tx: Tx, org_id: string, order_id: string): Promise<Step[]> {
  return tx.rows<Step>(
    `select kind, number, reason, message_id, at from banking.order_step
     where org_id = $1 and order_id = $2 order by number`,
    [org_id, order_id],
  );
}

/** Adds a step unless it happened before; true when it is new. The order is locked, or new. */
export async function insertStep(
  tx: Tx,
  order: PaymentOrder,
  step: { kind: StepKind; reason?: string | null; message_id?: string | null; at: Date },
): Promise<boolean> {
  const inserted = await tx.run(
    `insert into banking.order_step (org_id, order_id, kind, number, reason, message_id, at, parties)
     select $1, $2, $3, coalesce(max(number), 0) + 1, $4, $5, $6, $7
     from banking.order_step where org_id = $1 and order_id = $2
     on conflict (org_id, order_id, kind) do nothing`,
    [
      order.org_id,
      order.order_id,
      step.kind,
      step.reason?.slice(0, 200) ?? null,
      step.message_id ?? null,
      step.at,
      order.parties,
    ],
  );
  return inserted === 1;
}

export type OrderRow = PaymentOrder & { steps: StepKind[]; held_because: string | null };

/** Orders that an organisation gave or, as a bank, received; newest first, each with its steps. */
export function listOrderRows(
  tx: Tx,
  q: { at: string | null; order_id: string | null; awaiting: boolean; held: boolean; limit: number },
): Promise<OrderRow[]> {
  return tx.rows<OrderRow>(
    `select ${columns}, s.steps, s.held_because from (
       select * from banking.payment_order
       where ($1::timestamptz is null or (ordered_at, order_id) < ($1, $2::uuid))
         and (not $4 or exists (select 1 from banking.order_step s where s.kind = 'awaiting_approval'
           and s.org_id = payment_order.org_id and s.order_id = payment_order.order_id)
         and not exists (select 1 from banking.payout_decision d
           where d.org_id = payment_order.org_id and d.order_id = payment_order.order_id))
         and (not $5 or exists (select 1 from banking.order_step s where s.kind = 'held'
           and s.org_id = payment_order.org_id and s.order_id = payment_order.order_id)
         and not exists (select 1 from banking.order_step s
           where s.org_id = payment_order.org_id and s.order_id = payment_order.order_id
             and s.kind in ('sent', 'withdrawn', 'failed')))
       order by ordered_at desc, order_id desc limit $3) o
     cross join lateral (
       select coalesce(array_agg(kind order by number), '{}') as steps,
         max(reason) filter (where kind = 'held') as held_because from banking.order_step
       where org_id = o.org_id and order_id = o.order_id) s
     order by o.ordered_at desc, o.order_id desc`,
    [q.at, q.order_id, q.limit, q.awaiting, q.held],
  );
}

/** Orders of a bank that entries may be about: named by UETR or end-to-end id, or of the same amount. */
export function ordersFor(
  tx: Tx,
  bank_org_id: string,
  q: { uetrs: string[]; end_to_end_ids: string[]; amounts: bigint[] },
): Promise<PaymentOrder[]> {
  return tx.rows<PaymentOrder>(
    `select ${columns} from banking.payment_order o
     where o.bank_org_id = $1 and (o.uetr = any ($2::uuid[]) or o.end_to_end_id = any ($3::text[]))
     union
     (select ${columns} from banking.payment_order o
      where o.bank_org_id = $1 and o.amount = any ($4::int8[]) and not exists (
        select 1 from banking.order_step s where s.org_id = o.org_id and s.order_id = o.order_id
          and s.kind in ('booked', 'rejected', 'failed', 'declined', 'withdrawn'))
      order by o.ordered_at desc limit 500)`,
    [bank_org_id, q.uetrs, q.end_to_end_ids, q.amounts],
  );
}
