import type { Ctx } from '../../platform/index.ts';
import type { DealState } from './model.ts';
import { selectStates, selectTraded, type TradedRow } from './store-lists.ts';

/** Where several deals stand, by id, in one statement; those the actor's organisation has no part in are absent. */
export async function findStates(
  ctx: Pick<Ctx, 'tx'>,
  deal_ids: readonly string[],
): Promise<Map<string, { number: string; state: DealState; deadline: Date | null }>> {
  if (deal_ids.length === 0) return new Map();
  const rows = await selectStates(ctx.tx, deal_ids);
  return new Map(rows.map(({ deal_id, ...rest }) => [deal_id, rest]));
}

/** Who trades what in several deals, by id, in one statement; those the organisation has no part in are absent. */
export async function findTraded(
  ctx: Pick<Ctx, 'tx'>,
  deal_ids: readonly string[],
): Promise<Map<string, TradedRow>> {
  if (deal_ids.length === 0) return new Map();
  return new Map((await selectTraded(ctx.tx, deal_ids)).map((row) => [row.deal_id, row]));
}
