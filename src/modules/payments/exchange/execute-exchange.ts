import { Type } from 'typebox';
import { refuse } from '../../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../../platform/index.ts';
import { ExchangeView } from './exchange-view.ts';
import { show } from './lock-exchange.ts';
import { lockExchangeRow, noteAsked } from './store-exchange.ts';

/**
 * Asks for the execution of a locked exchange: what is reserved is posted with its other legs within moments. Asking
 * again changes nothing. Refuses with payments.exchange_not_found, payments.not_locked, payments.lock_over (also when
 * the job that frees the money has not run yet).
 */
export const executeExchange = defineUseCase({
  name: 'payments.execute-exchange',
  kind: 'command',
  permission: 'wallet:exchange',
  input: Type.Object({ exchange_id: Uuid }, { additionalProperties: false }),
  output: ExchangeView,
  async run(ctx, { exchange_id }) {
    const row = await lockExchangeRow(ctx.tx, ctx.actor.org_id, exchange_id);
    if (!row) return refuse('payments.exchange_not_found', { exchange_id });
    if (!row.holds_until) return refuse('payments.not_locked');
    if (!row.asked_at) {
      const now = ctx.clock.now();
      if (now >= row.holds_until)
        return refuse('payments.lock_over', { holds_until: row.holds_until.toISOString() });
      await noteAsked(ctx.tx, row, now);
      await ctx.enqueue('payments.settle-exchange', { org_id: row.org_id, exchange_id });
    }
    return show(ctx, row);
  },
});
