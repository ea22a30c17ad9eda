import type { Ctx } from '../../platform/index.ts';
import type { Direction, Lane } from './model.ts';
import { awaitedRows } from './store-lists.ts';

/** A declaration that waits for the reader's organisation, and for what. */
export interface AwaitedDeclaration {
  action: 'lodge-declaration' | 'correct-declaration' | 'decide-declaration';
  deal_id: string;
  declaration_id: string;
  number: string;
  direction: Direction;
  lane: Lane | null;
  deadline: Date | null;
}

/** What waits for the actor's organisation as declarant or as customs authority, oldest deadline first. */
export async function findAwaitedDeclarations(ctx: Ctx, limit: number): Promise<AwaitedDeclaration[]> {
  const rows = await awaitedRows(ctx.tx, ctx.actor.org_id, limit);
  return rows.map(({ state, ...row }) => ({ ...row, action: actionIn[state] ?? 'decide-declaration' }));
}

const actionIn: Partial<Record<string, AwaitedDeclaration['action']>> = {
  draft: 'lodge-declaration',
  refused: 'correct-declaration',
  corrected: 'lodge-declaration',
};
