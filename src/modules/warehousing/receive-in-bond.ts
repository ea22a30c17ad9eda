import { Type } from 'typebox';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { openStock, post } from './ledger.ts';
import { moveAll } from './model.ts';
import { bondedReceiptOf, insertBondedReceipt } from './store.ts';
import { StockPosition, showPosition } from './view.ts';

/**
 * The carrier's goods are laid into a bonded warehouse until import is released; `receiveStock` takes them on.
 * Bears repetition. Refuses with warehousing.nothing_here, deals.not_found.
 */
export const receiveInBond = defineUseCase({
  name: 'warehousing.receive-in-bond',
  kind: 'command',
  permission: 'stock:post',
  input: Type.Object(
    {
      deal_id: Uuid,
      warehouse_org_id: Uuid,
      number: Type.String({ minLength: 1, maxLength: 60 }),
      remark: Type.Optional(Type.String({ maxLength: 500 })),
    },
    { additionalProperties: false },
  ),
  output: StockPosition,
  async run(ctx, input) {
    const stock = await openStock(ctx, input.deal_id);
    if (isRefusal(stock)) return stock;
    if (await bondedReceiptOf(ctx.tx, input.deal_id)) return showPosition(input.deal_id, stock.positions);
    const moves = stock.positions.flatMap((p) => moveAll(p, 'carrier', 'bonded'));
    if (moves.length === 0) return refuse('warehousing.nothing_here', { place: 'carrier' });
    const { warehouse_org_id, number } = input;
    await insertBondedReceipt(ctx.tx, stock.deal, {
      receipt_id: ctx.id(),
      warehouse_org_id,
      number,
      received_at: ctx.clock.now(),
      remark: input.remark ?? null,
    });
    const posted = await post(ctx, stock, moves, 'stock.bonded', { warehouse_org_id, number });
    return isRefusal(posted) ? posted : showPosition(input.deal_id, posted.positions);
  },
});
