import type { Ctx } from '../../../platform/index.ts';
import { landedPrices } from '../landed-price.ts';
import { selectShops } from '../store.ts';
import { destinationForm, framed, landedNote, type PageAsk, pageLinks } from './frame.ts';
import { html } from './markup.ts';
import { countryName, offerCard, smallestLot } from './offer-card.ts';
import { introOf, onShow, orderPath } from './shop-page.ts';
import { wordsOf } from './words.ts';

const SHOPS = 5;
const OFFERS_OF_EACH = 3;

/** The common front: shops that are open, each with its first offers. At most five statements. */
export async function makeFrontPage(
  ctx: Pick<Ctx, 'tx' | 'clock' | 'locale'>,
  ask: PageAsk,
  public_url: string,
): Promise<string> {
  const rows = await selectShops(ctx.tx, {
    limit: SHOPS + 1,
    offset: (ask.page - 1) * SHOPS,
    offers: OFFERS_OF_EACH,
  });
  const shops = rows.slice(0, SHOPS);
  const shows = await onShow(
    ctx,
    shops.flatMap((shop) => shop.shelf),
    null,
  );
  const landed = ask.to ? await landedPrices(ctx, ask.to, shows.map(smallestLot)) : undefined;
  const words = wordsOf(ask.locale);
  const sections = shops.map((shop) => {
    const own = shows
      .filter(({ listing }) => listing.seller.org_id === shop.org_id)
      .map((show) => ({ ...show, order_path: orderPath(shop) }));
    return html`<section><h2><a href="/shop/${shop.slug}?lang=${ask.locale}${ask.to ? `&to=${ask.to}` : ''}"><bdi>${shop.name}</bdi></a></h2>
<p class="soft">${countryName(shop.country, ask.locale)}${shop.demo ? ` · ${words.demo}` : ''}</p>
${introOf(shop, ask.locale)}
<ul class="shelf">${own.map((show) => offerCard(show, landed, ask.locale))}</ul></section>`;
  });
  const main = html`<h1>${words.shops}</h1><p>${words.lead}</p>
${destinationForm(ask)}
${landedNote(ask, landed)}
${shops.length === 0 ? html`<p>${words.no_shops}</p>` : sections}
${pageLinks(ask, rows.length > SHOPS)}`;
  return framed(ask, { title: words.shops, main, languages: [], public_url });
}
