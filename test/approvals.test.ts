import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isRefusal } from '../src/kernel/refusal.ts';
import { acceptContract, approveContract } from '../src/modules/deals/index.ts';
import { type Offer, offerQuote } from '../src/modules/quoting/index.ts';
import { memberOf } from '../src/simulator/organisations.ts';
import { type Person, type Served, serveCorridor } from './world/served.ts';

// How far one person may bind a firm: the limit, the second person, and the rules themselves, over HTTP.

let world: Served;
let buyer: Person;
let colleague: Person;
before(async () => {
  world = await serveCorridor();
  ({ colleague } = world);
  ({ buyer } = world.insider);
});
after(() => world.close());

const setRule = (limit_amount: string | null, change: object = {}, who = colleague) =>
  world.command(who, '/approval-rules', {
    currency: 'CNY',
    limit_amount,
    approver_roles: ['trader'],
    ...change,
  });
const rules = async (who = buyer) => (await world.call({ url: '/approval-rules' }, who)).json();
const waiting = async (who = colleague) =>
  (await world.call({ url: '/approvals?waiting=true' }, who)).json().items;
/** A deal whose quote is accepted, ready for the contract. */
async function agreed(): Promise<string> {
  const { seller } = world.insiders;
  const { listing_id: _l, ...line } = world.samples.request.goods[0] ?? assert.fail();
  const asked = await world.command(buyer, '/rfqs', {
    seller_org_id: seller.org_id,
    request: { ...world.samples.request, goods: [line] },
  });
  const { deal_id } = asked.json();
  const offer: Offer = world.samples.offer;
  const valid_until = new Date(world.app.clock.now().getTime() + 9 * 86_400_000).toISOString();
  await world.app.execute(offerQuote, memberOf(seller), { deal_id, offer, valid_until });
  const done = await world.command(buyer, `/deals/${deal_id}/quotes/acceptance`, { quote_number: 1 });
  assert.equal(done.statusCode, 200, done.body);
  return deal_id;
}
const accept = (deal_id: string, who: Person) => world.command(who, `/deals/${deal_id}/contract/acceptances`);
const decide = (deal_id: string, request_id: string, decision: string, who = colleague) =>
  world.command(who, `/deals/${deal_id}/contract/approvals/${request_id}`, { decision });
const dealOf = async (deal_id: string) => (await world.call({ url: `/deals/${deal_id}` }, buyer)).json();

test('without a rule one person binds; below the limit too', async () => {
  const one = await accept(await agreed(), buyer);
  assert.deepEqual([one.json().accepted_by, one.json().waiting], [['buyer'], null]);
  const set = await setRule('999999999999');
  assert.deepEqual(set.json(), { change_id: null, in_force: true }, 'one administrator decides alone');
  assert.equal((await accept(await agreed(), buyer)).json().waiting, null);
});

test('above the limit an acceptance waits for a second person, who is not the maker', async () => {
  await setRule('100');
  const deal_id = await agreed();
  const { waiting: held, accepted_by } = (await accept(deal_id, buyer)).json();
  assert.ok(held && accepted_by.length === 0);
  assert.equal((await dealOf(deal_id)).state, 'agreed');
  assert.equal((await accept(deal_id, buyer)).json().code, 'approvals.asked_already');
  const [row] = await waiting();
  assert.deepEqual(
    [row.request_id, row.subject_id, row.state, row.mine],
    [held.request_id, deal_id, 'waiting', false],
  );
  assert.equal(row.limit.amount, '100');
  assert.equal(
    (await decide(deal_id, held.request_id, 'approved', buyer)).json().code,
    'approvals.maker_decides',
  );
  for (const [who, code] of [
    [world.insider.seller, 'approvals.not_found'],
    [world.stranger.trader, 'deals.not_found'],
  ] as const)
    assert.equal((await decide(deal_id, held.request_id, 'approved', who)).json().code, code);
  const elsewhere = await agreed();
  assert.equal((await decide(elsewhere, held.request_id, 'approved')).json().code, 'approvals.not_found');
  assert.equal((await accept(deal_id, world.insider.seller)).json().state, 'agreed');
  const approved = await decide(deal_id, held.request_id, 'approved');
  assert.deepEqual([approved.statusCode, approved.json().state], [200, 'contracted'], approved.body);
  assert.equal((await decide(deal_id, held.request_id, 'approved')).json().code, 'approvals.decided');
  const { rows } = await ownerRows(
    'select user_id, approved_by from deals.acceptance where deal_id = $1 and role = $2',
    [deal_id, 'buyer'],
  );
  assert.deepEqual(rows, [{ user_id: buyer.user_id, approved_by: colleague.user_id }]);
});

test('a second person says no, who asked takes it back, and time ends what nobody decides', async () => {
  const deal_id = await agreed();
  const first = (await accept(deal_id, buyer)).json().waiting.request_id;
  assert.equal((await decide(deal_id, first, 'refused')).json().state, 'agreed');
  const second = (await accept(deal_id, buyer)).json().waiting.request_id;
  assert.equal(
    (await decide(deal_id, second, 'refused', buyer)).statusCode,
    200,
    'one takes back what is one\u2019s own',
  );
  const third = (await accept(deal_id, buyer)).json().waiting.request_id;
  world.app.clock.advanceBy(8 * 86_400_000);
  assert.equal((await decide(deal_id, third, 'approved')).json().code, 'approvals.expired');
  assert.deepEqual(await waiting(), []);
  const all = (await world.call({ url: '/approvals' }, buyer)).json().items;
  assert.equal(all.find((r: { request_id: string }) => r.request_id === third).state, 'expired');
  assert.deepEqual((await world.call({ url: '/approvals' }, world.insider.seller)).json().items, []);
});

test('those who may approve are told of what waits, its maker is not, and once it is decided it asks no more', async () => {
  const deal_id = await agreed();
  const { app } = world;
  const asked = await app.execute(acceptContract, buyer.actor, { deal_id });
  assert.ok(!isRefusal(asked) && asked.waiting);
  const { request_id } = asked.waiting;
  const told = async (who: Person) => {
    await app.drain();
    const { items } = (await world.call({ url: '/notices?limit=100' }, who)).json();
    return items.filter((item: { body: { request_id?: string } }) => item.body.request_id === request_id);
  };
  const [notice, ...more] = await told(colleague);
  assert.deepEqual(
    [notice.kind, notice.settled, notice.body.subject_id, more.length],
    ['approval.asked', false, deal_id, 0],
  );
  assert.ok(!JSON.stringify(notice.body).includes('CNY'), 'no price is told');
  for (const who of [buyer, world.insider.seller, world.stranger.trader])
    assert.deepEqual(await told(who), []);
  const second = { ...colleague.actor, roles: ['trader', 'admin'] as const };
  const decision = { deal_id, request_id, decision: 'approved' as const };
  assert.ok(!isRefusal(await app.execute(approveContract, second, decision)));
  assert.equal((await told(colleague))[0].settled, true);
});

test('a currency without a limit of its own needs two where the firm has any limit', async () => {
  assert.equal((await setRule(null)).statusCode, 200);
  await setRule('5', { currency: 'EUR' });
  const held = (await accept(await agreed(), buyer)).json().waiting;
  assert.ok(held, 'a contract in CNY waits though only EUR has a limit');
  await setRule(null, { currency: 'EUR' });
  assert.deepEqual((await rules()).rules, []);
  assert.equal((await accept(await agreed(), buyer)).json().waiting, null);
});

test('a key never makes or approves what needs two', async () => {
  await setRule('100');
  const deal_id = await agreed();
  const byKey = await world.call({
    method: 'POST',
    url: `/deals/${deal_id}/contract/acceptances`,
    headers: { 'x-api-key': world.key, 'idempotency-key': 'key-accepts-1' },
  });
  assert.equal(byKey.json().code, 'approvals.person_needed');
});

test('rules name roles that the firm has, and somebody who could be the second', async () => {
  assert.equal((await setRule('1', { approver_roles: ['customs'] })).json().code, 'approvals.role_not_held');
  assert.equal((await setRule('1', { approver_roles: ['admin'] })).json().code, 'approvals.no_second_person');
  assert.equal((await setRule('-1')).statusCode, 400);
  assert.equal((await setRule('1', { currency: 'XXX' })).statusCode, 400);
  assert.equal((await setRule('1', {}, buyer)).json().code, 'platform.not_allowed');
});

test('with two administrators a change of the rules needs both, and the maker only takes it back', async () => {
  const before = (await rules()).rules;
  await ownerRows(
    `insert into parties.member (org_id, user_id, display_name, roles, active, joined_at, updated_at, version)
     select org_id, gen_random_uuid(), 'Second', array['admin'], true, joined_at, joined_at, 1 from parties.member where user_id = $1`,
    [colleague.user_id],
  );
  const { change_id, in_force } = (await setRule('7')).json();
  assert.equal(in_force, false);
  assert.deepEqual((await rules()).rules, before);
  const decision = (value: string) =>
    world.command(colleague, `/approval-rules/${change_id}/decision`, { decision: value });
  assert.equal((await decision('approved')).json().code, 'approvals.maker_decides');
  await assert.rejects(
    ownerRows(
      `update approvals.rule_change set decision = 'approved', decided_by = proposed_by, decided_at = now() where change_id = $1`,
      [change_id],
    ),
    /check constraint/,
  );
  assert.equal((await decision('refused')).statusCode, 200, 'the maker takes it back');
  assert.equal((await decision('approved')).json().code, 'approvals.decided');
  const theirs = '018f0000-0000-7000-8000-000000000777';
  await ownerRows(
    `insert into approvals.rule_change (org_id, change_id, currency, limit_amount, approver_roles, proposed_by, proposed_at, expires_at)
     select org_id, $2, currency, 7, approver_roles, 'another', proposed_at, expires_at from approvals.rule_change where change_id = $1`,
    [change_id, theirs],
  );
  const second = await world.command(colleague, `/approval-rules/${theirs}/decision`, {
    decision: 'approved',
  });
  assert.equal(second.statusCode, 200, second.body);
  assert.equal((await rules()).rules[0].limit.amount, '7');
});

async function ownerRows(sql: string, values: unknown[]): Promise<{ rows: unknown[] }> {
  return world.app.within(async ({ tx }) => ({ rows: await tx.rows(sql, values) }));
}
