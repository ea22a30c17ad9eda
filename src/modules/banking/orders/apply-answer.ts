import { isRefusal } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import type { Message } from '../../iso20022/index.ts';
import { type PaymentOrder, stepOfStatus } from '../model.ts';
import { findOrderOf, insertStep, type Step } from '../store-orders.ts';
import { postOrder, postReturn, voidOrder } from './order-ledger.ts';

/** What a message did to one order: a word for the log. */
export type Effect = 'done' | 'repeated' | 'order_unknown' | `refused ${string}` | 'noted';

/** Posts an order that the bank has paid. A repetition, in whatever message, changes nothing. */
export async function settleOrder(
  ctx: Ctx,
  order: PaymentOrder,
  step: { message_id: string; reason?: string | null },
): Promise<Effect> {
  const posted = await postOrder(ctx, order);
  if (isRefusal(posted)) return `refused ${posted.code}`;
  return took(await note(ctx, order, { kind: 'settled', ...step }));
}

/** Credits what came back to the payer. Refused: more than was paid, or another amount than came back before. */
export async function returnOrder(
  ctx: Ctx,
  order: PaymentOrder,
  returned: { amount: bigint; currency: string },
  step: { message_id: string; reason?: string | null },
): Promise<Effect> {
  if (returned.currency !== order.currency) return 'refused payments.currency_mismatch';
  if (returned.amount <= 0n || returned.amount > order.amount) return 'refused payments.bad_amount';
  const posted = await postReturn(ctx, order, returned.amount);
  if (isRefusal(posted)) return `refused ${posted.code}`;
  await note(ctx, order, { kind: 'settled', ...step });
  return took(await note(ctx, order, { kind: 'returned', ...step }));
}

/** pacs.002: what became of payments, one by one or as a group. */
export async function applyStatusReport(
  ctx: Ctx,
  bank: string,
  body: Message<'pacs.002.001.10'>,
): Promise<Effect[]> {
  const message_id = body.GrpHdr.MsgId;
  const effects: Effect[] = [];
  for (const tx of body.TxInfAndSts ?? []) {
    const named = { uetr: tx.OrgnlUETR, end_to_end_id: tx.OrgnlEndToEndId, message_id: tx.OrgnlInstrId };
    effects.push(await applyStatus(ctx, bank, named, tx.TxSts, reasonOf(tx.StsRsnInf), message_id));
  }
  // A group without its transactions: the message of ours that it names held one.
  if (effects.length === 0)
    for (const group of body.OrgnlGrpInfAndSts ?? []) {
      const named = { message_id: group.OrgnlMsgId };
      effects.push(await applyStatus(ctx, bank, named, group.GrpSts, reasonOf(group.StsRsnInf), message_id));
    }
  return effects;
}

/** pain.002: what became of payments that were asked for by pain.001; a status of the whole holds for its payments. */
export async function applyCustomerReport(
  ctx: Ctx,
  bank: string,
  body: Message<'pain.002.001.10'>,
): Promise<Effect[]> {
  const message_id = body.GrpHdr.MsgId;
  const { OrgnlGrpInfAndSts: group, OrgnlPmtInfAndSts: payments = [] } = body;
  const effects: Effect[] = [];
  for (const { PmtInfSts, StsRsnInf, TxInfAndSts } of payments)
    for (const tx of TxInfAndSts ?? []) {
      const named = { uetr: tx.OrgnlUETR, end_to_end_id: tx.OrgnlEndToEndId, message_id: tx.OrgnlInstrId };
      const status = tx.TxSts ?? PmtInfSts ?? group.GrpSts;
      const reason = reasonOf(tx.StsRsnInf ?? StsRsnInf ?? group.StsRsnInf);
      effects.push(await applyStatus(ctx, bank, named, status, reason, message_id));
    }
  if (effects.length > 0) return effects;
  // Without its transactions: the message of ours that it names held one.
  const status = payments[0]?.PmtInfSts ?? group.GrpSts;
  const reason = reasonOf(payments[0]?.StsRsnInf ?? group.StsRsnInf);
  return [await applyStatus(ctx, bank, { message_id: group.OrgnlMsgId }, status, reason, message_id)];
}

async function applyStatus(
  ctx: Ctx,
  bank: string,
  named: Parameters<typeof findOrderOf>[2],
  status: string | undefined,
  reason: string | null,
  message_id: string,
): Promise<Effect> {
  const order = await findOrderOf(ctx.tx, bank, named);
  if (!order) return 'order_unknown';
  const kind = stepOfStatus(status ?? '');
  if (kind === 'settled') return settleOrder(ctx, order, { message_id, reason });
  if (kind === 'accepted') return took(await note(ctx, order, { kind, reason, message_id }));
  if (kind !== 'rejected') return 'noted';
  const freed = await voidOrder(ctx, order, ['payer', 'bank']);
  if (isRefusal(freed)) return `refused ${freed.code}`;
  return took(await note(ctx, order, { kind, reason, message_id }));
}

/** pacs.004: payments that come back. */
export async function applyReturn(
  ctx: Ctx,
  bank: string,
  body: Message<'pacs.004.001.09'>,
): Promise<Effect[]> {
  const effects: Effect[] = [];
  for (const tx of body.TxInf) {
    const named = { uetr: tx.OrgnlUETR, end_to_end_id: tx.OrgnlEndToEndId, message_id: tx.OrgnlInstrId };
    const order = await findOrderOf(ctx.tx, bank, named);
    const step = { message_id: body.GrpHdr.MsgId, reason: reasonOf(tx.RtrRsnInf) };
    effects.push(order ? await returnOrder(ctx, order, tx.RtrdIntrBkSttlmAmt, step) : 'order_unknown');
  }
  return effects;
}

/** camt.029: the answer to a call back. It moves no money; a return does. */
export async function applyResolution(
  ctx: Ctx,
  bank: string,
  body: Message<'camt.029.001.09'>,
): Promise<Effect[]> {
  const effects: Effect[] = [];
  for (const tx of (body.CxlDtls ?? []).flatMap((d) => d.TxInfAndSts ?? [])) {
    const named = { uetr: tx.OrgnlUETR, end_to_end_id: tx.OrgnlEndToEndId, message_id: tx.OrgnlInstrId };
    const order = await findOrderOf(ctx.tx, bank, named);
    const kind = { ACCR: 'recall_accepted', RJCR: 'recall_refused', PDCR: undefined } as const;
    const answer = kind[tx.TxCxlSts ?? 'PDCR'];
    if (!order) effects.push('order_unknown');
    else if (!answer) effects.push('noted');
    else
      effects.push(
        took(
          await note(ctx, order, {
            kind: answer,
            message_id: body.Assgnmt.Id,
            reason: reasonOf(tx.CxlStsRsnInf),
          }),
        ),
      );
  }
  return effects;
}

function note(
  ctx: Ctx,
  order: PaymentOrder,
  step: Pick<Step, 'kind' | 'message_id'> & { reason?: string | null },
): Promise<boolean> {
  return insertStep(ctx.tx, order, { ...step, at: ctx.clock.now() });
}

const took = (isNew: boolean): Effect => (isNew ? 'done' : 'repeated');

/** `AC04 account closed` of a list of reasons. */
function reasonOf(
  list: { Rsn?: { Cd?: string; Prtry?: string }; AddtlInf?: string[] }[] | undefined,
): string | null {
  const [first] = list ?? [];
  const text = [first?.Rsn?.Cd ?? first?.Rsn?.Prtry, ...(first?.AddtlInf ?? [])].filter(Boolean).join(' ');
  return text === '' ? null : text.slice(0, 200);
}
