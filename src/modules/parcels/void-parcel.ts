import { Type } from 'typebox';
import { refuse } from '../../kernel/refusal.ts';
import { defineUseCase, Line, Uuid } from '../../platform/index.ts';
import { lockParcel, voidRow, waitForTurn } from './store.ts';
import { giveBackToLots } from './store-lots.ts';

/**
 * Takes a parcel out of its list before the month is summed up: it stays to be seen with the reason, is in no list and
 * counts in no limit, and what it drew from a lot goes back. Its number is not used again.
 * Refuses with parcels.parcel_not_found, parcels.parcel_summed_up, parcels.parcel_void.
 */
export const voidParcel = defineUseCase({
  name: 'parcels.void-parcel',
  kind: 'command',
  permission: 'parcel:keep',
  input: Type.Object({ parcel_id: Uuid, reason: Line(300) }, { additionalProperties: false }),
  output: Type.Object({ parcel_id: Uuid }),
  async run(ctx, { parcel_id, reason }) {
    const { org_id } = ctx.actor;
    await waitForTurn(ctx.tx, org_id);
    const parcel = await lockParcel(ctx.tx, org_id, parcel_id);
    if (!parcel) return refuse('parcels.parcel_not_found');
    if (parcel.voided_at) return refuse('parcels.parcel_void', { number: parcel.number });
    if (parcel.summary_id) return refuse('parcels.parcel_summed_up', { number: parcel.number });
    await giveBackToLots(ctx.tx, org_id, parcel_id);
    await voidRow(ctx.tx, org_id, parcel_id, reason, ctx.clock.now());
    return { parcel_id };
  },
});
