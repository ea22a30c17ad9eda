import { Type } from 'typebox';
import { refuse } from '../../kernel/refusal.ts';
import { defineUseCase, Instant, Nullable, Uuid } from '../../platform/index.ts';
import { onBehalfOf } from '../parties/index.ts';
import { lookQueue } from './change-connection.ts';
import { decideMandateRow, markAgreed, selectMandates } from './store-connections.ts';

/** Merchants that ask the organisation to be the buyer of record of their shops, newest first. */
export const listMandates = defineUseCase({
  name: 'marketplaces.list-mandates',
  kind: 'query',
  permission: 'marketplace:read',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({
    items: Type.Array(
      Type.Object({
        merchant_org_id: Uuid,
        merchant_name: Type.String(),
        state: Type.Enum(['asked', 'given', 'declined']),
        asked_at: Instant,
        decided_at: Nullable(Instant),
      }),
    ),
  }),
  run: async (ctx) => ({
    items: (await selectMandates(ctx.tx, ctx.actor.org_id)).map((row) => ({
      ...row,
      asked_at: row.asked_at.toISOString(),
      decided_at: row.decided_at?.toISOString() ?? null,
    })),
  }),
});

/**
 * The buyer of record lets a merchant open deals in its name for orders of its shops, or takes that back; deals that
 * are open stay. Refuses with marketplaces.mandate_not_found.
 */
export const decideMandate = defineUseCase({
  name: 'marketplaces.decide-mandate',
  kind: 'command',
  permission: 'marketplace:connect',
  input: Type.Object({ merchant_org_id: Uuid, agreed: Type.Boolean() }, { additionalProperties: false }),
  output: Type.Object({ merchant_org_id: Uuid, state: Type.String() }),
  async run(ctx, { merchant_org_id, agreed }) {
    const { org_id, user_id } = ctx.actor;
    const state = agreed ? 'given' : 'declined';
    const at = ctx.clock.now();
    if (!(await decideMandateRow(ctx.tx, { org_id, merchant_org_id, state, at, by: user_id })))
      return refuse('marketplaces.mandate_not_found');
    await onBehalfOf(ctx, merchant_org_id, () =>
      markAgreed(ctx.tx, { org_id: merchant_org_id, buyer_org_id: org_id }, agreed),
    );
    if (agreed) await ctx.enqueue(lookQueue, {});
    return { merchant_org_id, state };
  },
});
