import { Type } from 'typebox';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { openStock, post } from './ledger.ts';
import { moveAll } from './model.ts';
import { StockPosition, showPosition } from './view.ts';

/**
 * Goods go back to where they came from: `damaged` only what arrived damaged, `all` whatever left the seller.
 * They do not enter the holding by themselves; the seller counts them in. Bears repetition.
 * Refuses with warehousing.nothing_here, deals.not_found.
 */
export const returnStock = defineUseCase({
  name: 'warehousing.return-stock',
  kind: 'command',
  permission: 'stock:post',
  input: Type.Object(
    { deal_id: Uuid, what: Type.Union([Type.Literal('damaged'), Type.Literal('all')]) },
    { additionalProperties: false },
  ),
  output: StockPosition,
  async run(ctx, input) {
    const stock = await openStock(ctx, input.deal_id);
    if (isRefusal(stock)) return stock;
    const from =
      input.what === 'damaged'
        ? (['damaged'] as const)
        : (['carrier', 'bonded', 'buyer', 'damaged'] as const);
    const moves = stock.positions.flatMap((p) => from.flatMap((place) => moveAll(p, place, 'returned')));
    if (moves.length === 0) {
      if (stock.positions.length > 0) return showPosition(input.deal_id, stock.positions);
      return refuse('warehousing.nothing_here', { place: from.join(', ') });
    }
    const posted = await post(ctx, stock, moves, 'stock.returned');
    return isRefusal(posted) ? posted : showPosition(input.deal_id, posted.positions);
  },
});
