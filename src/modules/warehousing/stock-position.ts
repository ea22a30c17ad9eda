import { Type } from 'typebox';
import { formatMilli } from '../../kernel/decimal.ts';
import { isRefusal } from '../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Instant, Nullable, Uuid } from '../../platform/index.ts';
import { getDeal } from '../deals/index.ts';
import { type LinePosition, positionsAfter } from './model.ts';
import { bondedReceiptOf, movesOf } from './store.ts';
import { StockPosition, showPosition } from './view.ts';

/** Where the goods of a deal are, line by line; empty before they are reserved. */
export async function stockPosition(ctx: Ctx, deal_id: string): Promise<LinePosition[]> {
  return positionsAfter(await movesOf(ctx.tx, deal_id));
}

/** Stock of one deal: positions, the moves that led there, and a bonded receipt if there is one. Refuses with deals.not_found. */
export const showStock = defineUseCase({
  name: 'warehousing.show-stock',
  kind: 'query',
  permission: 'stock:read',
  input: Type.Object({ deal_id: Uuid }, { additionalProperties: false }),
  output: Type.Object({
    ...StockPosition.properties,
    moves: Type.Array(
      Type.Object({
        line: Type.Integer(),
        quantity: Type.String(),
        unit: Type.String(),
        from_location: Type.String(),
        to_location: Type.String(),
        reason: Type.String(),
        at: Instant,
      }),
    ),
    bonded_receipt: Nullable(
      Type.Object({
        number: Type.String(),
        warehouse_org_id: Uuid,
        received_at: Instant,
        remark: Nullable(Type.String()),
      }),
    ),
  }),
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    const moves = await movesOf(ctx.tx, input.deal_id);
    const receipt = await bondedReceiptOf(ctx.tx, input.deal_id);
    return {
      ...showPosition(input.deal_id, positionsAfter(moves)),
      moves: moves.map((m) => ({
        line: m.line,
        quantity: formatMilli(m.quantity_milli),
        unit: m.unit,
        from_location: m.from_location,
        to_location: m.to_location,
        reason: m.reason,
        at: m.at.toISOString(),
      })),
      bonded_receipt: receipt
        ? {
            number: receipt.number,
            warehouse_org_id: receipt.warehouse_org_id,
            received_at: receipt.received_at.toISOString(),
            remark: receipt.remark,
          }
        : null,
    };
  },
});
