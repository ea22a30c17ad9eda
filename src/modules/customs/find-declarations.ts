import type { Ctx } from '../../platform/index.ts';
import type { Declaration } from './model.ts';
import { declarationsOfDeal } from './store.ts';

/** All declarations of a deal that the actor may see, withdrawn and cancelled ones too; export first. */
export function findDeclarations(ctx: Pick<Ctx, 'tx'>, deal_id: string): Promise<Declaration[]> {
  return declarationsOfDeal(ctx.tx, deal_id);
}
