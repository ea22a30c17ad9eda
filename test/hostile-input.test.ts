import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { allows } from '../src/app/grants.ts';
import { refusals } from '../src/app/modules.ts';
import { hostileText, hostileValue, mutated } from './world/hostile-values.ts';
import { everyRoute, idsFor, type KnownRoute, requestFor } from './world/requests.ts';
import { changedTables, type Person, type Served, serveCorridor } from './world/served.ts';

// Whatever is sent, the answer is a problem document with a code of the table and below 500, and a refused command
// leaves nothing behind.

/** For each route; SAUDA_TEST_RUNS and SAUDA_TEST_SEED look further. */
const RUNS = Number(process.env.SAUDA_TEST_RUNS ?? 24);

let world: Served;
let all: KnownRoute[];
before(async () => {
  world = await serveCorridor();
  all = await everyRoute(world);
});
after(() => world.close());

function mustBeAnAnswer(response: LightMyRequestResponse, sent: unknown): void {
  const shown = `${JSON.stringify(sent)?.slice(0, 600)} → ${response.statusCode} ${response.body.slice(0, 300)}`;
  assert.ok(response.statusCode < 500, shown);
  if (response.statusCode < 400) return;
  assert.match(String(response.headers['content-type']), /^application\/problem\+json/, shown);
  const problem = response.json();
  const meaning = refusals[problem.code];
  assert.ok(meaning, shown);
  assert.equal(problem.status, response.statusCode, shown);
  assert.equal(meaning.status, response.statusCode, shown);
  assert.ok(
    !/node_modules|\bat \w+ \(|relation "|syntax error/.test(response.body),
    `inner workings show: ${shown}`,
  );
}

/** Somebody who may, so that what is sent reaches as far as it can. */
function whoMay(route: KnownRoute): Person {
  if (route.permission === 'member:manage' || route.permission === 'member:invite') return world.colleague;
  if (route.sample.by) return world.insider[route.sample.by];
  const people = [...Object.values(world.insider), ...Object.values(world.stranger)];
  return people.find((p) => allows(p.actor, route.permission)) ?? world.insider.buyer;
}

test('addresses, queries and headers of any kind are answered', async () => {
  const cookie = await world.cookieOf(world.insider.buyer);
  const urls = [
    '/api/v1/deals/%',
    '/api/v1/deals/%00',
    '/api/v1/deals/%E0%A4%A',
    '/api/v1/deals/../../etc/passwd',
    '/api/v1/deals/..%2f..%2fetc%2fpasswd',
    `/api/v1/deals/${'a'.repeat(5000)}`,
    '/api/v1/deals?limit=1e3',
    '/api/v1/deals?limit=-1',
    '/api/v1/deals?limit=10&limit=20',
    '/api/v1/deals?limit=Infinity',
    '/api/v1/listings?limit=1e400',
    '/api/v1/deals?cursor[]=1',
    '/api/v1/deals?q=%00',
    '/api/v1/deals?q=%ff%fe',
    `/api/v1/deals?q=${'%25'.repeat(26)}`,
    '/api/v1/deals?__proto__[polluted]=1',
    '/api/v1/deals?constructor=1',
    '/api/v1/listings?q=%27%3B%20drop%20table%20deals.deal%3B--',
    '/api/v1/listings?q=%F0%9F%98%80%E2%80%AE',
    '/api/v1/listings?price_to=999999999999999999&currency=CNY',
    '/api/v1/landed-cost/tariffs/KZ/850760?date=0000-01-01',
    '/api/v1/rate-cards?date=0000-12-31',
    '/api/v1/nothing',
    '/api/v1/',
    '//api/v1/deals',
    '/api/v1/deals;x=1',
  ];
  for (const url of urls) mustBeAnAnswer(await world.call({ url, headers: { cookie } }), url);
  for (const headers of [
    { 'x-request-id': 'a\u00ff'.repeat(300) },
    { 'accept-language': 'x'.repeat(9000) },
    { 'accept-language': '-,;q=,*;q=9,,,' },
    { 'x-api-key': '\u00ff'.repeat(100) },
    { cookie: '=;;=;%;sauda.session_token=%E0%A4%A' },
    { cookie: `sauda.session_token=${'%22'.repeat(900)}` },
    { origin: 'null' },
    { host: 'evil.example' },
    { 'if-none-match': '"'.repeat(400) },
    { 'x-http-method-override': 'DELETE' },
  ])
    mustBeAnAnswer(await world.call({ url: '/deals', headers }), headers);
  const polluted: Record<string, unknown> = {};
  assert.equal(polluted.polluted, undefined);
});

test('bodies that are no JSON, too deep, too large or of another kind are refused', async () => {
  const post = (
    payload: string | Buffer,
    type: string | undefined,
    url = '/rfqs',
  ): Promise<LightMyRequestResponse> =>
    world.call(
      {
        method: 'POST',
        url,
        payload,
        headers: { 'idempotency-key': 'a-hostile-body', ...(type ? { 'content-type': type } : {}) },
      },
      world.insider.buyer,
    );
  const json = 'application/json';
  const id = world.insiders.seller.org_id;
  const cases: [string | Buffer, string | undefined, number, string][] = [
    ['{', json, 400, 'platform.bad_input'],
    ['', json, 400, 'platform.bad_input'],
    ['null', json, 400, 'platform.bad_input'],
    ['[]', json, 400, 'platform.bad_input'],
    ['"x"', json, 400, 'platform.bad_input'],
    ['1e400', json, 400, 'platform.bad_input'],
    [`{"seller_org_id":"${id}","answer_within_days":1e400}`, json, 400, 'platform.bad_input'],
    [`{"seller_org_id":"${id}","answer_within_days":9007199254740993}`, json, 400, 'platform.bad_input'],
    [`{"__proto__":{"admin":true},"seller_org_id":"${id}"}`, json, 400, 'platform.bad_input'],
    [`{"constructor":{"prototype":{"admin":true}},"seller_org_id":"${id}"}`, json, 400, 'platform.bad_input'],
    [Buffer.from([0xff, 0xfe, 0x00]), json, 400, 'platform.bad_input'],
    ['['.repeat(200_000), json, 400, 'platform.bad_input'],
    [`${'['.repeat(200_000)}${']'.repeat(200_000)}`, json, 400, 'platform.bad_input'],
    ['{}', 'application/xml', 415, 'platform.unsupported_media'],
    ['a=1', 'application/x-www-form-urlencoded', 415, 'platform.unsupported_media'],
    ['{}', 'multipart/form-data; boundary=x', 415, 'platform.unsupported_media'],
    ['{}', 'text/plain', 415, 'platform.unsupported_media'],
    [`{"message":"${'x'.repeat(1_100_000)}"}`, json, 413, 'platform.body_too_large'],
  ];
  for (const [payload, type, status, code] of cases) {
    const response = await post(payload, type);
    mustBeAnAnswer(response, String(payload).slice(0, 80));
    assert.deepEqual(
      [response.statusCode, response.json().code],
      [status, code],
      String(payload).slice(0, 80),
    );
  }
  const deep = `{"document":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`;
  assert.equal((await post(deep, json, '/verify')).json().code, 'platform.bad_input');
  const wide = JSON.stringify({
    document: Object.fromEntries(Array.from({ length: 41 }, (_, i) => [`k${i}`, i])),
  });
  assert.equal((await post(wide, json, '/verify')).json().code, 'platform.bad_input');
});

test('a query beside a body is refused: it would pass the schema by', async () => {
  const { insider, deals } = world;
  for (const query of ['reason=x', 'sell=1', '__proto__=1', `deal_id=${deals.closed}`]) {
    const cancelled = await world.command(insider.buyer, `/deals/${deals.contracted}/cancellation?${query}`, {
      reason: 'none',
    });
    assert.equal(cancelled.json().code, 'platform.bad_input', query);
  }
  const url = `/organisation/members/${world.colleague.user_id}`;
  const smuggled = await world.call(
    { method: 'DELETE', url, payload: { user_id: insider.buyer.user_id } },
    world.stranger.admin,
  );
  assert.equal(smuggled.json().params.user_id, world.colleague.user_id);
});

test('text that cannot be stored is refused wherever it stands, and so are marks that hide or turn the writing', async () => {
  const { deals, insider } = world;
  for (const text of ['a\u0000b', 'a\ud800', '\udc00a'])
    for (const [who, url, body] of [
      [insider.buyer, `/deals/${deals.contracted}/cancellation`, { reason: `why ${text}` }],
      [insider.buyer, `/deals/${deals.quoted}/quotes/refusal`, { reason: `why ${text}` }],
      [insider.carrier, `/deals/${deals.shipped}/consignment/arrival`, { remark: text }],
    ] as [Person, string, object][]) {
      const response = await world.command(who, url, body);
      assert.equal(response.json().code, 'platform.bad_input', `${url} ${response.body}`);
    }
  const decline = (reason: string) =>
    world.command(insider.seller, `/deals/${deals.requested}/quotes/refusal`, { reason });
  for (const reason of [
    'no \u202egnihton\u202c',
    'hid\u200bden',
    'bell\u0007',
    'tag\u{e0041}ged',
    'end\u{e007f}',
  ]) {
    const { code, errors } = (await decline(reason)).json();
    assert.equal(`${code} ${errors[0].path} ${errors[0].code}`, 'platform.bad_input body/reason text_unfit');
  }
  const reason = 'no nothing, no 😀, no ❤️, no \u{e0100}, no \u0627';
  const told = await decline(reason);
  assert.equal(told.statusCode, 200, told.body);
  const { items } = (await world.call({ url: `/deals/${deals.requested}/timeline` }, insider.buyer)).json();
  assert.equal(items.at(-1).body.reason, reason);
});

test('a key answers once: the same again, a conflict for another body, nothing for another organisation', async () => {
  const { insider, stranger, colleague, nobody } = world;
  const open = (who: Person, currency: string) =>
    world.command(who, '/wallet', { currency }, 'one-key-for-all');
  const first = await open(insider.buyer, 'EUR');
  assert.equal(first.statusCode, 200, first.body);
  assert.equal((await open(insider.buyer, 'EUR')).body, first.body);
  assert.equal((await open(colleague, 'RUB')).json().code, 'platform.idempotency_conflict');
  assert.equal((await open(stranger.trader, 'RUB')).json().account_id, 'wallet:RUB');
  for (const key of ['', 'short', 'x'.repeat(201), 'with space', 'ключ-ключ', 'a\tb-c-d-e'])
    assert.equal(
      (await world.command(insider.buyer, '/wallet', { currency: 'EUR' }, key)).json().code,
      'platform.idempotency_key_missing',
    );
  // People without an organisation share no keys.
  const body = {
    name: 'Demo Newcomer',
    kind: 'trader',
    country: 'KZ',
    registration_scheme: 'other',
    registration_number: 'DEMO-0007',
    your_name: 'Demo Person',
  };
  const founded = await world.command(nobody, '/organisations', body, 'the-key-of-nobody');
  assert.equal(founded.statusCode, 200, founded.body);
  const signUp = { email: 'second@outside.example', password: 'a long enough secret', name: 'Second' };
  const second = await world.call({ method: 'POST', url: '/sign-up', payload: signUp });
  const cookie = second.cookies.map((c) => `${c.name}=${encodeURIComponent(c.value)}`).join('; ');
  const headers = { cookie, 'idempotency-key': 'the-key-of-nobody' };
  const taken = await world.call({ method: 'POST', url: '/organisations', payload: body, headers });
  assert.equal(taken.json().code, 'parties.number_taken');
});

test('the same command many times at once happens once', async () => {
  const { insider } = world;
  const body = { sell: { amount: '1000000', currency: 'CNY' }, buy_currency: 'KZT' };
  const { exchange_id } = (await world.command(insider.buyer, '/exchanges', body, 'ask-once')).json();
  const before = await wallet(insider.buyer, 'CNY');
  const answers = await Promise.all(
    Array.from({ length: 8 }, () =>
      world.command(insider.buyer, `/exchanges/${exchange_id}/lock`, {}, 'eight-at-once'),
    ),
  );
  for (const answer of answers) mustBeAnAnswer(answer, body);
  assert.deepEqual(new Set(answers.map((a) => a.statusCode)), new Set([200]));
  assert.equal(new Set(answers.map((a) => a.body)).size, 1);
  assert.equal(before - (await wallet(insider.buyer, 'CNY')), 1_000_000n);
});

async function wallet(who: Person, currency: string): Promise<bigint> {
  const { items } = (await world.call({ url: '/wallet' }, who)).json();
  const found = items.find((a: { account_id: string }) => a.account_id === `wallet:${currency}`);
  return BigInt(found.available.amount);
}

test('what was hostile is stored nowhere as something else: the samples of hostile values are what they seem', () => {
  // The generators are part of the proof: they must bring what the titles say.
  const values = fc.sample(hostileValue, { numRuns: 2000, seed: 1 });
  assert.ok(values.some((v) => typeof v === 'string' && v.includes('\u0000')));
  assert.ok(values.some((v) => typeof v === 'string' && !v.isWellFormed()));
  assert.ok(fc.sample(hostileText, { numRuns: 500, seed: 1 }).some((v) => v.length > 50_000));
  const one: InjectOptions & { url: string } = {
    url: '/x/y?z=1',
    method: 'POST',
    payload: { a: { b: [1] } },
  };
  assert.ok(
    fc.sample(mutated(one), { numRuns: 50, seed: 1 }).every((r) => JSON.stringify(r) !== JSON.stringify(one)),
  );
});

/** Its tables are made when they are first asked of; on a busy machine "ask again in a minute" is the answer till then. */
async function untilPrepared(good: InjectOptions & { url: string }): Promise<void> {
  while ((await world.call(good)).json().code === 'sdmx.sql_preparing') await sleep(500);
}

test('every route withstands every field turned hostile, and refused commands write nothing', async (t) => {
  const seed = Number(process.env.SAUDA_TEST_SEED ?? 20261123);
  t.diagnostic(`seed ${seed}`);
  let before = await world.fingerprint();
  let sent = 0;
  let refused = 0;
  const failures: string[] = [];
  for (const route of all) {
    const good = requestFor(world, route, await idsFor(world, route.sample));
    const who = route.key === 'POST /sign-out' ? undefined : whoMay(route);
    if (route.key === 'POST /statistics/sql') await untilPrepared(good);
    let written = route.method === 'GET';
    await fc.assert(
      fc.asyncProperty(mutated(good), async (request) => {
        const response = await world.call(request, who);
        sent += 1;
        try {
          mustBeAnAnswer(response, request);
        } catch (error) {
          failures.push(error instanceof Error ? error.message : String(error));
        }
        if (response.statusCode >= 400) refused += 1;
        else if (request.method !== 'GET') written = true;
      }),
      { numRuns: RUNS, seed },
    );
    if (written && route.method === 'GET') continue;
    const now = await world.fingerprint();
    const changed = written ? [] : changedTables(before, now);
    if (changed.length > 0) failures.push(`${route.key} was refused and wrote ${changed.join(', ')}`);
    before = now;
  }
  assert.deepEqual(failures, []);
  t.diagnostic(`${sent} requests, ${refused} refused`);
  assert.ok(refused > sent / 3, 'most of what is hostile is refused');
});
