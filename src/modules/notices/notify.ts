import { assert, type JsonObject } from '../../kernel/refusal.ts';
import type { Ctx } from '../../platform/index.ts';
import { type News, type NoticeKind, noticeKinds } from './model.ts';
import { pushQueue } from './push-notice.ts';
import { insertNotice, waitForEndpoints } from './store.ts';

export const notifyQueue = 'notices.notify';

/** Tells an organisation something, once this transaction commits. Whoever asks needs no right to its rows. */
export async function notify(ctx: Pick<Ctx, 'enqueue'>, { org_id, what, once, body }: News): Promise<void> {
  await ctx.enqueue(notifyQueue, { org_id, what, once, body });
}

/** Writes the notice and lets it be pushed to every endpoint that is on. The same news again changes nothing. */
export async function writeNotice(ctx: Ctx, job: JsonObject): Promise<void> {
  const { org_id, what, once, body } = job;
  assert(typeof org_id === 'string' && typeof once === 'string', 'news are for somebody and have a name');
  assert(typeof body === 'object' && body !== null && !Array.isArray(body), 'news have facts');
  assert(isKind(what), `${String(what)} is a kind of news`);
  const notice_id = ctx.id();
  const written = await insertNotice(ctx.tx, {
    org_id,
    notice_id,
    kind: what,
    once,
    body,
    made_at: ctx.clock.now(),
  });
  if (!written) return;
  for (const endpoint_id of await waitForEndpoints(ctx.tx, org_id, notice_id))
    await ctx.enqueue(pushQueue, { org_id, endpoint_id, notice_id, attempt: 1 });
}

const isKind = (kind: unknown): kind is NoticeKind => noticeKinds.some((known) => known === kind);
