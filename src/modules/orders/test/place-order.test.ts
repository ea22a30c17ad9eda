import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { mustSucceed, type Refusal } from '../../../kernel/refusal.ts';
import { publicActor } from '../../../platform/index.ts';
import { viewOwnShop } from '../../storefront/index.ts';
import { cancelOrder, eraseMyData, quoteOrder } from '../index.ts';
import { code, retailShop, secret, somebody, tier, usd } from './retail-shop.ts';

const { app, merchant, other, lamp, pump, publish, keep, wants, quote, place, follow, leftOfLamp } =
  await retailShop();
after(() => app.close());

test('a person is told goods, delivery, the limit with its source and what falls due, before it orders', async () => {
  const free = await quote();
  assert.deepEqual(free.to_pay, usd('6500'));
  assert.equal(free.charges.standing, 'free');
  const [limit] = free.charges.limit?.limits ?? [];
  assert.deepEqual(limit?.value, { amount: '20000', currency: 'EUR' });
  assert.equal(limit?.weight_kg, '31');
  assert.match(limit?.source ?? '', /dhl/);
  assert.equal(free.charges.landed.currency, 'KZT');
  assert.ok(BigInt(free.charges.landed.total?.amount ?? 0) > 0n);
  assert.equal(free.charges.landed.rates.length > 0, true);
  // EUR 200 are passed: fifteen per cent of what is above.
  const above = await quote(wants('10'));
  assert.equal(above.charges.standing, 'dutiable');
  assert.equal(above.charges.limit?.verdict, 'above');
  assert.ok(BigInt(above.charges.limit?.duty?.amount ?? 0) > 0n);
  assert.equal(above.orderable, true);
  // Weight alone: 40 kg are above 31 kg.
  assert.equal((await quote(wants('2', 'KZ', pump))).charges.limit?.verdict, 'above');
  // Nothing is on file for Turkmenistan: not known, no total, and it says which.
  const unknown = await quote(wants('2', 'TM'));
  assert.equal(unknown.charges.standing, 'not_known');
  assert.equal(unknown.charges.landed.total, null);
  assert.deepEqual(unknown.charges.landed.missing.slice(0, 2), ['duty', 'vat']);
  // Above the month's limit of Uzbekistan nothing on file says what is asked.
  const refused = await quote(wants('10', 'UZ'));
  assert.deepEqual([refused.charges.standing, refused.orderable], ['refused', false]);
  assert.equal((await quote(wants('2', 'CN'))).charges.standing, 'domestic');
});

test('what cannot be ordered is refused with a reason, and nothing is kept or taken', async () => {
  const left = await leftOfLamp();
  const refusals: [string, unknown][] = [
    ['orders.above_limit', await place(wants('10', 'UZ'))],
    ['orders.charges_not_accepted', await place(wants('10'))],
    ['orders.charges_not_accepted', await place(wants('1', 'TM'))],
    ['orders.not_orderable', await place(wants('41'))],
    ['orders.not_orderable', await place(wants('0'))],
    ['orders.not_orderable', await place(wants('-1'))],
    ['orders.not_orderable', await place(wants('1.5'))],
    ['orders.not_orderable', await place(wants('1', 'KG'))],
    ['orders.not_orderable', await place(wants('1', 'KZ', '018f0000-0000-7000-8000-000000000999'))],
    ['orders.not_orderable', await place(wants('999999999999999', 'KZ', pump))],
    ['orders.quote_changed', await place(wants(), { quote_hash: '0'.repeat(64) })],
    ['orders.secret_weak', await place(wants(), { secret: 'a'.repeat(43) })],
    ['orders.contact_missing', await place(wants(), { person: { name: 'A', address: 'Street 1' } })],
    ['orders.text_wrong', await place(wants(), { person: { ...somebody(), name: 'A\u202eB' } })],
    [
      'storefront.shop_not_found',
      await app.execute(quoteOrder, publicActor, { ...wants(), slug: 'nowhere' }),
    ],
  ];
  for (const [wanted, got] of refusals) assert.equal(code(got), wanted);
  const twice = { ...wants(), lines: [...wants().lines, ...wants().lines] };
  assert.deepEqual(
    ((await place(twice)) as Refusal).errors.map((e) => e.code),
    ['named_twice'],
  );
  assert.deepEqual(
    ((await place(wants('999999999999999', 'KZ', pump))) as Refusal).errors.map((e) => e.code),
    ['too_much'],
    'of what the pages have words for',
  );
  assert.deepEqual(
    (await quote(wants('1.5'))).problems.map((p) => `${p.path} ${p.code}`),
    ['/lines/0 not_whole'],
  );
  assert.equal(await leftOfLamp(), left);
  await keep(other, 'firms-only', 0, [], null);
  assert.equal(
    code(await app.execute(quoteOrder, publicActor, { ...wants(), slug: 'firms-only' })),
    'orders.not_to_persons',
  );
});

test('what was shown yesterday under another rule is not ordered today', async () => {
  const of = wants('10');
  const { quote_hash } = await quote(of);
  const now = app.clock.now();
  // From July on Kazakhstan asks five per cent of the whole, as one source tells.
  app.clock.advanceTo(new Date('2026-07-02T08:00:00Z'));
  const late = await place(of, { quote_hash, accept_charges: true });
  assert.equal(code(late), 'orders.quote_changed');
  const fresh = await quote(of);
  assert.equal(fresh.charges.limit?.limits[0]?.status, 'unverified');
  assert.ok(now < app.clock.now());
});

test('pressed twice it is one order; another order needs another secret; the link shows it, and nothing else does', async () => {
  const left = Number(await leftOfLamp());
  const mine = { secret: secret(), person: somebody() };
  const both = await Promise.all([place(wants(), mine), place(wants(), mine)]);
  const [a, b] = both.map((answer) => mustSucceed(answer, 'place'));
  assert.equal(a?.order.order_id, b?.order.order_id);
  assert.equal(Number(await leftOfLamp()), left - 2);
  assert.equal(code(await place(wants('3'), mine)), 'orders.secret_used');
  const token = a?.token ?? '';
  const seen = mustSucceed(await follow(token), 'follow');
  assert.equal(seen.person?.name, 'Aigerim Sample');
  assert.deepEqual(seen.to_pay, usd('6500'));
  for (const wrong of [`${token.slice(0, 63)}${token.endsWith('A') ? 'B' : 'A'}`, 'A'.repeat(64)]) {
    assert.equal(code(await follow(wrong)), 'orders.not_found');
    assert.equal(code(await app.execute(cancelOrder, publicActor, { token: wrong })), 'orders.not_found');
    assert.equal(code(await app.execute(eraseMyData, publicActor, { token: wrong })), 'orders.not_found');
  }
  // Of the secret nothing but a hash is kept.
  const rows = await app.within(({ tx }) =>
    tx.rows<{ row: string }>(
      `select to_jsonb(p)::text || to_jsonb(n)::text as row from orders.purchase p join orders.person n using (org_id, order_id)`,
    ),
  );
  assert.ok(rows.every(({ row }) => !row.includes(mine.secret) && !row.includes(token)));
});

test('more than the rule allows of one person, or more than is there, is not taken', async () => {
  const person = { person: { ...somebody(), email: 'Same@Buyer.example' } };
  const answers = await Promise.all(Array.from({ length: 8 }, () => place(wants('1', 'KZ', pump), person)));
  assert.deepEqual(answers.map(code).filter((c) => c === 'done').length, 5);
  assert.ok(answers.map(code).every((c) => c === 'done' || c === 'orders.too_many_open'));
  const again = { person: { ...person.person, email: 'same@buyer.example' } };
  assert.equal(code(await place(wants(), again)), 'orders.too_many_open');
  const scarce = await publish({ title: 'Scarce', tiers: tier('1000') });
  const { shop } = mustSucceed(await app.execute(viewOwnShop, merchant, {}), 'shop');
  await keep(merchant, 'retail', shop?.version ?? 0, [
    { listing_id: lamp, allotment: '40' },
    { listing_id: pump, allotment: null },
    { listing_id: scarce, allotment: '3' },
  ]);
  const race = await Promise.all(Array.from({ length: 4 }, () => place(wants('1', 'KZ', scarce))));
  assert.equal(race.map(code).filter((c) => c === 'done').length, 3);
  assert.ok(
    race
      .map(code)
      .every((c) => ['done', 'orders.sold_out', 'orders.not_orderable', 'orders.quote_changed'].includes(c)),
  );
});
