import { Type } from 'typebox';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import {
  DEFAULT_LIMIT,
  defineUseCase,
  pageInput,
  pageOf,
  timePlace,
  toPage,
  Uuid,
} from '../../platform/index.ts';
import { getDeal } from '../deals/index.ts';
import { ReturnSchema, shown } from './model.ts';
import { newestRequests, requestsOf } from './store.ts';

/** Returns of the organisation's deals, newest first. One statement. */
export const listReturns = defineUseCase({
  name: 'returns.list-returns',
  kind: 'query',
  permission: 'deal:read',
  input: Type.Object(pageInput, { additionalProperties: false }),
  output: pageOf(ReturnSchema),
  async run(ctx, { limit = DEFAULT_LIMIT, cursor }) {
    const after = timePlace(cursor);
    if (after === undefined) return refuse('platform.bad_cursor');
    const rows = await newestRequests(ctx.tx, limit, after);
    return toPage(
      rows,
      limit,
      (row) => [row.asked_at.toISOString(), row.return_id],
      (row) => shown(row, ctx.clock.now()),
    );
  },
});

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
