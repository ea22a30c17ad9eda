import { type Static, Type } from 'typebox';
import { assert, isRefusal, refuse } from '../../kernel/refusal.ts';
import {
  DEFAULT_LIMIT,
  defineUseCase,
  pageInput,
  pageOf,
  timePlace,
  toPage,
  Uuid,
} from '../../platform/index.ts';
import { findTraded, getDeal, type TradedRow } from '../deals/index.ts';
import { ListedReturn, type Return, ReturnSchema, returnStates, shown, turns } from './model.ts';
import { newestRequests, requestsOf } from './store.ts';

/**
 * Returns of the organisation's deals, newest first, with their goods and whose turn it is. Two statements, however many
 * they are. Refuses with platform.bad_cursor.
 */
export const listReturns = defineUseCase({
  name: 'returns.list-returns',
  kind: 'query',
  permission: 'deal:read',
  input: Type.Object(
    { state: Type.Optional(Type.Enum([...returnStates])), ...pageInput },
    { additionalProperties: false },
  ),
  output: pageOf(ListedReturn),
  async run(ctx, { state = null, limit = DEFAULT_LIMIT, cursor }) {
    const after = timePlace(cursor);
    if (after === undefined) return refuse('platform.bad_cursor');
    const now = ctx.clock.now();
    const rows = await newestRequests(ctx.tx, { state, now, after, limit });
    const deals = await findTraded(
      ctx,
      rows.map((row) => row.deal_id),
    );
    return toPage(
      rows,
      limit,
      (row) => [row.asked_at.toISOString(), row.return_id],
      (row) => {
        const deal = deals.get(row.deal_id);
        assert(deal, 'who sees a return sees its deal');
        return listed(shown(row, now), deal, ctx.actor.org_id);
      },
    );
  },
});

function listed(one: Return, deal: TradedRow, org_id: string): Static<typeof ListedReturn> {
  const side = deal.buyer.org_id === org_id ? 'buyer' : 'seller';
  const named = new Map(deal.goods.map((goods) => [goods.line, goods]));
  return {
    ...one,
    deal_number: deal.number,
    goods: one.lines.map(({ line, quantity }) => ({
      line,
      quantity,
      description: named.get(line)?.description ?? '',
      unit: named.get(line)?.unit ?? '',
    })),
    side,
    firm: (side === 'buyer' ? deal.seller : deal.buyer).name,
    turn: turns[one.state],
    deadline: one.state === 'requested' ? one.answer_by : one.state === 'approved' ? one.send_by : null,
  };
}

/** Returns of one deal. Refuses with deals.not_found. */
export const listDealReturns = defineUseCase({
  name: 'returns.list-deal-returns',
  kind: 'query',
  permission: 'deal:read',
  input: Type.Object({ deal_id: Uuid }, { additionalProperties: false }),
  output: Type.Object({ items: Type.Array(ReturnSchema) }),
  async run(ctx, { deal_id }) {
    const deal = await getDeal(ctx, deal_id);
    if (isRefusal(deal)) return deal;
    const rows = await requestsOf(ctx.tx, deal_id);
    return { items: rows.map((row) => shown(row, ctx.clock.now())) };
  },
});
