import type { Quote, QuoteRequest } from '../../api/deal-parts.ts';
import type { Listing } from '../../api/market.ts';
import { toDecimal } from '../../format/money.ts';
import type { OfferDraft } from './compose-offer.ts';
import { disputeDraft } from './dispute-terms.ts';
import { paymentDefaults, paymentDraft } from './payment-fields.ts';

const DAY_MS = 86_400_000;
const DEFAULTS: OfferDraft = {
  ...paymentDefaults,
  incoterm: 'DAP',
  insurance: '0',
  fund_within_days: '7',
  valid_days: '14',
};

/**
 * What an offer starts with, so that a seller corrects rather than types: the newest offer where there is one,
 * else price step, packing, weights and papers of the listing that was asked for. Suggestions only: the seller
 * sees each in its field.
 */
export function suggestOffer(
  request: Pick<QuoteRequest, 'goods' | 'place_to'>,
  listings: ReadonlyMap<string, Listing>,
  newest: Quote | undefined,
  now: Date,
): OfferDraft {
  if (newest) return { ...DEFAULTS, ...fromQuote(newest) };
  const draft: OfferDraft = { ...DEFAULTS, incoterm_place: request.place_to };
  let lead_days = 0;
  for (const line of request.goods) {
    const listing = listings.get(line.listing_id ?? '');
    if (!listing || listing.unit !== line.unit) continue;
    lead_days = Math.max(lead_days, listing.lead_time_days);
    Object.assign(draft, fromListing(line.line, line.quantity, listing));
  }
  const ship_by = new Date(now.getTime() + (7 + lead_days) * DAY_MS).toISOString().slice(0, 10);
  return { ...draft, ship_by };
}

function fromQuote({ terms }: Quote): OfferDraft {
  const draft: OfferDraft = {
    incoterm: terms.incoterm,
    incoterm_place: terms.incoterm_place,
    route_id: terms.route_id,
    to_frontier: toDecimal(terms.freight.to_frontier.amount),
    at_frontier: toDecimal(terms.freight.at_frontier.amount),
    after_frontier: toDecimal(terms.freight.after_frontier.amount),
    insurance: toDecimal(terms.insurance.amount),
    ship_by: terms.ship_by,
    fund_within_days: String(terms.fund_within_days),
    ...paymentDraft(terms),
    ...disputeDraft(terms),
  };
  for (const field of [
    'carrier_org_id',
    'export_broker_org_id',
    'import_broker_org_id',
    'bank_org_id',
  ] as const)
    if (terms[field]) draft[field] = terms[field];
  for (const line of terms.goods)
    Object.assign(draft, {
      [`price_${line.line}`]: toDecimal(line.unit_price.amount),
      [`packages_${line.line}`]: String(line.packages),
      [`package_kind_${line.line}`]: line.package_kind,
      [`net_${line.line}`]: plain(toMilli(line.net_weight_kg)),
      [`gross_${line.line}`]: plain(toMilli(line.gross_weight_kg)),
      [`certificates_${line.line}`]: line.certificates.join(' '),
    });
  return draft;
}

function fromListing(line: number, quantity: string, listing: Listing): OfferDraft {
  const wanted = toMilli(quantity);
  const tier = listing.tiers.filter((step) => toMilli(step.min_quantity) <= wanted).at(-1);
  const each = toMilli(listing.units_per_package);
  return {
    [`price_${line}`]: tier ? toDecimal(tier.price.amount) : '',
    [`packages_${line}`]: each > 0n ? String((wanted + each - 1n) / each) : '',
    [`package_kind_${line}`]: listing.package_kind,
    [`net_${line}`]: plain((wanted * toMilli(listing.unit_net_weight_kg)) / 1000n),
    [`gross_${line}`]: plain((wanted * toMilli(listing.unit_gross_weight_kg)) / 1000n),
    [`certificates_${line}`]: listing.certificates.join(' '),
  };
}

/** '1.5' → 1500n; text that is no decimal counts as nothing. */
export function toMilli(text: string): bigint {
  const match = /^(\d{1,12})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  return match ? BigInt(match[1] ?? 0) * 1000n + BigInt((match[2] ?? '').padEnd(3, '0')) : 0n;
}

/** 1500n → '1.5'. */
export function plain(milli: bigint): string {
  const fraction = String(milli % 1000n)
    .padStart(3, '0')
    .replace(/0+$/, '');
  return `${milli / 1000n}${fraction ? `.${fraction}` : ''}`;
}
