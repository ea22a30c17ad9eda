import { Type } from 'typebox';
import { isRefusal, type JsonValue } from '../../kernel/refusal.ts';
import { defineUseCase, Instant, Nullable, Uuid } from '../../platform/index.ts';
import { getDeal } from '../deals/index.ts';
import { changesBetween } from './changes.ts';
import { MOST_ROUNDS } from './model.ts';
import { listQuoteRows } from './store.ts';

const Value = Type.Unsafe<JsonValue>({});

/** The offers of a deal from the first on: by whom, when, and what each changed in the one before. */
export const listChanges = defineUseCase({
  name: 'quoting.list-changes',
  kind: 'query',
  permission: 'deal:read',
  input: Type.Object({ deal_id: Uuid }, { additionalProperties: false }),
  output: Type.Object({
    rounds_left: Type.Integer(),
    rounds: Type.Array(
      Type.Object({
        quote_number: Type.Integer(),
        offered_by: Type.String(),
        org_name: Type.String(),
        offered_at: Instant,
        valid_until: Instant,
        expired: Type.Boolean(),
        note: Nullable(Type.String()),
        changes: Type.Array(
          Type.Object({
            field: Type.String(),
            line: Nullable(Type.Integer()),
            before: Value,
            after: Value,
          }),
        ),
      }),
    ),
  }),
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    const rows = (await listQuoteRows(ctx.tx, deal.deal_id)).reverse();
    const now = ctx.clock.now();
    return {
      rounds_left: Math.max(0, MOST_ROUNDS - rows.length),
      rounds: rows.map((row, index) => {
        const before = rows[index - 1];
        return {
          quote_number: row.quote_number,
          offered_by: row.offered_by,
          org_name: row.offered_by === 'buyer' ? deal.buyer.name : deal.seller.name,
          offered_at: row.offered_at.toISOString(),
          valid_until: row.valid_until.toISOString(),
          expired: row.valid_until <= now,
          note: row.note,
          changes: before ? changesBetween(before.terms, row.terms) : [],
        };
      }),
    };
  },
});
