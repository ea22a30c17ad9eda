import { dayOf, daysAfter } from '../kernel/days.ts';
import { assert } from '../kernel/refusal.ts';
import { attendDay, createDay, inviteFirms, planDay, publishPlan } from '../modules/matching/index.ts';
import type { Actor } from '../platform/index.ts';
import { demoListings, demoNeeds } from './listings.ts';
import { type DemoOrganisation, demoTraders, memberOf } from './organisations.ts';
import type { Stage } from './stage.ts';

const SELLERS = 6;
/** Of the buyers' needs and the sellers' offers that a firm brings. */
const MOST_GOODS = 4;

/**
 * A matchmaking day of an institution, so that its pages show something: buyers of Central Asia and sellers of China
 * have confirmed, the last one is only invited, and the plan is published. All of it made up.
 */
export async function playDay(
  stage: Pick<Stage, 'act' | 'clock'>,
  holder: DemoOrganisation,
): Promise<string> {
  const institution: Actor = memberOf(holder);
  const { day_id } = await stage.act(institution, createDay, {
    name: 'Demo matchmaking day',
    place: 'Demo exhibition hall, Almaty',
    time_zone: 'Asia/Almaty',
    held_on: dayOf(daysAfter(stage.clock.now(), 14)),
    starts: '10:00',
    slot_minutes: 20,
    pause_minutes: 5,
    slots: 6,
    tables: 5,
    max_firms: 24,
    open_registration: false,
  });
  const buyers = ['KZ', 'UZ', 'KG'].flatMap((country) => demoTraders(country).slice(0, 2));
  const sellers = demoTraders('CN').slice(0, SELLERS + 1);
  await stage.act(institution, inviteFirms, {
    day_id,
    org_ids: [...buyers, ...sellers].map((firm) => firm.org_id),
  });
  const needs = demoNeeds().filter((need) => need.origin_countries.includes('CN'));
  const wanted = new Set<string>();
  for (const [index, buyer] of buyers.entries()) {
    const own = needs.filter((need) => need.org_id === buyer.org_id).slice(0, MOST_GOODS);
    if (own.length === 0) continue;
    for (const need of own) wanted.add(need.hs_code);
    await stage.act(memberOf(buyer), attendDay, {
      day_id,
      side: 'buyer',
      goods_ids: own.map((need) => need.need_id),
      unavailable: index === 1 ? [1] : [],
    });
  }
  const offers = demoListings().filter((offer) => wanted.has(offer.hs_code));
  for (const seller of sellers.slice(0, SELLERS)) {
    const own = offers.filter((offer) => offer.org_id === seller.org_id).slice(0, MOST_GOODS);
    if (own.length === 0) continue;
    await stage.act(memberOf(seller), attendDay, {
      day_id,
      side: 'seller',
      goods_ids: own.map((offer) => offer.listing_id),
    });
  }
  const { plan } = await stage.act(institution, planDay, { day_id, plan_no: 0 });
  assert(plan.meetings.length > 0, 'the demonstration day has meetings');
  await stage.act(institution, publishPlan, { day_id, plan_no: plan.plan_no });
  return day_id;
}
