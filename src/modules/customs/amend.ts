import { type Static, Type } from 'typebox';
import { formatMilli, parseMilli } from '../../kernel/decimal.ts';
import { fromJson, money } from '../../kernel/money.ts';
import { isRefusal, type Outcome, refuse } from '../../kernel/refusal.ts';
import { Country, HsCode, PositiveMoneySchema } from '../../platform/index.ts';
import { checkWhole, type InUnit } from '../reference/index.ts';
import { itemsValue, shareStatisticalValue } from './compose.ts';
import type { Declaration } from './model.ts';

const Positive = Type.String({ pattern: '^\\d{1,12}(\\.\\d{1,3})?$' });

/** What a declarant may put otherwise than the deal says. What is not named stays. */
export const Amendments = Type.Object(
  {
    statistical_value: Type.Optional(PositiveMoneySchema),
    items: Type.Optional(
      Type.Array(
        Type.Object(
          {
            line: Type.Integer({ minimum: 1, maximum: 200 }),
            hs_code: Type.Optional(HsCode),
            tariff_code: Type.Optional(Type.String({ pattern: '^\\d{8,10}$' })),
            origin_country: Type.Optional(Country),
            quantity: Type.Optional(Positive),
            unit: Type.Optional(Type.String({ minLength: 1, maxLength: 12 })),
            net_weight_kg: Type.Optional(Positive),
            gross_weight_kg: Type.Optional(Positive),
            value: Type.Optional(PositiveMoneySchema),
          },
          { additionalProperties: false },
        ),
        { maxItems: 50 },
      ),
    ),
  },
  { additionalProperties: false },
);
export type Amendments = Static<typeof Amendments>;

/**
 * The declaration as amended; the statistical value is shared anew among the items.
 * Refuses with customs.no_such_line, customs.wrong_currency, reference.quantity_not_whole.
 */
export function amend(d: Declaration, amendments: Amendments): Outcome<Declaration> {
  const changes = amendments.items ?? [];
  const strange = changes.find((c) => !d.items.some((i) => i.line === c.line));
  if (strange) return refuse('customs.no_such_line', { line: strange.line });
  const whole = checkWhole(
    changes.flatMap(({ line, quantity, unit }, at): InUnit[] => {
      const item = d.items.find((one) => one.line === line);
      if (!item || (quantity === undefined && unit === undefined)) return [];
      const amended = quantity ?? formatMilli(item.quantity_milli);
      return [[`/amendments/items/${at}/quantity`, amended, unit ?? item.unit]];
    }),
  );
  if (isRefusal(whole)) return whole;
  const amounts = [amendments.statistical_value, ...changes.map((c) => c.value)];
  if (amounts.some((m) => m && m.currency !== d.currency))
    return refuse('customs.wrong_currency', { currency: d.currency });
  const statistical_value = amendments.statistical_value
    ? fromJson(amendments.statistical_value)
    : d.statistical_value;
  const items = d.items.map((item) => {
    const c = changes.find((change) => change.line === item.line);
    if (!c) return item;
    return {
      ...item,
      hs_code: c.hs_code ?? item.hs_code,
      tariff_code: c.tariff_code ?? (c.hs_code && c.hs_code !== item.hs_code ? null : item.tariff_code),
      origin_country: c.origin_country ?? item.origin_country,
      quantity_milli: c.quantity === undefined ? item.quantity_milli : parseMilli(c.quantity),
      unit: c.unit ?? item.unit,
      net_weight_milli: c.net_weight_kg === undefined ? item.net_weight_milli : parseMilli(c.net_weight_kg),
      gross_weight_milli:
        c.gross_weight_kg === undefined ? item.gross_weight_milli : parseMilli(c.gross_weight_kg),
      value: c.value ? fromJson(c.value) : item.value,
    };
  });
  return {
    ...d,
    statistical_value,
    invoice_value: itemsValue(items, money(0n, d.currency)),
    items: shareStatisticalValue(items, statistical_value),
  };
}
