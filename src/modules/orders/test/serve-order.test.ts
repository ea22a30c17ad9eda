import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { mustSucceed } from '../../../kernel/refusal.ts';
import { publicActor } from '../../../platform/index.ts';
import { listNotices } from '../../notices/index.ts';
import { listParcels, receiveLot, sumUpMonth, viewSummary } from '../../parcels/index.ts';
import {
  answerReturnOfOrder,
  askReturnOfOrder,
  cancelOrder,
  confirmOrder,
  eraseMyData,
  handOver,
  listIncomingOrders,
  orders,
  receiveGoodsBack,
  recordPayment,
  recordRefund,
  refuseOrder,
} from '../index.ts';
import { code, retail, retailShop, sheet, somebody, usd } from './retail-shop.ts';

const { app, merchant, other, pump, wants, placed, follow, by, serve, leftOfLamp } = await retailShop();
after(() => app.close());

test('confirmed, paid and handed over, an order is one parcel of 9610, and the month is summed up from it', async () => {
  const { token, order } = await placed();
  const { order_id } = order;
  assert.equal(code(await serve(handOver, order_id, sheet)), 'orders.step_not_possible');
  assert.equal(code(await serve(confirmOrder, order_id)), 'done');
  assert.equal(code(await serve(handOver, order_id, sheet)), 'orders.not_paid');
  assert.equal(code(await serve(recordPayment, order_id)), 'done');
  assert.equal(code(await serve(recordPayment, order_id)), 'orders.paid_already');
  assert.equal(
    code(await serve(handOver, order_id, { ...sheet, gross_weight_kg: '0.1' })),
    'parcels.parcel_wrong',
  );
  assert.equal(code(await serve(handOver, order_id, { ...sheet, mode: '1210' })), 'orders.mode_wrong');
  assert.equal(code(await serve(handOver, order_id, { ...sheet, mode: '9810' })), 'parcels.parcel_wrong');
  const twice = await Promise.all([
    serve(handOver, order_id, sheet),
    serve(handOver, order_id, { ...sheet, number: 'TRACK-2' }),
  ]);
  assert.deepEqual(twice.map(code).sort(), ['done', 'orders.step_not_possible']);
  const { items } = mustSucceed(await app.execute(listParcels, merchant, { mode: '9610' }), 'parcels');
  assert.equal(items.length, 1);
  assert.deepEqual(items[0]?.amount, usd('6000'));
  const seen = mustSucceed(await follow(token), 'follow');
  assert.equal(seen.state, 'handed_over');
  assert.equal(seen.parcel?.parcel_id, items[0]?.parcel_id);
  assert.equal(code(await app.execute(cancelOrder, publicActor, { token })), 'orders.step_not_possible');
  const month = app.clock.now().toISOString().slice(0, 7);
  app.clock.advanceBy(40 * 86_400_000);
  const { summaries } = mustSucceed(
    await app.execute(sumUpMonth, merchant, { mode: '9610', month }),
    'sum up',
  );
  const summary = mustSucceed(
    await app.execute(viewSummary, merchant, { summary_id: summaries[0]?.summary_id ?? '' }),
    'summary',
  );
  assert.deepEqual([summary.recounted.agrees, summary.lines.length, summary.amount], [true, 1, '6000']);
});

test('goods of a warehouse abroad go under 9810 out of their lot', async () => {
  const { lot_id } = mustSucceed(
    await app.execute(receiveLot, merchant, {
      mode: '9810',
      country: 'KZ',
      warehouse: 'Demo Almaty',
      reference: 'DEMO-1',
      hs_code: retail.hs_code,
      origin_country: 'CN',
      description: 'Lamps',
      unit: 'pcs',
      quantity: '10',
    }),
    'lot',
  );
  const { order } = await placed(wants(), { payment: 'on_delivery' });
  await serve(confirmOrder, order.order_id);
  const sent = await serve(handOver, order.order_id, {
    ...sheet,
    number: 'LOT-1',
    mode: '9810',
    lots: [{ line: 1, lot_id }],
  });
  assert.equal(code(sent), 'done');
  assert.equal((sent as { parcel: { verdict: string } }).parcel.verdict, 'not_asked');
  assert.equal(code(await serve(recordPayment, order.order_id)), 'done');
});

test('what comes to nothing gives its pieces back, once, and what was paid is owed until it is paid back', async () => {
  const left = await leftOfLamp();
  const first = await placed();
  const second = await placed();
  const third = await placed();
  await app.execute(cancelOrder, publicActor, { token: third.token });
  await app.drain();
  const news = mustSucceed(await app.execute(listNotices, merchant, {}), 'notices').items.filter(
    ({ body }) => 'order_id' in body && body.order_id === third.order.order_id,
  );
  assert.deepEqual(
    news.map(({ kind, settled }) => [kind, settled]).sort(),
    [
      ['order.cancelled', false],
      ['order.placed', true],
    ],
    'what was cancelled before its answer asks for none',
  );
  assert.equal(Number(await leftOfLamp()), Number(left) - 4);
  await serve(confirmOrder, first.order.order_id);
  await serve(recordPayment, first.order.order_id);
  const cancel = () => app.execute(cancelOrder, publicActor, { token: first.token });
  await Promise.all([cancel(), cancel()]);
  const owed = mustSucceed(await cancel(), 'cancelled');
  assert.deepEqual(owed.refund_due, usd('6500'));
  assert.equal(
    code(await app.execute(eraseMyData, publicActor, { token: first.token })),
    'orders.data_needed',
  );
  assert.equal(code(await serve(refuseOrder, second.order.order_id, { reason: 'Broken in store' })), 'done');
  assert.equal(await leftOfLamp(), left);
  assert.equal(code(await serve(recordRefund, second.order.order_id)), 'orders.no_refund_due');
  assert.equal(code(await serve(recordRefund, first.order.order_id)), 'done');
  assert.equal(code(await serve(recordRefund, first.order.order_id)), 'orders.no_refund_due');
  assert.equal(code(await app.execute(eraseMyData, publicActor, { token: first.token })), 'done');
  const gone = mustSucceed(await follow(first.token), 'follow');
  assert.deepEqual([gone.person, gone.state], [null, 'cancelled']);
});

test('goods come back: asked, approved for less or by silence, received, paid back', async () => {
  const sent = async (number: string) => {
    const made = await placed();
    await serve(confirmOrder, made.order.order_id);
    await serve(recordPayment, made.order.order_id);
    assert.equal(code(await serve(handOver, made.order.order_id, { ...sheet, number })), 'done');
    return made;
  };
  const ask = (token: string, lines = [1]) =>
    app.execute(askReturnOfOrder, publicActor, { token, lines, reason: 'damaged', text: 'Broken' });
  const { token, order } = await sent('BACK-1');
  assert.equal(code(await ask(token, [7])), 'orders.line_unknown');
  assert.equal(code(await ask(token)), 'done');
  assert.equal(code(await ask(token)), 'orders.return_asked');
  const answer = (amount: string) =>
    serve(answerReturnOfOrder, order.order_id, { answer: 'approve', amount, note: 'Sorry' });
  assert.equal(code(await answer('6001')), 'orders.more_than_asked');
  assert.equal(code(await answer('5000')), 'done');
  assert.equal(code(await serve(recordRefund, order.order_id)), 'orders.no_refund_due');
  assert.equal(code(await serve(receiveGoodsBack, order.order_id)), 'done');
  const refunded = await serve(recordRefund, order.order_id);
  assert.deepEqual((refunded as { refunded: unknown }).refunded, usd('5000'));
  const silent = await sent('BACK-2');
  await ask(silent.token);
  app.clock.advanceBy(8 * 86_400_000);
  assert.equal(mustSucceed(await follow(silent.token), 'follow').giving_back?.state, 'approved');
  assert.equal(
    code(await serve(answerReturnOfOrder, silent.order.order_id, { answer: 'refuse', note: 'No' })),
    'orders.no_return',
  );
  const late = await sent('BACK-3');
  app.clock.advanceBy(46 * 86_400_000);
  assert.equal(code(await ask(late.token)), 'orders.return_too_late');
});

test('by the clock orders lapse and data go, and while something is owed they stay', async () => {
  const run = async () => {
    for (const { handler } of orders.jobs as { handler: (ctx: never, job: object) => Promise<void> }[])
      await app.within((ctx) => handler(ctx as never, {}));
  };
  await run();
  const left = await leftOfLamp();
  const { token } = await placed();
  const owed = await placed();
  await serve(confirmOrder, owed.order.order_id);
  await serve(recordPayment, owed.order.order_id);
  app.clock.advanceBy(4 * 86_400_000);
  await run();
  await run();
  assert.equal(mustSucceed(await follow(token), 'follow').state, 'lapsed');
  assert.equal(Number(await leftOfLamp()), Number(left) - 2);
  await app.execute(cancelOrder, publicActor, { token: owed.token });
  app.clock.advanceBy(31 * 86_400_000);
  await run();
  const gone = mustSucceed(await follow(token), 'follow');
  assert.equal(gone.person, null);
  assert.ok(gone.erased_at);
  assert.notEqual(mustSucceed(await follow(owed.token), 'follow').person, null);
  app.clock.advanceBy(366 * 86_400_000);
  await run();
  assert.equal(mustSucceed(await follow(owed.token), 'follow').person, null);
});

test('another merchant sees and does nothing; no person stands anywhere but in its own table', async () => {
  const marked = {
    ...somebody(),
    name: 'Zarina Unmistakable',
    address: 'Unmistakable lane 9',
    phone: '+7 700 000 77 88',
    remark: 'unmistakable remark',
  };
  const { order } = await placed(wants('1', 'KZ', pump), { person: marked, payment: 'on_delivery' });
  const { order_id } = order;
  for (const [useCase, more] of [
    [confirmOrder, {}],
    [refuseOrder, { reason: 'No' }],
    [recordPayment, {}],
    [handOver, sheet],
    [answerReturnOfOrder, { answer: 'refuse', note: 'No' }],
    [receiveGoodsBack, {}],
    [recordRefund, {}],
  ] as const)
    assert.equal(code(await by(other)(useCase as never, order_id, more)), 'orders.not_found', useCase.name);
  const theirs = mustSucceed(await app.execute(listIncomingOrders, other, {}), 'list');
  assert.deepEqual(theirs.items, []);
  for (const who of [other, publicActor])
    for (const table of ['purchase', 'person'])
      assert.deepEqual(
        await app.within(({ tx }) => tx.rows(`select 1 from orders.${table}`), who),
        [],
        `${who.kind} reads ${table}`,
      );
  await serve(confirmOrder, order_id);
  assert.equal(
    code(await serve(handOver, order_id, { ...sheet, number: 'PRIVATE-1', gross_weight_kg: '21' })),
    'done',
  );
  const mine = mustSucceed(await app.execute(listIncomingOrders, merchant, { limit: 1 }), 'list');
  assert.equal(mine.items[0]?.person?.name, marked.name);
  assert.ok(mine.next_cursor);
  await app.drain();
  const news = await app.within(({ tx }) =>
    tx.rows<{ body: object }>(`select body from notices.notice where body->>'order_id' = $1`, [order_id]),
  );
  assert.deepEqual(
    news.map((n) => n.body),
    [{ order_id, number: order.number, destination: 'KZ' }],
  );
  const tables = await app.within(({ tx }) =>
    tx.rows<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'r' and n.nspname not like 'pg%' and n.nspname not in ('information_schema', 'accounts')
          and has_table_privilege(current_user, c.oid, 'select')`,
    ),
  );
  const holding: string[] = [];
  for (const { name } of tables) {
    const found = await app.within(({ tx }) =>
      tx.rows(`select 1 from ${name} t where to_jsonb(t)::text ~* $1 limit 1`, [
        `unmistakable|${marked.email}|700 000 77 88|77000007788`,
      ]),
    );
    if (found.length > 0) holding.push(name);
  }
  assert.deepEqual(holding, ['orders.person']);
  // Nor is the contact kept as a hash that anybody could make of it alone.
  const bare = createHash('sha256').update(marked.email).digest('hex');
  const parcels = await app.within(({ tx }) =>
    tx.rows('select 1 from parcels.parcel where recipient = $1', [bare]),
  );
  assert.deepEqual(parcels, []);
});
