import { parseMilli } from '../../../kernel/decimal.ts';
import type { Locale } from '../../../kernel/locale.ts';
import { applyRatio, fromJson } from '../../../kernel/money.ts';
import { type Listing, wordingFor } from '../../catalogue/index.ts';
import { findCountry } from '../../reference/index.ts';
import { liesIn } from '../carriage.ts';
import type { LandedPrices, PricedConsignment } from '../landed-price.ts';
import { figureText, moneyText, plain } from './figures.ts';
import { landedParts } from './landed-parts.ts';
import { html, type Markup } from './markup.ts';
import { placeName, unitSign } from './unit-signs.ts';
import { chromeOf, filled, wordsOf } from './words.ts';

/** An offer on show: its smallest lot at the price of that lot. */
export interface OnShow {
  listing: Listing;
  allotment: string | null;
  /** Where persons order at this shop; null: it sells to firms only. */
  order_path: string | null;
}

/** What the smallest order costs, for the landed price. */
export function smallestLot({ listing }: OnShow): PricedConsignment {
  const price = listing.tiers[0]?.price ?? { amount: '0', currency: 'USD' as const };
  const { amount, currency } = applyRatio(fromJson(price), parseMilli(listing.moq), 1000n);
  return {
    key: listing.listing_id,
    lines: [
      {
        hs_code: listing.hs_code,
        origin_country: listing.origin_country,
        quantity: listing.moq,
        unit: listing.unit,
        unit_net_weight_kg: listing.unit_net_weight_kg,
        unit_gross_weight_kg: listing.unit_gross_weight_kg,
        amount: { amount: amount.toString(), currency },
        handed: { incoterm: listing.tiers[0]?.incoterm ?? '', place: listing.tiers[0]?.place ?? '' },
      },
    ],
  };
}

/** The language that a listing's wording is in, for a reader. */
export function languageOf(listing: Listing, locale: Locale): Locale {
  return listing.translations[locale] ? locale : listing.language;
}

export function countryName(iso2: string, locale: Locale): string {
  return findCountry(iso2)?.name[chromeOf(locale)] ?? iso2;
}

/** The request for a quote, filled with the smallest lot at its price. */
function askAt(listing: Listing, { price, incoterm, place }: Listing['tiers'][number]): string {
  return new URLSearchParams({
    listing: listing.listing_id,
    quantity: plain(listing.moq),
    prices: `${price.currency}.${incoterm}.${place}`,
  }).toString();
}

/** The order page of the shop with the smallest lot of an offer. */
function orderAt({ listing, order_path }: OnShow, landed: LandedPrices | undefined, locale: Locale): string {
  const query = new URLSearchParams({
    lang: locale,
    ...(landed ? { to: landed.country } : {}),
    [listing.listing_id]: plain(listing.moq),
  });
  return `${order_path}?${query}`;
}

/** One offer as a card. */
export function offerCard(show: OnShow, landed: LandedPrices | undefined, locale: Locale): Markup {
  const { listing, allotment } = show;
  const words = wordsOf(locale);
  const [tier] = listing.tiers;
  const reading = wordingFor(locale, listing);
  const [lot] = smallestLot(show).lines;
  const short = allotment !== null && parseMilli(allotment) < parseMilli(listing.moq);
  const [cover] = listing.photos;
  const unit = unitSign(listing.unit, locale);
  return html`<li>
${cover ? html`<img src="/api/v1/listings/${listing.listing_id}/photos/${cover.photo_id}?size=small" width="320" height="200" loading="lazy" alt="${cover.text ?? ''}">` : null}
<h3 lang="${languageOf(listing, locale)}"><a href="/market/${listing.listing_id}"><bdi>${reading.title}</bdi></a></h3>
<p class="soft">HS ${listing.hs_code} · ${words.from} ${countryName(listing.origin_country, locale)}</p>
<p class="price">${tier ? moneyText(tier.price, locale) : words.unknown} / ${unit}${tier ? html` <span class="soft">${tier.incoterm} ${placeName(tier.place, locale)}</span>` : null}</p>
<p class="figures small">${words.smallest}${words.colon}${figureText(listing.moq, locale)} ${unit}${words.comma}${lot ? moneyText(lot.amount, locale) : words.unknown} · ${filled(words.lead_time, { days: listing.lead_time_days })}</p>
${allotment === null ? null : html`<p class="${short ? 'warn' : 'soft'}">${short ? words.sold_out : filled(words.left, { quantity: `${figureText(allotment, locale)} ${unit}` })}</p>`}
${landed ? (liesIn(landed.country, tier, listing.seller.country) ? html`<p class="soft">${filled(words.domestic, { country: countryName(landed.country, locale) })}</p>` : landedParts(landed.prices.get(listing.listing_id), landed.country, locale)) : null}
<p class="go">${short || !show.order_path ? null : html`<a href="${orderAt(show, landed, locale)}">${words.as_person}</a>`}${short ? null : html`<a href="/cart?add=${listing.listing_id}">${words.add}</a>`}${tier ? html`<a href="/rfq/new?${askAt(listing, tier)}">${words.ask_at}</a>` : null}</p>
</li>`;
}
