import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import { allows, grants } from '../src/app/grants.ts';
import { routes } from '../src/app/modules.ts';
import { statements } from '../src/platform/database/tx.ts';
import { encodeCursor, roles } from '../src/platform/index.ts';
import { everyRoute, idsFor, type KnownRoute, missing, requestFor } from './world/requests.ts';
import type { Ids } from './world/route-samples.ts';
import { changedTables, type Person, type Served, serveCorridor } from './world/served.ts';

// Every route × every role × organisations without a part in the deal. What each may is derived from the permission
// that the use case names and from the grants; nothing is listed here by hand.

let world: Served;
let all: KnownRoute[];
before(async () => {
  world = await serveCorridor();
  all = await everyRoute(world);
});
after(() => world.close());

type Expected = 'not_signed_in' | 'not_allowed' | 'allowed';

function expected(route: KnownRoute, who: Person | undefined): Expected {
  if (route.permission === 'public') return 'allowed';
  if (!who) return 'not_signed_in';
  return route.permission === 'signed-in' || allows(who.actor, route.permission) ? 'allowed' : 'not_allowed';
}

const strangers = (): Person[] => [...Object.values(world.stranger), world.nobody];

test('every permission is granted to somebody or carried out by the system, and none is unknown', () => {
  const known = new Set([...Object.keys(grants), 'public', 'signed-in']);
  assert.deepEqual(
    routes.filter((r) => !known.has(r.useCase.permission)).map((r) => r.useCase.name),
    [],
  );
  const closed = all.filter((r) => grants[r.permission]?.length === 0).map((r) => r.key);
  assert.deepEqual(closed, [], 'no route is published that nobody may use');
});

test('without signing in only what is public answers; a role without the grant is told so', async () => {
  for (const route of all) {
    const ids = await idsFor(world, route.sample);
    for (const who of [undefined, ...strangers()]) {
      const wanted = expected(route, who);
      if (wanted === 'allowed') continue;
      const response = await world.call(requestFor(world, route, ids), who);
      const name = `${route.key} by ${who?.email ?? 'nobody signed in'}`;
      assert.equal(response.statusCode, wanted === 'not_signed_in' ? 401 : 403, `${name}: ${response.body}`);
      assert.equal(response.json().code, `platform.${wanted}`, name);
    }
  }
});

test('somebody else\u2019s thing looks like one that does not exist, and nothing is written', async () => {
  const before = await world.fingerprint();
  for (const route of all.filter((r) => r.sample.about === 'theirs')) {
    const ids = await idsFor(world, route.sample);
    for (const who of [undefined, ...strangers()]) {
      if (expected(route, who) !== 'allowed') continue;
      const name = `${route.key} by ${who?.email ?? 'nobody signed in'}`;
      const theirs = await answer(route, ids, who);
      const none = await answer(route, missing, who);
      assert.ok(theirs.status >= 400 && theirs.status < 500, `${name}: ${theirs.status} ${theirs.body}`);
      assert.deepEqual(theirs, none, name);
    }
  }
  assert.deepEqual(changedTables(before, await world.fingerprint()), []);
});

interface Answer {
  status: number;
  body: string;
  headers: Record<string, unknown>;
  /** As many statements for the one as for the other, so that time does not tell either. */
  statements: number;
}

async function answer(route: KnownRoute, ids: Ids, who: Person | undefined): Promise<Answer> {
  const before = statements.count;
  const response = await world.call(requestFor(world, route, ids), who);
  const { 'x-request-id': _id, date: _date, ...headers } = response.headers;
  for (const name of Object.keys(headers)) if (name.startsWith('x-ratelimit')) delete headers[name];
  return {
    status: response.statusCode,
    body: withoutIds(response, ids),
    headers,
    statements: statements.count - before,
  };
}

/** The answer may repeat what was asked for; it must not say more. */
function withoutIds(response: LightMyRequestResponse, ids: Ids): string {
  let { body } = response;
  for (const [name, id] of Object.entries(ids)) body = body.replaceAll(id, `<${name}>`);
  return body.replace(/"request_id":"[^"]+"/, '');
}

test('no list and no answer about oneself holds anything of others', async () => {
  const secrets = await secretIds();
  assert.ok(secrets.length > 200, `${secrets.length} ids are looked for`);
  // Demonstration accounts are named to everybody, where there is a demonstration.
  for (const route of all.filter((r) => r.method === 'GET' && r.key !== 'GET /demo-accounts')) {
    const ids = route.sample.about === 'theirs' ? missing : await idsFor(world, route.sample);
    for (const who of [undefined, ...strangers()]) {
      if (expected(route, who) !== 'allowed') continue;
      const response = await world.call(requestFor(world, route, ids), who);
      const asked = JSON.stringify(requestFor(world, route, ids));
      // Whoever holds the id of a document is told its number, which the paper shows as well.
      const register = route.key === 'GET /verify/:document_id';
      const found = secrets.filter(
        ({ id, what }) =>
          response.body.includes(id) && !asked.includes(id) && !(register && what === 'number'),
      );
      assert.deepEqual(found, [], `${route.key} by ${who?.email ?? 'nobody signed in'}`);
      const isJson = String(response.headers['content-type']).startsWith('application/json');
      if (route.sample.about !== 'own' || response.statusCode !== 200 || !isJson) continue;
      const { items, next_cursor } = response.json();
      if (route.key !== 'GET /api-keys' && Array.isArray(items))
        assert.deepEqual(items, [], `${route.key} by ${who?.email}`);
      assert.ok(next_cursor === undefined || next_cursor === null, route.key);
    }
  }
});

/** Ids that only those who take part may learn. Listings, needs and organisations stand in public lists. */
function secretIds(): Promise<{ id: string; what: string }[]> {
  return world.app.within(({ tx }) =>
    tx.rows(`
      select deal_id::text as id, 'deal' as what from deals.deal
      union select number, 'number' from deals.deal
      union select declaration_id::text, 'declaration' from customs.declaration
      union select document_id::text, 'document' from documents.document
      union select consignment_id::text, 'consignment' from transport.consignment
      union select dispute_id::text, 'dispute' from deals.dispute
      union select introduction_id::text, 'introduction' from matching.introduction
      union select day_id::text, 'day' from matching.day
      union select transfer_id::text, 'transfer' from payments.transfer
      union select m.user_id::text, 'member' from parties.member m where m.display_name like '%@inside.example'
      union select display_name, 'address' from parties.member where display_name like '%@inside.example'
      union select listing_id::text, 'withdrawn' from catalogue.listing where not published
      union select need_id::text, 'closed' from catalogue.need where not published
      union select search_id::text, 'search' from catalogue.saved_search
      union select endpoint_id::text, 'endpoint' from notices.endpoint
      union select notice_id::text, 'notice' from notices.notice`),
  );
}

test('a cursor from somebody else\u2019s list, or one that is made up, opens nothing', async () => {
  const lists = all.filter((r) => r.method === 'GET' && r.sample.about === 'own');
  const secrets = await secretIds();
  const cursors = [
    encodeCursor(['9999-12-31T00:00:00.000Z', 'ffffffff-ffff-ffff-ffff-ffffffffffff']),
    encodeCursor(['00000000-0000-0000-0000-000000000000']),
    encodeCursor(['999999999', '999999999']),
    encodeCursor([999999]),
  ];
  for (const route of lists) {
    const own = await world.call(
      requestFor(world, route, await idsFor(world, route.sample)),
      world.insider.buyer,
    );
    const isJson = String(own.headers['content-type']).startsWith('application/json');
    const theirs = own.statusCode === 200 && isJson ? own.json().next_cursor : null;
    for (const cursor of [...cursors, ...(theirs ? [theirs] : [])])
      for (const who of strangers()) {
        if (expected(route, who) !== 'allowed') continue;
        const request = requestFor(world, route, missing);
        const response = await world.call(
          {
            ...request,
            url: `${request.url}${request.url.includes('?') ? '&' : '?'}limit=100&cursor=${cursor}`,
          },
          who,
        );
        assert.ok([200, 400, 404].includes(response.statusCode), `${route.key}: ${response.body}`);
        assert.deepEqual(
          secrets.filter(({ id }) => response.body.includes(id)),
          [],
          route.key,
        );
      }
  }
});

test('taking part in one deal opens no other, and no part of it that is not one\u2019s own', async () => {
  const closed = await idsFor(world, { about: 'theirs', at: 'closed' });
  const { deal_id } = await idsFor(world, { about: 'theirs', at: 'requested' });
  const { buyer, carrier, import_broker, export_broker, bank, export_customs } = world.insider;
  for (const path of [`documents/${closed.document_id}`, `documents/${closed.document_id}/pdf`])
    assert.equal((await world.call({ url: `/deals/${deal_id}/${path}` }, buyer)).statusCode, 404, path);
  // The carrier is no party of a deal that is only requested yet.
  assert.equal((await world.call({ url: `/deals/${deal_id}` }, carrier)).statusCode, 404);
  for (const who of [carrier, import_broker, bank, export_customs]) {
    const quotes = (await world.call({ url: `/deals/${closed.deal_id}/quotes` }, who)).json();
    assert.deepEqual(quotes, { request: null, message: null, items: [] }, who.email);
  }
  for (const who of [carrier, import_broker, export_broker]) {
    const { escrow } = (await world.call({ url: `/deals/${closed.deal_id}/money` }, who)).json();
    assert.equal(escrow, null, who.email);
  }
  for (const [who, direction] of [
    [import_broker, 'export'],
    [export_broker, 'import'],
  ] as const) {
    const { items } = (await world.call({ url: `/deals/${closed.deal_id}/declarations` }, who)).json();
    assert.ok(
      items.length > 0 && items.every((d: { direction: string }) => d.direction !== direction),
      who.email,
    );
  }
});

test('the same requests are good: those who take part are not refused as strangers are', async () => {
  const commands = all.filter((r) => r.sample.about === 'theirs');
  // Reading first, because commands change what is read; last what takes things away.
  const turn = ({ method, key }: KnownRoute) =>
    method === 'GET' ? 0 : /closing|withdrawal$/.test(key) ? 2 : 1;
  commands.sort((a, b) => turn(a) - turn(b));
  for (const route of commands) {
    const hidden = await idsFor(world, route.sample);
    // What is off the shelf cannot be taken off it once more.
    const ids = route.method === 'GET' ? hidden : { ...hidden, ...world.shown };
    const by = route.sample.by;
    assert.ok(by, `${route.key} says who may`);
    const administers = expected(route, world.insider[by]) === 'not_allowed';
    const who = administers ? world.colleague : world.insider[by];
    const good = await world.call(requestFor(world, route, ids), who);
    const none = await world.call(
      requestFor(world, route, missing),
      world.stranger[administers ? 'admin' : (who.actor.roles[0] ?? 'trader')],
    );
    if (route.method === 'GET') assert.equal(good.statusCode, 200, `${route.key}: ${good.body}`);
    else assert.notEqual(codeOf(good), codeOf(none), `${route.key} by ${who.email}: ${good.body}`);
  }
});

function codeOf(response: LightMyRequestResponse): string {
  return response.statusCode < 400 ? 'done' : response.json().code;
}

test('the roles of the enumeration are all there are', () => {
  assert.deepEqual(Object.keys(world.stranger).sort(), [...roles].sort());
});
