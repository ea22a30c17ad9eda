import { Type } from 'typebox';
import type { Currency } from '../../../kernel/money.ts';
import { refuse } from '../../../kernel/refusal.ts';
import {
  DateText,
  DEFAULT_LIMIT,
  defineUseCase,
  Instant,
  idPlace,
  MoneySchema,
  Nullable,
  pageInput,
  pageOf,
  toPage,
  Uuid,
} from '../../../platform/index.ts';
import { findOrganisations } from '../../parties/index.ts';
import { listObligationRows } from './store-netting.ts';

const ObligationView = Type.Object({
  obligation_id: Uuid,
  from_org_id: Uuid,
  from_name: Nullable(Type.String()),
  to_org_id: Uuid,
  to_name: Nullable(Type.String()),
  amount: MoneySchema,
  reference: Type.String(),
  corridor: Type.String(),
  day: DateText,
  registered_at: Instant,
  /** Null while it waits. */
  run_id: Nullable(Uuid),
  /** Runs that could not settle it, and why the last could not. */
  carried: Type.Integer(),
  carried_code: Nullable(Type.String()),
});

/**
 * Obligations that one's organisation has or is due, newest first; the treasury sees all. Of one participant, of one
 * run, or still open, where asked for. Refuses with platform.bad_cursor.
 */
export const listObligations = defineUseCase({
  name: 'payments.list-obligations',
  kind: 'query',
  permission: 'wallet:read',
  input: Type.Object(
    {
      org_id: Type.Optional(Uuid),
      run_id: Type.Optional(Uuid),
      open: Type.Optional(Type.Enum(['1'])),
      ...pageInput,
    },
    { additionalProperties: false },
  ),
  output: pageOf(ObligationView),
  async run(ctx, input) {
    const before = idPlace(input.cursor);
    if (before === undefined) return refuse('platform.bad_cursor');
    const limit = input.limit ?? DEFAULT_LIMIT;
    const rows = await listObligationRows(ctx.tx, {
      org_id: input.org_id ?? null,
      run_id: input.run_id ?? null,
      open: input.open === '1',
      before,
      limit: limit + 1,
    });
    const names = await findOrganisations(
      ctx,
      rows.flatMap((r) => [r.org_id, r.to_org_id]),
    );
    return toPage(
      rows,
      limit,
      (r) => [r.obligation_id],
      (r) => ({
        obligation_id: r.obligation_id,
        from_org_id: r.org_id,
        from_name: names.get(r.org_id)?.name ?? null,
        to_org_id: r.to_org_id,
        to_name: names.get(r.to_org_id)?.name ?? null,
        amount: { amount: r.amount.toString(), currency: r.currency as Currency },
        reference: r.reference,
        corridor: r.corridor,
        day: r.day,
        registered_at: r.registered_at.toISOString(),
        run_id: r.run_id,
        carried: r.carried,
        carried_code: r.carried_code,
      }),
    );
  },
});
