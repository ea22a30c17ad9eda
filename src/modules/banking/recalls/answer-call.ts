import { Type } from 'typebox';
import { dayOf } from '../../../kernel/days.ts';
import { isRefusal, type Refusal, refuse } from '../../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Line, Nullable, Uuid } from '../../../platform/index.ts';
import { TREASURY_ORG_ID } from '../../payments/index.ts';
import { reserveWallet, voidOrder } from '../orders/order-ledger.ts';
import { payoutRule } from '../payouts/house-rules.ts';
import { findRecall, insertRecallStep, type Recall, type RecallStep } from '../store-recalls.ts';
import { moneyOf, recallState, resolution } from './recall.ts';

/** ExternalPaymentCancellationRejection1Code, as far as a person may say it. */
export const refusalCodes = ['CUST', 'LEGL', 'AC04', 'AM04', 'AGNT', 'ARDT'] as const;

/**
 * Answers the call back of a payment that came in. Whose money it is accepts, and the money is reserved at once and
 * goes back, above the house's threshold only with a second person's word (a colleague, or the treasury); or refuses
 * with a code. While nobody's account was credited, the treasury may refuse. Refuses with banking.recall_not_found,
 * banking.recall_answered, banking.recall_reason_missing, banking.recall_unmatched, banking.recall_not_yours,
 * banking.four_eyes, payments.overdrawn, platform.changed_meanwhile.
 */
export const answerCall = defineUseCase({
  name: 'banking.answer-call',
  kind: 'command',
  permission: 'payout:decide',
  input: Type.Object(
    {
      recall_id: Uuid,
      bank_org_id: Uuid,
      answer: Type.Enum(['accepted', 'refused']),
      /** Why it is refused. */
      code: Type.Optional(Type.Enum([...refusalCodes])),
      note: Type.Optional(Line(200, 3)),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ recall_id: Uuid, state: Type.String(), code: Nullable(Type.String()) }),
  async run(ctx, { recall_id, bank_org_id, answer, code = null, note = null }) {
    const recall = await findRecall(ctx.tx, bank_org_id, recall_id);
    if (!recall) return refuse('banking.recall_not_found', { recall_id });
    const state = recallState(recall);
    if (state !== 'open' && state !== 'proposed') return refuse('banking.recall_answered', { state });
    if (ctx.actor.user_id === null) return refuse('banking.four_eyes');
    const kind =
      answer === 'refused' ? await refuseCall(ctx, recall, code) : await acceptCall(ctx, recall, state);
    if (typeof kind !== 'string') return kind;
    const written = await insertRecallStep(ctx.tx, recall, {
      kind,
      code: kind === 'refused' ? code : null,
      note,
      by_org_id: ctx.actor.org_id,
      by_user_id: ctx.actor.user_id,
      at: ctx.clock.now(),
    });
    if (!written) return refuse('platform.changed_meanwhile');
    if (kind === 'accepted') await ctx.enqueue('banking.return-recalled', { org_id: bank_org_id, recall_id });
    return { recall_id, state: kind, code: kind === 'refused' ? code : null };
  },
});

/** What was reserved meanwhile is free again. */
async function refuseCall(ctx: Ctx, recall: Recall, code: string | null): Promise<'refused' | Refusal> {
  const { org_id } = ctx.actor;
  const owner = recall.beneficiary_org_id ?? TREASURY_ORG_ID;
  if (org_id !== owner) return refuse('banking.recall_not_yours');
  if (!code) return refuse('banking.recall_reason_missing');
  const last = recall.steps.at(-1);
  if (last?.kind === 'proposed') {
    const freed = await voidOrder(ctx, moneyOf(recall, last.number), ['payer']);
    if (isRefusal(freed)) return freed;
  }
  const { message_id, xml } = resolution(ctx, recall, code);
  await ctx.enqueue('banking.send-message', {
    bank_org_id: recall.org_id,
    message_id,
    name: 'camt.029.001.09',
    xml,
  });
  return 'refused';
}

async function acceptCall(
  ctx: Ctx,
  recall: Recall,
  state: 'open' | 'proposed',
): Promise<RecallStep['kind'] | Refusal> {
  const { org_id, user_id } = ctx.actor;
  if (!recall.beneficiary_org_id) return refuse('banking.recall_unmatched');
  if (state === 'proposed') {
    if (org_id !== recall.beneficiary_org_id && org_id !== TREASURY_ORG_ID)
      return refuse('banking.recall_not_yours');
    return recall.steps.at(-1)?.by_user_id === user_id ? refuse('banking.four_eyes') : 'accepted';
  }
  if (org_id !== recall.beneficiary_org_id) return refuse('banking.recall_not_yours');
  const reserved = await reserveWallet(ctx, moneyOf(recall, recall.steps.length + 1));
  if (isRefusal(reserved)) return reserved;
  const rule = payoutRule(recall.currency, dayOf(ctx.clock.now()));
  return rule && recall.amount <= rule.four_eyes_above ? 'accepted' : 'proposed';
}
