import { Type } from 'typebox';
import { refuse } from '../../../kernel/refusal.ts';
import {
  DEFAULT_LIMIT,
  defineUseCase,
  idPlace,
  pageInput,
  pageOf,
  toPage,
  Uuid,
} from '../../../platform/index.ts';
import { ExchangeView, showExchange } from './exchange-view.ts';
import { findExchange, listExchangeRows } from './store-exchange.ts';

/** Exchanges of one's organisation, newest first. Refuses with platform.bad_cursor. */
export const listExchanges = defineUseCase({
  name: 'payments.list-exchanges',
  kind: 'query',
  permission: 'wallet:read',
  input: Type.Object({ ...pageInput }, { additionalProperties: false }),
  output: pageOf(ExchangeView),
  async run(ctx, input) {
    const before = idPlace(input.cursor);
    if (before === undefined) return refuse('platform.bad_cursor');
    const limit = input.limit ?? DEFAULT_LIMIT;
    const rows = await listExchangeRows(ctx.tx, {
      org_id: ctx.actor.org_id,
      before,
      limit: limit + 1,
    });
    const now = ctx.clock.now();
    return toPage(
      rows,
      limit,
      (r) => [r.exchange_id],
      (r) => showExchange(r, now),
    );
  },
});

/** One exchange as the ledger and the clock have it. Refuses with payments.exchange_not_found. */
export const viewExchange = defineUseCase({
  name: 'payments.view-exchange',
  kind: 'query',
  permission: 'wallet:read',
  input: Type.Object({ exchange_id: Uuid }, { additionalProperties: false }),
  output: ExchangeView,
  async run(ctx, { exchange_id }) {
    const found = await findExchange(ctx.tx, ctx.actor.org_id, exchange_id);
    return found
      ? showExchange(found, ctx.clock.now())
      : refuse('payments.exchange_not_found', { exchange_id });
  },
});
