import { parseMilli } from '../../kernel/decimal.ts';
import { allocate, fromJson, type Money, money, sum } from '../../kernel/money.ts';
import { cifValue, type Deal, fobValue, type ParticipantRole, type Terms } from '../deals/index.ts';
import type { Direction, Item } from './model.ts';

/** What a deal's terms say about its declaration in one direction. */
export interface Composed {
  country: string;
  partner_country: string;
  office: string;
  supervision_mode: string;
  transport_mode: string;
  statistical_basis: 'FOB' | 'CIF';
  invoice_value: Money;
  statistical_value: Money;
  items: Item[];
}

/**
 * Composes the content of a declaration from the terms, without retyping: exports at FOB-type, imports at
 * CIF-type value (IMTS 2010, 4.7), the statistical value shared among the items by their value.
 */
export function composeFromTerms(terms: Terms, direction: Direction): Composed {
  const outward = direction === 'export';
  const statistical_value = outward ? fobValue(terms) : cifValue(terms);
  const items = terms.goods.map((g) => ({
    line: g.line,
    hs_code: g.hs_code,
    tariff_code: outward ? null : (g.tariff_code ?? null),
    description: g.description,
    origin_country: g.origin_country,
    quantity_milli: parseMilli(g.quantity),
    unit: g.unit,
    packages: g.packages,
    package_kind: g.package_kind,
    net_weight_milli: parseMilli(g.net_weight_kg),
    gross_weight_milli: parseMilli(g.gross_weight_kg),
    value: fromJson(g.amount),
    statistical_value: money(0n, terms.price.currency),
    certificates: [...g.certificates],
  }));
  return {
    country: outward ? terms.from_country : terms.to_country,
    partner_country: outward ? terms.to_country : terms.from_country,
    office: outward ? terms.crossing_export : terms.crossing_import,
    supervision_mode: terms.supervision_mode,
    transport_mode: terms.mode,
    statistical_basis: outward ? 'FOB' : 'CIF',
    invoice_value: itemsValue(items, statistical_value),
    statistical_value,
    items: shareStatisticalValue(items, statistical_value),
  };
}

/** Sum of the item values, in the currency of the statistical value. */
export function itemsValue(items: readonly Pick<Item, 'value'>[], statistical_value: Money): Money {
  return sum(
    items.map((i) => i.value),
    statistical_value.currency,
  );
}

/** Shares the statistical value among the items in proportion to their value; no cent is lost. */
export function shareStatisticalValue(items: readonly Item[], total: Money): Item[] {
  const weights = items.map((i) => i.value.amount);
  const shares = allocate(total, weights.some((w) => w > 0n) ? weights : items.map(() => 1n));
  return items.map((item, index) => ({
    ...item,
    statistical_value: shares[index] ?? money(0n, total.currency),
  }));
}

/** Who is who in a declaration: declarant (the broker), trader (exporter or importer), customs authority. */
export function rolesOf(
  deal: Deal,
  direction: Direction,
): { declarant_org_id: string; trader_org_id: string; customs_org_id: string } | undefined {
  const holder = (role: ParticipantRole): string | undefined =>
    deal.participants.find((p) => p.role === role)?.org_id;
  const outward = direction === 'export';
  const declarant_org_id = holder(outward ? 'export_broker' : 'import_broker');
  const customs_org_id = holder(outward ? 'export_customs' : 'import_customs');
  if (!declarant_org_id || !customs_org_id) return undefined;
  return {
    declarant_org_id,
    trader_org_id: outward ? deal.seller_org_id : deal.buyer_org_id,
    customs_org_id,
  };
}
