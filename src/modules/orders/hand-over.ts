import { type Static, Type } from 'typebox';
import { dayOf } from '../../kernel/days.ts';
import { isRefusal, type Outcome, refuse } from '../../kernel/refusal.ts';
import { type Ctx, DecimalText, defineUseCase, Uuid } from '../../platform/index.ts';
import { registerParcel } from '../parcels/index.ts';
import { allowed, OrderSchema, type ParcelOfOrder, steps } from './model.ts';
import { contactOf } from './place-order.ts';
import { orderOf, stepOrder } from './step-order.ts';
import type { OrderRow } from './store.ts';

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
    stepOrder(ctx, input.order_id, async (row, now) => {
      if (!allowed('hand_over', row.state)) return refuse('orders.step_not_possible', { state: row.state });
      if (row.payment === 'transfer' && !row.paid_at) return refuse('orders.not_paid');
      const parcel = await parcelFor(ctx, row, input);
      if (isRefusal(parcel)) return parcel;
      return { state: steps.hand_over.to, ended_at: now, open_until: null, parcel };
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
  if (gross_weight_kg.startsWith('-'))
    return refuse('platform.bad_input', {}, [
      { path: '/gross_weight_kg', code: 'not_positive', message: 'must be above zero' },
    ]);
  if (mode === 'none') return { mode: null, number, gross_weight_kg, parcel_id: null, verdict: null };
  const drawn = new Map(lots.map(({ line, lot_id }) => [line, lot_id]));
  const registered = await registerParcel.run(ctx, {
    number,
    mode,
    transport: transportOf(row.transport),
    channel: row.channel === 'post' ? 'post' : 'courier',
    destination: row.destination,
    released_on: dayOf(ctx.clock.now()),
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
