import { assert, isRefusal, type JsonObject } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { writeMessage } from '../../iso20022/index.ts';
import { idFor } from '../model.ts';
import { postOrder, reserveNostro, voidOrder } from '../orders/order-ledger.ts';
import { sendMessage } from '../orders/send-order.ts';
import { findRecall, insertRecallStep, type Recall } from '../store-recalls.ts';
import { moneyOf, recallState, resolution } from './recall.ts';

/**
 * Gives an accepted payment back, as the system: out of the wallet and out of what the bank keeps for the platform in
 * one posting, told by pacs.004 and camt.029. When the bank keeps too little, the wallet is freed, the reason is noted
 * and the call is open again. Once, however often the job runs.
 */
export async function returnRecalled(ctx: Ctx, job: JsonObject): Promise<void> {
  const { org_id, recall_id } = job;
  assert(typeof org_id === 'string' && typeof recall_id === 'string', 'a job names its call');
  const recall = await findRecall(ctx.tx, org_id, recall_id);
  assert(recall, 'a call is written before it is answered');
  if (recallState(recall) !== 'accepted') return;
  const money = moneyOf(recall, reservedBy(recall));
  const step = (kind: 'returned' | 'failed', code: string | null) =>
    insertRecallStep(ctx.tx, recall, {
      kind,
      code,
      note: null,
      by_org_id: null,
      by_user_id: null,
      at: ctx.clock.now(),
    });
  const reserved = await reserveNostro(ctx, money);
  if (isRefusal(reserved)) {
    const freed = await voidOrder(ctx, money, ['payer']);
    assert(!isRefusal(freed), 'what was reserved for a return can be freed');
    assert(await step('failed', reserved.code), 'one job works on a call');
    return;
  }
  const posted = await postOrder(ctx, money);
  assert(!isRefusal(posted), 'what is reserved on both sides can be posted');
  assert(await step('returned', null), 'one job works on a call');
  const back = returnMessage(ctx, recall);
  await sendMessage(ctx, org_id, back.message_id, 'pacs.004.001.09', back.xml);
  const answer = resolution(ctx, recall, null);
  await sendMessage(ctx, org_id, answer.message_id, 'camt.029.001.09', answer.xml);
}

/** The number of the step by which the wallet's money was reserved. */
function reservedBy({ steps }: Recall): number {
  const accepted = steps.findLast((s) => s.kind === 'accepted');
  assert(accepted, 'somebody has accepted the call');
  const before = steps.find((s) => s.number === accepted.number - 1);
  return before?.kind === 'proposed' ? before.number : accepted.number;
}

/** pacs.004 with the reason FOCR: following a request for cancellation. */
function returnMessage(ctx: Ctx, r: Recall): { message_id: string; xml: string } {
  const message_id = idFor('recall return', r.org_id, r.recall_id).replaceAll('-', '');
  const { OrgnlInstrId, OrgnlEndToEndId, OrgnlUETR } = r.call;
  const xml = writeMessage('pacs.004.001.09', {
    GrpHdr: {
      MsgId: message_id,
      CreDtTm: ctx.clock.now().toISOString(),
      NbOfTxs: 1,
      SttlmInf: { SttlmMtd: 'INDA' },
    },
    TxInf: [
      {
        ...(OrgnlInstrId ? { OrgnlInstrId } : {}),
        ...(OrgnlEndToEndId ? { OrgnlEndToEndId } : {}),
        ...(OrgnlUETR ? { OrgnlUETR } : {}),
        RtrdIntrBkSttlmAmt: { amount: r.amount, currency: r.currency },
        RtrRsnInf: [{ Rsn: { Cd: 'FOCR' } }],
      },
    ],
  });
  assert(!isRefusal(xml), 'a return is made of what was read');
  return { message_id, xml };
}
