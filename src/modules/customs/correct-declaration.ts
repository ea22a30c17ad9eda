import { Type } from 'typebox';
import { assert, isRefusal } from '../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { Amendments, amend } from './amend.ts';
import { composeFromTerms } from './compose.ts';
import { lodge } from './lodge-declaration.ts';
import { asDeclarant, openCase, takeStep } from './step.ts';
import { DeclarationView, show } from './view.ts';

/**
 * Corrects a refused declaration and lodges it again: with amendments, or from the deal (`from_deal`), which
 * drops whatever was typed otherwise. Documents presented since the refusal count.
 * Refuses as customs.lodge-declaration does.
 */
export const correctDeclaration = defineUseCase({
  name: 'customs.correct-declaration',
  kind: 'command',
  permission: 'declaration:lodge',
  input: Type.Object(
    {
      deal_id: Uuid,
      declaration_id: Uuid,
      version: Type.Optional(Type.Integer({ minimum: 1 })),
      from_deal: Type.Optional(Type.Boolean()),
      amendments: Type.Optional(Amendments),
      remark: Type.Optional(Type.String({ maxLength: 500 })),
    },
    { additionalProperties: false },
  ),
  output: DeclarationView,
  async run(ctx, input) {
    const opened = await openCase(ctx, input);
    if (isRefusal(opened)) return opened;
    const { deal, declaration } = opened;
    const by = asDeclarant(ctx, declaration);
    if (isRefusal(by)) return by;
    assert(deal.terms, 'a declaration is drawn up from terms');
    const base = input.from_deal
      ? { ...declaration, ...composeFromTerms(deal.terms, declaration.direction) }
      : declaration;
    const amended = amend(base, input.amendments ?? {});
    if (isRefusal(amended)) return amended;
    const corrected = await takeStep(
      ctx,
      { deal, declaration: amended },
      {
        step: 'correct',
        by: 'declarant',
        body: {
          answers: declaration.reasons.map((r) => r.code),
          from_deal: input.from_deal ?? false,
          amendments: input.amendments ?? null,
          remark: input.remark ?? null,
        },
      },
    );
    if (isRefusal(corrected)) return corrected;
    const lodged = await lodge(ctx, corrected, true);
    return isRefusal(lodged) ? lodged : show(lodged.declaration);
  },
});
