import { Type } from 'typebox';
import { refuse } from '../../kernel/refusal.ts';
import { Country, DEFAULT_LIMIT, defineUseCase, pageInput, pageOf, toPage } from '../../platform/index.ts';
import { afterOf } from './cursor.ts';
import { Project, sectors } from './model.ts';
import { listProjects as readPage } from './store.ts';

/** Projects by country and sector, in the order of their names. */
export const listProjects = defineUseCase({
  name: 'outcomes.list-projects',
  kind: 'query',
  permission: 'public',
  input: Type.Object(
    {
      ...pageInput,
      country: Type.Optional(Country),
      sector: Type.Optional(Type.Enum([...sectors])),
    },
    { additionalProperties: false },
  ),
  output: pageOf(Project),
  async run(ctx, input) {
    const after = afterOf(input.cursor);
    if (after === undefined) return refuse('platform.bad_cursor');
    const limit = input.limit ?? DEFAULT_LIMIT;
    const rows = await readPage(ctx.tx, {
      country: input.country ?? null,
      sector: input.sector ?? null,
      after,
      limit,
    });
    return toPage(
      rows,
      limit,
      (p) => [p.project_id],
      (p) => p,
    );
  },
});
