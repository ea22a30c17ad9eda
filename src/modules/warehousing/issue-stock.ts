import { Type } from 'typebox';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { openStock, post } from './ledger.ts';
import { moveAll } from './model.ts';
import { quantitiesByListing } from './reserve-stock.ts';
import { changeHoldings } from './store.ts';
import { StockPosition, showPosition } from './view.ts';

/**
 * The goods leave the seller with the carrier: what was reserved leaves the holding. Bears repetition.
 * Refuses with warehousing.nothing_here, deals.not_found.
 */
export const issueStock = defineUseCase({
  name: 'warehousing.issue-stock',
  kind: 'command',
  permission: 'stock:post',
  input: Type.Object({ deal_id: Uuid }, { additionalProperties: false }),
  output: StockPosition,
  async run(ctx, input) {
    const stock = await openStock(ctx, input.deal_id);
    if (isRefusal(stock)) return stock;
    const moves = stock.positions.flatMap((p) => moveAll(p, 'seller', 'issued'));
    if (moves.length === 0) {
      const gone = stock.positions.some((p) => p.at.supply !== 0n);
      return gone
        ? showPosition(input.deal_id, stock.positions)
        : refuse('warehousing.nothing_here', { place: 'seller' });
    }
    const changes = [...quantitiesByListing(moves)].map(([listing_id, quantity]) => ({
      listing_id,
      on_hand_milli: -quantity,
      reserved_milli: -quantity,
    }));
    if (changes.length > 0) await changeHoldings(ctx.tx, stock.deal.seller_org_id, changes, ctx.clock.now());
    const posted = await post(ctx, stock, moves, 'stock.issued');
    return isRefusal(posted) ? posted : showPosition(input.deal_id, posted.positions);
  },
});
