import { Type } from 'typebox';
import { refuse } from '../../kernel/refusal.ts';
import { DEFAULT_LIMIT, defineUseCase, pageInput, pageOf, timePlace, toPage } from '../../platform/index.ts';
import { RequestSchema, stateOf } from './model.ts';
import { pageOfRequests } from './store.ts';

/** Acceptances of the actor's firm that wait, or waited, for a second person; newest first. */
export const listRequests = defineUseCase({
  name: 'approvals.list-requests',
  kind: 'query',
  permission: 'approval:read',
  input: Type.Object(
    { waiting: Type.Optional(Type.Boolean()), ...pageInput },
    { additionalProperties: false },
  ),
  output: pageOf(RequestSchema),
  async run(ctx, input) {
    const after = timePlace(input.cursor);
    if (after === undefined) return refuse('platform.bad_cursor');
    const limit = input.limit ?? DEFAULT_LIMIT;
    const { org_id, user_id } = ctx.actor;
    const now = ctx.clock.now();
    const rows = await pageOfRequests(ctx.tx, {
      org_id,
      waiting_at: input.waiting ? now : null,
      after,
      limit,
    });
    return toPage(
      rows,
      limit,
      (row) => [row.asked_at.toISOString(), row.request_id],
      ({ subject_hash: _hash, limit_amount, decision, ...row }) => ({
        ...row,
        amount: { amount: row.amount.toString(), currency: row.currency },
        limit: limit_amount === null ? null : { amount: limit_amount.toString(), currency: row.currency },
        state: stateOf({ decision, expires_at: row.expires_at }, now),
        asked_at: row.asked_at.toISOString(),
        expires_at: row.expires_at.toISOString(),
        mine: row.asked_by === user_id,
      }),
    );
  },
});
