import { type Currency, type Money, money, subtract, sum } from '../../../kernel/money.ts';
import { assert } from '../../../kernel/refusal.ts';
import { carriedBySeller, type Terms } from '../../deals/index.ts';
import type { Reason } from '../model.ts';

/** One payment out of the escrow. */
export interface SettlementLine {
  to: 'buyer' | 'seller' | 'carrier';
  org_id: string;
  money: Money;
  reason: Extract<Reason, 'escrow.release' | 'escrow.refund' | 'freight'>;
  reference: string;
}

/** The freight that the Incoterm puts into the seller's price: the escrow pays it to the carrier. */
export function freightInPrice(terms: Terms): Money {
  const none = { amount: '0', currency: terms.price.currency };
  return sum(carriedBySeller({ ...terms, insurance: none }), terms.price.currency);
}

/**
 * Who is paid what out of the money held. First what was awarded back to the buyer; then the carrier, for the
 * freight that the seller's price holds; the rest, goods and an insurance that the seller has taken out, to
 * the seller. The lines always sum to what is held. Terms name no insurer, so none is paid directly.
 */
export function settlementPlan(
  terms: Terms,
  parties: { buyer_org_id: string; seller_org_id: string },
  held: Money,
  to_buyer: Money,
): SettlementLine[] {
  const currency: Currency = held.currency;
  assert(
    to_buyer.currency === currency && to_buyer.amount >= 0n && to_buyer.amount <= held.amount,
    'an award is covered by what is held',
  );
  const forSeller = subtract(held, to_buyer);
  const due = freightInPrice(terms).amount;
  const covered = due <= forSeller.amount;
  const freight = money(covered ? due : forSeller.amount, currency);
  const lines: SettlementLine[] = [
    {
      to: 'buyer',
      org_id: parties.buyer_org_id,
      money: to_buyer,
      reason: 'escrow.refund',
      reference: 'award to the buyer',
    },
    {
      to: 'carrier',
      org_id: terms.carrier_org_id,
      money: freight,
      reason: 'freight',
      reference: `freight in the price under ${terms.incoterm} ${terms.incoterm_place}`,
    },
    {
      to: 'seller',
      org_id: parties.seller_org_id,
      money: subtract(forSeller, freight),
      reason: 'escrow.release',
      reference: `price under ${terms.incoterm} ${terms.incoterm_place}`,
    },
  ];
  const paid = lines.filter((line) => line.money.amount > 0n);
  assert(
    sum(
      paid.map((line) => line.money),
      currency,
    ).amount === held.amount,
    'a settlement pays out what is held',
  );
  return paid;
}
