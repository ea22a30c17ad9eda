import { formatMoney, fromJson } from '../../kernel/money.ts';
import type { JsonObject } from '../../kernel/refusal.ts';
import { qrSvg } from '../../platform/typesetting/index.ts';
import type { DocumentFacts, GoodsFacts, MoneyFacts } from './model.ts';
import { ATTACHMENT_NAME } from './pdf-envelope.ts';

// A form holds this many lines of text of goods; more go to a supplementary sheet, as the SMGS and CMR provide.
const MAX_TEXT_LINES_ON_FORM = 18;
const LETTERS_PER_LINE = 38;

/** What the template draws: the facts with figures written as on paper, and how to verify them. */
export function presentDocument(document: {
  document_id: string;
  facts: DocumentFacts;
  facts_hash: string;
  jws: string;
  /** Where anybody can verify it. */
  url: string;
}): JsonObject {
  const { facts, url } = document;
  const [year = 0, month = 0, day = 0] = facts.issued_on.split('-').map(Number);
  return {
    kind: facts.kind,
    number: facts.number,
    version: facts.version,
    outside_number: facts.outside_number,
    issued_on: facts.issued_on,
    date: { year, month, day },
    demo: facts.demo,
    issuer: facts.issuer.name,
    boxes: Object.fromEntries(
      Object.entries(facts.boxes).map(([name, { box, lines }]) => [name, { box, lines }]),
    ),
    goods: facts.goods.map(presentGoods),
    goods_on_form: textLines(facts.goods) <= MAX_TEXT_LINES_ON_FORM,
    packages: grouped(String(facts.packages)),
    net_weight_kg: weight(facts.net_weight_kg),
    gross_weight_kg: weight(facts.gross_weight_kg),
    charges: facts.charges.map(({ name, money }) => ({ name, amount: amount(money) })),
    total: facts.total ? amount(facts.total) : null,
    currency: facts.total?.currency ?? null,
    verify: {
      url,
      qr: qrSvg(url),
      document_id: document.document_id,
      hash: document.facts_hash,
      attachment: ATTACHMENT_NAME,
      jws: document.jws,
    },
  };
}

function presentGoods(g: GoodsFacts): JsonObject {
  return {
    line: g.line,
    description: g.description,
    hs_code: `${g.hs_code.slice(0, 4)}.${g.hs_code.slice(4)}`,
    origin_country: g.origin_country,
    quantity: weight(g.quantity),
    unit: g.unit,
    packages: grouped(String(g.packages)),
    package_kind: g.package_kind,
    net_weight_kg: weight(g.net_weight_kg),
    gross_weight_kg: weight(g.gross_weight_kg),
    unit_price: g.unit_price ? amount(g.unit_price) : null,
    amount: g.amount ? amount(g.amount) : null,
  };
}

/** '12345.500' → '12,345.5'. */
function weight(decimal: string): string {
  const [whole = '0', part = ''] = decimal.split('.');
  const shown = part.replace(/0+$/, '');
  return shown ? `${grouped(whole)}.${shown}` : grouped(whole);
}

function grouped(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, ',');
}

function amount(money: MoneyFacts): string {
  return formatMoney(fromJson(money)).replace(/ [A-Z]{3}$/, '');
}

function textLines(goods: readonly GoodsFacts[]): number {
  return goods.reduce((total, g) => total + Math.ceil(widthOf(g.description) / LETTERS_PER_LINE) + 1, 0);
}

/** Chinese characters are twice as wide as letters. */
function widthOf(text: string): number {
  return text.length + (text.match(/[\u2e80-\uffef]/g)?.length ?? 0);
}
