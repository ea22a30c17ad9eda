import { Type } from 'typebox';
import { formatMilli, parseMilli } from '../../kernel/decimal.ts';
import { isRefusal, type Outcome, refuse } from '../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Uuid } from '../../platform/index.ts';
import type { Deal } from '../deals/index.ts';
import { openStock, post } from './ledger.ts';
import type { StockMove } from './model.ts';
import { changeHoldings, lockHoldings } from './store.ts';
import { StockPosition, showPosition } from './view.ts';

/**
 * Reserves the goods of a contract at the seller: of the holding of each listing that has one, and on the
 * deal's own ledger. Goods without a listing, or whose listing keeps no stock, are made for this deal. Bears
 * repetition. Refuses with warehousing.no_terms, warehousing.not_enough_stock, warehousing.unit_differs,
 * deals.not_found.
 */
export const reserveStock = defineUseCase({
  name: 'warehousing.reserve-stock',
  kind: 'command',
  permission: 'stock:post',
  input: Type.Object({ deal_id: Uuid }, { additionalProperties: false }),
  output: StockPosition,
  async run(ctx, input) {
    const stock = await openStock(ctx, input.deal_id);
    if (isRefusal(stock)) return stock;
    if (stock.positions.some((p) => p.at.supply !== 0n)) return showPosition(input.deal_id, stock.positions);
    const moves = contractMoves(stock.deal);
    if (isRefusal(moves)) return moves;
    const kept = await reserveHoldings(ctx, stock.deal, moves);
    if (isRefusal(kept)) return kept;
    const posted = await post(ctx, stock, kept, 'stock.reserved');
    return isRefusal(posted) ? posted : showPosition(input.deal_id, posted.positions);
  },
});

/** One move into the seller's hands for every line of the contract. Refuses with warehousing.no_terms. */
export function contractMoves({ terms }: Deal): Outcome<StockMove[]> {
  if (!terms) return refuse('warehousing.no_terms');
  return terms.goods.map((g) => ({
    line: g.line,
    listing_id: g.listing_id ?? null,
    quantity_milli: parseMilli(g.quantity),
    unit: g.unit,
    from_location: 'supply',
    to_location: 'seller',
    reason: 'reserved',
  }));
}

/** Takes the quantities out of what is free; listings without a holding are dropped from the moves' books. */
async function reserveHoldings(ctx: Ctx, deal: Deal, moves: StockMove[]): Promise<Outcome<StockMove[]>> {
  const wanted = quantitiesByListing(moves);
  if (wanted.size === 0) return moves;
  const holdings = await lockHoldings(ctx.tx, deal.seller_org_id, [...wanted.keys()]);
  for (const h of holdings) {
    const quantity = wanted.get(h.listing_id) ?? 0n;
    const free = parseMilli(h.on_hand) - parseMilli(h.reserved);
    const line = moves.find((m) => m.listing_id === h.listing_id && m.unit !== h.unit);
    if (line)
      return refuse('warehousing.unit_differs', { line: line.line, sold_in: line.unit, held_in: h.unit });
    if (free < quantity)
      return refuse('warehousing.not_enough_stock', {
        listing_id: h.listing_id,
        free: formatMilli(free),
        wanted: formatMilli(quantity),
        unit: h.unit,
      });
  }
  if (holdings.length > 0)
    await changeHoldings(
      ctx.tx,
      deal.seller_org_id,
      holdings.map((h) => ({
        listing_id: h.listing_id,
        on_hand_milli: 0n,
        reserved_milli: wanted.get(h.listing_id) ?? 0n,
      })),
      ctx.clock.now(),
    );
  const held = new Set(holdings.map((h) => h.listing_id));
  return moves.map((m) => (m.listing_id && held.has(m.listing_id) ? m : { ...m, listing_id: null }));
}

/** Sums of quantities by listing, over moves that touch a holding. */
export function quantitiesByListing(
  moves: readonly Pick<StockMove, 'listing_id' | 'quantity_milli'>[],
): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const m of moves)
    if (m.listing_id) sums.set(m.listing_id, (sums.get(m.listing_id) ?? 0n) + m.quantity_milli);
  return sums;
}
