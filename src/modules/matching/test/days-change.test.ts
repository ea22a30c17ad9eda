import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { TestApp } from '../../../../test/app.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/index.ts';
import { stopTypesetting } from '../../../platform/typesetting/index.ts';
import { callOffDay } from '../days/call-off-day.ts';
import { changeDay } from '../days/change-day.ts';
import { getAgendaFile } from '../days/get-agenda-file.ts';
import { getDaySheet } from '../days/get-day-sheet.ts';
import { MOST_CORRECTIONS } from '../days/model.ts';
import { recordOutcome } from '../days/record-outcome.ts';
import { correctOutcome } from '../days/store-plans.ts';
import { withdrawFromDay } from '../days/withdraw-from-day.ts';
import { firstIntroduced } from '../funnel/store-funnel.ts';
import { answerIntroduction, inviteFirms, listIntroductions, planDay, publishPlan } from '../index.ts';
import { withdrawIntroduction } from '../store.ts';
import { attend, code, confirmedDay, type DayWorld, dayWorld, open, shape, told, view } from './day-world.ts';

let world: DayWorld;
let app: TestApp;
let centre: Actor;
let buyer: Actor;
let seller: Actor;

before(async () => {
  world = await dayWorld();
  ({ app, centre } = world);
  buyer = world.buyers[0]?.actor as Actor;
  seller = world.sellers[0]?.actor as Actor;
});
after(() => Promise.all([app.close(), stopTypesetting()]));

const change = (day_id: string, over: Partial<typeof shape & { revision: number }>, actor: Actor = centre) =>
  app.execute(changeDay, actor, { ...shape, held_on: '2026-04-20', revision: 0, ...over, day_id });

async function publishedDay(over: Partial<typeof shape> = {}): Promise<string> {
  const day_id = await confirmedDay(world, { held_on: '2026-04-20', ...over });
  mustSucceed(await app.execute(planDay, centre, { day_id, plan_no: 0, seed: 3 }), 'plan');
  mustSucceed(await app.execute(publishPlan, centre, { day_id, plan_no: 1 }), 'publish');
  return day_id;
}

/** Events of the firm's calendar file: status, sequence and beginning of each. */
async function calendar(actor: Actor, day_id: string): Promise<string[]> {
  const file = mustSucceed(await app.execute(getAgendaFile, actor, { day_id }), 'file');
  const of = (event: string, name: string): string => new RegExp(`${name}:(.*)\r`).exec(event)?.[1] ?? '';
  return String(file.body)
    .split('BEGIN:VEVENT')
    .slice(1)
    .map((event) => `${of(event, 'STATUS')} ${of(event, 'SEQUENCE')} ${of(event, 'DTSTART')}`);
}

test('before its publication a day is changed by its institution alone, and firms are told of what they go by', async () => {
  const day_id = await confirmedDay(world, { held_on: '2026-04-20' });
  assert.equal(code(await change(day_id, {}, world.stranger)), 'matching.day_not_found');
  assert.equal(code(await change(day_id, {}, buyer)), 'matching.day_not_found');
  for (const [over, refusal] of [
    [{ held_on: '2026-03-01' }, 'matching.day_over'],
    [{ starts: '23:30' }, 'matching.day_too_long'],
    [{ time_zone: 'Asia/Nowhere' }, 'matching.unknown_time_zone'],
    [{ max_firms: 3 }, 'matching.too_few_seats'],
    [{ revision: 1 }, 'platform.changed_meanwhile'],
  ] as const)
    assert.equal(code(await change(day_id, over)), refusal);
  assert.deepEqual(mustSucceed(await change(day_id, { tables: 1 }), 'tables'), { revision: 1, edition: 0 });
  assert.deepEqual(await told(world, buyer, day_id), ['day.invited'], 'tables are not its business yet');
  assert.equal(code(await change(day_id, { place: 'Hall 2' })), 'platform.changed_meanwhile');
  mustSucceed(await change(day_id, { revision: 1, name: 'Late spring', held_on: '2026-04-21' }), 'date');
  const late = world.buyers[2]?.actor as Actor;
  assert.deepEqual(await told(world, late, day_id), ['day.changed', 'day.invited']);
  const seen = await view(world, buyer, day_id);
  assert.deepEqual([seen.name, seen.held_on, seen.revision], ['Late spring', '2026-04-21', 2]);
});

test('a plan that the day has outgrown is not published', async () => {
  const day_id = await confirmedDay(world, { held_on: '2026-04-20' });
  const plan = await app.execute(planDay, centre, { day_id, plan_no: 0 });
  assert.ok(mustSucceed(plan, 'plan').plan.meetings.some((m) => m.slot > 2 || m.table_no > 1));
  mustSucceed(await change(day_id, { slots: 2, tables: 1 }), 'smaller');
  assert.equal(
    code(await app.execute(publishPlan, centre, { day_id, plan_no: 1 })),
    'matching.plan_outdated',
  );
});

test('a published day is published anew with each change: the meetings stay where they fit', async () => {
  const day_id = await publishedDay();
  const before_ = await view(world, buyer, day_id);
  assert.deepEqual(
    (await calendar(buyer, day_id)).map((event) => event.slice(0, 11)),
    ['CONFIRMED 2', 'CONFIRMED 2'],
  );
  const moved = mustSucceed(await change(day_id, { starts: '10:00', place: 'Hall 9, Almaty' }), 'move');
  assert.deepEqual(moved, { revision: 1, edition: 2 });
  const now = await view(world, buyer, day_id);
  assert.deepEqual(now.meetings, before_.meetings);
  assert.deepEqual(await told(world, buyer, day_id), ['day.changed', 'day.invited', 'day.published']);
  const events = await calendar(buyer, day_id);
  assert.ok(
    events.every((event) => /^CONFIRMED 4 20260420T0[5-9]/.test(event)),
    events.join(),
  );

  // Two slots at one table hold two of the four meetings; what went is crossed out in the calendars.
  assert.equal(mustSucceed(await change(day_id, { revision: 1, slots: 2, tables: 1 }), 'fewer').edition, 3);
  const all = await view(world, centre, day_id);
  assert.deepEqual([all.meetings.length, all.plan?.plan_no], [2, 2]);
  let crossedOut = 0;
  for (const { actor } of [...world.buyers.slice(0, 2), ...world.sellers.slice(0, 2)]) {
    const statuses = (await calendar(actor, day_id)).map((event) => event.slice(0, 11));
    const own = all.meetings.filter((m) => [m.buyer_org_id, m.seller_org_id].includes(actor.org_id));
    assert.equal(statuses.filter((status) => status === 'CONFIRMED 6').length, own.length);
    crossedOut += statuses.filter((status) => status === 'CANCELLED 7').length;
  }
  assert.ok(crossedOut > 0);
});

test('the plan and an agenda are printed as PDF by whom they concern', async () => {
  const day_id = await confirmedDay(world, { held_on: '2026-04-20' });
  const sheet = (actor: Actor) => app.execute(getDaySheet, actor, { day_id });
  mustSucceed(await app.execute(planDay, centre, { day_id, plan_no: 0 }), 'plan');
  assert.equal(code(await sheet(buyer)), 'matching.not_published');
  const draft = mustSucceed(await sheet(centre), 'draft');
  mustSucceed(await app.execute(publishPlan, centre, { day_id, plan_no: 1 }), 'publish');
  assert.equal(code(await sheet(world.stranger)), 'matching.day_not_found');
  assert.equal(code(await sheet(world.buyers[2]?.actor as Actor)), 'matching.not_attending');
  const whole = mustSucceed(await sheet(centre), 'plan');
  const own = mustSucceed(await sheet(buyer), 'agenda');
  const [sizes, heads] = [[draft, whole, own].map(({ body }) => body.length), [draft, whole, own]];
  assert.equal(new Set(sizes).size, 3, 'three different sheets');
  for (const { content_type, body } of heads)
    assert.deepEqual(
      [content_type, Buffer.from(body as Uint8Array).toString('latin1', 0, 5)],
      ['application/pdf', '%PDF-'],
    );
});

test('a day that is called off says why, cancels its meetings and takes nothing more', async () => {
  const day_id = await publishedDay();
  const gone = world.sellers[1]?.actor as Actor;
  mustSucceed(await app.execute(withdrawFromDay, gone, { day_id }), 'withdraw');
  const off = (actor: Actor) => app.execute(callOffDay, actor, { day_id, reason: 'The hall is flooded' });
  for (const actor of [world.stranger, buyer]) assert.equal(code(await off(actor)), 'matching.day_not_found');
  mustSucceed(await off(centre), 'off');
  assert.equal(code(await off(centre)), 'matching.day_called_off');
  assert.deepEqual(await told(world, buyer, day_id), ['day.called_off', 'day.invited', 'day.published']);
  assert.deepEqual(await told(world, gone, day_id), ['day.invited', 'day.published'], 'it had withdrawn');
  assert.deepEqual(await open(world, buyer, day_id), ['day.called_off']);
  const seen = await view(world, buyer, day_id);
  assert.equal(seen.called_off_because, 'The hall is flooded');
  const events = await calendar(buyer, day_id);
  assert.ok(events.length > 0 && events.every((event) => event.startsWith('CANCELLED 3 ')), events.join());
  const refused = [
    await change(day_id, {}),
    await attend(world, day_id, 'buyer', 2),
    await app.execute(withdrawFromDay, buyer, { day_id }),
    await app.execute(inviteFirms, centre, { day_id, org_ids: [buyer.org_id] }),
    await app.execute(planDay, centre, { day_id, plan_no: 1 }),
    await app.execute(publishPlan, centre, { day_id, plan_no: 1 }),
    await app.execute(recordOutcome, buyer, { day_id, slot: 1, table_no: 1, outcome: 'welcome' }),
  ];
  for (const refusal of refused) {
    assert.equal(code(refusal), 'matching.day_called_off');
    assert.equal(isRefusal(refusal) && refusal.params.reason, 'The hall is flooded');
  }
});

test('the institution says once what it saw of a meeting, answers for nobody, and later plans heed it', async () => {
  const day_id = await publishedDay();
  const { meetings } = await view(world, centre, day_id);
  const [first, second] = meetings as [(typeof meetings)[number], (typeof meetings)[number]];
  const say = (
    { slot, table_no }: { slot: number; table_no: number },
    outcome: 'welcome' | 'declined',
    actor: Actor = centre,
  ) => app.execute(recordOutcome, actor, { day_id, slot, table_no, outcome });
  assert.equal(code(await say(first, 'welcome')), 'matching.not_yet_held');
  app.clock.advanceTo(new Date('2026-04-20T10:00:00Z'));
  assert.equal(code(await say(first, 'welcome', world.stranger)), 'matching.day_not_found');
  mustSucceed(await say(first, 'welcome'), 'first');
  mustSucceed(await say(second, 'declined'), 'second');
  assert.equal(code(await say(first, 'declined')), 'matching.outcome_said');
  const { items } = mustSucceed(await app.execute(listIntroductions, centre, {}), 'introductions');
  assert.deepEqual(
    items.map((i) => [i.need_id, i.listing_id, i.buyer_answer, i.seller_answer]),
    [[first.need_id, first.listing_id, null, null]],
  );
  const own = (await view(world, buyer, day_id)).meetings;
  assert.ok(own.every((m) => m.buyer_outcome === null && m.seller_outcome === null));
  const late = [await change(day_id, {}), await app.execute(callOffDay, centre, { day_id, reason: 'late' })];
  assert.deepEqual(late.map(code), ['matching.day_over', 'matching.day_over']);
  assert.equal(
    code(await app.execute(publishPlan, centre, { day_id, plan_no: 1 })),
    'matching.day_under_way',
  );
  const next = await confirmedDay(world, { held_on: '2026-06-20' });
  const { plan } = mustSucceed(await app.execute(planDay, centre, { day_id: next, plan_no: 0 }), 'plan');
  const pair = ({ buyer_org_id, seller_org_id }: typeof second) => `${buyer_org_id} ${seller_org_id}`;
  assert.ok(!plan.meetings.some((m) => pair(m as typeof second) === pair(second)));
  assert.ok(plan.meetings.length > 0 && seller.org_id !== buyer.org_id);
});

/** A day whose plan is published, in a world of firms that nobody has introduced yet. */
async function freshDay() {
  const fresh = await dayWorld();
  after(() => fresh.app.close());
  const { app, centre } = fresh;
  const day_id = await confirmedDay(fresh);
  mustSucceed(await app.execute(planDay, centre, { day_id, plan_no: 0, seed: 3 }), 'plan');
  mustSucceed(await app.execute(publishPlan, centre, { day_id, plan_no: 1 }), 'publish');
  return { fresh, app, centre, day_id };
}

test('the institution corrects its word: the earlier one is kept, the last one counts, and what a firm has answered stands', async () => {
  const { fresh, app, centre, day_id } = await freshDay();
  const { meetings } = await view(fresh, centre, day_id);
  const [met] = meetings;
  assert.ok(met);
  const other = meetings.find(
    (m) => m.buyer_org_id !== met.buyer_org_id && m.seller_org_id !== met.seller_org_id,
  );
  assert.ok(other);
  app.clock.advanceTo(new Date(`${shape.held_on}T10:00:00Z`));
  type Word = 'welcome' | 'declined' | 'not_held';
  const say = ({ slot, table_no }: typeof met, outcome: Word, replaces?: Word, actor: Actor = centre) =>
    app.execute(recordOutcome, actor, {
      day_id,
      slot,
      table_no,
      outcome,
      ...(replaces ? { replaces } : {}),
    });
  const introduced = async ({ need_id, listing_id }: typeof met) =>
    mustSucceed(await app.execute(listIntroductions, centre, {}), 'introductions').items.some(
      (i) => i.need_id === need_id && i.listing_id === listing_id,
    );
  const inFunnel = ({ buyer_org_id }: typeof met) =>
    app.within(async ({ tx }) =>
      (await firstIntroduced(tx, [buyer_org_id])).get(buyer_org_id)?.toISOString(),
    );
  mustSucceed(await say(met, 'welcome'), 'first');
  assert.ok((await introduced(met)) && (await inFunnel(met)));
  assert.equal(code(await say(met, 'not_held', 'declined')), 'platform.changed_meanwhile', 'a stale page');
  assert.equal(code(await say(met, 'welcome', 'welcome')), 'matching.outcome_said');
  mustSucceed(await say(met, 'declined', 'welcome'), 'corrected');
  assert.deepEqual([await introduced(met), await inFunnel(met)], [false, undefined]);
  mustSucceed(await say(met, 'welcome', 'declined'), 'corrected back');
  assert.ok(await introduced(met), 'introduced anew');
  const [seen] = (await view(fresh, centre, day_id)).meetings;
  assert.deepEqual(
    [seen?.institution_outcome, seen?.institution_before.map((word) => word.outcome)],
    ['welcome', ['welcome', 'declined']],
  );

  mustSucceed(await say(other, 'welcome'), 'other');
  const one = fresh.buyers.find(({ actor }) => actor.org_id === other.buyer_org_id)?.actor as Actor;
  mustSucceed(await say(other, 'welcome', undefined, one), 'the buyer answers');
  assert.equal(
    code(await say(other, 'declined', 'welcome', one)),
    'matching.outcome_said',
    'firms say it once',
  );
  mustSucceed(await say(other, 'not_held', 'welcome'), 'corrected');
  assert.ok(await introduced(other), 'the buyer has answered it');
  const words = ['declined', 'welcome'] as const;
  for (let at = 0; at < MOST_CORRECTIONS - 2; at++)
    mustSucceed(await say(met, words[at % 2] as Word, words[(at + 1) % 2]), 'again');
  assert.equal(code(await say(met, 'declined', 'welcome')), 'matching.too_many_corrections');
  // Who has read the row before the last correction is told so by the row itself.
  const place = { day_id, edition: 1, slot: met.slot, table_no: met.table_no };
  const late = { from: 'welcome', to: 'declined', now: app.clock.now() } as const;
  assert.equal(await app.within(({ tx }) => correctOutcome(tx, place, late), centre), false);
});

test('an introduction that is withdrawn while a firm answers it is not there any more', async () => {
  const { fresh, app, centre, day_id } = await freshDay();
  const [met] = (await view(fresh, centre, day_id)).meetings;
  assert.ok(met);
  app.clock.advanceTo(new Date(`${shape.held_on}T10:00:00Z`));
  const { slot, table_no } = met;
  const said = await app.execute(recordOutcome, centre, { day_id, slot, table_no, outcome: 'welcome' });
  mustSucceed(said, 'said');
  const { items } = mustSucceed(await app.execute(listIntroductions, centre, {}), 'introductions');
  const introduction_id = items[0]?.introduction_id ?? '';
  const firm = fresh.buyers.find(({ actor }) => actor.org_id === met.buyer_org_id)?.actor as Actor;
  const { begun } = await app.within(async ({ tx }) => {
    await withdrawIntroduction(tx, introduction_id, day_id, app.clock.now());
    const begun = app.execute(answerIntroduction, firm, { introduction_id, answer: 'welcome' });
    begun.catch(() => undefined);
    await pause(300);
    return { begun };
  }, centre);
  assert.equal(code(await begun), 'matching.introduction_not_found');
});
