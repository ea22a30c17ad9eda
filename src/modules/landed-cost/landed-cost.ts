import {
  add,
  allocate,
  type Currency,
  fromJson,
  isCurrency,
  type Money,
  type MoneyJson,
  money,
  subtract,
  sum,
  toJson,
} from '../../kernel/money.ts';
import { convert, inverse, type Rate } from '../../kernel/rate.ts';
import { assert } from '../../kernel/refusal.ts';
import { findIncoterm } from '../reference/index.ts';
import type { Assessment, ChargeKind } from './model.ts';

/** The part of a deal's terms that the cost to the buyer's door rests on. All money in the contract currency. */
export interface CostTerms {
  goods: { line: number; amount: MoneyJson }[];
  price: MoneyJson;
  incoterm: string;
  incoterm_place: string;
  crossing_import: string;
  freight: { to_frontier: MoneyJson; at_frontier: MoneyJson; after_frontier: MoneyJson };
  insurance: MoneyJson;
}

export type CostItem =
  | 'goods'
  | 'freight_to_frontier'
  | 'freight_at_frontier'
  | 'insurance'
  | 'freight_after_frontier'
  | ChargeKind;

/** One part of the way to the door, in the contract currency. */
export interface CostLine {
  item: CostItem;
  /** Null: not known. */
  amount: MoneyJson | null;
  /** Already in the contract price. */
  in_price: boolean;
  paid_by: 'seller' | 'buyer';
}

export interface LandedCost {
  lines: CostLine[];
  price: MoneyJson;
  /** What the goods cost at the buyer's door; null unless every part is known. */
  total: MoneyJson | null;
  /** Sum of the parts that are known. */
  known: MoneyJson;
  /** Total less contract price: what the buyer pays beside it; null unless every part is known. */
  beside_price: MoneyJson | null;
  complete: boolean;
}

/**
 * From price to the buyer's door: goods, freight, insurance, duty, excise, VAT, fees, each with who pays it
 * under the Incoterm. `rate` is units of the destination's currency for one unit of the contract currency.
 */
export function landedCost(terms: CostTerms, assessment: Assessment, rate: Rate): LandedCost {
  const currency = currencyOf(terms.price);
  const seller = sellerCarries(terms);
  const part = (item: CostItem, amount: MoneyJson | null, bySeller: boolean): CostLine => ({
    item,
    amount,
    in_price: bySeller,
    paid_by: bySeller ? 'seller' : 'buyer',
  });
  const charge = (kind: ChargeKind): CostLine[] => {
    const total = assessment.totals[kind];
    if (total?.amount === '0' && kind === 'excise') return [];
    const amount = total && toJson(back(fromJson(total), currency, rate));
    return [part(kind, amount, seller.import_charges)];
  };
  const lines: CostLine[] = [
    {
      ...part(
        'goods',
        toJson(
          sum(
            terms.goods.map((g) => fromJson(g.amount)),
            currency,
          ),
        ),
        true,
      ),
      paid_by: 'buyer',
    },
    part('freight_to_frontier', terms.freight.to_frontier, seller.to_frontier),
    part('freight_at_frontier', terms.freight.at_frontier, seller.at_frontier),
    part('insurance', terms.insurance, seller.insurance),
    part('freight_after_frontier', terms.freight.after_frontier, seller.after_frontier),
    ...charge('duty'),
    ...charge('excise'),
    ...charge('vat'),
    ...charge('fee'),
  ];
  const amounts = lines.map((line) => line.amount);
  const complete = !amounts.includes(null);
  const known = toJson(
    sum(
      amounts.flatMap((amount) => (amount ? [fromJson(amount)] : [])),
      currency,
    ),
  );
  return {
    lines,
    price: terms.price,
    total: complete ? known : null,
    known,
    beside_price: complete ? toJson(subtract(fromJson(known), fromJson(terms.price))) : null,
    complete,
  };
}

/**
 * The customs value of each line: CIF-type at the importer's frontier, freight up to it and insurance spread
 * over the lines by their price without losing a minor unit (WTO Customs Valuation Agreement, art. 8.2).
 */
export function customsValues(terms: Pick<CostTerms, 'goods' | 'price' | 'freight' | 'insurance'>): {
  line: number;
  customs_value: MoneyJson;
}[] {
  const currency = currencyOf(terms.price);
  const carriage = sum(
    [terms.freight.to_frontier, terms.freight.at_frontier, terms.insurance].map(fromJson),
    currency,
  );
  const weights = terms.goods.map((g) => BigInt(g.amount.amount));
  const shares = weights.some((w) => w > 0n)
    ? allocate(carriage, weights)
    : allocate(
        carriage,
        weights.map(() => 1n),
      );
  return terms.goods.map((g, index) => ({
    line: g.line,
    customs_value: toJson(add(fromJson(g.amount), shares[index] ?? money(0n, currency))),
  }));
}

/** What the seller's price holds under the Incoterm; a named place at the frontier ends his carriage there. */
function sellerCarries(
  terms: CostTerms,
): Record<'to_frontier' | 'at_frontier' | 'after_frontier' | 'insurance' | 'import_charges', boolean> {
  const incoterm = findIncoterm(terms.incoterm);
  assert(incoterm, `no Incoterm ${terms.incoterm}`);
  const beyond = terms.incoterm_place !== terms.crossing_import;
  const seller = (who: string): boolean => who === 'seller' || (who === 'named_place' && beyond);
  return {
    to_frontier: seller(incoterm.freight_to_frontier),
    at_frontier: seller(incoterm.freight_at_frontier),
    after_frontier: seller(incoterm.freight_after_frontier),
    insurance: incoterm.insurance !== 'buyer',
    import_charges: seller(incoterm.import_charges),
  };
}

function back(amount: Money, currency: Currency, rate: Rate): Money {
  return amount.currency === currency ? amount : convert(amount, inverse(rate), currency);
}

function currencyOf(price: MoneyJson): Currency {
  assert(isCurrency(price.currency), `not a currency of the corridor: ${price.currency}`);
  return price.currency;
}
