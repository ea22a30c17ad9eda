import { Type } from 'typebox';
import { isUuid } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import {
  DEFAULT_LIMIT,
  decodeCursor,
  defineUseCase,
  Instant,
  Nullable,
  pageInput,
  toPage,
  Uuid,
} from '../../../platform/index.ts';
import { funnelTotals, pageOfFunnel, type Step, steps } from './store-funnel.ts';

const StepSchema = Type.Unsafe<Step>({ type: 'string', enum: [...steps] });
const Count = Type.Integer({ minimum: 0 });

/**
 * How far the firms have come that the actor's institution brought on: how many were at each step, and the firms by
 * name, with the day of each first. `at` keeps those whose furthest step it is. Two statements. The figures are those
 * of `as_of`, at most ten minutes old; null: no firm was looked at yet.
 */
export const getFunnel = defineUseCase({
  name: 'matching.get-funnel',
  kind: 'query',
  permission: 'organisation:onboard',
  input: Type.Object({ at: Type.Optional(StepSchema), ...pageInput }, { additionalProperties: false }),
  output: Type.Object({
    as_of: Nullable(Instant),
    totals: Type.Object({
      registered: Count,
      verified: Count,
      listed: Count,
      introduced: Count,
      quoted: Count,
      traded: Count,
    }),
    items: Type.Array(
      Type.Object({
        firm_org_id: Uuid,
        name: Type.String(),
        country: Type.String(),
        step: StepSchema,
        registered_at: Instant,
        verified_at: Nullable(Instant),
        listed_at: Nullable(Instant),
        introduced_at: Nullable(Instant),
        quoted_at: Nullable(Instant),
        traded_at: Nullable(Instant),
      }),
    ),
    next_cursor: Nullable(Type.String()),
  }),
  run: async (ctx, { at, cursor, limit = DEFAULT_LIMIT }) => {
    const [name, id] = decodeCursor(cursor, 2) ?? [];
    const usable = typeof name === 'string' && typeof id === 'string' && isUuid(id);
    if (cursor !== undefined && !usable) return refuse('platform.bad_cursor');
    const { org_id } = ctx.actor;
    const [{ as_of, ...totals }, rows] = await Promise.all([
      funnelTotals(ctx.tx, org_id),
      pageOfFunnel(ctx.tx, {
        org_id,
        at: at && steps.indexOf(at),
        after: usable ? { name, id } : undefined,
        limit,
      }),
    ]);
    const page = toPage(
      rows,
      limit,
      (row) => [row.name, row.firm_org_id],
      (row) => ({
        firm_org_id: row.firm_org_id,
        name: row.name,
        country: row.country,
        step: steps[row.step] ?? 'registered',
        registered_at: row.registered_at.toISOString(),
        verified_at: row.verified_at?.toISOString() ?? null,
        listed_at: row.listed_at?.toISOString() ?? null,
        introduced_at: row.introduced_at?.toISOString() ?? null,
        quoted_at: row.quoted_at?.toISOString() ?? null,
        traded_at: row.traded_at?.toISOString() ?? null,
      }),
    );
    return { as_of: as_of?.toISOString() ?? null, totals, ...page };
  },
});
