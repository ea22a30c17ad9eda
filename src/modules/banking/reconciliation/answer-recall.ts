import { assert, isRefusal } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { type Message, writeMessage } from '../../iso20022/index.ts';
import { type Entry, idFor } from '../model.ts';
import type { Effect } from '../orders/apply-answer.ts';
import { sendMessage } from '../orders/send-order.ts';
import { recallParties } from '../recalls/recall.ts';
import { findCredits, readMatches } from '../store-entries.ts';
import { insertRecall } from '../store-recalls.ts';
import { depositOf } from './apply-match.ts';

type Call = NonNullable<Message<'camt.056.001.08'>['Undrlyg'][number]['TxInf']>[number];

/**
 * camt.056: a bank calls back a payment that it has booked in. Answered by camt.029, the same whatever is repeated:
 * refused where no such payment came (NOOR, ExternalPaymentCancellationRejection1Code), else pending (PDCR), because
 * whether money goes back is for people to decide (`recalls/`). Nothing moves by the call.
 */
export async function answerRecall(
  ctx: Ctx,
  bank: string,
  body: Message<'camt.056.001.08'>,
): Promise<Effect[]> {
  const calls = body.Undrlyg.flatMap((u) => u.TxInf ?? []);
  const known = await findCredits(ctx.tx, bank, {
    uetrs: calls.flatMap((c) => c.OrgnlUETR ?? []),
    end_to_end_ids: calls.flatMap((c) => c.OrgnlEndToEndId ?? []),
  });
  const came = (call: Call): Entry | undefined =>
    known.find(
      (e) =>
        (call.OrgnlUETR ? e.uetr === call.OrgnlUETR : e.end_to_end_id === call.OrgnlEndToEndId) &&
        (!call.OrgnlIntrBkSttlmAmt ||
          (e.amount === call.OrgnlIntrBkSttlmAmt.amount && e.currency === call.OrgnlIntrBkSttlmAmt.currency)),
    );
  const answers = calls.map((call) => ({
    ...(call.OrgnlInstrId ? { OrgnlInstrId: call.OrgnlInstrId } : {}),
    ...(call.OrgnlEndToEndId ? { OrgnlEndToEndId: call.OrgnlEndToEndId } : {}),
    ...(call.OrgnlUETR ? { OrgnlUETR: call.OrgnlUETR } : {}),
    ...(came(call)
      ? { TxCxlSts: 'PDCR' as const }
      : { TxCxlSts: 'RJCR' as const, CxlStsRsnInf: [{ Rsn: { Cd: 'NOOR' } }] }),
  }));
  const message_id = idFor('recall answer', bank, body.Assgnmt.Id).replaceAll('-', '');
  const xml = writeMessage('camt.029.001.09', {
    Assgnmt: {
      Id: message_id,
      Assgnr: body.Assgnmt.Assgne,
      Assgne: body.Assgnmt.Assgnr,
      CreDtTm: ctx.clock.now().toISOString(),
    },
    ...(body.Case ? { RslvdCase: body.Case } : {}),
    Sts: { Conf: answers.every((a) => a.TxCxlSts === 'RJCR') ? 'RJCR' : 'PDCR' },
    CxlDtls: [{ TxInfAndSts: answers }],
  });
  assert(!isRefusal(xml), 'an answer is made of what was read');
  for (const [at, call] of calls.entries()) {
    const entry = came(call);
    if (entry) await noteCall(ctx, body, { entry, call, at });
  }
  await sendMessage(ctx, bank, message_id, 'camt.029.001.09', xml);
  return answers.map((a) => (a.TxCxlSts === 'PDCR' ? 'noted' : 'done'));
}

/** Puts a call into the queue of whose wallet the payment was credited to; of the treasury alone, where of nobody's. */
async function noteCall(
  ctx: Ctx,
  body: Message<'camt.056.001.08'>,
  { entry, call, at }: { entry: Entry; call: Call; at: number },
): Promise<void> {
  const done = (await readMatches(ctx.tx, entry.org_id, entry.entry_id)).findLast(
    (m) => m.effect_at !== null && m.effect_code === null,
  );
  const credited =
    done?.action === 'match' && ['expectation', 'organisation'].includes(done.target_kind)
      ? done.target_org_id
      : null;
  const [why] = call.CxlRsnInf ?? [];
  const { OrgnlInstrId, OrgnlEndToEndId, OrgnlUETR } = call;
  const caller = body.Assgnmt.Assgnr.Pty?.Nm;
  await insertRecall(ctx.tx, {
    org_id: entry.org_id,
    recall_id: idFor('recall', entry.org_id, body.Assgnmt.Id, String(at)),
    entry_id: entry.entry_id,
    message_id: body.Assgnmt.Id,
    beneficiary_org_id: credited,
    amount: entry.amount,
    currency: entry.currency,
    call: {
      ...(OrgnlInstrId ? { OrgnlInstrId } : {}),
      ...(OrgnlEndToEndId ? { OrgnlEndToEndId } : {}),
      ...(OrgnlUETR ? { OrgnlUETR } : {}),
      ...(body.Case ? { case_id: body.Case.Id } : {}),
      ...(caller ? { caller } : {}),
    },
    reason:
      [why?.Rsn?.Cd ?? why?.Rsn?.Prtry, ...(why?.AddtlInf ?? [])].filter(Boolean).join(' ').slice(0, 200) ||
      null,
    asked_at: ctx.clock.now(),
    parties: recallParties(entry.org_id, credited),
    deposit_transfer_id: done && credited ? depositOf(entry, done.number).wallet : null,
  });
}
