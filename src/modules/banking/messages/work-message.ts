import { assert, isRefusal, type JsonObject } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { type Reading, readMessage } from '../../iso20022/index.ts';
import {
  applyCustomerReport,
  applyResolution,
  applyReturn,
  applyStatusReport,
  type Effect,
} from '../orders/apply-answer.ts';
import { answerRecall } from '../reconciliation/answer-recall.ts';
import { bookEntries } from '../reconciliation/book-entries.ts';
import { finishMessage, lockMessage } from '../store-messages.ts';

/** Works one message of a bank through, as the system; once, however often the job runs. */
export async function workMessage(ctx: Ctx, job: JsonObject): Promise<void> {
  const { org_id, message_id } = job;
  assert(typeof org_id === 'string' && typeof message_id === 'string', 'a job names its message');
  const row = await lockMessage(ctx.tx, org_id, 'in', message_id);
  assert(row, 'a message is written before it is worked through');
  if (row.done_at) return;
  const reading = readMessage(row.xml);
  assert(!isRefusal(reading), 'a message was read before it was written');
  const acting: Ctx = { ...ctx, actor: { ...ctx.actor, org_id } };
  const effects = await apply(acting, org_id, reading);
  await finishMessage(ctx.tx, row, ctx.clock.now(), summary(effects));
}

async function apply(ctx: Ctx, bank: string, reading: Reading): Promise<Effect[]> {
  switch (reading.name) {
    case 'pacs.002.001.10':
      return applyStatusReport(ctx, bank, reading.body);
    case 'pain.002.001.10':
      return applyCustomerReport(ctx, bank, reading.body);
    case 'camt.056.001.08':
      return answerRecall(ctx, bank, reading.body);
    case 'pacs.004.001.09':
      return applyReturn(ctx, bank, reading.body);
    case 'camt.029.001.09':
      return applyResolution(ctx, bank, reading.body);
    case 'camt.053.001.08':
    case 'camt.054.001.08':
      return bookEntries(ctx, bank, reading);
    // What a bank tells within the day may still change; payments that it passes on are told as entries.
    default:
      return ['noted'];
  }
}

/** `done 3, repeated 1`. */
function summary(effects: readonly Effect[]): string {
  const counts = new Map<string, number>();
  for (const effect of effects) counts.set(effect, (counts.get(effect) ?? 0) + 1);
  return [...counts].map(([effect, n]) => `${effect} ${n}`).join(', ') || 'nothing in it';
}
