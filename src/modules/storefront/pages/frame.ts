import { type Locale, locales } from '../../../kernel/locale.ts';
import { countries } from '../../reference/index.ts';
import type { LandedPrices } from '../landed-price.ts';
import { dayText } from './figures.ts';
import { html, type Markup, raw } from './markup.ts';
import { countryName } from './offer-card.ts';
import { style } from './style.ts';
import { chromeOf, filled, withOneStop, wordsOf } from './words.ts';

/** How a page was asked for. */
export interface PageAsk {
  /** `/shop` or `/shop/<slug>`, in its present form. */
  path: string;
  locale: Locale;
  to: string | null;
  page: number;
  /** Further choices that stand in the address. */
  more?: Record<string, string>;
}

const endonyms: Record<Locale, string> = {
  en: 'English',
  zh: '中文',
  ru: 'Русский',
  kk: 'Қазақша',
  ky: 'Кыргызча',
  uz: 'O‘zbekcha',
  tg: 'Тоҷикӣ',
  tk: 'Türkmençe',
};

/** The address of a page with its choices. */
export function addressOf(ask: PageAsk, change: Partial<PageAsk> = {}): string {
  const { path, locale, to, page, more } = { ...ask, ...change };
  const query = new URLSearchParams({ lang: locale, ...(to ? { to } : {}), ...more });
  if (page > 1) query.set('page', String(page));
  return `${path}?${query}`;
}

/**
 * A whole page. `languages` are those that texts of the page exist in: they are linked for readers and, with
 * `hreflang`, for machines.
 */
export function framed(
  ask: PageAsk,
  parts: { title: string; main: Markup; languages: readonly Locale[]; public_url: string },
): string {
  const words = wordsOf(ask.locale);
  const languages = locales.filter(
    (l) => parts.languages.includes(l) || l === 'en' || l === 'zh' || l === 'ru',
  );
  const whole = (change: Partial<PageAsk>): string => `${parts.public_url}${addressOf(ask, change)}`;
  return html`<!doctype html>
<html lang="${chromeOf(ask.locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${parts.title} · Sauda</title>
<link rel="canonical" href="${whole({})}">
${languages.map((l) => html`<link rel="alternate" hreflang="${l}" href="${whole({ locale: l })}">\n`)}<link rel="alternate" hreflang="x-default" href="${parts.public_url}${ask.path}">
<style>${raw(style)}</style>
</head>
<body>
<header><a class="mark" href="/">Sauda</a><a href="${addressOf(ask, { path: '/shop', page: 1, more: {} })}">${words.all_shops}</a><a href="/cart">${words.cart}</a></header>
<main>${parts.main}</main>
<footer><nav aria-label="${words.language}">${languages.map((l) => html`<a href="${addressOf(ask, { locale: l })}" lang="${l}" hreflang="${l}"${l === ask.locale ? raw(' aria-current="page"') : null}>${endonyms[l]}</a> `)}</nav></footer>
</body>
</html>
`.text;
}

/** Asks for the country that prices are worked out for; works without script. */
export function destinationForm(ask: PageAsk): Markup {
  const words = wordsOf(ask.locale);
  const chosen = countries().filter((c) => c.corridor);
  return html`<form action="${ask.path}" method="get"><label for="to">${words.destination}</label>
<input type="hidden" name="lang" value="${ask.locale}">
<select id="to" name="to"><option value="">${words.choose}</option>${chosen.map((c) => html`<option value="${c.iso2}"${c.iso2 === ask.to ? raw(' selected') : null}>${countryName(c.iso2, ask.locale)}</option>`)}</select>
<button type="submit">${words.show}</button></form>`;
}

/** The dates of rules and rates, and what the prices leave out. */
export function landedNote(ask: PageAsk, landed: LandedPrices | undefined): Markup | null {
  const words = wordsOf(ask.locale);
  if (ask.to === null) return null;
  if (!landed) return html`<p class="warn">${words.no_rules}</p>`;
  const rates = landed.rates.map(
    (r) =>
      `${filled(words.rate, { from: `${r.from} → ${landed.currency}`, date: dayText(r.as_of, ask.locale) })}${r.stale ? filled(words.aside, { text: words.stale }) : ''}`,
  );
  return html`<p class="soft">${filled(words.dated, { date: dayText(landed.date, ask.locale) })} ${rates.length > 0 ? withOneStop(`${rates.join(words.semicolon)}${words.stop}`) : ''}${words.freight_note}</p>`;
}

/** Links to the pages before and behind. */
export function pageLinks(ask: PageAsk, more: boolean): Markup | null {
  const words = wordsOf(ask.locale);
  if (ask.page === 1 && !more) return null;
  return html`<nav>${ask.page > 1 ? html`<a rel="prev" href="${addressOf(ask, { page: ask.page - 1 })}">${words.back}</a>` : null}${more ? html`<a rel="next" href="${addressOf(ask, { page: ask.page + 1 })}">${words.next}</a>` : null}</nav>`;
}
