import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { after, before, beforeEach, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { isRefusal, mustSucceed, type Outcome } from '../../../kernel/refusal.ts';
import { statements } from '../../../platform/database/tx.ts';
import type { Actor } from '../../../platform/index.ts';
import {
  addEndpoint,
  countUnreadNotices,
  listEndpoints,
  listNotices,
  type News,
  notices,
  notify,
  readNotices,
  type Step,
  sendTestNotice,
  setEndpoint,
  settle,
} from '../index.ts';

const DAY_MS = 86_400_000;
let app: TestApp;
let firm: Actor;
let server: Server;
let url: string;
/** What the receiver answers to each push, the last one for ever. */
let answers: number[] = [200];
let got: { headers: Record<string, unknown>; body: string }[] = [];

before(async () => {
  app = await testApp([notices]);
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      got.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      const status = answers.length > 1 ? answers.shift() : answers[0];
      response.writeHead(status ?? 500, status === 429 ? { 'retry-after': '3000' } : {}).end('as you like');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/in`;
});
beforeEach(() => {
  firm = app.member('trader', 'admin');
  answers = [200];
  got = [];
});
after(async () => {
  await app.close();
  server.close();
});

const code = (outcome: Outcome<unknown>): string => (isRefusal(outcome) ? outcome.code : 'accepted');
const tell = (once: string, org_id = firm.org_id) =>
  app.within((ctx) =>
    notify(ctx, { org_id, what: 'offers.found', once, body: { name: 'Batteries', fresh: 2 } }),
  );
const listed = async (actor = firm) => mustSucceed(await app.execute(listNotices, actor, {}), 'list').items;
const unread = async (actor = firm) =>
  mustSucceed(await app.execute(countUnreadNotices, actor, {}), 'unread').unread;
const endpoint = async () => mustSucceed(await app.execute(addEndpoint, firm, { url }), 'add');
const endpoints = async () => mustSucceed(await app.execute(listEndpoints, firm, {}), 'endpoints').items;
const later = (ms: number) => app.drain(new Date(app.clock.now().getTime() + ms));

test('news are told once, to their organisation, and each person reads for itself', async () => {
  const colleague: Actor = { ...firm, user_id: 'colleague' };
  await tell('one');
  await tell('one');
  await app.drain();
  app.clock.advanceBy(1000);
  await tell('two');
  await app.drain();
  const items = await listed();
  assert.equal(items.length, 2);
  assert.deepEqual(items[0]?.body, { name: 'Batteries', fresh: 2 });
  assert.equal(await unread(), 2);
  const read_to = items[1]?.made_at ?? '';
  mustSucceed(await app.execute(readNotices, firm, { read_to }), 'read');
  assert.deepEqual(
    (await listed()).map((item) => item.read),
    [false, true],
  );
  assert.equal(await unread(), 1);
  mustSucceed(await app.execute(readNotices, firm, { read_to: '2020-01-01T00:00:00Z' }), 'read back');
  assert.equal(await unread(), 1, 'a mark never moves back');
  assert.equal(await unread(colleague), 2);
  const stranger = app.member('trader');
  assert.deepEqual(await listed(stranger), []);
  assert.equal(await unread(stranger), 0);
  await app.within(async ({ tx }) => {
    assert.equal((await tx.rows('select 1 from notices.notice')).length, 0);
    assert.equal((await tx.rows('select 1 from notices.read_mark')).length, 0);
  }, stranger);
});

test('a mark in the future stops at now, a key reads for nobody, a list is one statement and has pages', async () => {
  mustSucceed(await app.execute(readNotices, firm, { read_to: '9999-01-01T00:00:00Z' }), 'read');
  for (const once of ['a', 'b', 'c']) {
    app.clock.advanceBy(1000);
    await tell(once);
  }
  await app.drain();
  assert.equal(await unread(), 3);
  const key: Actor = { ...firm, kind: 'key' } as Actor;
  assert.equal(
    code(await app.execute(readNotices, key, { read_to: '2026-03-02T08:00:00Z' })),
    'notices.person_needed',
  );
  const count = statements.count;
  const first = mustSucceed(await app.execute(listNotices, firm, { limit: 2 }), 'first');
  assert.equal(statements.count - count, 1);
  const cursor = first.next_cursor ?? '';
  const rest = mustSucceed(await app.execute(listNotices, firm, { limit: 2, cursor }), 'rest');
  assert.deepEqual([first.items.length, rest.items.length, rest.next_cursor], [2, 1, null]);
  assert.equal(code(await app.execute(listNotices, firm, { cursor: 'x' })), 'platform.bad_cursor');
});

test('what is done or over asks no more and is not counted, whichever the queue brings first', async () => {
  const about = (step: number) => ({ subject: 'deal one', step });
  const say = (once: string, change: Partial<News> & { about: Step }) =>
    app.within((ctx) =>
      notify(ctx, { org_id: firm.org_id, what: 'quote.received', once, body: {}, ...change } as News),
    );
  const states = async () => new Map((await listed()).map((item) => [item.kind, item.settled]));
  await app.within((ctx) => settle(ctx, firm.org_id, about(2)));
  await app.drain();
  await say('late', { about: about(2) });
  await app.drain();
  assert.deepEqual([...(await states()).values()], [true], 'it was done before it was written');
  assert.equal(await unread(), 0);
  await say('next', { about: about(3), what: 'quote.countered' });
  const ends_at = new Date(app.clock.now().getTime() + DAY_MS);
  await say('held', { about: { subject: 'approval', step: 1 }, ends_at, what: 'approval.asked' });
  await app.drain();
  assert.equal(await unread(), 2);
  await app.within((ctx) => settle(ctx, firm.org_id, about(1)));
  await app.drain();
  assert.equal(await unread(), 2, 'a step back settles nothing');
  await app.within((ctx) => settle(ctx, firm.org_id, about(3)));
  await app.drain();
  app.clock.advanceBy(2 * DAY_MS);
  assert.equal(await unread(), 0);
  assert.deepEqual([...(await states()).values()], [true, true, true]);
});

test('news for some are read by holders of their roles, not by who made them, and pushed without saying for whom', async () => {
  await endpoint();
  const only = { roles: ['admin', 'treasurer'] as const, not_user_id: String(firm.user_id) };
  const body = { title: 'A contract' };
  const about = { subject: 'approval of a contract', step: 1 };
  await app.within((ctx) =>
    notify(ctx, { org_id: firm.org_id, what: 'approval.asked', once: 'held', body, only, about }),
  );
  await app.drain();
  const chief: Actor = { ...firm, user_id: 'chief', roles: ['admin'] };
  const clerk: Actor = { ...firm, user_id: 'clerk', roles: ['trader'] };
  const counts = [await unread(firm), await unread(chief), await unread(clerk)];
  assert.deepEqual(counts, [0, 1, 0]);
  assert.deepEqual([(await listed(firm)).length, (await listed(chief)).length], [0, 1]);
  assert.deepEqual(JSON.parse(got[0]?.body ?? '').data, body);
});

test('a push is signed by Standard Webhooks; the secret is kept sealed and shown once', async () => {
  const { endpoint_id, secret } = await endpoint();
  mustSucceed(await app.execute(sendTestNotice, firm, {}), 'test');
  await app.drain();
  const [push] = got;
  assert.ok(push, 'it arrived');
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = push.headers;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${at}.${push.body}`).digest('base64');
  assert.equal(signature, `v1,${expected}`);
  assert.equal(Number(at), Math.floor(app.clock.now().getTime() / 1000));
  const [notice] = await listed();
  assert.equal(id, notice?.notice_id);
  assert.deepEqual(JSON.parse(push.body), { type: 'notice.test', timestamp: notice?.made_at, data: {} });
  assert.deepEqual((await endpoints())[0]?.last_try, {
    state: 'delivered',
    answer: '200',
    attempts: 1,
    at: app.clock.now().toISOString(),
  });
  const [row] = await app.within(({ tx }) =>
    tx.rows<{ secret_sealed: string }>('select secret_sealed from notices.endpoint where endpoint_id = $1', [
      endpoint_id,
    ]),
  );
  assert.ok(row && !row.secret_sealed.includes(secret.slice(6, 20)));
});

test('what fails is tried again with the same id, after a longer and longer wait or as long as it is asked for', async () => {
  await endpoint();
  answers = [500, 429, 302, 204];
  await tell('retried');
  await app.drain();
  assert.equal(got.length, 1);
  await later(5_000);
  assert.equal(got.length, 2);
  await later(300_000);
  assert.equal(got.length, 2, 'the receiver asked for fifty minutes');
  assert.equal((await endpoints())[0]?.waiting, 1);
  await later(3_000_000);
  assert.equal(got.length, 3);
  await later(1_800_000);
  assert.equal(got.length, 4, 'a redirect is no receipt');
  assert.equal(new Set(got.map((push) => push.headers['webhook-id'])).size, 1);
  await later(DAY_MS);
  assert.equal(got.length, 4);
});

test('410 turns an endpoint off at once; five notices given up in a row do so too; its owner turns it on again', async () => {
  const { endpoint_id } = await endpoint();
  answers = [410];
  await tell('gone');
  await app.drain();
  assert.deepEqual([(await endpoints())[0]?.state, (await endpoints())[0]?.off_because], ['off', 'gone']);
  await tell('unheard');
  await app.drain();
  assert.equal(got.length, 1, 'what is off gets nothing');
  mustSucceed(await app.execute(setEndpoint, firm, { endpoint_id, state: 'on' }), 'on');
  answers = [503];
  for (let n = 0; n < 5; n += 1) await tell(`lost ${n}`);
  await later(2 * DAY_MS);
  assert.equal(got.length, 1 + 5 * 7, 'seven tries each');
  const [after] = await endpoints();
  assert.deepEqual([after?.state, after?.off_because, after?.waiting], ['off', 'failing', 0]);
  assert.equal(after?.last_try?.answer, '503');
});

test('what waits for an endpoint that is turned off is given up; a removed one is gone', async () => {
  const { endpoint_id } = await endpoint();
  answers = [500];
  await tell('waiting');
  await app.drain();
  mustSucceed(await app.execute(setEndpoint, firm, { endpoint_id, state: 'off' }), 'off');
  await later(DAY_MS);
  assert.equal(got.length, 1);
  assert.deepEqual((await endpoints())[0]?.waiting, 0);
  mustSucceed(await app.execute(setEndpoint, firm, { endpoint_id, state: 'removed' }), 'removed');
  assert.deepEqual(await endpoints(), []);
  assert.equal(
    code(await app.execute(setEndpoint, firm, { endpoint_id, state: 'on' })),
    'notices.endpoint_not_found',
  );
});

test('another organisation’s endpoint, addresses inside, and more than five are refused', async () => {
  const { endpoint_id } = await endpoint();
  const stranger = app.member('trader', 'admin');
  assert.equal(
    code(await app.execute(setEndpoint, stranger, { endpoint_id, state: 'removed' })),
    'notices.endpoint_not_found',
  );
  for (const bad of [
    'http://outside.example/',
    'https://10.0.0.1/',
    'https://u:p@outside.example/',
    'file:///etc',
    'x',
  ])
    assert.equal(code(await app.execute(addEndpoint, firm, { url: bad })), 'notices.address_refused', bad);
  const outcomes = await Promise.all([1, 2, 3, 4, 5, 6].map(() => app.execute(addEndpoint, firm, { url })));
  assert.equal(outcomes.filter(isRefusal).length, 2);
  assert.equal((await endpoints()).length, 5);
});

test('two runs of one try lead to one next try, and a notice of half a year ago is removed', async () => {
  const { endpoint_id } = await endpoint();
  answers = [500, 500, 200];
  await tell('twice');
  await app.drain();
  const [push] = await app.within(({ tx }) =>
    tx.rows<{ notice_id: string }>('select notice_id from notices.delivery where endpoint_id = $1', [
      endpoint_id,
    ]),
  );
  const pushing = notices.jobs?.find((job) => job.queue === 'notices.push');
  assert.ok(pushing && 'steps' in pushing && push);
  const job = { org_id: firm.org_id, endpoint_id, notice_id: push.notice_id, attempt: 2 };
  await Promise.all([1, 2].map(() => pushing.steps((work) => app.within(work), app.runtime.services, job)));
  assert.equal((await endpoints())[0]?.last_try?.attempts, 2);
  const seen = got.length;
  await later(2 * 3_600_000);
  assert.ok(got.length <= seen + 1, 'not two next tries');
  app.clock.advanceBy(200 * DAY_MS);
  const sweep = notices.jobs?.find((one) => one.queue === 'notices.remove-old');
  assert.ok(sweep && 'handler' in sweep);
  await app.within((ctx) => sweep.handler(ctx, {}));
  assert.deepEqual(await listed(), []);
  assert.equal((await endpoints())[0]?.last_try, null);
});
