import { systemClock } from '../src/kernel/clock.ts';
import type { Currency } from '../src/kernel/money.ts';
import { seededRandom } from '../src/kernel/random.ts';
import {
  assign,
  comparedIn,
  type Offered,
  ratesFor,
  scoreMany,
  scoreMatch,
  type Wanted,
} from '../src/modules/matching/index.ts';
import { routeList } from '../src/modules/reference/index.ts';
import { cases } from '../src/simulator/cases.ts';
import { demoGoods } from '../src/simulator/goods.ts';
import { findRouteById } from '../src/simulator/route.ts';
import { type Case, figure } from './case.ts';
import type { OpenedHome } from './home.ts';

const NEEDS = 2_000;
const KEEP = 20;

/** Needs like those of the demonstration: the goods of its cases, quantities and limits spread. */
function madeUpNeeds(count: number): Wanted[] {
  const random = seededRandom('needs of the bench');
  return Array.from({ length: count }, (_, at) => {
    const chosen = cases[at % cases.length];
    const goods = demoGoods.find((one) => one.key === chosen?.goods);
    if (!chosen || !goods) throw new Error('a case names its goods');
    return {
      hs_code: goods.hs_code,
      quantity: `${Math.round(goods.lot_low * (0.5 + random() * 4))}.000`,
      unit: goods.unit,
      to_country: chosen.to_country,
      place_to: findRouteById(chosen.route_id).to,
      max_price: {
        amount: String(Math.round(goods.unit_price_usd_cents * (0.85 + random() * 0.4))),
        currency: 'USD' as const,
      },
      within_days: 20 + Math.floor(random() * 60),
      // Two of three ask for papers, every other one names a term, one of three comes back each month.
      certificates: at % 3 === 0 ? [] : goods.certificates.slice(0, 2),
      incoterm: at % 2 === 0 ? null : (['FCA', 'DAP', 'EXW'][at % 3] ?? null),
      quantity_per_month: at % 3 === 1 ? `${goods.lot_low}.000` : null,
    };
  });
}

/** All needs against the whole shelf: one statement and the scores of every pair of a chapter. */
export async function measureMatching(home: OpenedHome): Promise<Case[]> {
  const needs = madeUpNeeds(NEEDS);
  const begin = performance.now();
  const listings = await home.asSystem((tx) =>
    tx.rows<Omit<Offered, 'price' | 'seller'> & { amount: bigint; currency: Currency; trust: number }>(
      `select l.hs_code, l.price_amount as amount, l.price_currency as currency, p.incoterm, p.place, l.unit,
         l.moq, l.lead_time_days, l.origin_country, l.seller_trust as trust, l.certificates, l.capacity_per_month,
         array(select v ->> 'certificate' from jsonb_array_elements(l.certificate_validity) v
           where v ->> 'valid_until' < current_date::text) as lapsed_certificates,
         array(select distinct t.incoterm from catalogue.price_list t where t.org_id = l.org_id
           and t.listing_id = l.listing_id and t.price_version = l.price_version) as other_incoterms
       from catalogue.listing l join catalogue.price p on p.org_id = l.org_id and p.listing_id = l.listing_id
         and p.price_version = l.price_version and p.min_quantity = l.moq
       where l.published order by l.org_id, l.listing_id`,
    ),
  );
  // All limits are in dollars, so the rates of one need are those of all.
  const [need] = needs;
  if (!need) throw new Error('the bench has needs');
  const rates = await home.asSystem((tx) => ratesFor({ tx, clock: systemClock }, need));
  const offered = listings.map(
    ({ amount, currency, trust, ...facts }): Offered =>
      comparedIn(
        { ...facts, price: { amount: amount.toString(), currency }, seller: { trust } },
        need,
        rates,
      ),
  );
  const ranked = scoreMany(needs, offered, routeList(), KEEP);
  const seconds = (performance.now() - begin) / 1000;
  if (ranked.some((one) => one.length === 0)) throw new Error('every need of the bench has a match');
  return [
    figure(`matching ${NEEDS} needs × ${listings.length} listings`, seconds, 's', 'less', { target: 10 }),
    ...measureAssignment(needs, offered),
  ];
}

/**
 * A matchmaking day of 2,000 buyers and 2,000 sellers, against preferences that the bench knows and the scores do not:
 * what a buyer of the simulator would pay attention to (the very goods, the price against its limit, the lot, the papers
 * and the term that it asked for, and a liking of its own). Share of the best possible total; the bound of the dual stands for the best.
 */
function measureAssignment(needs: readonly Wanted[], shelf: readonly Offered[]): Case[] {
  const step = Math.floor(shelf.length / NEEDS);
  const sellers = Array.from({ length: NEEDS }, (_, at) => shelf[at * step] as Offered);
  const routes = routeList();
  const [scores, truth] = [new Float64Array(NEEDS * NEEDS), new Float64Array(NEEDS * NEEDS)];
  const random = seededRandom('likings of the bench');
  const known = new Map<string, number>();
  for (const [b, need] of needs.entries())
    for (const [s, offer] of sellers.entries()) {
      truth[b * NEEDS + s] = preference(need, offer) + Math.floor(random() * 6);
      if (need.hs_code.slice(0, 2) !== offer.hs_code.slice(0, 2)) continue;
      const key = `${b} ${offer.hs_code} ${offer.place} ${offer.price.amount} ${offer.moq} ${offer.lead_time_days} ${offer.seller.trust} ${offer.incoterm} ${offer.certificates}`;
      const score = known.get(key) ?? scoreMatch(need, offer, routes).score;
      known.set(key, score);
      scores[b * NEEDS + s] = score;
    }
  const begin = performance.now();
  const ours = assign(scores, NEEDS, NEEDS);
  const seconds = (performance.now() - begin) / 1000;
  const best = assign(truth, NEEDS, NEEDS);
  const reached = ours.column.reduce((sum, s, b) => sum + (truth[b * NEEDS + s] ?? 0), 0);
  return [
    figure(`assignment ${NEEDS} × ${NEEDS}`, seconds, 's', 'less'),
    figure('assignment, share of its own best total', (ours.total / ours.bound) * 100, '%', 'more', {
      target: 95,
    }),
    figure('assignment, share of the best by known preferences', (reached / best.bound) * 100, '%', 'more', {
      target: 95,
    }),
  ];
}

/** 0 to 100: what a buyer of the simulator makes of an offer. */
function preference(need: Wanted, offer: Offered): number {
  const same =
    need.hs_code === offer.hs_code ? 60 : need.hs_code.slice(0, 4) === offer.hs_code.slice(0, 4) ? 30 : 0;
  if (same === 0) return 0;
  const limit = Number(need.max_price?.amount ?? 0);
  const usd = Number(offer.price.amount);
  const price = Math.max(0, Math.min(20, 20 * (1.2 - usd / limit) * 2));
  const quantity = Number(need.quantity) >= Number(offer.moq) ? 10 : 0;
  const papers = need.certificates.every((one) => offer.certificates.includes(one)) ? 4 : 0;
  const term = need.incoterm === null || need.incoterm === offer.incoterm ? 2 : 0;
  return Math.round(same + price + quantity + papers + term + offer.seller.trust);
}
