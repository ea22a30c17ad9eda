import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { TestApp } from '../../../../test/app.ts';
import { newId } from '../../../../test/trading-firms.ts';
import { mustSucceed } from '../../../kernel/refusal.ts';
import { statements } from '../../../platform/database/tx.ts';
import type { Actor } from '../../../platform/index.ts';
import { closeNeed } from '../../catalogue/index.ts';
import { writeCalendar } from '../days/calendar.ts';
import { getAgendaFile } from '../days/get-agenda-file.ts';
import { getDay } from '../days/get-day.ts';
import { listDays } from '../days/list-days.ts';
import { recordOutcome } from '../days/record-outcome.ts';
import { instantAt } from '../days/slots.ts';
import { withdrawFromDay } from '../days/withdraw-from-day.ts';
import { attendDay, createDay, inviteFirms, listIntroductions, planDay, publishPlan } from '../index.ts';
import { planMeetings } from '../plan-meetings.ts';
import { attend, code, confirmedDay, type DayWorld, dayWorld, open, shape, told, view } from './day-world.ts';

let world: DayWorld;
let app: TestApp;
let centre: Actor;
let stranger: Actor;
let buyers: DayWorld['buyers'];
let sellers: DayWorld['sellers'];

before(async () => {
  world = await dayWorld();
  ({ app, centre, stranger, buyers, sellers } = world);
});
after(() => app.close());

const [buy, sell] = [
  (at: number) => buyers[at] as (typeof buyers)[number],
  (at: number) => sellers[at] as (typeof sellers)[number],
];

test('a day goes from its invitation over plan and publication to outcomes that become answers', async () => {
  const day_id = await confirmedDay(world);
  const first = mustSucceed(await app.execute(planDay, centre, { day_id, plan_no: 0, seed: 7 }), 'plan').plan;
  assert.equal(first.meetings.length, 4, 'each meets each');
  assert.ok(first.meetings.every((m) => m.slot !== 1 || m.buyer_org_id !== buy(1).actor.org_id));
  const again = mustSucceed(await app.execute(planDay, centre, { day_id, plan_no: 1, seed: 7 }), 'plan').plan;
  assert.deepEqual(again.meetings, first.meetings, 'the seed gives the same plan');
  const hidden = await view(world, buy(0).actor, day_id);
  assert.deepEqual([hidden.plan, hidden.meetings.length, hidden.firms.length], [null, 0, 1]);
  assert.equal(code(await app.execute(getAgendaFile, buy(0).actor, { day_id })), 'matching.not_published');

  mustSucceed(await app.execute(publishPlan, centre, { day_id, plan_no: 2 }), 'publish');
  assert.deepEqual(await told(world, buy(0).actor, day_id), ['day.invited', 'day.published']);
  assert.deepEqual(
    await told(world, buy(2).actor, day_id),
    ['day.invited'],
    'who did not come has no meetings',
  );
  assert.deepEqual(await told(world, stranger, day_id), []);
  assert.deepEqual(await open(world, buy(0).actor, day_id), ['day.published'], 'it has said that it comes');
  assert.deepEqual(await open(world, buy(2).actor, day_id), ['day.invited']);
  const count = statements.count;
  const own = await view(world, buy(0).actor, day_id);
  assert.equal(statements.count - count, 4);
  assert.equal(own.meetings.length, 2);
  assert.ok(own.meetings.every((m) => m.buyer_org_id === buy(0).actor.org_id));
  assert.equal(own.slot_times[0]?.starts_at, '2026-04-10T04:00:00.000Z', 'Almaty is five hours ahead');
  const file = mustSucceed(await app.execute(getAgendaFile, buy(0).actor, { day_id }), 'file');
  assert.match(String(file.body), /DTSTART:20260410T0[4-9]\d{4}Z\r\n/);
  assert.equal(String(file.body).match(/BEGIN:VEVENT/g)?.length, 2);

  const { slot, table_no, seller_org_id } = own.meetings[0] as (typeof own.meetings)[number];
  const say = (outcome: 'welcome' | 'declined') => ({ day_id, slot, table_no, outcome });
  assert.equal(code(await app.execute(recordOutcome, buy(0).actor, say('welcome'))), 'matching.not_yet_held');
  app.clock.advanceTo(new Date('2026-04-10T08:00:00Z'));
  assert.equal(
    code(await app.execute(recordOutcome, buy(1).actor, say('welcome'))),
    'matching.meeting_not_found',
  );
  mustSucceed(await app.execute(recordOutcome, buy(0).actor, say('welcome')), 'outcome');
  assert.equal(
    code(await app.execute(recordOutcome, buy(0).actor, say('declined'))),
    'matching.outcome_said',
  );
  const partner = sellers.find(({ actor }) => actor.org_id === seller_org_id);
  mustSucceed(await app.execute(recordOutcome, (partner ?? sell(0)).actor, say('declined')), 'outcome');
  const { items } = mustSucceed(await app.execute(listIntroductions, centre, {}), 'introductions');
  assert.deepEqual(
    items.map((i) => [i.buyer_answer, i.seller_answer, i.note]),
    [['welcome', 'declined', 'Spring day']],
  );
  assert.equal(
    code(await app.execute(publishPlan, centre, { day_id, plan_no: 2 })),
    'matching.day_under_way',
  );
  assert.equal(code(await attend(world, day_id, 'buyer', 2)), 'matching.day_over');

  // The next day does not seat the two again, unless the institution says so.
  const next = await confirmedDay(world, { held_on: '2026-05-10' });
  const plan = mustSucceed(await app.execute(planDay, centre, { day_id: next, plan_no: 0 }), 'plan').plan;
  assert.equal(plan.meetings.length, 3);
  const pinned = [{ buyer_org_id: buy(0).actor.org_id, seller_org_id }];
  const held = mustSucceed(
    await app.execute(planDay, centre, { day_id: next, plan_no: 1, pinned }),
    'plan',
  ).plan;
  assert.equal(held.meetings.length, 4);
});

test('two who plan at once: one plan stands, and the other is told', async () => {
  const day_id = await confirmedDay(world, { held_on: '2026-06-10' });
  const both = await Promise.all(
    [1, 2].map((seed) => app.execute(planDay, centre, { day_id, plan_no: 0, seed })),
  );
  assert.deepEqual(both.map(code).sort(), ['accepted', 'matching.plan_outdated']);
  const pair = { buyer_org_id: buy(0).actor.org_id, seller_org_id: sell(0).actor.org_id };
  const plan = (wish: object) => app.execute(planDay, centre, { day_id, plan_no: 1, ...wish });
  assert.equal(code(await plan({ pinned: [pair], forbidden: [pair] })), 'matching.pinned_and_forbidden');
  assert.equal(
    code(await plan({ pinned: [{ ...pair, buyer_org_id: buy(2).actor.org_id }] })),
    'matching.not_attending',
  );
  const { meetings } = mustSucceed(await plan({ forbidden: [pair] }), 'plan').plan;
  assert.ok(
    !meetings.some((m) => m.buyer_org_id === pair.buyer_org_id && m.seller_org_id === pair.seller_org_id),
  );
});

test('a firm that withdraws after the publication: its meetings are called off, and a new plan goes without it', async () => {
  const day_id = await confirmedDay(world, { held_on: '2026-07-10' });
  mustSucceed(await app.execute(planDay, centre, { day_id, plan_no: 0 }), 'plan');
  mustSucceed(await app.execute(publishPlan, centre, { day_id, plan_no: 1 }), 'publish');
  assert.equal(code(await attend(world, day_id, 'seller', 0)), 'matching.day_published');
  const { called_off } = mustSucceed(
    await app.execute(withdrawFromDay, sell(0).actor, { day_id }),
    'withdraw',
  );
  assert.ok(called_off > 0);
  assert.equal(code(await app.execute(withdrawFromDay, sell(0).actor, { day_id })), 'matching.not_attending');
  const seen = await view(world, centre, day_id);
  assert.equal(seen.meetings.filter((m) => m.called_off_by === sell(0).actor.org_id).length, called_off);
  assert.equal(
    code(await app.execute(publishPlan, centre, { day_id, plan_no: 1 })),
    'matching.plan_outdated',
  );
  mustSucceed(await attend(world, day_id, 'seller', 2), 'a late seller');
  mustSucceed(await app.execute(planDay, centre, { day_id, plan_no: 1 }), 'plan');
  assert.equal(
    mustSucceed(await app.execute(publishPlan, centre, { day_id, plan_no: 2 }), 'publish').edition,
    2,
  );
  const now = await view(world, centre, day_id);
  assert.ok(now.meetings.length > 0 && now.meetings.every((m) => m.seller_org_id !== sell(0).actor.org_id));
});

test('more firms than seats, goods of others, slots and days that are not there', async () => {
  const day_id = await confirmedDay(world, { held_on: '2026-08-10', max_firms: 4 });
  assert.equal(code(await attend(world, day_id, 'buyer', 2)), 'matching.day_full');
  mustSucceed(await attend(world, day_id, 'buyer', 0, [2]), 'who has a seat may change');
  assert.equal(code(await attend(world, day_id, 'buyer', 0, [4])), 'matching.no_such_slot');
  const others = { day_id, side: 'buyer' as const, goods_ids: [buy(1).need_id] };
  assert.equal(code(await app.execute(attendDay, buy(0).actor, others)), 'matching.not_your_goods');
  const create = (over: object) =>
    app.execute(createDay, centre, { ...shape, held_on: '2026-08-10', ...over });
  assert.equal(code(await create({ time_zone: 'Asia/Nowhere' })), 'matching.unknown_time_zone');
  assert.equal(code(await create({ starts: '23:30' })), 'matching.day_too_long');
  assert.equal(code(await create({ held_on: '2026-03-01' })), 'matching.day_over');
  const strangers = { day_id, org_ids: [newId(app)] };
  assert.equal(code(await app.execute(inviteFirms, centre, strangers)), 'parties.not_found');
  // A need that was closed since is no reason to meet.
  mustSucceed(await app.execute(closeNeed, buy(0).actor, { need_id: buy(0).need_id }), 'close');
  const { plan } = mustSucceed(await app.execute(planDay, centre, { day_id, plan_no: 0 }), 'plan');
  assert.ok(plan.meetings.length > 0 && plan.meetings.every((m) => m.buyer_org_id === buy(1).actor.org_id));
});

test('another institution and firms that were not invited see nothing; open registration lets them in', async () => {
  const { day_id } = mustSucceed(
    await app.execute(createDay, centre, { ...shape, held_on: '2026-09-10' }),
    'create',
  );
  for (const actor of [stranger, buy(1).actor]) {
    assert.equal(code(await app.execute(getDay, actor, { day_id })), 'matching.day_not_found');
    assert.equal(code(await app.execute(planDay, actor, { day_id, plan_no: 0 })), 'matching.day_not_found');
    assert.equal(
      code(await app.execute(publishPlan, actor, { day_id, plan_no: 1 })),
      'matching.day_not_found',
    );
    const { items } = mustSucceed(await app.execute(listDays, actor, {}), 'list');
    assert.ok(!items.some((day) => day.day_id === day_id));
  }
  assert.equal(code(await attend(world, day_id, 'buyer', 1)), 'matching.day_not_found');
  const open = mustSucceed(
    await app.execute(createDay, centre, { ...shape, held_on: '2026-09-11', open_registration: true }),
    'open',
  );
  mustSucceed(await attend(world, open.day_id, 'buyer', 1), 'registers itself');
  const other = await app.execute(planDay, centre, { day_id, plan_no: 0 });
  assert.equal(code(other), 'matching.nobody_to_seat');
  assert.equal(
    code(await app.execute(planDay, stranger, { day_id: open.day_id, plan_no: 0 })),
    'matching.day_not_found',
    'who may look at an open day may not plan it',
  );
  await app.within(async ({ tx }) => {
    assert.equal((await tx.rows('select 1 from matching.day_plan')).length, 0);
    assert.equal((await tx.rows('select 1 from matching.day_meeting')).length, 0);
    assert.equal((await tx.rows('select 1 from matching.day_firm')).length, 0);
    assert.equal(await tx.run(`update matching.day set name = 'mine'`), 0);
  }, stranger);
});

test('pinned pairs come first, and who is away or forbidden is not seated', () => {
  const score = [
    [90, 10],
    [80, 70],
  ];
  const pinned = planMeetings(score, { slots: 1, tables: 1, least: 30, pinned: [[0, 1]] });
  assert.deepEqual(pinned.meetings, [{ slot: 1, table: 1, buyer: 0, seller: 1, score: 10 }]);
  const away = planMeetings(score, {
    slots: 1,
    tables: 2,
    least: 30,
    buyer_away: [new Set([1]), new Set()],
    seller_away: [new Set(), new Set()],
    forbidden: [[1, 0]],
  });
  assert.deepEqual(
    away.meetings.map((m) => [m.buyer, m.seller]),
    [[1, 1]],
  );
});

test('no firm is left behind while others meet all the time', () => {
  const even = Array.from({ length: 6 }, () => Array.from({ length: 6 }, () => 98));
  const { of_buyer, meetings } = planMeetings(even, { slots: 6, tables: 5, least: 30 });
  assert.equal(meetings.length, 30);
  assert.ok(Math.max(...of_buyer) - Math.min(...of_buyer) <= 2, of_buyer.join(' '));
  // Long after everybody has met, equal firms still take turns at the few tables.
  const crowd = Array.from({ length: 12 }, () => Array.from({ length: 12 }, () => 98));
  const turns = planMeetings(crowd, { slots: 24, tables: 4, least: 30 }).of_buyer;
  assert.deepEqual([Math.min(...turns), Math.max(...turns)], [8, 8]);
});

test('a calendar keeps to the format whatever stands in a name; clocks that change are known', () => {
  const at = new Date('2026-04-10T04:00:00Z');
  const name = `Осень; ${'长'.repeat(60)}, \\ end\nBEGIN:VEVENT`;
  const event = { uid: 'a', sequence: 1, stamped_at: at, starts_at: at, ends_at: at, cancelled: true };
  const file = writeCalendar([{ ...event, summary: name, location: 'x', description: 'y' }]);
  const lines = file.split('\r\n');
  assert.ok(lines.every((line) => Buffer.byteLength(line) <= 75));
  assert.equal(lines.filter((line) => line === 'BEGIN:VEVENT').length, 1);
  assert.ok(file.replaceAll('\r\n ', '').includes('SUMMARY:Осень\\; '));
  assert.ok(file.includes('STATUS:CANCELLED\r\n'));
  assert.equal(instantAt('2026-03-29', 4 * 60, 'Europe/Berlin').toISOString(), '2026-03-29T02:00:00.000Z');
  assert.equal(instantAt('2026-01-10', 0, 'Asia/Shanghai').toISOString(), '2026-01-09T16:00:00.000Z');
});
