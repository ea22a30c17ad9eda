import { dayOf } from '../../kernel/days.ts';
import { isCurrency, type MoneyJson } from '../../kernel/money.ts';
import { assert } from '../../kernel/refusal.ts';
import type { Ctx } from '../../platform/index.ts';
import type { Need } from './need-model.ts';
import { type CandidateRow, selectCandidates } from './store-pages.ts';

/** A listing that may answer a need, with the price that the needed quantity would buy at. */
export interface Candidate
  extends Omit<
    CandidateRow,
    'org_id' | 'seller_name' | 'seller_country' | 'seller_trust' | 'price_amount' | 'price_currency'
  > {
  seller: { org_id: string; name: string; country: string; trust: number };
  /** Of one unit; that of the smallest lot when the need is smaller still. */
  price: MoneyJson;
}

/**
 * Published listings of the need's HS chapter and welcome origins, the nearest codes first, without the buyer's
 * own. One statement.
 */
export async function findCandidates(
  ctx: Pick<Ctx, 'tx' | 'locale' | 'clock'>,
  need: Pick<Need, 'hs_code' | 'quantity' | 'origin_countries' | 'buyer'>,
  options: { limit: number; listing_id?: string | undefined },
): Promise<Candidate[]> {
  const today = dayOf(ctx.clock.now());
  const rows = await selectCandidates(ctx.tx, need, { ...options, today }, ctx.locale);
  return rows.map((row) => {
    const { org_id, seller_name, seller_country, seller_trust, price_amount, price_currency, ...facts } = row;
    assert(isCurrency(price_currency), `a stored price is in a known currency, not ${price_currency}`);
    return {
      ...facts,
      seller: { org_id, name: seller_name, country: seller_country, trust: seller_trust },
      price: { amount: price_amount.toString(), currency: price_currency },
    };
  });
}
