import { uuidOfName } from '../../kernel/ids.ts';
import { assert, type JsonObject } from '../../kernel/refusal.ts';
import type { Ctx } from '../../platform/index.ts';
import { type NoticeKind, noticeKinds } from './kinds.ts';
import type { News, Step } from './model.ts';
import { pushQueue } from './push-notice.ts';
import { insertNotice, markDone, waitForEndpoints } from './store.ts';

export const notifyQueue = 'notices.notify';
export const settleQueue = 'notices.settle';

/** Tells an organisation something, once this transaction commits. Whoever asks needs no right to its rows. */
export async function notify(ctx: Pick<Ctx, 'enqueue'>, { ends_at, ...news }: News): Promise<void> {
  const { only, about, ...rest } = news;
  await ctx.enqueue(notifyQueue, {
    ...rest,
    ...(about ? { about: { ...about } } : {}),
    ...(only ? { only: { roles: [...only.roles], not_user_id: only.not_user_id } } : {}),
    ...(ends_at ? { ends_at: ends_at.toISOString() } : {}),
  });
}

/** What an organisation was told of this step, or of those before it, asks for nothing any more. */
export async function settle(ctx: Pick<Ctx, 'enqueue'>, org_id: string, about: Step): Promise<void> {
  await ctx.enqueue(settleQueue, { org_id, ...about });
}

/**
 * Writes notices at once and lets each be pushed to every endpoint that is on. For the system only. The same news
 * again changes nothing.
 */
export async function tell(ctx: Ctx, all: readonly News[]): Promise<void> {
  for (const news of all) {
    const notice_id = uuidOfName(`notice ${news.org_id} ${news.once}`);
    const written = await insertNotice(ctx.tx, { ...news, notice_id, made_at: ctx.clock.now() });
    if (!written) continue;
    for (const endpoint_id of await waitForEndpoints(ctx.tx, news.org_id, notice_id))
      await ctx.enqueue(pushQueue, { org_id: news.org_id, endpoint_id, notice_id, attempt: 1 });
  }
}

/** What these organisations were told up to a step asks for nothing any more, from now on. For the system only. */
export async function settleNow(ctx: Ctx, org_ids: readonly string[], about: Step): Promise<void> {
  await markDone(ctx.tx, org_ids, about, ctx.clock.now());
}

/** Works what `notify` put into the queue. */
export async function writeNotice(ctx: Ctx, job: JsonObject): Promise<void> {
  const { org_id, what, once, body, about, only, ends_at } = job;
  assert(typeof org_id === 'string' && typeof once === 'string', 'news are for somebody and have a name');
  assert(typeof body === 'object' && body !== null && !Array.isArray(body), 'news have facts');
  assert(isKind(what), `${String(what)} is a kind of news`);
  const news = [
    {
      org_id,
      what,
      once,
      body,
      ...(about ? { about: about as unknown as Step } : {}),
      ...(only ? { only: only as unknown as NonNullable<News['only']> } : {}),
      ...(typeof ends_at === 'string' ? { ends_at: new Date(ends_at) } : {}),
    },
  ];
  await tell(ctx, news as News[]);
}

/** Works what `settle` put into the queue. */
export async function writeDone(ctx: Ctx, job: JsonObject): Promise<void> {
  const { org_id, subject, step } = job;
  assert(typeof org_id === 'string' && typeof subject === 'string', 'what is done is somebody\u2019s');
  assert(typeof step === 'number', 'what is done is a step');
  await settleNow(ctx, [org_id], { subject, step });
}

const isKind = (kind: unknown): kind is NoticeKind => noticeKinds.some((known) => known === kind);
