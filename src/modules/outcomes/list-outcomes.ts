import { Type } from 'typebox';
import { refuse } from '../../kernel/refusal.ts';
import { DEFAULT_LIMIT, defineUseCase, pageInput, pageOf, toPage } from '../../platform/index.ts';
import { afterOf } from './cursor.ts';
import { SummitOutcome, summits } from './model.ts';
import { listOutcomes as readPage } from './store.ts';

/** Summit outcomes and what they rest on, in the order of their names. */
export const listOutcomes = defineUseCase({
  name: 'outcomes.list-outcomes',
  kind: 'query',
  permission: 'public',
  input: Type.Object(
    { ...pageInput, summit: Type.Optional(Type.Enum([...summits])) },
    { additionalProperties: false },
  ),
  output: pageOf(SummitOutcome),
  async run(ctx, input) {
    const after = afterOf(input.cursor);
    if (after === undefined) return refuse('platform.bad_cursor');
    const limit = input.limit ?? DEFAULT_LIMIT;
    const rows = await readPage(ctx.tx, { summit: input.summit ?? null, after, limit });
    return toPage(
      rows,
      limit,
      (o) => [o.outcome_id],
      (o) => o,
    );
  },
});
