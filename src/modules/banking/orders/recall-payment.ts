import { Type } from 'typebox';
import { isRefusal, refuse } from '../../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../../platform/index.ts';
import { writeMessage } from '../../iso20022/index.ts';
import { messageIdOf, type PaymentOrder, stateOf } from '../model.ts';
import { findOrder, insertStep, readSteps } from '../store-orders.ts';

/** Reasons of ISO 20022 (ExternalCancellationReason1Code) that a payer may give. */
const reasons = ['DUPL', 'CUST', 'AM09', 'FRAD', 'TECH'] as const;

/**
 * Calls a payment back (camt.056). The bank answers by camt.029; money comes back by a return, never by the call
 * alone. Refuses with banking.order_not_found, banking.not_recallable.
 */
export const recallPayment = defineUseCase({
  name: 'banking.recall-payment',
  kind: 'command',
  permission: 'payment:order',
  input: Type.Object({ order_id: Uuid, reason: Type.Enum([...reasons]) }, { additionalProperties: false }),
  output: Type.Object({ order_id: Uuid, message_id: Type.String() }),
  async run(ctx, { order_id, reason }) {
    const order = await findOrder(ctx.tx, ctx.actor.org_id, order_id);
    if (!order) return refuse('banking.order_not_found', { order_id });
    const steps = (await readSteps(ctx.tx, order.org_id, order_id)).map((s) => s.kind);
    if (!['sent', 'accepted', 'settled'].includes(stateOf(steps)) || steps.includes('recall_requested'))
      return refuse('banking.not_recallable', { state: stateOf(steps) });
    const message_id = `R${messageIdOf(order_id)}`;
    const xml = recallMessage(order, reason, message_id, ctx.clock.now());
    if (isRefusal(xml)) return xml;
    await insertStep(ctx.tx, order, { kind: 'recall_requested', reason, message_id, at: ctx.clock.now() });
    await ctx.enqueue('banking.send-message', {
      bank_org_id: order.bank_org_id,
      message_id,
      name: 'camt.056.001.08',
      xml,
    });
    return { order_id, message_id };
  },
});

function recallMessage(order: PaymentOrder, reason: string, id: string, at: Date) {
  const [from, to] = [{ Pty: { Nm: 'Sauda' } }, { Pty: { Nm: 'Bank' } }];
  return writeMessage('camt.056.001.08', {
    Assgnmt: { Id: id, Assgnr: from, Assgne: to, CreDtTm: at.toISOString() },
    Case: { Id: id, Cretr: from },
    CtrlData: { NbOfTxs: 1 },
    Undrlyg: [
      {
        TxInf: [
          {
            CxlId: id,
            OrgnlGrpInf: { OrgnlMsgId: messageIdOf(order.order_id), OrgnlMsgNmId: order.message_name },
            OrgnlInstrId: messageIdOf(order.order_id),
            OrgnlEndToEndId: order.end_to_end_id,
            OrgnlUETR: order.uetr,
            OrgnlIntrBkSttlmAmt: { amount: order.amount, currency: order.currency },
            CxlRsnInf: [{ Rsn: { Cd: reason } }],
          },
        ],
      },
    ],
  });
}
