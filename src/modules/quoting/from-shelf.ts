import { parseMilli } from '../../kernel/decimal.ts';
import { type Outcome, refuse } from '../../kernel/refusal.ts';
import type { Ctx } from '../../platform/index.ts';
import { findPublished, type Listing, tierFor } from '../catalogue/index.ts';
import type { QuoteRequest } from './model.ts';

type Line = QuoteRequest['goods'][number];

/**
 * The request with what the seller's offers say of its lines: minimum, tier reached, lead time. A line that names an
 * offer names one of this seller's, agrees with it in unit, code and origin, and asks for at least its minimum and a
 * whole multiple. One statement. Refuses with quoting.listing_unknown, quoting.line_differs, quoting.below_minimum,
 * quoting.not_a_multiple.
 */
export async function fromShelf(
  ctx: Pick<Ctx, 'tx' | 'locale'>,
  seller_org_id: string,
  request: QuoteRequest,
): Promise<Outcome<QuoteRequest>> {
  const ids = request.goods.flatMap((line) => line.listing_id ?? []);
  const listings = await findPublished(ctx, ids);
  const goods: Line[] = [];
  for (const { shelf: _said, ...line } of request.goods) {
    if (line.listing_id === undefined) {
      goods.push(line);
      continue;
    }
    const listing = listings.get(line.listing_id);
    if (!listing || listing.seller.org_id !== seller_org_id)
      return refuse('quoting.listing_unknown', { line: line.line });
    const strange = differs(line, listing);
    if (strange)
      return refuse('quoting.line_differs', { line: line.line, field: strange, offer: listing[strange] });
    if (parseMilli(line.quantity) < parseMilli(listing.moq))
      return refuse('quoting.below_minimum', { line: line.line, minimum: listing.moq, unit: listing.unit });
    const multiple = parseMilli(listing.order_multiple ?? '0');
    if (multiple > 0n && parseMilli(line.quantity) % multiple !== 0n)
      return refuse('quoting.not_a_multiple', {
        line: line.line,
        multiple: listing.order_multiple ?? '',
        unit: listing.unit,
      });
    const { moq, lead_time_days } = listing;
    const tier_from = tierFor(listing.tiers, line.quantity)?.min_quantity ?? moq;
    goods.push({ ...line, shelf: { moq, tier_from, lead_time_days } });
  }
  return { ...request, goods };
}

function differs(line: Line, listing: Listing): 'unit' | 'hs_code' | 'origin_country' | undefined {
  return (['unit', 'hs_code', 'origin_country'] as const).find((field) => line[field] !== listing[field]);
}
