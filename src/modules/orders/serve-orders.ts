import { type Static, Type } from 'typebox';
import { type FieldError, isRefusal, type Outcome, refuse } from '../../kernel/refusal.ts';
import { hasHiddenMarks, linePattern } from '../../kernel/text.ts';
import {
  type Ctx,
  DEFAULT_LIMIT,
  DecimalText,
  defineUseCase,
  pageInput,
  pageOf,
  timePlace,
  toPage,
  Uuid,
} from '../../platform/index.ts';
import { registerParcel } from '../parcels/index.ts';
import { endUnsent } from './follow-order.ts';
import { daysAfter, orderRule } from './house-rules.ts';
import { allowed, type Order, OrderSchema, type ParcelOfOrder, steps } from './model.ts';
import { contactOf } from './place-order.ts';
import { shown } from './shown.ts';
import { lockOrder, type OrderRow, pageOfOrders, writeOrder } from './store.ts';
import { doneWith } from './tell-merchant.ts';

export const orderOf = { order_id: Uuid };
export const Words = Type.String({ minLength: 1, maxLength: 300, pattern: linePattern });

/** The merchant's orders of persons, newest first. One statement. Refuses with platform.bad_cursor. */
export const listIncomingOrders = defineUseCase({
  name: 'orders.list-incoming-orders',
  kind: 'query',
  permission: 'order:serve',
  input: Type.Object(
    {
      state: Type.Optional(
        Type.Enum(['placed', 'confirmed', 'handed_over', 'refused', 'cancelled', 'lapsed']),
      ),
      ...pageInput,
    },
    { additionalProperties: false },
  ),
  output: pageOf(OrderSchema),
  async run(ctx, { state = null, limit = DEFAULT_LIMIT, cursor }) {
    const after = timePlace(cursor);
    if (after === undefined) return refuse('platform.bad_cursor');
    const rows = await pageOfOrders(ctx.tx, ctx.actor.org_id, { state, after, limit });
    const now = ctx.clock.now();
    return toPage(
      rows,
      limit,
      (row) => [row.placed_at.toISOString(), row.order_id],
      (row) => shown(row, now),
    );
  },
});

/** Does something to one of the merchant's own orders, locked. Refuses with orders.not_found. */
export async function withOwn(
  ctx: Ctx,
  order_id: string,
  work: (row: OrderRow) => Promise<Outcome<OrderRow>>,
): Promise<Outcome<Order>> {
  const row = await lockOrder(ctx.tx, ctx.actor.org_id, { order_id });
  if (!row) return refuse('orders.not_found');
  const done = await work(row);
  return isRefusal(done) ? done : shown(done, ctx.clock.now());
}

/** The merchant will send the goods. Refuses with orders.not_found, orders.step_not_possible. */
export const confirmOrder = defineUseCase({
  name: 'orders.confirm-order',
  kind: 'command',
  permission: 'order:serve',
  input: Type.Object(orderOf, { additionalProperties: false }),
  output: OrderSchema,
  run: (ctx, { order_id }) =>
    withOwn(ctx, order_id, async (row) => {
      if (!allowed('confirm', row.state)) return refuse('orders.step_not_possible', { state: row.state });
      const now = ctx.clock.now();
      const pays = row.payment === 'transfer' && !row.paid_at;
      const confirmed: OrderRow = {
        ...row,
        state: steps.confirm.to,
        open_until: pays ? daysAfter(now, orderRule(row.placed_at).pay_within_days) : null,
      };
      await writeOrder(ctx.tx, confirmed);
      await doneWith(ctx, 'order', row);
      return confirmed;
    }),
});

/** The merchant does not send the goods, and says why. Refuses with orders.not_found, orders.step_not_possible. */
export const refuseOrder = defineUseCase({
  name: 'orders.refuse-order',
  kind: 'command',
  permission: 'order:serve',
  input: Type.Object({ ...orderOf, reason: Words }, { additionalProperties: false }),
  output: OrderSchema,
  run: (ctx, { order_id, reason }) =>
    withOwn(ctx, order_id, async (row) => {
      if (!allowed('refuse', row.state)) return refuse('orders.step_not_possible', { state: row.state });
      if (hasHiddenMarks(reason)) return refuse('orders.text_wrong');
      await doneWith(ctx, 'order', row);
      return endUnsent(ctx, row, steps.refuse.to, reason);
    }),
});

/**
 * The merchant says that the whole price has arrived: by transfer on a confirmed order, or on delivery of one that was
 * sent. Refuses with orders.not_found, orders.step_not_possible, orders.paid_already.
 */
export const recordPayment = defineUseCase({
  name: 'orders.record-payment',
  kind: 'command',
  permission: 'order:serve',
  input: Type.Object(orderOf, { additionalProperties: false }),
  output: OrderSchema,
  run: (ctx, { order_id }) =>
    withOwn(ctx, order_id, async (row) => {
      if (row.paid_at) return refuse('orders.paid_already');
      const when = row.payment === 'transfer' ? 'confirmed' : 'handed_over';
      if (row.state !== when) return refuse('orders.step_not_possible', { state: row.state });
      const paid: OrderRow = { ...row, paid_at: ctx.clock.now(), open_until: null };
      await writeOrder(ctx.tx, paid);
      return paid;
    }),
});

const handOverInput = Type.Object(
  {
    ...orderOf,
    /** The carrier's number of the parcel. */
    number: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$' }),
    gross_weight_kg: DecimalText,
    /** `none`: no mode of China's e-commerce is asked for. */
    mode: Type.Enum(['9610', '9810', '1210', 'none']),
    /** The lots that lines come out of; modes 9810 and 1210. */
    lots: Type.Optional(
      Type.Array(
        Type.Object(
          { line: Type.Integer({ minimum: 1, maximum: 200 }), lot_id: Uuid },
          { additionalProperties: false },
        ),
        { maxItems: 50 },
      ),
    ),
  },
  { additionalProperties: false },
);

/**
 * Packed, weighed and given to the carrier: one parcel is registered under its mode, in the same transaction. Refuses
 * with orders.not_found, orders.step_not_possible, orders.not_paid, orders.mode_wrong, and what `registerParcel`
 * refuses.
 */
export const handOver = defineUseCase({
  name: 'orders.hand-over',
  kind: 'command',
  permission: 'order:serve',
  input: handOverInput,
  output: OrderSchema,
  run: (ctx, input) =>
    withOwn(ctx, input.order_id, async (row) => {
      if (!allowed('hand_over', row.state)) return refuse('orders.step_not_possible', { state: row.state });
      if (row.payment === 'transfer' && !row.paid_at) return refuse('orders.not_paid');
      const parcel = await parcelFor(ctx, row, input);
      if (isRefusal(parcel)) return parcel;
      const sent: OrderRow = {
        ...row,
        state: steps.hand_over.to,
        ended_at: ctx.clock.now(),
        open_until: null,
        parcel,
      };
      await writeOrder(ctx.tx, sent);
      return sent;
    }),
});

async function parcelFor(
  ctx: Ctx,
  row: OrderRow,
  { mode, number, gross_weight_kg, lots = [] }: Static<typeof handOverInput>,
): Promise<Outcome<ParcelOfOrder>> {
  const from = row.shop.country;
  const fits = {
    '9610': from === 'CN' && row.destination !== 'CN',
    '9810': true,
    '1210': row.destination === 'CN',
    none: from !== 'CN' || row.destination === 'CN',
  }[mode];
  if (!fits) return refuse('orders.mode_wrong', { from, to: row.destination });
  const none: FieldError | undefined = gross_weight_kg.startsWith('-')
    ? { path: '/gross_weight_kg', code: 'not_positive', message: 'must be above zero' }
    : undefined;
  if (none) return refuse('platform.bad_input', {}, [none]);
  if (mode === 'none') return { mode: null, number, gross_weight_kg, parcel_id: null, verdict: null };
  const drawn = new Map(lots.map(({ line, lot_id }) => [line, lot_id]));
  const registered = await registerParcel.run(ctx, {
    number,
    mode,
    transport: transportOf(row.transport),
    channel: row.channel === 'post' ? 'post' : 'courier',
    destination: row.destination,
    released_on: ctx.clock.now().toISOString().slice(0, 10),
    recipient: contactOf(row.person) || row.order_id,
    gross_weight_kg,
    items: row.lines.map((line) => {
      const lot_id = drawn.get(line.line);
      return {
        hs_code: line.hs_code,
        origin_country: line.origin_country,
        description: line.title,
        quantity: line.quantity,
        unit: line.unit,
        net_weight_kg: line.net_weight_kg,
        amount: line.amount,
        ...(lot_id ? { lot_id } : {}),
      };
    }),
  });
  if (isRefusal(registered)) return registered;
  return { mode, number, gross_weight_kg, ...registered };
}

const transportOf = (text: string): 'road' | 'rail' | 'air' | 'post' =>
  text === 'rail' || text === 'air' || text === 'post' ? text : 'road';
