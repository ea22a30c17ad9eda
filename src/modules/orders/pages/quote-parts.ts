import { formatMilli, parseMilli } from '../../../kernel/decimal.ts';
import type { Locale } from '../../../kernel/locale.ts';
import { fromJson, type MoneyJson, subtract, toJson } from '../../../kernel/money.ts';
import {
  countryName,
  dayText,
  figureText,
  filled,
  html,
  type Markup,
  moneyText,
  unitSign,
} from '../../storefront/index.ts';
import type { Charges, OrderLine } from '../model.ts';
import { orderWords, wordOf } from './words/index.ts';

const moneyOrUnknown = (m: MoneyJson | null | undefined, locale: Locale): string =>
  m ? moneyText(m, locale) : orderWords(locale).unknown;

/** The sums of an order, and what the border of the country says of it, with the source of every limit. */
export function costParts(
  cost: {
    lines: readonly OrderLine[];
    goods: MoneyJson | null;
    delivery: MoneyJson | null;
    to_pay: MoneyJson | null;
    weight_kg: string;
    charges: Charges;
  },
  destination: string,
  locale: Locale,
): Markup {
  const words = orderWords(locale);
  return html`<section class="box"><h2>${words.cost}</h2>
<dl class="parts">${cost.lines.map((l) => html`<dt><bdi>${l.title}</bdi>${words.comma}${figureText(l.quantity, locale)} ${unitSign(l.unit, locale)} × ${moneyText(l.unit_price, locale)}</dt><dd>${moneyText(l.amount, locale)}</dd>`)}
<dt>${words.delivery}</dt><dd>${moneyOrUnknown(cost.delivery, locale)}</dd></dl>
<dl class="parts sum"><dt>${words.to_pay}</dt><dd>${moneyOrUnknown(cost.to_pay, locale)}</dd></dl>
<p class="soft">${words.weight}${words.colon}${kilograms(cost.weight_kg, locale)}</p>
${borderParts(cost, destination, locale)}</section>`;
}

function borderParts(
  { goods, weight_kg, charges }: { goods: MoneyJson | null; weight_kg: string; charges: Charges },
  destination: string,
  locale: Locale,
): Markup {
  const words = orderWords(locale);
  const country = countryName(destination, locale);
  const { limit, standing, landed } = charges;
  const said = filled(words[standing], { country });
  if (standing === 'domestic') return html`<h3>${filled(words.border, { country })}</h3><p>${said}</p>`;
  const missing = landed.missing.map((kind) => wordOf(locale, kind)).join(words.comma);
  const rates = landed.rates.map(
    (r) =>
      `${filled(words.rate_of, { from: `${r.from} → ${landed.currency ?? ''}`, date: dayText(r.as_of, locale) })}${r.stale ? filled(words.aside, { text: words.stale }) : ''}`,
  );
  return html`<h3>${filled(words.border, { country })}</h3>
<p class="${standing === 'free' ? 'soft' : 'warn'}">${said}</p>
${(limit?.limits ?? []).map((l) => limitPart(l, goods, weight_kg, locale))}
<dl class="parts"><dt>${words.duty}</dt><dd>${moneyOrUnknown(limit?.duty, locale)}</dd><dt>${words.vat}</dt><dd>${moneyOrUnknown(limit?.vat, locale)}</dd></dl>
<dl class="parts sum"><dt>${filled(words.landed, { country })}</dt><dd>${moneyOrUnknown(landed.total, locale)}</dd></dl>
${missing ? html`<p class="warn">${filled(words.missing, { kinds: missing })}</p>` : null}
${rates.length > 0 ? html`<p class="soft">${rates.join(words.semicolon)}</p>` : null}
<p class="soft">${words.counted}</p>`;
}

type Limit = NonNullable<Charges['limit']>['limits'][number];

/** One limit: what may be received, what this order is, what of it is above, and where that stands. */
function limitPart(limit: Limit, goods: MoneyJson | null, weight_kg: string, locale: Locale): Markup {
  const words = orderWords(locale);
  const { value, used } = limit;
  const most = [
    value ? moneyText(value, locale) : null,
    limit.weight_kg ? kilograms(limit.weight_kg, locale) : null,
  ];
  const worth = used ?? goods;
  const ours = [...(worth ? [moneyText(worth, locale)] : []), kilograms(weight_kg, locale)];
  const over: string[] = [];
  if (value && used && value.currency === used.currency && BigInt(used.amount) > BigInt(value.amount))
    over.push(moneyText(toJson(subtract(fromJson(used), fromJson(value))), locale));
  if (limit.weight_kg && parseMilli(weight_kg) > parseMilli(limit.weight_kg))
    over.push(kilograms(formatMilli(parseMilli(weight_kg) - parseMilli(limit.weight_kg)), locale));
  const since = limit.valid_from
    ? `${words.comma}${filled(words.since, { date: dayText(limit.valid_from, locale) })}`
    : '';
  const doubt = limit.status === 'unverified' ? filled(words.aside, { text: words.unverified }) : '';
  return html`<dl class="parts"><dt>${filled(words.limit, { period: wordOf(locale, `period.${limit.period}`) })}</dt><dd>${most.filter((m) => m !== null).join(words.comma)}</dd>
<dt>${words.this_order}</dt><dd>${ours.join(words.comma)}</dd>
${over.length > 0 ? html`<dt>${words.above_by}</dt><dd>${over.join(words.comma)}</dd>` : null}</dl>
<p class="soft">${filled(words.source, { source: limit.source })}${since}${doubt}</p>`;
}

const kilograms = (weight_kg: string, locale: Locale): string =>
  `${figureText(weight_kg, locale)} ${unitSign('kg', locale)}`;
