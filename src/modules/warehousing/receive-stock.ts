import { type Static, Type } from 'typebox';
import { formatMilli, parseMilli } from '../../kernel/decimal.ts';
import { isRefusal, type Outcome, refuse } from '../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { openStock, post } from './ledger.ts';
import { type LinePosition, moveSome, type StockMove } from './model.ts';
import { StockPosition, showPosition } from './view.ts';

/** Quantities that arrived damaged, by line of the contract. Several reports of one line add up. */
export const Damaged = Type.Array(
  Type.Object(
    {
      line: Type.Integer({ minimum: 1, maximum: 200 }),
      quantity: Type.String({ pattern: '^\\d{1,12}(\\.\\d{1,3})?$' }),
    },
    { additionalProperties: false },
  ),
  { maxItems: 100 },
);

/**
 * The goods reach the buyer, from the carrier or a bonded warehouse; the damaged part is kept apart. Bears
 * repetition. Refuses with warehousing.nothing_here, warehousing.more_than_there_is, deals.not_found.
 */
export const receiveStock = defineUseCase({
  name: 'warehousing.receive-stock',
  kind: 'command',
  permission: 'stock:post',
  input: Type.Object({ deal_id: Uuid, damaged: Type.Optional(Damaged) }, { additionalProperties: false }),
  output: StockPosition,
  async run(ctx, input) {
    const stock = await openStock(ctx, input.deal_id);
    if (isRefusal(stock)) return stock;
    const moves = arrivals(stock.positions, input.damaged ?? []);
    if (isRefusal(moves)) return moves;
    if (moves.length === 0) {
      const arrived = stock.positions.some((p) => p.at.buyer + p.at.damaged > 0n);
      return arrived
        ? showPosition(input.deal_id, stock.positions)
        : refuse('warehousing.nothing_here', { place: 'carrier' });
    }
    const posted = await post(ctx, stock, moves, 'stock.received');
    return isRefusal(posted) ? posted : showPosition(input.deal_id, posted.positions);
  },
});

/** All that is under way goes to the buyer, but for the damaged part. */
export function arrivals(
  positions: readonly LinePosition[],
  damaged: Static<typeof Damaged>,
): Outcome<StockMove[]> {
  const moves: StockMove[] = [];
  for (const p of positions) {
    let broken = damaged
      .filter((d) => d.line === p.line)
      .reduce((total, d) => total + parseMilli(d.quantity), 0n);
    const there = p.at.carrier + p.at.bonded;
    if (there > 0n && broken > there)
      return refuse('warehousing.more_than_there_is', {
        line: p.line,
        there: formatMilli(there),
        unit: p.unit,
      });
    for (const from of ['carrier', 'bonded'] as const) {
      let part = p.at[from];
      if (part > broken) part = broken;
      broken -= part;
      moves.push(...moveSome(p, from, 'damaged', part), ...moveSome(p, from, 'received', p.at[from] - part));
    }
  }
  return moves;
}
