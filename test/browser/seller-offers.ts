import assert from 'node:assert/strict';
import { type Offer, offerQuote } from '../../src/modules/quoting/index.ts';
import { execute } from '../../src/platform/execute.ts';
import { cases, goodsOf } from '../../src/simulator/cases.ts';
import { offerOf, requestOf } from '../../src/simulator/offer.ts';
import { demoTraders, memberOf } from '../../src/simulator/organisations.ts';
import type { Served } from './serve.ts';

/** What a seller offers, over the use case: its form is tried in another test. */
export async function sellerOffers(
  served: Served,
  deal_id: string,
  index: number,
  percent: number,
): Promise<void> {
  const [chosen] = cases;
  const seller = demoTraders('CN')[index];
  assert.ok(chosen && seller);
  const nothing = { amount: '0', currency: chosen.currency };
  const now = served.now.getTime();
  const offer: Offer = offerOf(chosen, requestOf(chosen, goodsOf(chosen).lot_low, ''), {
    price_percent: percent,
    freight: { to_frontier: nothing, at_frontier: nothing, after_frontier: nothing },
    ship_by: new Date(now + 40 * 86_400_000).toISOString().slice(0, 10),
    fund_within_days: 10,
  });
  const runtime = { ...served.app.runtime, clock: { now: () => served.app.clock.now() } };
  const done = await execute(runtime, offerQuote, memberOf(seller), {
    deal_id,
    offer,
    valid_until: new Date(served.app.clock.now().getTime() + 9 * 86_400_000).toISOString(),
  });
  assert.ok(!('refusal' in done), JSON.stringify(done));
}
