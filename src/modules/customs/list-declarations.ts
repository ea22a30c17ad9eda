import { Type } from 'typebox';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { getDeal } from '../deals/index.ts';
import { declarationsOfDeal, findDeclaration } from './store.ts';
import { DeclarationView, show } from './view.ts';

/** The declarations of one deal that the reader has a part in. Refuses with deals.not_found. */
export const listDeclarations = defineUseCase({
  name: 'customs.list-declarations',
  kind: 'query',
  permission: 'declaration:read',
  input: Type.Object({ deal_id: Uuid }, { additionalProperties: false }),
  output: Type.Object({ items: Type.Array(DeclarationView) }),
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    return { items: (await declarationsOfDeal(ctx.tx, input.deal_id)).map(show) };
  },
});

/** One declaration. Refuses with customs.declaration_not_found. */
export const getDeclaration = defineUseCase({
  name: 'customs.get-declaration',
  kind: 'query',
  permission: 'declaration:read',
  input: Type.Object({ deal_id: Uuid, declaration_id: Uuid }, { additionalProperties: false }),
  output: DeclarationView,
  async run(ctx, input) {
    const declaration = await findDeclaration(ctx.tx, input);
    return declaration ? show(declaration) : refuse('customs.declaration_not_found');
  },
});
