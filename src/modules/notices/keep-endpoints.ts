import { randomBytes } from 'node:crypto';
import { Type } from 'typebox';
import { NO_ORG } from '../../kernel/ids.ts';
import { refuse } from '../../kernel/refusal.ts';
import { defineUseCase, Instant, Line, Nullable, Uuid } from '../../platform/index.ts';
import { MOST_ENDPOINTS } from './model.ts';
import { notify } from './notify.ts';
import { secretPlace } from './push-notice.ts';
import { endpointsOf, insertEndpoint, setEndpointState } from './store-endpoints.ts';

const permission = 'notice-endpoint:keep';

/**
 * Names an address that notices are pushed to. The secret that they are signed with is shown this once.
 * Refuses with notices.organisation_needed, notices.address_refused, notices.too_many_endpoints.
 */
export const addEndpoint = defineUseCase({
  name: 'notices.add-endpoint',
  kind: 'command',
  permission,
  shown_once: true,
  input: Type.Object({ url: Line(500) }, { additionalProperties: false }),
  output: Type.Object({ endpoint_id: Uuid, secret: Type.String() }),
  run: async (ctx, { url }) => {
    const { org_id } = ctx.actor;
    if (org_id === NO_ORG) return refuse('notices.organisation_needed');
    const fault = ctx.services.outbound.fault(url);
    if (fault) return refuse('notices.address_refused', { fault });
    const endpoint_id = ctx.id();
    const secret = `whsec_${randomBytes(32).toString('base64')}`;
    const written = await insertEndpoint(
      ctx.tx,
      {
        org_id,
        endpoint_id,
        url: new URL(url).href,
        secret_sealed: ctx.services.vault.seal(secret, secretPlace(org_id, endpoint_id)),
        created_at: ctx.clock.now(),
      },
      MOST_ENDPOINTS,
    );
    if (!written) return refuse('notices.too_many_endpoints', { limit: MOST_ENDPOINTS });
    return { endpoint_id, secret };
  },
});

const Try = Type.Object({
  state: Type.Enum(['waiting', 'delivered', 'given_up']),
  /** An HTTP status, or a word for why there was no answer. */
  answer: Type.String(),
  attempts: Type.Integer(),
  at: Instant,
});

/** Where the organisation's notices are pushed to, how many wait, and how the last try went. */
export const listEndpoints = defineUseCase({
  name: 'notices.list-endpoints',
  kind: 'query',
  permission,
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({
    items: Type.Array(
      Type.Object({
        endpoint_id: Uuid,
        url: Type.String(),
        state: Type.Enum(['on', 'off', 'removed']),
        off_because: Nullable(Type.Enum(['gone', 'failing'])),
        created_at: Instant,
        waiting: Type.Integer(),
        last_try: Nullable(Try),
      }),
    ),
  }),
  run: async (ctx) => ({
    items: (await endpointsOf(ctx.tx, ctx.actor.org_id)).map((row) => ({
      endpoint_id: row.endpoint_id,
      url: row.url,
      state: row.state,
      off_because: row.off_because,
      created_at: row.created_at.toISOString(),
      waiting: row.waiting,
      last_try:
        row.last_state && row.last_at
          ? {
              state: row.last_state,
              answer: row.last_answer ?? '',
              attempts: row.last_attempts ?? 0,
              at: row.last_at.toISOString(),
            }
          : null,
    })),
  }),
});

/** Turns an endpoint on or off, or removes it for good. Refuses with notices.endpoint_not_found. */
export const setEndpoint = defineUseCase({
  name: 'notices.set-endpoint',
  kind: 'command',
  permission,
  input: Type.Object(
    {
      endpoint_id: Uuid,
      state: Type.Unsafe<'on' | 'off' | 'removed'>({ type: 'string', enum: ['on', 'off', 'removed'] }),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ endpoint_id: Uuid, state: Type.String() }),
  run: async (ctx, { endpoint_id, state }) => {
    const { org_id } = ctx.actor;
    return (await setEndpointState(ctx.tx, { org_id, endpoint_id }, state))
      ? { endpoint_id, state }
      : refuse('notices.endpoint_not_found', { endpoint_id });
  },
});

/** Sends a notice that says nothing, to see that it arrives. Refuses with notices.organisation_needed. */
export const sendTestNotice = defineUseCase({
  name: 'notices.send-test',
  kind: 'command',
  permission,
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({ sent: Type.Boolean() }),
  run: async (ctx) => {
    const { org_id } = ctx.actor;
    if (org_id === NO_ORG) return refuse('notices.organisation_needed');
    await notify(ctx, { org_id, what: 'notice.test', once: `test ${ctx.id()}`, body: {} });
    return { sent: true };
  },
});
