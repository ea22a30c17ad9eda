import { type Static, Type } from 'typebox';
import { formatMilli } from '../../kernel/decimal.ts';
import { Nullable, Uuid } from '../../platform/index.ts';
import type { LinePosition } from './model.ts';

const Quantities = Type.Object({
  seller: Type.String(),
  carrier: Type.String(),
  bonded: Type.String(),
  buyer: Type.String(),
  damaged: Type.String(),
});

/** Where each line of a deal lies. */
export const StockPosition = Type.Object({
  deal_id: Uuid,
  lines: Type.Array(
    Type.Object({
      line: Type.Integer(),
      listing_id: Nullable(Uuid),
      unit: Type.String(),
      at: Quantities,
    }),
  ),
});

export function showPosition(
  deal_id: string,
  positions: readonly LinePosition[],
): Static<typeof StockPosition> {
  return {
    deal_id,
    lines: positions.map(({ line, listing_id, unit, at }) => ({
      line,
      listing_id,
      unit,
      at: {
        seller: formatMilli(at.seller),
        carrier: formatMilli(at.carrier),
        bonded: formatMilli(at.bonded),
        buyer: formatMilli(at.buyer),
        damaged: formatMilli(at.damaged),
      },
    })),
  };
}
