import { add, fromJson, type Money, money, subtract, sum } from '../../../kernel/money.ts';
import { assert } from '../../../kernel/refusal.ts';
import { freightInPrice, milestoneKinds, type PricePart, priceParts, type Terms } from '../../deals/index.ts';
import type { Reason } from '../model.ts';

/** One payment out of the escrow. */
export interface SettlementLine {
  to: 'buyer' | 'seller' | 'carrier' | 'export_broker' | 'import_broker';
  org_id: string;
  money: Money;
  reason: Extract<Reason, 'escrow.release' | 'escrow.refund' | 'freight' | 'brokerage'>;
  reference: string;
}

/** A part of what the escrow holds: one of the price, or the import broker's fee that the buyer put in beside it. */
export type EscrowPart = Omit<PricePart, 'due_on'> & { key: PricePart['due_on'] | 'import_broker' };

/** What has been paid out of the escrow already, by what it was for. */
export type Paid = Record<'freight' | 'export_broker' | 'import_broker', bigint>;
export const nothingPaid: Paid = { freight: 0n, export_broker: 0n, import_broker: 0n };

type Parties = { buyer_org_id: string; seller_org_id: string };

/** What the import broker gets out of the escrow; the buyer pays it in beside the price. */
export function importBrokerFee(terms: Terms): Money {
  return fromJson(terms.import_broker_fee ?? { amount: '0', currency: terms.price.currency });
}

/** Everything the escrow holds once it is funded, by what each part waits for. */
export function escrowParts(terms: Terms): EscrowPart[] {
  const fee = importBrokerFee(terms);
  const parts = priceParts(terms).map(
    ({ due_on, money, after_days }): EscrowPart => ({ key: due_on, money, after_days }),
  );
  return fee.amount > 0n ? [...parts, { key: 'import_broker', money: fee, after_days: null }] : parts;
}

/**
 * Who is paid what when one part is released. Out of what is due on departure or later comes the export broker's
 * fee, out of what is due on arrival or later the freight that the price holds, each until it is paid; the rest is
 * the seller's: goods, and an insurance that the seller has taken out. Terms name no insurer, so none is paid directly.
 */
export function partLines(terms: Terms, parties: Parties, part: EscrowPart, paid: Paid): SettlementLine[] {
  if (part.key === 'import_broker') return [importBrokerLine(terms, part.money)];
  const stage = milestoneKinds.indexOf(part.key);
  const lines = [
    ...(stage >= milestoneKinds.indexOf('arrival') ? [freightLine(terms, paid)] : []),
    ...(stage >= milestoneKinds.indexOf('departure') ? [exportBrokerLine(terms, paid)] : []),
  ];
  return withRest(lines, part.money, (rest) => ({
    to: 'seller',
    org_id: parties.seller_org_id,
    money: rest,
    reason: 'escrow.release',
    reference: `${part.key}: price under ${terms.incoterm} ${terms.incoterm_place}`,
  }));
}

/**
 * Who is paid what when a dispute is resolved: all that is held. First what was awarded back to the buyer, then what
 * brokers and carrier have not been paid yet, the rest to the seller.
 */
export function awardLines(
  terms: Terms,
  parties: Parties,
  held: Money,
  to_buyer: Money,
  paid: Paid,
): SettlementLine[] {
  const fee = money(importBrokerFee(terms).amount - paid.import_broker, held.currency);
  assert(
    to_buyer.currency === held.currency && to_buyer.amount >= 0n && add(to_buyer, fee).amount <= held.amount,
    'an award is covered by what is held',
  );
  const lines: SettlementLine[] = [
    {
      to: 'buyer',
      org_id: parties.buyer_org_id,
      money: to_buyer,
      reason: 'escrow.refund',
      reference: 'award to the buyer',
    },
    importBrokerLine(terms, fee),
    freightLine(terms, paid),
    exportBrokerLine(terms, paid),
  ];
  return withRest(lines, held, (rest) => ({
    to: 'seller',
    org_id: parties.seller_org_id,
    money: rest,
    reason: 'escrow.release',
    reference: `award to the seller: price under ${terms.incoterm} ${terms.incoterm_place}`,
  }));
}

/** Pays the lines in order as far as the money goes, and the rest to the last. The lines sum to the money. */
function withRest(
  lines: readonly SettlementLine[],
  total: Money,
  last: (rest: Money) => SettlementLine,
): SettlementLine[] {
  let left = total;
  const covered = lines.map((line) => {
    const amount = line.money.amount < left.amount ? line.money : left;
    left = subtract(left, amount);
    return { ...line, money: amount };
  });
  const paid = [...covered, last(left)].filter((line) => line.money.amount > 0n);
  const lineMoney = paid.map((line) => line.money);
  assert(sum(lineMoney, total.currency).amount === total.amount, 'a settlement pays out what is held');
  return paid;
}

function freightLine(terms: Terms, paid: Paid): SettlementLine {
  const due = freightInPrice(terms);
  return {
    to: 'carrier',
    org_id: terms.carrier_org_id,
    money: subtract(due, money(paid.freight, due.currency)),
    reason: 'freight',
    reference: `freight in the price under ${terms.incoterm} ${terms.incoterm_place}`,
  };
}

function exportBrokerLine(terms: Terms, paid: Paid): SettlementLine {
  const due = fromJson(terms.export_broker_fee ?? { amount: '0', currency: terms.price.currency });
  return {
    to: 'export_broker',
    org_id: terms.export_broker_org_id,
    money: subtract(due, money(paid.export_broker, due.currency)),
    reason: 'brokerage',
    reference: 'fee of the export broker, from the seller’s share',
  };
}

const importBrokerLine = (terms: Terms, fee: Money): SettlementLine => ({
  to: 'import_broker',
  org_id: terms.import_broker_org_id,
  money: fee,
  reason: 'brokerage',
  reference: 'fee of the import broker, paid in by the buyer',
});
