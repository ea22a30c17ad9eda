import { Type } from 'typebox';
import { formatMilli, parseMilli } from '../../kernel/decimal.ts';
import { refuse } from '../../kernel/refusal.ts';
import {
  DEFAULT_LIMIT,
  defineUseCase,
  Instant,
  idPlace,
  pageInput,
  pageOf,
  toPage,
  Uuid,
} from '../../platform/index.ts';
import { holdingsPage } from './store.ts';

/** What the reader's organisation holds of its listings. Refuses with platform.bad_cursor. */
export const listHoldings = defineUseCase({
  name: 'warehousing.list-holdings',
  kind: 'query',
  permission: 'stock:keep',
  input: Type.Object(pageInput, { additionalProperties: false }),
  output: pageOf(
    Type.Object({
      listing_id: Uuid,
      unit: Type.String(),
      on_hand: Type.String(),
      reserved: Type.String(),
      free: Type.String(),
      changed_at: Instant,
    }),
  ),
  async run(ctx, input) {
    const after = idPlace(input.cursor);
    if (after === undefined) return refuse('platform.bad_cursor');
    const limit = input.limit ?? DEFAULT_LIMIT;
    const rows = await holdingsPage(ctx.tx, ctx.actor.org_id, after ?? undefined, limit + 1);
    return toPage(
      rows,
      limit,
      (r) => [r.listing_id],
      (r) => ({
        listing_id: r.listing_id,
        unit: r.unit,
        on_hand: r.on_hand,
        reserved: r.reserved,
        free: formatMilli(parseMilli(r.on_hand) - parseMilli(r.reserved)),
        changed_at: r.changed_at.toISOString(),
      }),
    );
  },
});
