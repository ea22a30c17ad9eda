import type { Locale } from '../../../kernel/locale.ts';
import type { Ctx } from '../../../platform/index.ts';
import { findPublished, type Listing } from '../../catalogue/index.ts';
import { landedPrices } from '../landed-price.ts';
import { SHOP_PAGE } from '../model.ts';
import { findShop, type ShelfRow, type ShopRow } from '../store.ts';
import { destinationForm, framed, landedNote, type PageAsk, pageLinks } from './frame.ts';
import { html, type Markup } from './markup.ts';
import { countryName, languageOf, type OnShow, offerCard, smallestLot } from './offer-card.ts';
import { wordsOf } from './words.ts';

/** A page that was made, or where it has moved to. */
export type Made = { html: string } | { moved: string };

/**
 * The page of one shop: at most six statements whatever it shows. Undefined when there is no such shop; an old
 * address answers with the present one.
 */
export async function makeShopPage(
  ctx: Pick<Ctx, 'tx' | 'clock' | 'locale'>,
  slug: string,
  ask: PageAsk,
  public_url: string,
): Promise<Made | undefined> {
  const shop = await findShop(ctx, slug);
  if (!shop) return undefined;
  if (shop.slug !== slug) return { moved: `/shop/${shop.slug}` };
  const from = (ask.page - 1) * SHOP_PAGE;
  const shows = await onShow(ctx, shop.shelf.slice(from, from + SHOP_PAGE), orderPath(shop));
  const landed = ask.to ? await landedPrices(ctx, ask.to, shows.map(smallestLot)) : undefined;
  const words = wordsOf(ask.locale);
  const main = html`<h1><bdi>${shop.name}</bdi></h1>
<p class="soft">${countryName(shop.country, ask.locale)}${shop.demo ? ` · ${words.demo}` : ''}</p>
${introOf(shop, ask.locale)}
${destinationForm(ask)}
${landedNote(ask, landed)}
${shows.length === 0 ? html`<p>${words.nothing}</p>` : html`<ul class="shelf">${shows.map((show) => offerCard(show, landed, ask.locale))}</ul>`}
${pageLinks(ask, shop.shelf.length > from + SHOP_PAGE)}`;
  return { html: framed(ask, { title: shop.name, main, languages: languagesOf(shop, shows), public_url }) };
}

/** Where persons order at a shop; null where they cannot. */
export const orderPath = ({ slug, to_persons }: ShopRow): string | null =>
  to_persons ? `/shop/${slug}/order` : null;

/** Offers that are published, in the order of the shelf. */
export async function onShow(
  ctx: Pick<Ctx, 'tx' | 'locale'>,
  shelf: readonly ShelfRow[],
  order_path: string | null,
): Promise<OnShow[]> {
  const listings = await findPublished(
    ctx,
    shelf.map((line) => line.listing_id),
  );
  return shelf.flatMap(({ listing_id, allotment }) => {
    const listing = listings.get(listing_id);
    return listing ? [{ listing, allotment, order_path }] : [];
  });
}

/** What the merchant says, in the reader's language or its own. */
export function introOf(shop: ShopRow, locale: Locale): Markup | null {
  const language = shop.intros[locale] ? locale : shop.language;
  const text = shop.intros[language];
  return text ? html`<p class="intro" lang="${language}"><bdi>${text}</bdi></p>` : null;
}

/** Languages that the shop or an offer is written in. */
function languagesOf(shop: ShopRow, shows: readonly OnShow[]): Locale[] {
  const of = (listing: Listing): Locale[] => [
    listing.language,
    ...(Object.keys(listing.translations) as Locale[]).filter((l) => languageOf(listing, l) === l),
  ];
  const intros = (Object.keys(shop.intros) as Locale[]).filter((l) => shop.intros[l]);
  return [...new Set([...intros, ...shows.flatMap(({ listing }) => of(listing))])];
}
