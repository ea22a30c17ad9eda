import { Type } from 'typebox';
import { refuse } from '../../kernel/refusal.ts';
import {
  type Ctx,
  DEFAULT_LIMIT,
  defineUseCase,
  Instant,
  pageInput,
  pageOf,
  timePlace,
  toPage,
  Uuid,
} from '../../platform/index.ts';
import { NoticeKindSchema } from './kinds.ts';
import { countUnread, markRead, pageOfNotices, type Reader } from './store.ts';

/** Unread notices are counted up to here; who has more has many. */
const MOST_COUNTED = 100;
/** Unread ones that are looked at for those that still are news. */
const MOST_LOOKED_AT = 1000;

const readerOf = ({ actor, clock }: Ctx): Reader => ({
  org_id: actor.org_id,
  user_id: actor.user_id ?? '',
  roles: actor.roles,
  at: clock.now(),
});

/** What the organisation was told in the last half year, newest first. Refuses with platform.bad_cursor. */
export const listNotices = defineUseCase({
  name: 'notices.list',
  kind: 'query',
  permission: 'signed-in',
  input: Type.Object({ ...pageInput }, { additionalProperties: false }),
  output: pageOf(
    Type.Object({
      notice_id: Uuid,
      kind: NoticeKindSchema,
      body: Type.Object({}, { additionalProperties: true }),
      made_at: Instant,
      read: Type.Boolean(),
      /** It asks for nothing any more: what it is about was done, or its time is over. */
      settled: Type.Boolean(),
    }),
  ),
  run: async (ctx, { cursor, limit = DEFAULT_LIMIT }) => {
    const after = timePlace(cursor);
    if (after === undefined) return refuse('platform.bad_cursor');
    const rows = await pageOfNotices(ctx.tx, readerOf(ctx), { after, limit });
    return toPage(
      rows,
      limit,
      (row) => [row.made_at.toISOString(), row.notice_id],
      (row) => ({ ...row, made_at: row.made_at.toISOString() }),
    );
  },
});

/** How many notices the person has not read and that are not settled, at most a hundred. */
export const countUnreadNotices = defineUseCase({
  name: 'notices.count-unread',
  kind: 'query',
  permission: 'signed-in',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({ unread: Type.Integer() }),
  run: async (ctx) => ({
    unread: await countUnread(ctx.tx, readerOf(ctx), { most: MOST_COUNTED, looked_at: MOST_LOOKED_AT }),
  }),
});

/** The person has read up to the notice made at this time. Refuses with notices.person_needed. */
export const readNotices = defineUseCase({
  name: 'notices.read',
  kind: 'command',
  permission: 'signed-in',
  input: Type.Object({ read_to: Instant }, { additionalProperties: false }),
  output: Type.Object({ read_to: Instant }),
  run: async (ctx, input) => {
    const { org_id, user_id, kind } = ctx.actor;
    if (kind !== 'person' || user_id === null) return refuse('notices.person_needed');
    // Not past now, or news that are still to come would count as read.
    const read_to = new Date(Math.min(Date.parse(input.read_to), ctx.clock.now().getTime()));
    await markRead(ctx.tx, { org_id, user_id, read_to });
    return { read_to: read_to.toISOString() };
  },
});
