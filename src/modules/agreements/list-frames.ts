import { Type } from 'typebox';
import { dayOf } from '../../kernel/days.ts';
import { refuse } from '../../kernel/refusal.ts';
import {
  DateText,
  DEFAULT_LIMIT,
  DecimalText,
  defineUseCase,
  Instant,
  MoneySchema,
  Nullable,
  pageInput,
  pageOf,
  timePlace,
  toPage,
  Uuid,
} from '../../platform/index.ts';
import { findOrganisations } from '../parties/index.ts';
import { sideOf } from './get-frame.ts';
import { TierSchema } from './model.ts';
import { LinePrices, pricesOn } from './prices.ts';
import { pageOfFrames } from './store.ts';

/** Frame agreements of the actor's firm, newest first, with how much of each is left. */
export const listFrames = defineUseCase({
  name: 'agreements.list-frames',
  kind: 'query',
  permission: 'agreement:make',
  input: Type.Object(pageInput, { additionalProperties: false }),
  output: pageOf(
    Type.Object({
      frame_id: Uuid,
      title: Type.String(),
      basis_deal_id: Uuid,
      partner: Type.String(),
      my_side: Type.String(),
      proposed_by: Type.String(),
      state: Type.String(),
      over: Type.Boolean(),
      version: Type.Integer(),
      lot: Type.Array(
        Type.Object({
          line: Type.Integer(),
          description: Type.String(),
          quantity: DecimalText,
          unit: Type.String(),
          unit_price: MoneySchema,
        }),
      ),
      lot_price: MoneySchema,
      tiers: Type.Array(TierSchema),
      /** Prices and steps above are those of today; the day of the change they come from. */
      prices_from: Nullable(DateText),
      /** Every change of prices, oldest first; what the other firm has not approved yet is its own. */
      changes: Type.Array(
        Type.Object({
          change_id: Uuid,
          from_day: DateText,
          prices: LinePrices,
          tiers: Type.Array(TierSchema),
          reason: Nullable(Type.String()),
          state: Type.String(),
          mine: Type.Boolean(),
          proposed_at: Instant,
        }),
      ),
      lots_total: Type.Integer(),
      lots_called: Type.Integer(),
      valid_until: Instant,
    }),
  ),
  async run(ctx, input) {
    const after = timePlace(input.cursor);
    if (after === undefined) return refuse('platform.bad_cursor');
    const limit = input.limit ?? DEFAULT_LIMIT;
    const { org_id } = ctx.actor;
    const rows = await pageOfFrames(ctx.tx, org_id, after, limit);
    const known = await findOrganisations(ctx, [
      org_id,
      ...rows.flatMap((row) => [row.seller_org_id, row.buyer_org_id]),
    ]);
    const now = ctx.clock.now();
    return toPage(
      rows,
      limit,
      (row) => [row.proposed_at.toISOString(), row.frame_id],
      (row) => {
        const my_side = sideOf(row, org_id) ?? 'buyer';
        const today = pricesOn(row, row.changes, dayOf(now));
        const partner = known.get(my_side === 'buyer' ? row.seller_org_id : row.buyer_org_id);
        return {
          frame_id: row.frame_id,
          title: row.title,
          basis_deal_id: row.basis_deal_id,
          partner: partner?.name ?? '',
          my_side,
          proposed_by: row.proposed_by,
          state: row.state,
          over: row.valid_until <= now,
          version: row.version,
          lot: today.lot.goods.map(({ line, description, quantity, unit, unit_price }) => ({
            line,
            description,
            quantity,
            unit,
            unit_price,
          })),
          lot_price: today.lot.price,
          tiers: today.tiers,
          prices_from: today.prices_from,
          changes: row.changes
            .filter((c) => c.state !== 'held' || c.proposed_by === my_side)
            .map(({ change_id, from_day, prices, tiers, reason, state, proposed_by, proposed_at }) => ({
              change_id,
              from_day,
              prices,
              tiers,
              reason,
              state,
              mine: proposed_by === my_side,
              proposed_at,
            })),
          lots_total: row.lots_total,
          lots_called: row.lots_called,
          valid_until: row.valid_until.toISOString(),
        };
      },
    );
  },
});
