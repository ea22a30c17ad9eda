import { assert, type JsonObject } from '../../kernel/refusal.ts';
import type { InTransaction, Services } from '../../platform/index.ts';
import { answerWord, judge, MOST_FAILURES, signedHeaders } from './model.ts';
import { finishDelivery, noteOutcome, waitingDelivery } from './store-endpoints.ts';

export const pushQueue = 'notices.push';

/** What a secret is sealed for. */
export const secretPlace = (org_id: string, endpoint_id: string): string =>
  `notices.endpoint ${org_id} ${endpoint_id}`;

/**
 * One try to push one notice to one endpoint, outside of any transaction. What came of it is written only if no other
 * run of the same try was first, so that a try never leads to two; the receiver may still see it twice, with one id.
 */
export async function pushNotice(within: InTransaction, services: Services, job: JsonObject): Promise<void> {
  const { org_id, endpoint_id, notice_id, attempt } = job;
  assert(
    typeof org_id === 'string' && typeof endpoint_id === 'string' && typeof notice_id === 'string',
    'a push names its notice and its endpoint',
  );
  assert(typeof attempt === 'number', 'a push counts its tries');
  const key = { org_id, endpoint_id, notice_id };
  const found = await within(async (ctx) => ({
    at: ctx.clock.now(),
    delivery: await waitingDelivery(ctx.tx, key, attempt),
  }));
  const { delivery, at } = found;
  if (!delivery) return;
  const secret = services.vault.open(delivery.secret_sealed, secretPlace(org_id, endpoint_id));
  if (delivery.endpoint_state !== 'on' || secret === undefined) {
    const answer = secret === undefined ? 'secret_unreadable' : 'turned_off';
    await within((ctx) => finishDelivery(ctx.tx, key, { attempt, state: 'given_up', answer, at }));
    return;
  }
  const body = JSON.stringify({
    type: delivery.kind,
    timestamp: delivery.made_at.toISOString(),
    data: delivery.body,
  });
  const headers = signedHeaders(secret, notice_id, at, body);
  const answer = await services.outbound.send({ method: 'POST', url: delivery.url, headers, body });
  const verdict = judge(answer, attempt);
  await within(async (ctx) => {
    const now = ctx.clock.now();
    const state = {
      delivered: 'delivered',
      again: 'waiting',
      given_up: 'given_up',
      gone: 'given_up',
    } as const;
    const first = await finishDelivery(ctx.tx, key, {
      attempt,
      state: state[verdict.kind],
      answer: answerWord(answer),
      at: now,
    });
    if (!first) return;
    if (verdict.kind === 'again')
      await ctx.enqueue(
        pushQueue,
        { ...key, attempt: attempt + 1 },
        { start_after: new Date(now.getTime() + verdict.wait_ms) },
      );
    else await noteOutcome(ctx.tx, key, verdict.kind, MOST_FAILURES);
  });
}
