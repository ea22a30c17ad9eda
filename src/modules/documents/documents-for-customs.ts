import type { Currency } from '../../kernel/money.ts';
import type { Ctx } from '../../platform/index.ts';
import type { TradeDocument } from './model.ts';
import { documentsOfDeal } from './store.ts';

/** A document as it is presented with a declaration. */
export interface PresentedFacts {
  kind: string;
  number: string;
  document_id: string;
  hash: string;
}

/** What the invoice in force says of the goods, for comparison with a declaration. */
export interface InvoiceFacts {
  number: string;
  /** Sum of the lines; freight and insurance are stated apart. */
  amount: { amount: string; currency: Currency };
  lines: {
    line: number;
    hs_code: string;
    quantity: string;
    unit: string;
    amount: { amount: string; currency: Currency };
  }[];
}

/** Documents of the deal that are in force, and the facts of the last invoice among them; null without one. */
export async function documentsForCustoms(
  ctx: Ctx,
  deal_id: string,
): Promise<{ documents: PresentedFacts[]; invoice: InvoiceFacts | null }> {
  const inForce = (await documentsOfDeal(ctx.tx, deal_id)).filter((d) => d.state === 'issued');
  const invoice = inForce.filter((d) => d.kind === 'commercial_invoice').at(-1);
  return {
    documents: inForce
      .filter((d) => d.kind !== 'contract')
      .map((d) => ({ kind: d.kind, number: d.number, document_id: d.document_id, hash: d.facts_hash })),
    invoice: invoice ? invoiceFacts(invoice) : null,
  };
}

function invoiceFacts(invoice: TradeDocument): InvoiceFacts {
  const goods = invoice.facts.charges.find((c) => c.name === 'goods')?.money;
  if (!goods) throw new Error(`invoice ${invoice.number} states no value of goods`);
  // Composed from Terms, whose schema admits these currencies only.
  const asMoney = (m: { amount: string; currency: string }) => ({
    amount: m.amount,
    currency: m.currency as Currency,
  });
  return {
    number: invoice.number,
    amount: asMoney(goods),
    lines: invoice.facts.goods.map((g) => ({
      line: g.line,
      hs_code: g.hs_code,
      quantity: g.quantity,
      unit: g.unit,
      amount: asMoney(g.amount ?? goods),
    })),
  };
}
