import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Fastify from 'fastify';
import type { Locale } from '../../../kernel/locale.ts';
import { publicReader } from '../../../platform/database/database.ts';
import { context } from '../../../platform/execute.ts';
import { publicActor } from '../../../platform/index.ts';
import { registerOrders } from '../index.ts';
import { retailShop, somebody } from './retail-shop.ts';

const { app, other, lamp, pump, keep } = await retailShop();
// The limit of that day is the one whose source the page has to name.
app.clock.advanceTo(new Date('2026-07-02T08:00:00Z'));
const server = Fastify();
before(() =>
  registerOrders(server, {
    reader: (_request, locale: Locale = 'en') =>
      context(app.runtime, publicReader(app.database.app), publicActor, { reading: true, locale }),
    run: (useCase, input, { locale }) => app.execute(useCase, publicActor, input, { locale }),
  }),
);
after(async () => {
  await server.close();
  await app.close();
});

const formOf = (page: string) =>
  Object.fromEntries(
    [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name ?? '',
      value ?? '',
    ]),
  );
const send = (url: string, form: Record<string, string>) =>
  server.inject({
    method: 'POST',
    url,
    payload: new URLSearchParams(form).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });

test('without a script a person orders, follows, cancels and has its data removed, in its language', async () => {
  const page = await server.inject({ url: `/shop/retail/order?lang=ru&to=KZ&${lamp}=10` });
  assert.equal(page.statusCode, 200);
  assert.doesNotMatch(page.body, /<script/i);
  assert.match(String(page.headers['content-security-policy']), /form-action 'self'/);
  assert.equal(page.headers['cache-control'], 'no-store');
  assert.match(page.body, /На границе нужно заплатить пошлину/);
  assert.match(page.body, /Норма для частного лица, на посылку<\/dt><dd>20?/);
  assert.match(page.body, /Источник: [^<]*alau/);
  const form = formOf(page.body.slice(page.body.indexOf('method="post"')));
  const me = { ...somebody(), name: 'Гость <script>alert(1)</script>', payment: 'transfer', accept: 'yes' };
  // Without the tick, and with half an address, the page comes again with what was written.
  const { accept: _accept, ...unticked } = { ...form, ...me };
  const again = await send('/shop/retail/order', unticked);
  assert.deepEqual([again.statusCode, again.body.includes('Отметьте, что знаете')], [409, true]);
  assert.match(again.body, /Гость &lt;script&gt;alert/);
  const short = await send('/shop/retail/order', { ...form, ...me, address: 'x', email: 'nobody' });
  assert.equal(short.statusCode, 422);
  assert.match(short.body, /Проверьте: Адрес, Эл. почта/);
  assert.equal(formOf(short.body.slice(short.body.indexOf('method="post"'))).secret, form.secret);
  const placedAt = await Promise.all([1, 2].map(() => send('/shop/retail/order', { ...form, ...me })));
  assert.deepEqual(
    placedAt.map((p) => p.statusCode),
    [303, 303],
  );
  const [address, same] = placedAt.map((p) => String(p.headers.location));
  assert.equal(address, same);
  const path = (address ?? '').split('?')[0] ?? '';
  const seen = await server.inject({ url: `${path}?lang=ru` });
  assert.match(seen.body, /Продавец ещё не ответил/);
  assert.match(seen.body, /Гость &lt;script&gt;/);
  assert.equal(seen.headers['referrer-policy'], 'no-referrer');
  assert.equal((await send(path, { do: 'erase' })).statusCode, 409);
  assert.equal((await send(path, { do: 'cancel', lang: 'ru' })).statusCode, 303);
  assert.equal((await send(path, { do: 'erase', lang: 'ru' })).statusCode, 303);
  const gone = await server.inject({ url: `${path}?lang=zh` });
  assert.match(gone.body, /您已取消/);
  assert.doesNotMatch(gone.body, /Гость|buyer\.example/);
});

test('hostile addresses and forms get a page and no more', async () => {
  const wrong: [number, string][] = [
    [404, '/order/x'],
    [404, `/order/${'A'.repeat(64)}`],
    [404, '/shop/nowhere/order'],
    [404, '/shop/firms-only/order'],
    [404, '/shop/..%2f/order'],
    [200, `/shop/retail/order?to=XX&__proto__=1&${lamp}=1e9&${pump}=-1&lang=%3Cscript%3E`],
    [200, `/shop/retail/order?to=KZ&${'018f0000-0000-7000-8000-000000000999'}=1`],
    [200, `/shop/retail/order?to=KZ&${lamp}=999999999999999`],
  ];
  await keep(other, 'firms-only', 0, [], null);
  for (const [status, url] of wrong) {
    const answer = await server.inject({ url });
    assert.deepEqual(
      [answer.statusCode, String(answer.headers['content-type']).includes('html')],
      [status, true],
      url,
    );
    assert.doesNotMatch(answer.body, /<script/);
  }
  const many = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`f${n}`, '1']));
  assert.equal((await send('/shop/retail/order', many)).statusCode, 422);
  assert.equal((await send('/shop/retail/order', { name: 'x'.repeat(20_000) })).statusCode, 413);
  assert.equal((await send('/shop/retail/order', {})).statusCode, 422);
  assert.equal((await send(`/order/${'A'.repeat(64)}`, { do: 'cancel' })).statusCode, 404);
});
