import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { TEST_SECRET } from '../../../../test/cluster.ts';
import { makeRegistration } from '../../../kernel/check-digits/index.ts';
import { seededRandom } from '../../../kernel/random.ts';
import { readConfig } from '../../../platform/config.ts';
import { statements } from '../../../platform/database/tx.ts';
import { buildServer } from '../../../platform/http/server.ts';
import { createLog } from '../../../platform/log.ts';
import { platformRefusals } from '../../../platform/refusals.ts';
import {
  membershipChanged,
  membershipOf,
  parties,
  registerMembers,
  registerOrganisations,
} from '../../parties/index.ts';
import {
  type Accounts,
  accounts,
  createDemoAccounts,
  DEMO_PASSWORD,
  hasDemoPasswords,
  openAccounts,
} from '../index.ts';

let app: TestApp;
let server: FastifyInstance;
let opened: Accounts;
let traderId: string;
const org_id = '018f0000-0000-7000-8000-000000000001';

before(async () => {
  app = await testApp([parties, accounts]);
  const config = {
    ...readConfig({ SAUDA_HOME: app.runtime.services.home, SAUDA_SECRET: TEST_SECRET }),
    demo: true,
  };
  config.rate_limit_per_minute = 100_000;
  const refusals = { ...platformRefusals, ...parties.refusals, ...accounts.refusals };
  opened = await openAccounts({
    config,
    systemUrl: app.database.urlOf('sauda_system'),
    clock: app.clock,
    log: createLog('silent'),
    membershipOf: (user_id) => app.within((ctx) => membershipOf(ctx.tx, user_id)),
  });
  server = await buildServer({
    config,
    log: createLog('silent'),
    runtime: app.runtime,
    routes: parties.routes,
    refusals,
    authenticate: opened.authenticate,
    extend: async (fastify) => opened.register(fastify, refusals),
  });
  const users = await createDemoAccounts(
    { config, pool: opened.pool, clock: app.clock, random: app.runtime.random },
    [{ email: 'trader@demo.example', name: 'Demo Trader', locale: 'ru' }],
  );
  traderId = users.get('trader@demo.example') ?? '';
  await app.within(async (ctx) => {
    await registerOrganisations(ctx.tx, [
      {
        org_id,
        name: 'Demo Trading',
        kind: 'trader',
        country: 'KZ',
        registration_scheme: 'kz_bin',
        registration_number: makeRegistration('kz_bin', seededRandom('accounts')),
        demo: true,
        registered_at: app.clock.now(),
      },
    ]);
    await registerMembers(
      ctx.tx,
      [{ org_id, user_id: traderId, display_name: 'Demo Trader', roles: ['trader', 'admin'] }],
      app.clock.now(),
    );
  });
});
after(async () => {
  await server.close();
  await opened.close();
  await app.close();
});

let address = 0;
/** Each call from an address of its own, so that the limits per address do not meet. */
function call(options: InjectOptions & { url: string }): Promise<LightMyRequestResponse> {
  address += 1;
  return server.inject({
    remoteAddress: `10.0.${address >> 8}.${address & 255}`,
    ...options,
    url: `/api/v1${options.url}`,
  });
}
const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
  call({ method: 'POST', url, payload, headers });
const cookieOf = (response: LightMyRequestResponse): string =>
  response.cookies
    .filter((c) => c.value !== '')
    .map((c) => `${c.name}=${encodeURIComponent(c.value)}`)
    .join('; ');

async function signIn(email = 'trader@demo.example', password = DEMO_PASSWORD): Promise<string> {
  const response = await post('/sign-in', { email, password });
  assert.equal(response.statusCode, 200, response.body);
  return cookieOf(response);
}
let people = 0;
async function newPerson(): Promise<{ email: string; password: string; cookie: string }> {
  people += 1;
  const who = { email: `p${people}@example.org`, password: 'a long enough secret' };
  const response = await post('/sign-up', { ...who, name: 'P' });
  assert.equal(response.statusCode, 200, response.body);
  return { ...who, cookie: cookieOf(response) };
}
function codeOf(totp_uri: string, step = 0): string {
  const secret = new URL(totp_uri).searchParams.get('secret') ?? '';
  const bits = [...secret]
    .map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + step));
  const digest = createHmac('sha1', key).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

test('signing in gives an HttpOnly, SameSite=Lax cookie and the session names organisation and roles', async () => {
  const response = await post('/sign-in', { email: 'Trader@demo.example', password: DEMO_PASSWORD });
  assert.equal(response.json().status, 'signed_in');
  const [cookie] = response.cookies;
  assert.equal(cookie?.httpOnly, true);
  assert.equal(cookie?.sameSite, 'Lax');
  assert.equal(response.headers['cache-control'], 'no-store');
  const session = await call({ url: '/session', headers: { cookie: cookieOf(response) } });
  assert.deepEqual(session.json(), {
    user: { user_id: traderId, name: 'Demo Trader', email: 'trader@demo.example', totp: false },
    organisation: { org_id, name: 'Demo Trading', kind: 'trader', country: 'KZ' },
    roles: ['trader', 'admin'],
    locale: 'ru',
    demo: true,
  });
  assert.equal((await call({ url: '/session' })).json().code, 'platform.not_signed_in');
});

test('a wrong password and an unknown address get the same answer', async () => {
  const wrong = await post('/sign-in', { email: 'trader@demo.example', password: 'wrong' });
  const unknown = await post('/sign-in', { email: 'nobody@demo.example', password: 'wrong' });
  assert.equal(wrong.statusCode, 401);
  assert.equal(wrong.json().code, 'accounts.wrong_credentials');
  const { request_id: _a, ...first } = wrong.json();
  const { request_id: _b, ...second } = unknown.json();
  assert.deepEqual(first, second);
});

test('ten wrong passwords close the account for everybody who guesses, known or not', async () => {
  for (const email of ['nobody2@demo.example', (await newPerson()).email]) {
    for (let i = 0; i < 10; i++)
      assert.equal((await post('/sign-in', { email, password: `wrong ${i}` })).statusCode, 401);
    const closed = await post('/sign-in', { email, password: 'wrong' });
    assert.equal(closed.json().code, 'accounts.too_many_attempts');
  }
});

test('one address cannot try more than twenty times a minute', async () => {
  let limited = 0;
  for (let i = 0; i < 25; i++) {
    const response = await server.inject({
      method: 'POST',
      url: '/api/v1/sign-in',
      remoteAddress: '192.0.2.9',
      payload: { email: `many${i}@demo.example`, password: 'wrong' },
    });
    if (response.statusCode === 429) limited += 1;
  }
  assert.equal(limited, 5);
});

test('signing out ends the session at once', async () => {
  const cookie = await signIn();
  assert.equal((await call({ url: '/organisation', headers: { cookie } })).statusCode, 200);
  assert.equal((await post('/sign-out', {}, { cookie })).statusCode, 200);
  const afterwards = await call({ url: '/organisation', headers: { cookie } });
  assert.equal(afterwards.json().code, 'platform.not_signed_in');
});

test('a forged or foreign cookie makes a visitor, not somebody', async () => {
  for (const cookie of [
    'sauda.session_token=abc',
    'sauda.session_token=abc.def%3D',
    `sauda.session_token=${'x'.repeat(3000)}`,
  ])
    assert.equal((await call({ url: '/organisation', headers: { cookie } })).statusCode, 401);
});

test('within ten seconds a known session costs no statement', async () => {
  const cookie = await signIn();
  await call({ url: '/organisations', headers: { cookie } });
  const count = statements.count;
  for (let i = 0; i < 5; i++) await call({ url: '/organisations', headers: { cookie } });
  assert.equal(statements.count - count, 5, 'only the page itself is read');
});

test('a change of roles is seen as soon as the queue has told of it', async () => {
  const person = await newPerson();
  assert.equal((await call({ url: '/organisation', headers: { cookie: person.cookie } })).statusCode, 404);
  const registered = await post(
    '/organisations',
    {
      name: 'New Firm',
      kind: 'trader',
      country: 'KZ',
      registration_scheme: 'kz_bin',
      registration_number: makeRegistration('kz_bin', seededRandom('new firm')),
      your_name: 'P',
    },
    { cookie: person.cookie, 'idempotency-key': 'found-new-firm' },
  );
  assert.equal(registered.statusCode, 200, registered.body);
  assert.equal(accounts.jobs?.[0]?.queue, membershipChanged);
  await app.drain();
  const own = await call({ url: '/organisation', headers: { cookie: person.cookie } });
  assert.equal(own.json().profile.name, 'New Firm');
});

test('the second factor: enrol, turn on, needed at sign-in, wrong codes refused, backup code works once', async () => {
  const { email, password, cookie } = await newPerson();
  const refused = await post('/totp/enrol', { password: 'not it at all' }, { cookie });
  assert.equal(refused.json().code, 'accounts.wrong_credentials');
  const enrolled = (await post('/totp/enrol', { password }, { cookie })).json();
  assert.equal(enrolled.backup_codes.length, 10);
  const wrong = codeOf(enrolled.totp_uri, 7);
  assert.equal((await post('/totp/verify', { code: wrong }, { cookie })).json().code, 'accounts.wrong_code');
  const on = await post('/totp/verify', { code: codeOf(enrolled.totp_uri) }, { cookie });
  assert.equal(on.json().status, 'on', on.body);

  const first = await post('/sign-in', { email, password });
  assert.equal(first.json().status, 'totp_needed');
  const pending = cookieOf(first);
  assert.equal((await call({ url: '/session', headers: { cookie: pending } })).statusCode, 401);
  assert.equal(
    (await post('/sign-in/totp', { code: wrong }, { cookie: pending })).json().code,
    'accounts.wrong_code',
  );
  const done = await post('/sign-in/totp', { code: codeOf(enrolled.totp_uri) }, { cookie: pending });
  assert.equal(done.json().status, 'signed_in', done.body);
  assert.equal((await call({ url: '/session', headers: { cookie: cookieOf(done) } })).json().user.totp, true);

  const [backup] = enrolled.backup_codes;
  const second = cookieOf(await post('/sign-in', { email, password }));
  assert.equal(
    (await post('/sign-in/totp', { code: backup }, { cookie: second })).json().status,
    'signed_in',
  );
  const third = cookieOf(await post('/sign-in', { email, password }));
  assert.equal((await post('/sign-in/totp', { code: backup }, { cookie: third })).statusCode, 401);
});

test('an API key acts for its person, cannot make keys, and dies when deleted', async () => {
  const cookie = await signIn();
  const made = (await post('/api-keys', { name: 'robot', expires_in_days: 30 }, { cookie })).json();
  const headers = { 'x-api-key': made.key };
  assert.equal((await call({ url: '/organisation', headers })).json().profile.name, 'Demo Trading');
  assert.equal((await post('/api-keys', { name: 'more' }, headers)).json().code, 'accounts.session_needed');
  const listed = (await call({ url: '/api-keys', headers: { cookie } })).json();
  assert.equal(listed.items.length, 1);
  assert.ok(!JSON.stringify(listed).includes(made.key), 'the secret is not shown again');
  const stored = await opened.pool.query('select 1 from apikey where key = $1', [made.key]);
  assert.equal(stored.rowCount, 0, 'only a hash is stored');

  const other = await newPerson();
  const foreign = await call({
    method: 'DELETE',
    url: `/api-keys/${made.key_id}`,
    headers: { cookie: other.cookie },
  });
  assert.equal(foreign.json().code, 'accounts.key_not_found');
  const gone = await call({ method: 'DELETE', url: `/api-keys/${made.key_id}`, headers: { cookie } });
  assert.equal(gone.statusCode, 200, gone.body);
  assert.equal((await call({ url: '/organisation', headers })).json().code, 'accounts.wrong_key');
  for (const key of ['', 'x', `sauda_${'a'.repeat(64)}`, "' or 1=1 --"])
    assert.equal((await call({ url: '/organisation', headers: { 'x-api-key': key } })).statusCode, 401);
});

test("a command with our cookie from another site's page is refused", async () => {
  const cookie = await signIn();
  const headers = { cookie, origin: 'https://evil.example', 'idempotency-key': 'evil-key-1' };
  const outcome = await post(
    '/organisation/invitations',
    { email: 'a@b.example', roles: ['trader'] },
    headers,
  );
  assert.equal(outcome.json().code, 'accounts.foreign_origin');
  assert.equal((await post('/sign-out', {}, headers)).json().code, 'accounts.foreign_origin');
});

test('hostile and malformed bodies are refused by the schema', async () => {
  const bodies: object[] = [
    {},
    { email: 'a@b.example' },
    { email: ['a@b.example'], password: { $gt: '' } },
    { email: 'a@b.example', password: 'x'.repeat(5000) },
    { email: `a\u0000@b.example`, password: 'x' },
    { email: 'a@b.example', password: 'x', admin: true },
  ];
  for (const body of bodies) {
    const response = await post('/sign-in', body);
    assert.equal(response.statusCode, 400, JSON.stringify(body).slice(0, 80));
    assert.equal(response.json().code, 'platform.bad_input');
  }
});

test('sign-up refuses a taken address, a short password and the public one', async () => {
  const { email } = await newPerson();
  const name = 'N';
  assert.equal(
    (await post('/sign-up', { email, password: 'another long one', name })).json().code,
    'accounts.email_taken',
  );
  for (const password of ['short', DEMO_PASSWORD])
    assert.equal(
      (await post('/sign-up', { email: 'fresh@example.org', password, name })).json().code,
      'accounts.password_refused',
    );
});

test('the demonstration is named on the sign-in page and found by the check before production', async () => {
  const { items } = (await call({ url: '/demo-accounts' })).json();
  assert.deepEqual(items, [
    {
      email: 'trader@demo.example',
      password: DEMO_PASSWORD,
      name: 'Demo Trader',
      roles: ['trader', 'admin'],
      organisation: 'Demo Trading',
    },
  ]);
  assert.equal(await hasDemoPasswords(opened.pool), true);
});

test('a demonstration account cannot be locked away from others', async () => {
  const cookie = await signIn();
  assert.equal(
    (await post('/totp/enrol', { password: DEMO_PASSWORD }, { cookie })).json().code,
    'accounts.demo_account_fixed',
  );
  const body = { current_password: DEMO_PASSWORD, new_password: 'mine, all mine' };
  const change = await call({ method: 'PUT', url: '/password', payload: body, headers: { cookie } });
  assert.equal(change.json().code, 'accounts.demo_account_fixed');
});

test('a changed password ends every other session', async () => {
  const { email, password, cookie } = await newPerson();
  const elsewhere = await signIn(email, password);
  const change = (current_password: string, new_password: string) =>
    call({
      method: 'PUT',
      url: '/password',
      payload: { current_password, new_password },
      headers: { cookie },
    });
  assert.equal(
    (await change('not the one', 'another long secret')).json().code,
    'accounts.wrong_credentials',
  );
  assert.equal((await change(password, 'short')).json().code, 'accounts.password_refused');
  assert.equal((await change(password, DEMO_PASSWORD)).json().code, 'accounts.password_refused');
  const done = await change(password, 'another long secret');
  assert.equal(done.statusCode, 200, done.body);
  assert.equal((await call({ url: '/session', headers: { cookie: elsewhere } })).statusCode, 401);
  assert.equal((await call({ url: '/session', headers: { cookie: cookieOf(done) } })).statusCode, 200);
  assert.equal((await post('/sign-in', { email, password })).statusCode, 401);
});

test('in production the cookie is Secure and there is no route to demonstration accounts', async () => {
  const { default: fastify } = await import('fastify');
  const { default: cookies } = await import('@fastify/cookie');
  const production = await openAccounts({
    config: { production: true, demo: false, secret: TEST_SECRET, public_url: 'https://sauda.example' },
    systemUrl: app.database.urlOf('sauda_system'),
    clock: app.clock,
    log: createLog('silent'),
    membershipOf: async () => undefined,
  });
  const bare = fastify();
  await bare.register(cookies);
  bare.addSchema({ $id: 'Problem', type: 'object', additionalProperties: true });
  production.register(bare, { ...platformRefusals, ...accounts.refusals });
  const payload = { email: 'trader@demo.example', password: DEMO_PASSWORD };
  const response = await bare.inject({ method: 'POST', url: '/api/v1/sign-in', payload });
  assert.equal(response.cookies[0]?.name, '__Secure-sauda.session_token');
  assert.equal(response.cookies[0]?.secure, true);
  const session = await bare.inject({ url: '/api/v1/session', headers: { cookie: cookieOf(response) } });
  assert.equal(session.statusCode, 200, session.body);
  assert.equal((await bare.inject({ url: '/api/v1/demo-accounts' })).statusCode, 404);
  await bare.close();
  await production.close();
});

test('the application role cannot reach the tables of accounts', async () => {
  for (const table of ['user', 'session', 'account', 'apikey', 'twoFactor', 'verification'])
    await assert.rejects(app.database.app.query(`select * from accounts."${table}"`), /permission denied/);
});

test('the routes stand in the OpenAPI description', async () => {
  const document = (await server.inject({ url: '/api/openapi.json' })).json();
  for (const path of [
    '/sign-in',
    '/sign-in/totp',
    '/session',
    '/api-keys',
    '/api-keys/{key_id}',
    '/totp/enrol',
  ])
    assert.ok(document.paths[`/api/v1${path}`], path);
});
