import { Type } from 'typebox';
import { refuse } from '../../../kernel/refusal.ts';
import {
  DEFAULT_LIMIT,
  defineUseCase,
  Nullable,
  pageInput,
  pageOf,
  timePlace,
  toPage,
} from '../../../platform/index.ts';
import { DaySchema, FirmSchema } from './model.ts';
import { pageOfDays, toDay } from './store-days.ts';

/**
 * Matchmaking days that the actor's organisation holds, is invited to or may register for, the last announced first.
 * One statement. Refuses with platform.bad_cursor.
 */
export const listDays = defineUseCase({
  name: 'matching.list-days',
  kind: 'query',
  permission: 'day:see',
  input: Type.Object({ ...pageInput }, { additionalProperties: false }),
  output: pageOf(Type.Object({ ...DaySchema.properties, own_state: Nullable(FirmSchema.properties.state) })),
  run: async (ctx, input) => {
    const after = timePlace(input.cursor);
    if (after === undefined) return refuse('platform.bad_cursor');
    const limit = input.limit ?? DEFAULT_LIMIT;
    const rows = await pageOfDays(ctx.tx, ctx.actor.org_id, { after, limit });
    return toPage(
      rows,
      limit,
      (row) => [row.created_at.toISOString(), row.day_id],
      (row) => ({ ...toDay(row), own_state: row.own_state as 'invited' | 'confirmed' | 'withdrawn' | null }),
    );
  },
});
