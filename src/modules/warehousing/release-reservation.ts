import { Type } from 'typebox';
import { isRefusal } from '../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { openStock, post } from './ledger.ts';
import { moveAll } from './model.ts';
import { quantitiesByListing } from './reserve-stock.ts';
import { changeHoldings } from './store.ts';
import { StockPosition, showPosition } from './view.ts';

/**
 * Gives back what is still reserved at the seller, when a deal was cancelled or has lapsed. Bears repetition.
 * Refuses with deals.not_found.
 */
export const releaseReservation = defineUseCase({
  name: 'warehousing.release-reservation',
  kind: 'command',
  permission: 'stock:post',
  input: Type.Object({ deal_id: Uuid }, { additionalProperties: false }),
  output: StockPosition,
  async run(ctx, input) {
    const stock = await openStock(ctx, input.deal_id);
    if (isRefusal(stock)) return stock;
    const moves = stock.positions.flatMap((p) => moveAll(p, 'seller', 'unreserved'));
    if (moves.length === 0) return showPosition(input.deal_id, stock.positions);
    const changes = [...quantitiesByListing(moves)].map(([listing_id, quantity]) => ({
      listing_id,
      on_hand_milli: 0n,
      reserved_milli: -quantity,
    }));
    if (changes.length > 0) await changeHoldings(ctx.tx, stock.deal.seller_org_id, changes, ctx.clock.now());
    const posted = await post(ctx, stock, moves, 'stock.unreserved');
    return isRefusal(posted) ? posted : showPosition(input.deal_id, posted.positions);
  },
});
