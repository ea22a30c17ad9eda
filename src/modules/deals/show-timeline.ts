import { Type } from 'typebox';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import {
  decodeCursor,
  defineUseCase,
  Instant,
  pageInput,
  pageOf,
  toPage,
  Uuid,
} from '../../platform/index.ts';
import { findOrganisations } from '../parties/index.ts';
import { listEvents } from './store.ts';
import { getDeal } from './timeline.ts';

const TIMELINE_LIMIT = 100;

/** The events of a deal that the actor's organisation may see, oldest first, with their hashes. */
export const showTimeline = defineUseCase({
  name: 'deals.show-timeline',
  kind: 'query',
  permission: 'deal:read',
  input: Type.Object({ deal_id: Uuid, ...pageInput }, { additionalProperties: false }),
  output: pageOf(
    Type.Object({
      number: Type.Integer(),
      kind: Type.String(),
      at: Instant,
      /** `name` is empty when Sauda itself acted. */
      actor: Type.Object({ kind: Type.String(), org_id: Uuid, name: Type.String() }),
      state_after: Type.String(),
      body: Type.Object({}, { additionalProperties: true }),
      previous_hash: Type.String(),
      hash: Type.String(),
    }),
  ),
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    const key = decodeCursor(input.cursor, 1);
    if (input.cursor !== undefined && typeof key?.[0] !== 'number') return refuse('platform.bad_cursor');
    const limit = input.limit ?? TIMELINE_LIMIT;
    const rows = await listEvents(ctx.tx, deal.deal_id, Number(key?.[0] ?? 0), limit + 1);
    const profiles = await findOrganisations(
      ctx,
      rows.map((e) => e.actor_org_id),
    );
    return toPage(
      rows,
      limit,
      (e) => [e.number],
      (e) => ({
        number: e.number,
        kind: e.kind,
        at: e.at.toISOString(),
        actor: { kind: e.actor_kind, org_id: e.actor_org_id, name: profiles.get(e.actor_org_id)?.name ?? '' },
        state_after: e.state_after,
        body: e.body,
        previous_hash: e.previous_hash,
        hash: e.hash,
      }),
    );
  },
});
