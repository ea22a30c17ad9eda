import { Type } from 'typebox';
import { parseMilli } from '../../kernel/decimal.ts';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { checkWhole } from '../reference/index.ts';
import { lockHoldings, upsertHoldings } from './store.ts';

/**
 * The owner says how much of a listing is on hand. What is reserved stays, so less than that is refused with
 * warehousing.not_enough_stock; a holding with reservations keeps its unit (warehousing.unit_differs). What is
 * counted is whole (reference.quantity_not_whole).
 */
export const countHolding = defineUseCase({
  name: 'warehousing.count-holding',
  kind: 'command',
  permission: 'stock:keep',
  input: Type.Object(
    {
      listing_id: Uuid,
      unit: Type.String({ minLength: 1, maxLength: 12 }),
      on_hand: Type.String({ pattern: '^\\d{1,12}(\\.\\d{1,3})?$' }),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    listing_id: Uuid,
    unit: Type.String(),
    on_hand: Type.String(),
    reserved: Type.String(),
  }),
  async run(ctx, input) {
    const { org_id } = ctx.actor;
    const { listing_id, unit, on_hand } = input;
    const whole = checkWhole([['/on_hand', on_hand, unit]]);
    if (isRefusal(whole)) return whole;
    const [held] = await lockHoldings(ctx.tx, org_id, [listing_id]);
    const reserved = held?.reserved ?? '0.000';
    if (parseMilli(reserved) > parseMilli(on_hand))
      return refuse('warehousing.not_enough_stock', { listing_id, free: on_hand, wanted: reserved, unit });
    if (held && held.unit !== unit && parseMilli(reserved) > 0n)
      return refuse('warehousing.unit_differs', { line: 0, sold_in: unit, held_in: held.unit });
    await upsertHoldings(ctx.tx, [{ org_id, listing_id, unit, on_hand }], ctx.clock.now());
    return { listing_id, unit, on_hand, reserved };
  },
});
