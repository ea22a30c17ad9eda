import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { allows } from '../src/app/grants.ts';
import { everyRoute, idsFor, type KnownRoute, requestFor } from './world/requests.ts';
import { type Person, type Served, serveCorridor } from './world/served.ts';
import { SMALLEST_PNG } from './world/smallest-png.ts';

// The same asked many times at once: nothing breaks, and who holds a connection never waits for another one.

/** More than the pool of the test has connections. */
const AT_ONCE = 10;

let world: Served;
let all: KnownRoute[];
before(async () => {
  world = await serveCorridor();
  all = (await everyRoute(world)).filter(({ key }) => key !== 'POST /sign-out');
});
after(() => world.close());

function whoMay(route: KnownRoute): Person {
  if (route.permission === 'member:manage' || route.permission === 'member:invite') return world.colleague;
  if (route.sample.by) return world.insider[route.sample.by];
  const people = [...Object.values(world.insider), ...Object.values(world.stranger)];
  return people.find((p) => allows(p.actor, route.permission)) ?? world.insider.buyer;
}

/** What broke of a route. A part that says it is busy is no fault; a database that nobody reaches is. */
async function brokenOf(route: KnownRoute): Promise<string[]> {
  const ids = await idsFor(world, route.sample);
  const who = whoMay(route);
  await world.cookieOf(who);
  const answers = await Promise.all(
    Array.from({ length: AT_ONCE }, () => world.call(requestFor(world, route, ids), who)),
  );
  const codes = answers.filter((a) => a.statusCode >= 500).map((a) => a.json().code);
  return [...new Set(codes)]
    .filter((code) => ['platform.internal', 'platform.database_away'].includes(code))
    .map((code) => `${route.key}: ${code}`);
}

for (const [what, chosen] of [
  ['question', (r: KnownRoute) => r.method === 'GET'],
  ['command', (r: KnownRoute) => r.method !== 'GET'],
] as const)
  test(`every ${what} is answered ${AT_ONCE} times at once`, async () => {
    const broken: string[] = [];
    for (const route of all.filter(chosen)) broken.push(...(await brokenOf(route)));
    assert.deepEqual(broken, []);
  });

const outcomes = async (n: number, ask: (i: number) => ReturnType<Served['call']>): Promise<string[]> =>
  (await Promise.all(Array.from({ length: n }, (_, i) => ask(i))))
    .map((answer) => (answer.statusCode < 400 ? 'done' : answer.json().code))
    .sort();
const done = (n: number, code: string, refused: number): string[] =>
  [...Array(n).fill('done'), ...Array(refused).fill(code)].sort();

test('what is bounded stays bounded when it is asked for many times at once', async () => {
  const { stranger, insiders } = world;
  const who = stranger.trader;
  const search = (i: number) =>
    world.command(who, '/saved-searches', { name: `Search ${i}`, filter: { q: 'battery' } });
  const kept = (await world.call({ url: '/saved-searches' }, who)).json().items.length;
  assert.deepEqual(await outcomes(60, search), done(50 - kept, 'catalogue.too_many_searches', 10 + kept));
  const papers = (await world.call({ url: '/organisation/trust' }, who)).json().papers.length;
  assert.deepEqual(
    await outcomes(20, () =>
      world.command(who, '/organisation/papers', { kind: 'licence', file: SMALLEST_PNG }),
    ),
    done(10 - papers, 'parties.papers_too_many', 10 + papers),
  );
  const shops = (await world.call({ url: '/marketplace-connections' }, who)).json().items.length;
  const shop = (i: number) => ({
    kind: 'rest',
    name: `Shop ${i}`,
    base_url: 'https://shop.example/api',
    token: 'token',
    merchant_id: '',
    store_id: '',
    place_to: 'KZ-ALMATY',
    buyer_org_id: insiders.buyer.org_id,
  });
  assert.deepEqual(
    await outcomes(30, (i) => world.command(who, '/marketplace-connections', shop(i))),
    done(20 - shops, 'marketplaces.too_many_connections', 10 + shops),
  );
});

test('many keys made at once never pass the bound, and each that remains is listed', async () => {
  const who = world.stranger.carrier;
  const make = (i: number) =>
    world.call({ method: 'POST', url: '/api-keys', payload: { name: `key ${i}` } }, who);
  const before = (await world.call({ url: '/api-keys' }, who)).json().items.length;
  for (let i = before; i < 17; i++) await make(i);
  const made = await outcomes(12, make);
  const there = (await world.call({ url: '/api-keys' }, who)).json().items.length;
  assert.ok(there <= 20, `${there} keys`);
  assert.equal(made.filter((code) => code === 'done').length, there - 17);
  assert.deepEqual(new Set(made.filter((code) => code !== 'done')), new Set(['accounts.too_many_keys']));
});

test('photos that many send at once for one offer leave the database to others', async () => {
  const { seller } = world.insider;
  const { items } = (
    await world.call({ url: `/listings?seller_org_id=${seller.actor.org_id}` }, seller)
  ).json();
  const plain = sharp({ create: { width: 5000, height: 5000, channels: 3, background: 'red' } });
  const file = (await plain.png().toBuffer()).toString('base64');
  const send = () => world.command(seller, `/listings/${items[0].listing_id}/photos`, { file });
  const codes = new Set(await outcomes(40, send));
  assert.ok(codes.has('done') && codes.has('catalogue.photos_busy'));
  assert.equal(codes.size, 2, [...codes].join(', '));
});

test('two offers never come under one number of a shop, and none breaks on the other', async () => {
  const { seller, buyer } = world.insider;
  const made = await world.command(seller, '/marketplace-connections', {
    kind: 'rest',
    name: 'Numbers',
    base_url: 'https://numbers.example/api',
    token: 'token',
    merchant_id: '',
    store_id: '',
    place_to: 'KZ-ALMATY',
    buyer_org_id: buyer.actor.org_id,
  });
  const own = (
    await world.call({ url: `/listings?seller_org_id=${seller.actor.org_id}&limit=30` }, seller)
  ).json().items;
  const offer = (i: number) =>
    world.call(
      {
        method: 'PUT',
        url: `/marketplace-connections/${made.json().connection_id}/offers`,
        payload: {
          listing_id: own[i].listing_id,
          sku: 'THE-ONE',
          brand: '',
          category: '',
          price: { amount: '100', currency: 'KZT' },
          stock: 1,
        },
      },
      seller,
    );
  assert.deepEqual(await outcomes(8, offer), done(1, 'marketplaces.sku_taken', 7));
});
