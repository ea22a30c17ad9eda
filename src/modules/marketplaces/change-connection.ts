import { Type } from 'typebox';
import { refuse } from '../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { findConnection, setConnectionState } from './store-connections.ts';

/** The queue that looks for connections that are due. */
export const lookQueue = 'marketplaces.look';

/**
 * Starts, pauses or closes a connection. A start, also of one that runs, has it looked at now. Closing is for good;
 * its orders stay. Refuses with marketplaces.connection_not_found, connection_closed.
 */
export const changeConnection = defineUseCase({
  name: 'marketplaces.change-connection',
  kind: 'command',
  permission: 'marketplace:connect',
  input: Type.Object(
    { connection_id: Uuid, state: Type.Enum(['active', 'paused', 'closed']) },
    { additionalProperties: false },
  ),
  output: Type.Object({ connection_id: Uuid, state: Type.String() }),
  async run(ctx, { connection_id, state }) {
    const key = { org_id: ctx.actor.org_id, connection_id };
    const connection = await findConnection(ctx.tx, key.org_id, connection_id);
    if (!connection) return refuse('marketplaces.connection_not_found');
    const due = state === 'active' ? ctx.clock.now() : null;
    if (!(await setConnectionState(ctx.tx, key, state, due))) return refuse('marketplaces.connection_closed');
    if (state === 'active') await ctx.enqueue(lookQueue, {});
    return { connection_id, state };
  },
});
