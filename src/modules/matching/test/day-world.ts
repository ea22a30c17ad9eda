import { type TestApp, testApp } from '../../../../test/app.ts';
import { batteryPacks, tradingFirm, wantedPacks } from '../../../../test/trading-firms.ts';
import { isRefusal, mustSucceed, type Outcome } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/index.ts';
import { catalogue, publishListing, publishNeed } from '../../catalogue/index.ts';
import { listNotices, notices } from '../../notices/index.ts';
import { parties } from '../../parties/index.ts';
import { reference } from '../../reference/index.ts';
import { getDay } from '../days/get-day.ts';
import { attendDay, createDay, inviteFirms, matching } from '../index.ts';

export const code = (outcome: Outcome<unknown>): string => (isRefusal(outcome) ? outcome.code : 'accepted');

export const shape = {
  name: 'Spring day',
  place: 'Hall 1, Almaty',
  time_zone: 'Asia/Almaty',
  held_on: '2026-04-10',
  starts: '09:00',
  slot_minutes: 20,
  pause_minutes: 5,
  slots: 3,
  tables: 2,
  max_firms: 5,
  open_registration: false,
};

/** Two institutions, three buyers with a need each and three sellers with a listing each. */
export interface DayWorld {
  app: TestApp;
  centre: Actor;
  stranger: Actor;
  buyers: { actor: Actor; need_id: string }[];
  sellers: { actor: Actor; listing_id: string }[];
}

export async function dayWorld(): Promise<DayWorld> {
  const app = await testApp([reference, notices, parties, catalogue, matching]);
  const centre = await tradingFirm(app, 'Chamber');
  const stranger = await tradingFirm(app, 'Other chamber');
  const world: DayWorld = { app, centre, stranger, buyers: [], sellers: [] };
  for (const name of ['Sun', 'Steppe', 'Lake']) {
    const actor = await tradingFirm(app, `Buyer ${name}`, 'KZ');
    const need = mustSucceed(await app.execute(publishNeed, actor, wantedPacks), 'need');
    world.buyers.push({ actor, ...need });
  }
  for (const name of ['Cell', 'Volt', 'Amper']) {
    const actor = await tradingFirm(app, `Seller ${name}`);
    const listing = mustSucceed(await app.execute(publishListing, actor, batteryPacks), 'listing');
    world.sellers.push({ actor, ...listing });
  }
  return world;
}

export function attend(
  { app, buyers, sellers }: DayWorld,
  day_id: string,
  side: 'buyer' | 'seller',
  at: number,
  unavailable: number[] = [],
) {
  const firm = side === 'buyer' ? buyers[at] : sellers[at];
  if (!firm) throw new Error(`there is no ${side} ${at}`);
  const goods_ids = ['need_id' in firm ? firm.need_id : firm.listing_id];
  return app.execute(attendDay, firm.actor, { day_id, side, goods_ids, unavailable });
}

export async function view({ app }: DayWorld, actor: Actor, day_id: string) {
  return mustSucceed(await app.execute(getDay, actor, { day_id }), 'day');
}

/** A day with everybody invited; two buyers and two sellers come. */
export async function confirmedDay(world: DayWorld, over: Partial<typeof shape> = {}): Promise<string> {
  const { app, centre, buyers, sellers } = world;
  const { day_id } = mustSucceed(await app.execute(createDay, centre, { ...shape, ...over }), 'create');
  const org_ids = [...buyers, ...sellers].map(({ actor }) => actor.org_id);
  mustSucceed(await app.execute(inviteFirms, centre, { day_id, org_ids }), 'invite');
  for (const at of [0, 1]) {
    mustSucceed(await attend(world, day_id, 'buyer', at, at === 1 ? [1] : []), 'buyer');
    mustSucceed(await attend(world, day_id, 'seller', at), 'seller');
  }
  return day_id;
}

/** What of it still asks for something, or is news that nothing has overtaken. */
export async function open({ app }: DayWorld, actor: Actor, day_id: string): Promise<string[]> {
  await app.drain();
  return mustSucceed(await app.execute(listNotices, actor, {}), 'notices')
    .items.flatMap(({ kind, body, settled }) =>
      'day_id' in body && body.day_id === day_id && !settled ? kind : [],
    )
    .sort();
}

/** What a firm was told of a day, by kind. */
export async function told({ app }: DayWorld, actor: Actor, day_id: string): Promise<string[]> {
  await app.drain();
  return mustSucceed(await app.execute(listNotices, actor, {}), 'notices')
    .items.flatMap(({ kind, body }) => ('day_id' in body && body.day_id === day_id ? kind : []))
    .sort();
}
