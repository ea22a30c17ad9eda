import { formatMilli, parseMilli } from '../../../kernel/decimal.ts';
import type { Box, DocumentFacts, GoodsFacts } from '../model.ts';
import type { FormSources } from './sources.ts';

export function box(number: string, from: string, lines: readonly string[]): Box {
  return { box: number, lines: [...lines], from };
}

/** The goods of the deal, with or without what they cost. */
export function goodsFacts(sources: FormSources, options: { prices: boolean }): GoodsFacts[] {
  return sources.terms.goods.map((g) => ({
    line: g.line,
    description: g.description,
    hs_code: g.hs_code,
    origin_country: g.origin_country,
    quantity: g.quantity,
    unit: g.unit,
    packages: g.packages,
    package_kind: g.package_kind,
    net_weight_kg: g.net_weight_kg,
    gross_weight_kg: g.gross_weight_kg,
    ...(options.prices ? { unit_price: g.unit_price, amount: g.amount } : {}),
  }));
}

/** What every document says about itself, its boxes, and the sums of its goods. */
export function documentFacts(
  sources: FormSources,
  boxes: Record<string, Box>,
  options: { prices: boolean },
): DocumentFacts {
  const { goods } = sources.terms;
  const weigh = (pick: 'net_weight_kg' | 'gross_weight_kg'): string =>
    formatMilli(goods.reduce((total, g) => total + parseMilli(g[pick]), 0n));
  return {
    kind: sources.kind,
    number: sources.number,
    version: sources.version,
    outside_number: sources.supplied.outside_number ?? null,
    issued_on: sources.issued_on,
    deal_number: sources.deal_number,
    demo: sources.demo,
    issuer: sources.issuer,
    boxes,
    goods: goodsFacts(sources, options),
    packages: goods.reduce((total, g) => total + g.packages, 0),
    net_weight_kg: weigh('net_weight_kg'),
    gross_weight_kg: weigh('gross_weight_kg'),
    charges: [],
    total: null,
  };
}
