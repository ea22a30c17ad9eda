import { parseMilli } from '../kernel/decimal.ts';
import { applyRatio, type MoneyJson, money, toJson } from '../kernel/money.ts';
import type { Offer, QuoteRequest } from '../modules/quoting/index.ts';
import { type Case, goodsOf } from './cases.ts';
import { demoBank, demoCarriers, demoService } from './organisations.ts';
import { findRouteById } from './route.ts';

/** Demonstration price of one yuan in US cents, in thousandths. Only made-up prices are converted with it. */
const CNY_PER_USD_MILLI = 7_110n;

/** A made-up price in the contract's currency. */
export function demoPrice(usd_cents: number, percent: number, currency: Case['currency']): MoneyJson {
  const usd = applyRatio(money(usd_cents, 'USD'), BigInt(percent), 100n);
  return currency === 'USD'
    ? toJson(usd)
    : toJson(money(applyRatio(usd, CNY_PER_USD_MILLI, 1000n).amount, 'CNY'));
}

/** What a demonstration buyer asks for. */
export function requestOf(chosen: Case, quantity: number, listing_id: string): QuoteRequest {
  const goods = goodsOf(chosen);
  return {
    goods: [
      {
        line: 1,
        description: goods.title_en,
        hs_code: goods.hs_code,
        ...(goods.tariff_code ? { tariff_code: goods.tariff_code } : {}),
        origin_country: chosen.from_country,
        quantity: `${quantity}.000`,
        unit: goods.unit,
        listing_id,
      },
    ],
    currency: chosen.currency,
    place_to: findRouteById(chosen.route_id).to,
  };
}

/** What a demonstration seller offers: a price about the usual, packing, freight and who serves. */
export function offerOf(
  chosen: Case,
  request: QuoteRequest,
  terms: { price_percent: number; freight: Offer['freight']; ship_by: string; fund_within_days: number },
): Offer {
  const goods = goodsOf(chosen);
  const [line] = request.goods;
  const quantity = Number(parseMilli(line?.quantity ?? '0') / 1000n);
  const unit_price = demoPrice(goods.unit_price_usd_cents, terms.price_percent, chosen.currency);
  const value = BigInt(unit_price.amount) * BigInt(quantity);
  return {
    goods: [
      {
        line: 1,
        unit_price,
        packages: Math.ceil(quantity / goods.units_per_package),
        package_kind: goods.package_kind,
        net_weight_kg: kilograms(quantity * goods.unit_net_g),
        gross_weight_kg: grossWeightOf(chosen, request),
        certificates: goods.certificates,
      },
    ],
    incoterm: chosen.incoterm,
    incoterm_place: chosen.incoterm === 'FCA' ? findRouteById(chosen.route_id).from : request.place_to,
    route_id: chosen.route_id,
    freight: terms.freight,
    insurance: toJson(applyRatio(money(value, chosen.currency), 3n, 1000n)),
    supervision_mode: '0110',
    fund_within_days: terms.fund_within_days,
    ship_by: terms.ship_by,
    carrier_org_id: demoCarriers[findRouteById(chosen.route_id).mode].org_id,
    export_broker_org_id: demoService('broker', chosen.from_country).org_id,
    import_broker_org_id: demoService('broker', chosen.to_country).org_id,
    bank_org_id: demoBank.org_id,
  };
}

/** Net weight and four per cent of packing. */
export function grossWeightOf(chosen: Case, request: QuoteRequest): string {
  const quantity = Number(parseMilli(request.goods[0]?.quantity ?? '0') / 1000n);
  return kilograms(Math.ceil(quantity * goodsOf(chosen).unit_net_g * 1.04));
}

function kilograms(grams: number): string {
  return (grams / 1000).toFixed(3);
}
