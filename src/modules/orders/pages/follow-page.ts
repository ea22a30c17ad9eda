import type { Locale } from '../../../kernel/locale.ts';
import {
  countryName,
  dayText,
  filled,
  framed,
  html,
  type Markup,
  moneyText,
  type PageAsk,
  raw,
} from '../../storefront/index.ts';
import { type Order, returnReasons } from '../model.ts';
import { costParts } from './quote-parts.ts';
import { orderWords, wordOf } from './words/index.ts';

/** The page of a secret link: how the order stands, and what its bearer can do. No script. */
export function makeFollowPage(
  ask: PageAsk,
  order: Order,
  more: { alert?: string; answer_days: number; public_url: string },
): string {
  const words = orderWords(ask.locale);
  const title = filled(words.number, { number: order.number });
  const main = html`<h1>${title}</h1>
${more.alert ? html`<p class="warn alert" role="alert">${more.alert}</p>` : null}
<p><a href="/shop/${order.shop.slug}?lang=${ask.locale}"><bdi>${order.shop.name}</bdi></a></p>
<p class="price">${wordOf(ask.locale, `state.${order.state}`)}</p>
<p class="soft">${words.keep}</p>
${factsPart(order, ask.locale)}
${actPart(ask, order, more.answer_days)}
${costParts(order, order.destination, ask.locale)}
${dataPart(ask, order)}`;
  return framed(ask, { title, main, languages: [], public_url: more.public_url });
}

function factsPart(order: Order, locale: Locale): Markup {
  const words = orderWords(locale);
  const day = (instant: string | null): string => dayText(instant, locale);
  const facts: [string, string][] = [[words.placed, day(order.placed_at)]];
  if (order.open_until)
    facts.push([order.state === 'placed' ? words.answer_by : words.pay_by, day(order.open_until)]);
  if (order.state === 'confirmed' || order.state === 'handed_over' || order.paid_at)
    facts.push([
      words.paid,
      order.paid_at ? filled(words.paid_at, { date: day(order.paid_at) }) : words.not_paid,
    ]);
  if (order.parcel) facts.push([words.sent, day(order.ended_at)], [words.tracking, order.parcel.number]);
  if (order.reason) facts.push([words.says, order.reason]);
  const back = order.giving_back;
  if (back) {
    const state = back.state === 'approved' && back.goods_back === false ? 'kept' : back.state;
    facts.push([
      words.return_state,
      filled(wordOf(locale, `back.${state}`), {
        date: day(back.answer_by),
        amount: back.approved ? moneyText(back.approved, locale) : '',
      }),
    ]);
    if (back.note) facts.push([words.says, back.note]);
  }
  if (order.refund_due) facts.push([words.refund_due, moneyText(order.refund_due, locale)]);
  if (order.refunded)
    facts.push([
      words.refunded,
      `${moneyText(order.refunded, locale)}${words.comma}${day(order.refunded_at)}`,
    ]);
  const pays = order.state === 'confirmed' && order.payment === 'transfer' && !order.paid_at;
  return html`<dl class="parts facts">${facts.map(([fact, text]) => html`<dt>${fact}</dt><dd><bdi>${text}</bdi></dd>`)}</dl>
${pays && order.payment_note ? html`<section class="box"><h2>${words.pay_how}</h2><p class="intro"><bdi>${order.payment_note}</bdi></p><p class="price">${moneyText(order.to_pay, locale)}${words.comma}${order.number}</p></section>` : null}`;
}

const actForm = (ask: PageAsk, act: string, inner: Markup, button: string): Markup =>
  html`<form action="${ask.path}" method="post"><input type="hidden" name="lang" value="${ask.locale}"><input type="hidden" name="do" value="${act}">${inner}<button type="submit">${button}</button></form>`;

function actPart(ask: PageAsk, order: Order, days: number): Markup | null {
  const words = orderWords(ask.locale);
  if (order.may.cancel)
    return actForm(ask, 'cancel', html`<p class="soft">${words.cancel_about}</p>`, words.cancel);
  if (!order.may.ask_return) return null;
  const inner = html`<p class="soft">${filled(words.return_about, { days })}</p>
<fieldset><legend>${words.return_lines}</legend>${order.lines.map((l) => html`<label class="tick"><input type="checkbox" name="line" value="${l.line}"${order.lines.length === 1 ? raw(' checked') : null}><bdi>${l.title}</bdi></label>`)}</fieldset>
<label class="field">${words.return_reason}<select name="reason">${returnReasons.map((r) => html`<option value="${r}">${wordOf(ask.locale, `reason.${r}`)}</option>`)}</select></label>
<label class="field">${words.return_text}<textarea name="text" required minlength="3" maxlength="1000" rows="3"></textarea></label>`;
  return html`<details><summary>${words.return}</summary>${actForm(ask, 'return', inner, words.return_ask)}</details>`;
}

function dataPart(ask: PageAsk, order: Order): Markup {
  const words = orderWords(ask.locale);
  const { person } = order;
  if (!person)
    return html`<p class="soft">${filled(words.erased, { date: dayText(order.erased_at, ask.locale) })}</p>`;
  const facts: [string, string | null][] = [
    [words.name, person.name],
    [words.address, `${person.address}\n${countryName(order.destination, ask.locale)}`],
    [words.email, person.email],
    [words.phone, person.phone],
    [words.remark, person.remark],
  ];
  return html`<section class="box"><h2>${words.data}</h2>
<dl class="parts facts">${facts.flatMap(([fact, text]) => (text ? html`<dt>${fact}</dt><dd><bdi>${text}</bdi></dd>` : []))}</dl>
${order.erase_at ? html`<p class="soft">${filled(words.erase_at, { date: dayText(order.erase_at, ask.locale) })}</p>` : null}
${order.may.erase ? actForm(ask, 'erase', html`<p class="soft">${words.erase_about}</p>`, words.erase) : null}</section>`;
}
