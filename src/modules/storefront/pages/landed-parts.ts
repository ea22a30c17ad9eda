import type { Locale } from '../../../kernel/locale.ts';
import { findCountry, routeList } from '../../reference/index.ts';
import type { Freight } from '../carriage.ts';
import type { LandedPrice } from '../landed-price.ts';
import { dayText, moneyText } from './figures.ts';
import { html, type Markup } from './markup.ts';
import { chromeOf, filled, wordsOf } from './words.ts';

/** What a smallest lot costs in a country, part by part; what is not known says so and is in no sum. */
export function landedParts(price: LandedPrice | undefined, country: string, locale: Locale): Markup {
  const words = wordsOf(locale);
  const name = findCountry(country)?.name[chromeOf(locale)] ?? country;
  const bare = price?.freight.state !== 'quoted' && price?.freight.state !== 'in_price';
  const title = filled(bare ? words.landed_bare : words.landed, { country: name });
  if (!price) return html`<p class="figures">${title}${words.colon}<strong>${words.unknown}</strong></p>`;
  const charge = (kind: 'duty' | 'excise' | 'vat' | 'fee'): string =>
    price.charges_in_price
      ? words.in_price
      : price[kind] && !price.missing.includes(kind)
        ? moneyText(price[kind], locale)
        : words.unknown;
  const excise = price.excise?.amount !== '0' || price.missing.includes('excise');
  const parts: [string, string][] = [
    [words.goods, price.price ? moneyText(price.price, locale) : words.unknown],
    [words.freight, freightText(price.freight, locale)],
    [words.insurance, price.insured ? words.in_price : words.no_insurance],
    [words.duty, charge('duty')],
    ...(excise ? [[words.excise, charge('excise')] as [string, string]] : []),
    [words.vat, charge('vat')],
    [words.fee, charge('fee')],
  ];
  const missing = price.missing.map((kind) => words[kind as 'duty' | 'excise' | 'vat' | 'fee'] ?? kind);
  return html`<details><summary class="figures">${title}${words.colon}<strong>${price.total ? moneyText(price.total, locale) : words.unknown}</strong></summary>
<dl class="parts">${parts.map(([part, text]) => html`<dt>${part}</dt><dd>${text}</dd>`)}</dl>
${price.freight.state === 'quoted' ? html`<p class="soft">${cardText(price.freight, locale)}</p>` : null}
${price.preference ? html`<p class="warn">${words.preference}</p>` : null}</details>
${missing.length > 0 ? html`<p class="warn">${filled(words.missing, { kinds: missing.join(words.comma) })}</p>` : null}
${price.unverified ? html`<p class="warn">${words.unverified}</p>` : null}`;
}

function freightText(freight: Freight, locale: Locale): string {
  const words = wordsOf(locale);
  if (freight.state === 'in_price') return words.in_price;
  return freight.amount ? moneyText(freight.amount, locale) : words.no_freight_rate;
}

/** Which routes' rate cards the freight is of, until when they hold, and whether they are made up. */
function cardText({ route_ids, valid_to, demo }: Freight, locale: Locale): string {
  const words = wordsOf(locale);
  const known = routeList();
  const names = route_ids.map((id) => known.find((r) => r.route_id === id)?.name[chromeOf(locale)] ?? id);
  const text = filled(words.card, { route: names.join(words.semicolon), date: dayText(valid_to, locale) });
  return demo ? `${text}${filled(words.aside, { text: words.card_demo })}` : text;
}
