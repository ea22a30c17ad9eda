import type { Quote, QuoteRequest } from '../../api/deal-parts.ts';
import type { Listing } from '../../api/market.ts';
import { type ShownPrices, shownPrices, stepAt } from '../../api/shown-prices.ts';
import { fromMilli, toMilli } from '../../format/milli.ts';
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
 * else what the buyer asked at (price, Incoterm), else the step of the seller's own prices in that currency, with packing,
 * weights and papers of the listing that was asked for. Suggestions only: the seller sees each in its field.
 */
export function suggestOffer(
  request: Pick<QuoteRequest, 'goods' | 'place_to' | 'currency' | 'incoterm'>,
  listings: ReadonlyMap<string, Listing>,
  newest: Quote | undefined,
  now: Date,
): OfferDraft {
  if (newest) return { ...DEFAULTS, ...fromQuote(newest) };
  const { incoterm = DEFAULTS.incoterm ?? '' } = request;
  const draft: OfferDraft = { ...DEFAULTS, incoterm, incoterm_place: request.place_to };
  let lead_days = 0;
  for (const line of request.goods) {
    if (line.unit_price) draft[`price_${line.line}`] = toDecimal(line.unit_price.amount);
    const listing = listings.get(line.listing_id ?? '');
    if (!listing || listing.unit !== line.unit) continue;
    lead_days = Math.max(lead_days, listing.lead_time_days);
    const shown = shownFor(listing, request.currency, incoterm);
    if (shown && shown.incoterm === request.incoterm) draft.incoterm_place = shown.place;
    const step = shown && stepAt(shown, line.quantity);
    if (step && !line.unit_price) draft[`price_${line.line}`] = toDecimal(step.amount);
    Object.assign(draft, fromListing(line.line, line.quantity, listing));
  }
  const ship_by = new Date(now.getTime() + (7 + lead_days) * DAY_MS).toISOString().slice(0, 10);
  return { ...draft, ship_by };
}

/** The seller's prices in the currency that was asked for, of the Incoterm where there are such. */
export function shownFor(
  listing: Listing,
  currency: string,
  incoterm: string | undefined,
): ShownPrices | undefined {
  const own = shownPrices(listing).filter((prices) => prices.currency === currency);
  return own.find((prices) => prices.incoterm === incoterm) ?? own[0];
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
      [`net_${line.line}`]: fromMilli(toMilli(line.net_weight_kg)),
      [`gross_${line.line}`]: fromMilli(toMilli(line.gross_weight_kg)),
      [`certificates_${line.line}`]: line.certificates.join(' '),
    });
  return draft;
}

function fromListing(line: number, quantity: string, listing: Listing): OfferDraft {
  const wanted = toMilli(quantity);
  const each = toMilli(listing.units_per_package);
  return {
    [`packages_${line}`]: each > 0n ? String((wanted + each - 1n) / each) : '',
    [`package_kind_${line}`]: listing.package_kind,
    [`net_${line}`]: fromMilli((wanted * toMilli(listing.unit_net_weight_kg)) / 1000n),
    [`gross_${line}`]: fromMilli((wanted * toMilli(listing.unit_gross_weight_kg)) / 1000n),
    [`certificates_${line}`]: listing.certificates.join(' '),
  };
}
