import { formatMilli } from '../../kernel/decimal.ts';
import { isRefusal, type JsonObject, type Outcome, refuse } from '../../kernel/refusal.ts';
import type { Ctx } from '../../platform/index.ts';
import { appendEvent, type Deal, getDeal } from '../deals/index.ts';
import { type LinePosition, positionsAfter, type StockMove, ways } from './model.ts';
import { insertMoves, movesOf } from './store.ts';

/** A deal with where its goods are. */
export interface Stock {
  deal: Deal;
  positions: LinePosition[];
  /** Number of the last move. */
  last_number: number;
}

/** The deal, locked, with its positions. Refuses with deals.not_found. */
export async function openStock(ctx: Ctx, deal_id: string): Promise<Outcome<Stock>> {
  const deal = await getDeal(ctx, deal_id);
  if (isRefusal(deal)) return deal;
  const moves = await movesOf(ctx.tx, deal_id);
  return { deal, positions: positionsAfter(moves), last_number: moves.length };
}

/**
 * Writes moves and tells of them on the timeline. Every move must go a way its reason knows, and no location
 * but supply may fall below nothing. Refuses with warehousing.more_than_there_is.
 */
export async function post(
  ctx: Ctx,
  stock: Stock,
  moves: readonly StockMove[],
  kind: string,
  body: JsonObject = {},
): Promise<Outcome<Stock>> {
  const left = new Map(stock.positions.map((p) => [p.line, { ...p.at }]));
  for (const m of moves) {
    const way = ways[m.reason];
    if (!way.from.includes(m.from_location) || way.to !== m.to_location)
      throw new Error(
        `Invariant broken: ${m.reason} does not go from ${m.from_location} to ${m.to_location}`,
      );
    if (m.from_location === 'supply') continue;
    const at = left.get(m.line);
    const here = at?.[m.from_location] ?? 0n;
    if (!at || here < m.quantity_milli)
      return refuse('warehousing.more_than_there_is', {
        line: m.line,
        there: formatMilli(here),
        unit: m.unit,
      });
    at[m.from_location] -= m.quantity_milli;
  }
  await insertMoves(ctx, stock.deal, moves, stock.last_number);
  const told = await appendEvent(ctx, stock.deal, {
    kind,
    body: {
      moves: moves.map((m) => ({
        line: m.line,
        quantity: formatMilli(m.quantity_milli),
        unit: m.unit,
        from: m.from_location,
        to: m.to_location,
        reason: m.reason,
      })),
      ...body,
    },
  });
  if (isRefusal(told)) return told;
  return {
    deal: told,
    positions: addMoves(stock.positions, moves),
    last_number: stock.last_number + moves.length,
  };
}

function addMoves(positions: readonly LinePosition[], moves: readonly StockMove[]): LinePosition[] {
  const lines = new Map(positions.map((p) => [p.line, p]));
  for (const after of positionsAfter(moves)) {
    const before = lines.get(after.line);
    const at = { ...after.at };
    for (const [location, quantity] of Object.entries(before?.at ?? {}))
      at[location as keyof typeof at] += quantity;
    lines.set(after.line, { ...after, at });
  }
  return [...lines.values()].sort((a, b) => a.line - b.line);
}
