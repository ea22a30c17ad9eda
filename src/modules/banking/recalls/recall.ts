import { assert, isRefusal } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { writeMessage } from '../../iso20022/index.ts';
import { TREASURY_ORG_ID } from '../../payments/index.ts';
import { idFor } from '../model.ts';
import type { Outgoing } from '../orders/order-ledger.ts';
import type { Recall } from '../store-recalls.ts';

/** Where a call stands: `failed` and `declined` leave it open again; that the bank has booked a return changes nothing. */
export type RecallState = 'open' | 'proposed' | 'accepted' | 'refused' | 'returned';

export function recallState({ steps }: Pick<Recall, 'steps'>): RecallState {
  const kind = steps.findLast((step) => step.kind !== 'booked')?.kind;
  return kind === undefined || kind === 'booked' || kind === 'declined' || kind === 'failed' ? 'open' : kind;
}

export const recallParties = (bank: string, beneficiary: string | null): string[] => [
  ...new Set([bank, ...(beneficiary ? [beneficiary] : []), TREASURY_ORG_ID]),
];

/** The return as money that leaves; `number` is that of the step that reserved it, so each attempt has ids of its own. */
export function moneyOf(r: Recall, number: number): Outgoing {
  assert(r.beneficiary_org_id, 'only what somebody has goes back');
  return {
    org_id: r.beneficiary_org_id,
    order_id: idFor('recall', r.org_id, r.recall_id, String(number)),
    bank_org_id: r.org_id,
    amount: r.amount,
    currency: r.currency,
    end_to_end_id: r.call.OrgnlEndToEndId ?? r.message_id,
    reason: 'deposit.returned',
  };
}

/** camt.029 of one call: accepted (ACCR), or refused with a code of ExternalPaymentCancellationRejection1Code. */
export function resolution(ctx: Ctx, r: Recall, refused: string | null): { message_id: string; xml: string } {
  const message_id = idFor('recall resolution', r.org_id, r.recall_id).replaceAll('-', '');
  const { OrgnlInstrId, OrgnlEndToEndId, OrgnlUETR, case_id, caller } = r.call;
  const xml = writeMessage('camt.029.001.09', {
    Assgnmt: {
      Id: message_id,
      Assgnr: { Pty: { Nm: 'Sauda' } },
      Assgne: { Pty: { Nm: caller ?? 'Bank' } },
      CreDtTm: ctx.clock.now().toISOString(),
    },
    ...(case_id ? { RslvdCase: { Id: case_id, Cretr: { Pty: { Nm: caller ?? 'Bank' } } } } : {}),
    Sts: { Conf: refused ? 'RJCR' : 'CNCL' },
    CxlDtls: [
      {
        TxInfAndSts: [
          {
            ...(OrgnlInstrId ? { OrgnlInstrId } : {}),
            ...(OrgnlEndToEndId ? { OrgnlEndToEndId } : {}),
            ...(OrgnlUETR ? { OrgnlUETR } : {}),
            TxCxlSts: refused ? ('RJCR' as const) : ('ACCR' as const),
            ...(refused ? { CxlStsRsnInf: [{ Rsn: { Cd: refused } }] } : {}),
          },
        ],
      },
    ],
  });
  assert(!isRefusal(xml), 'an answer is made of what was read');
  return { message_id, xml };
}
