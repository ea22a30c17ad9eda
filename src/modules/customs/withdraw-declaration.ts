import { Type } from 'typebox';
import { isRefusal, type Outcome } from '../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Uuid } from '../../platform/index.ts';
import { type Deal, getDeal } from '../deals/index.ts';
import { stepFrom } from './model.ts';
import { asDeclarant, openCase, takeStep } from './step.ts';
import { declarationsOfDeal } from './store.ts';
import { DeclarationView, show } from './view.ts';

/**
 * The declarant takes a declaration back before anything was paid on it.
 * Refuses with customs.not_declarant, customs.not_now and what `openCase` refuses.
 */
export const withdrawDeclaration = defineUseCase({
  name: 'customs.withdraw-declaration',
  kind: 'command',
  permission: 'declaration:lodge',
  input: Type.Object(
    {
      deal_id: Uuid,
      declaration_id: Uuid,
      version: Type.Optional(Type.Integer({ minimum: 1 })),
      reason: Type.Optional(Type.String({ minLength: 3, maxLength: 500 })),
    },
    { additionalProperties: false },
  ),
  output: DeclarationView,
  async run(ctx, input) {
    const opened = await openCase(ctx, input);
    if (isRefusal(opened)) return opened;
    const by = asDeclarant(ctx, opened.declaration);
    if (isRefusal(by)) return by;
    const body = { reason: input.reason ?? null };
    const withdrawn = await takeStep(ctx, opened, { step: 'withdraw', by: 'declarant', body });
    return isRefusal(withdrawn) ? withdrawn : show(withdrawn.declaration);
  },
});

/** Cancels every declaration of a deal that will not happen, released ones too: they leave the statistics. */
export async function cancelDeclarations(ctx: Ctx, deal: Deal, reason: string): Promise<Outcome<number>> {
  let current = deal;
  let cancelled = 0;
  for (const declaration of await declarationsOfDeal(ctx.tx, deal.deal_id)) {
    if (!stepFrom(declaration.state, 'cancel')) continue;
    const step = { step: 'cancel', by: 'system', body: { reason } } as const;
    const after = await takeStep(ctx, { deal: current, declaration }, step);
    if (isRefusal(after)) return after;
    current = after.deal;
    cancelled += 1;
  }
  return cancelled;
}

/** `cancelDeclarations` as a command of the system, for a deal that was cancelled. Bears repetition. */
export const cancelDeclarationsOfDeal = defineUseCase({
  name: 'customs.cancel-declarations',
  kind: 'command',
  permission: 'declaration:cancel',
  input: Type.Object(
    { deal_id: Uuid, reason: Type.String({ minLength: 3, maxLength: 500 }) },
    { additionalProperties: false },
  ),
  output: Type.Object({ cancelled: Type.Integer() }),
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    const cancelled = await cancelDeclarations(ctx, deal, input.reason);
    return isRefusal(cancelled) ? cancelled : { cancelled };
  },
});
