import { Type } from 'typebox';
import { isUuid } from '../../kernel/ids.ts';
import { refuse } from '../../kernel/refusal.ts';
import {
  DEFAULT_LIMIT,
  decodeCursor,
  defineUseCase,
  isInstant,
  pageInput,
  pageOf,
  toPage,
} from '../../platform/index.ts';
import { declarationStates, lanes } from './model.ts';
import { queuePage } from './store-lists.ts';
import { DeclarationSummary, summarise } from './view.ts';

const NEVER = '9999-12-31T00:00:00.000Z';

/**
 * What lies with the officer's own authority, oldest deadline first. Without filters: what waits for a
 * decision. Refuses with platform.bad_cursor.
 */
export const listQueue = defineUseCase({
  name: 'customs.list-queue',
  kind: 'query',
  permission: 'declaration:decide',
  input: Type.Object(
    {
      state: Type.Optional(Type.Enum([...declarationStates])),
      lane: Type.Optional(Type.Enum([...lanes])),
      ...pageInput,
    },
    { additionalProperties: false },
  ),
  output: pageOf(DeclarationSummary),
  async run(ctx, input) {
    const after = decodeCursor(input.cursor, 2);
    if (input.cursor !== undefined && !(after && isKey(after))) return refuse('platform.bad_cursor');
    const limit = input.limit ?? DEFAULT_LIMIT;
    const rows = await queuePage(ctx.tx, {
      customs_org_id: ctx.actor.org_id,
      state: input.state,
      lane: input.lane,
      after: after && { decide_by: String(after[0]), declaration_id: String(after[1]) },
      limit: limit + 1,
    });
    return toPage(rows, limit, (d) => [d.decide_by?.toISOString() ?? NEVER, d.declaration_id], summarise);
  },
});

/** Whether a decoded cursor is a deadline and a declaration. */
function isKey([decide_by, declaration_id]: readonly (string | number)[]): boolean {
  return isInstant(decide_by) && typeof declaration_id === 'string' && isUuid(declaration_id);
}
