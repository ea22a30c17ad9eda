import type { Locale } from '../../../kernel/locale.ts';
import type { Ctx } from '../../../platform/index.ts';
import { findPublished, type Listing, wordingFor } from '../../catalogue/index.ts';
import {
  countryName,
  figureText,
  filled,
  framed,
  html,
  type Markup,
  moneyText,
  type OpenShop,
  type PageAsk,
  plain,
  raw,
  SHOP_PAGE,
  type ToPersons,
  unitSign,
} from '../../storefront/index.ts';
import { orderRule } from '../house-rules.ts';
import { lookAtOrder, type Quote } from '../quote-order.ts';
import { costParts } from './quote-parts.ts';
import { linesOf, type PersonField, type Sent, textOf } from './read-form.ts';
import { orderWords, sentence, wordOf } from './words/index.ts';

export interface OrderPage {
  shop: OpenShop;
  to_persons: ToPersons;
  /** What was chosen and written so far. */
  sent: Sent;
  secret: string;
  /** Why the last try was not taken, and the fields that are to be looked at. */
  alert?: { text: string; fields: PersonField[] };
}

/** The page on which a person orders at a shop: goods and country, the whole cost, and who receives it. No script. */
export async function makeOrderPage(
  ctx: Pick<Ctx, 'tx' | 'clock' | 'locale'>,
  ask: PageAsk,
  page: OrderPage,
  public_url: string,
): Promise<string> {
  const { shop, to_persons, sent } = page;
  const words = orderWords(ask.locale);
  const lines = linesOf(sent);
  const chosen = lines.map((l) => l.listing_id);
  const offers = await findPublished(ctx, [
    ...chosen,
    ...shop.shelf.slice(0, SHOP_PAGE).map((s) => s.listing_id),
  ]);
  const looked =
    ask.to && lines.length > 0
      ? await lookAtOrder(ctx, shop, to_persons, { destination: ask.to, lines })
      : undefined;
  const quote = looked?.quote;
  const title = filled(words.title, { shop: shop.name });
  const more = Object.fromEntries(lines.map((l) => [l.listing_id, plain(l.quantity)]));
  const main = html`<h1>${title}</h1>
<p><a href="/shop/${shop.slug}?lang=${ask.locale}${ask.to ? `&to=${ask.to}` : ''}">${words.back}</a></p>
${page.alert ? alertPart(page.alert, ask.locale) : null}
${quote ? problemsPart(quote, lines, offers, ask.locale) : null}
${goodsForm(ask, page, lines, offers)}
${quote?.to_pay ? costParts(quote, quote.destination, ask.locale) : null}
${quote?.orderable ? personForm(ask, page, quote, ctx.clock.now()) : null}`;
  return framed({ ...ask, more }, { title, main, languages: [], public_url });
}

function alertPart({ text, fields }: NonNullable<OrderPage['alert']>, locale: Locale): Markup {
  const words = orderWords(locale);
  const named = fields.map((f) => words[f]).join(words.comma);
  return html`<p class="warn alert" role="alert">${text}${named ? ` ${filled(words.look_at, { fields: named })}` : ''}</p>`;
}

function problemsPart(
  { problems }: Quote,
  lines: readonly { listing_id: string }[],
  offers: ReadonlyMap<string, Listing>,
  locale: Locale,
): Markup | null {
  if (problems.length === 0) return null;
  return html`<ul class="warn alert" role="alert">${problems.map(({ path, code }) => {
    const line = lines[Number(/^\/lines\/(\d+)/.exec(path)?.[1] ?? '-1')];
    const listing = line && offers.get(line.listing_id);
    const title = listing ? wordingFor(locale, listing).title : '';
    return html`<li>${filled(sentence(locale, 'problem', code), { title })}</li>`;
  })}</ul>`;
}

/** Which goods go where; its address holds the choices and nothing of the person. */
function goodsForm(
  ask: PageAsk,
  { shop, to_persons }: OrderPage,
  lines: readonly { listing_id: string; quantity: string }[],
  offers: ReadonlyMap<string, Listing>,
): Markup {
  const words = orderWords(ask.locale);
  const left = new Map(shop.shelf.map((s) => [s.listing_id, s.allotment]));
  const field = (listing: Listing, quantity: string): Markup => {
    const { listing_id, moq } = listing;
    const unit = unitSign(listing.unit, ask.locale);
    const rest = left.get(listing_id);
    const notes = [
      ...(listing.tiers[0] ? [`${moneyText(listing.tiers[0].price, ask.locale)} / ${unit}`] : []),
      ...(moq === '1.000' || moq === '1'
        ? []
        : [filled(words.at_least, { quantity: figureText(moq, ask.locale) })]),
      ...(rest ? [filled(words.left, { quantity: figureText(rest, ask.locale) })] : []),
    ];
    return html`<label class="field"><bdi>${wordingFor(ask.locale, listing).title}</bdi> <span class="soft">${notes.join(' · ')}</span>
<input name="${listing_id}" value="${quantity}" inputmode="decimal" maxlength="19" autocomplete="off" placeholder="${filled(words.quantity, { unit })}"></label>`;
  };
  const chosen = lines.flatMap(({ listing_id, quantity }) => {
    const listing = offers.get(listing_id);
    return listing ? [field(listing, plain(quantity))] : [];
  });
  const others = [...offers.values()]
    .filter((o) => o.seller.org_id === shop.org_id && !lines.some((l) => l.listing_id === o.listing_id))
    .map((o) => field(o, ''));
  return html`<section class="box"><h2>${words.what}</h2>
<form action="${ask.path}" method="get"><input type="hidden" name="lang" value="${ask.locale}">
${chosen}
<label class="field">${words.destination}<select name="to" required><option value="">${words.choose}</option>${to_persons.countries.map(({ country }) => html`<option value="${country}"${country === ask.to ? raw(' selected') : null}>${countryName(country, ask.locale)}</option>`)}</select></label>
${others.length > 0 ? html`<details${chosen.length === 0 ? raw(' open') : null}><summary>${words.others}</summary>${others}</details>` : null}
<button type="submit">${words.work_out}</button></form></section>`;
}

/** Who receives it and how it is paid; what was written before stands in it again. */
function personForm(ask: PageAsk, { sent, secret, alert }: OrderPage, quote: Quote, now: Date): Markup {
  const words = orderWords(ask.locale);
  const rule = orderRule(now);
  const value = (name: string): string => textOf(sent, name);
  const wrong = (name: PersonField) => (alert?.fields.includes(name) ? raw(' aria-invalid="true"') : null);
  const { standing } = quote.charges;
  const asks = standing === 'dutiable' || standing === 'not_known' ? standing : null;
  const [first] = quote.payments;
  const payment = quote.payments.find((p) => p === value('payment')) ?? first;
  return html`<section class="box"><h2>${words.who}</h2>
<form action="${ask.path}" method="post">
<input type="hidden" name="lang" value="${ask.locale}"><input type="hidden" name="to" value="${quote.destination}">
<input type="hidden" name="quote" value="${quote.quote_hash}"><input type="hidden" name="secret" value="${secret}">
${quote.lines.map((l) => html`<input type="hidden" name="${l.listing_id}" value="${l.quantity}">`)}
<label class="field">${words.name}<input name="name" value="${value('name')}" required maxlength="120" autocomplete="name"${wrong('name')}></label>
<label class="field">${words.address}${words.comma}${countryName(quote.destination, ask.locale)}<textarea name="address" required minlength="5" maxlength="500" rows="3" autocomplete="street-address"${wrong('address')}>${value('address')}</textarea></label>
<label class="field">${words.email}<input name="email" type="email" value="${value('email')}" maxlength="254" autocomplete="email"${wrong('email')}></label>
<label class="field">${words.phone}<input name="phone" type="tel" value="${value('phone')}" maxlength="40" autocomplete="tel"${wrong('phone')}></label>
<p class="soft">${words.contact_hint}</p>
<label class="field">${words.remark}<textarea name="remark" maxlength="500" rows="2"${wrong('remark')}>${value('remark')}</textarea></label>
<fieldset><legend>${words.payment}</legend>${quote.payments.map((p) => html`<label class="tick"><input type="radio" name="payment" value="${p}"${p === payment ? raw(' checked') : null}>${wordOf(ask.locale, `pay.${p}`)}</label>`)}</fieldset>
${asks ? html`<label class="tick"><input type="checkbox" name="accept" value="yes" required>${words[`accept.${asks}`]}</label>` : null}
<p class="soft">${filled(words.answer, { days: rule.answer_within_days })} ${filled(words.privacy, { unsent: rule.erase_unsent_after_days, sent: rule.erase_sent_after_days })}</p>
<button type="submit">${filled(words.order, { amount: quote.to_pay ? moneyText(quote.to_pay, ask.locale) : '' })}</button></form></section>`;
}
