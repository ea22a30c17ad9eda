import { Type } from 'typebox';
import { isRefusal, type Outcome, refuse } from '../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Uuid } from '../../platform/index.ts';
import { openStock, post, type Stock } from './ledger.ts';
import { moveAll } from './model.ts';
import { contractMoves, quantitiesByListing } from './reserve-stock.ts';
import { changeHoldings } from './store.ts';
import { StockPosition, showPosition } from './view.ts';

/**
 * The goods leave the seller with the carrier: what was reserved leaves the holding. Goods that never were
 * reserved, because the seller had too few, have come from elsewhere: they were made for the deal. Bears
 * repetition. Refuses with warehousing.nothing_here, warehousing.no_terms, deals.not_found.
 */
export const issueStock = defineUseCase({
  name: 'warehousing.issue-stock',
  kind: 'command',
  permission: 'stock:post',
  input: Type.Object({ deal_id: Uuid }, { additionalProperties: false }),
  output: StockPosition,
  async run(ctx, input) {
    const opened = await openStock(ctx, input.deal_id);
    if (isRefusal(opened)) return opened;
    const stock = opened.last_number === 0 ? await made(ctx, opened) : opened;
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

/** Enters the goods of the contract without touching a holding. */
async function made(ctx: Ctx, stock: Stock): Promise<Outcome<Stock>> {
  const moves = contractMoves(stock.deal);
  if (isRefusal(moves)) return moves;
  const apart = moves.map((m) => ({ ...m, listing_id: null }));
  return post(ctx, stock, apart, 'stock.reserved', { made_for_deal: true });
}
