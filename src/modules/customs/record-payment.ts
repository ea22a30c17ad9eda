import { Type } from 'typebox';
import { formatMoney, fromJson } from '../../kernel/money.ts';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { defineUseCase, PositiveMoneySchema, Uuid } from '../../platform/index.ts';
import { settle } from './release-declaration.ts';
import { openCase, takeStep } from './step.ts';
import { DeclarationView, show } from './view.ts';

/**
 * Records that the amount due was paid, with the ledger's reference; releases when nothing else stands in the
 * way. The same reference again changes nothing.
 * Refuses with customs.payment_differs, customs.assessment_incomplete, customs.not_now and what `openCase`
 * refuses.
 */
export const recordPayment = defineUseCase({
  name: 'customs.record-payment',
  kind: 'command',
  permission: 'declaration:record-payment',
  input: Type.Object(
    {
      deal_id: Uuid,
      declaration_id: Uuid,
      amount: PositiveMoneySchema,
      transfer_reference: Type.String({ minLength: 1, maxLength: 100 }),
    },
    { additionalProperties: false },
  ),
  output: DeclarationView,
  async run(ctx, input) {
    const opened = await openCase(ctx, { deal_id: input.deal_id, declaration_id: input.declaration_id });
    if (isRefusal(opened)) return opened;
    const d = opened.declaration;
    if (d.payment_reference === input.transfer_reference) return show(d);
    if (!d.due || !d.assessment?.complete) return refuse('customs.assessment_incomplete');
    if (input.amount.currency !== d.due.currency || input.amount.amount !== d.due.amount.toString())
      return refuse('customs.payment_differs', {
        due: formatMoney(d.due),
        paid: formatMoney(fromJson(input.amount)),
      });
    const paid = await takeStep(ctx, opened, {
      step: 'pay',
      by: 'system',
      change: { payment_reference: input.transfer_reference, paid_at: ctx.clock.now() },
      body: { amount: input.amount, transfer_reference: input.transfer_reference },
    });
    if (isRefusal(paid)) return paid;
    const settled = await settle(ctx, paid);
    return isRefusal(settled) ? settled : show(settled.declaration);
  },
});
