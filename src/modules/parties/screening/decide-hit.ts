import { type Static, Type } from 'typebox';
import { refuse } from '../../../kernel/refusal.ts';
import {
  DEFAULT_LIMIT,
  defineUseCase,
  Instant,
  Line,
  Nullable,
  pageInput,
  pageOf,
  timePlace,
  toPage,
  Uuid,
} from '../../../platform/index.ts';
import { announceOrganisation } from '../changes.ts';
import { onBehalfOf } from '../store.ts';
import {
  decideHitRow,
  findHit,
  type HitRow,
  hitStates,
  pageOfHits,
  settleScreening,
} from './store-screening.ts';

const State = Type.Enum(['open', 'cleared', 'confirmed', 'lifting']);
const HitSchema = Type.Object({
  org_id: Uuid,
  hit_id: Uuid,
  org_name: Type.String(),
  /** A list, or `duplicate` for another organisation here; its id is then entry_id. */
  list_id: Type.String(),
  entry_id: Type.String(),
  listed_name: Type.String(),
  given_name: Type.String(),
  /** From 0 to 1, three places. */
  likeness: Type.String(),
  same_country: Nullable(Type.Boolean()),
  state: State,
  found_at: Instant,
  decided_at: Nullable(Instant),
  note: Nullable(Type.String()),
});
const shown = ({ decided_by: _, ...row }: HitRow): Static<typeof HitSchema> => ({
  ...row,
  found_at: row.found_at.toISOString(),
  decided_at: row.decided_at?.toISOString() ?? null,
});

/**
 * Names that look like a listed one or like another firm here, oldest first. Rows are the operator's: others find none.
 */
export const listHits = defineUseCase({
  name: 'parties.list-screening-hits',
  kind: 'query',
  permission: 'screening:decide',
  input: Type.Object({ state: Type.Optional(State), ...pageInput }, { additionalProperties: false }),
  output: pageOf(HitSchema),
  run: async (ctx, { state = 'open', cursor, limit = DEFAULT_LIMIT }) => {
    const place = timePlace(cursor);
    if (place === undefined) return refuse('platform.bad_cursor');
    const after = place ? { found_at: place.at, hit_id: place.id } : undefined;
    const rows = await pageOfHits(ctx.tx, { state, after, limit });
    return toPage(rows, limit, (row) => [row.found_at.toISOString(), row.hit_id], shown);
  },
});

/**
 * A person decides whether a firm is who its name looks like, and says why. `confirmed` takes the firm out of the
 * directory and of trade; `cleared` stays decided when the list is imported again. A block is
 * lifted by two: one asks (`lifting`), another agrees (`cleared`) or not (`confirmed`); until then it stands.
 * Refuses with parties.hit_not_open, parties.four_eyes.
 */
export const decideHit = defineUseCase({
  name: 'parties.decide-screening-hit',
  kind: 'command',
  permission: 'screening:decide',
  input: Type.Object(
    {
      org_id: Uuid,
      hit_id: Uuid,
      decision: Type.Enum(['cleared', 'confirmed', 'lifting']),
      note: Line(1000),
    },
    { additionalProperties: false },
  ),
  output: HitSchema,
  run: async (ctx, { org_id, hit_id, decision, note }) => {
    const decided_at = ctx.clock.now();
    const decided_by = ctx.actor.user_id ?? ctx.actor.org_id;
    const before = await findHit(ctx.tx, org_id, hit_id);
    const decides = {
      open: 'cleared confirmed',
      confirmed: 'lifting',
      lifting: 'cleared confirmed',
      cleared: '',
    };
    if (!before || !decides[before.state].includes(decision))
      return refuse('parties.hit_not_open', { hit_id });
    const second = before.state === 'lifting' && decision === 'cleared';
    // Two persons: a key of the house is nobody.
    if ((second || decision === 'lifting') && ctx.actor.user_id === null) return refuse('parties.four_eyes');
    if (second && before.decided_by === ctx.actor.user_id) return refuse('parties.four_eyes');
    const hit = await decideHitRow(ctx.tx, { org_id, hit_id, state: decision, note, decided_by, decided_at });
    if (!hit) return refuse('parties.hit_not_open', { hit_id });
    const states = await hitStates(ctx.tx, org_id);
    await onBehalfOf(ctx, org_id, () => settleScreening(ctx.tx, org_id, states, decided_at));
    await announceOrganisation(ctx, org_id);
    return shown(hit);
  },
});
