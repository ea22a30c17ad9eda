import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import pg from 'pg';
import { Check } from 'typebox/value';
import { mustSucceed } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/index.ts';
import {
  closeNetting,
  listNettingRuns,
  listObligations,
  openWallet,
  registerObligation,
  sendTransfers,
  verifyLedger,
  viewNettingRun,
  viewStatement,
} from '../index.ts';
import { transferIdFor } from '../model.ts';
import { closeYesterday, netObligations } from '../netting/close-netting.ts';
import { fundsKey, netOf, type Owed, settleable } from '../netting/net.ts';
import { codeOf, type DeskWorld, openDesk } from './desk-fixture.ts';

let desk: DeskWorld;
before(async () => {
  desk = await openDesk();
});
after(async () => {
  assert.deepEqual((await desk.app.within((ctx) => verifyLedger(ctx.tx))).differences, []);
  await desk.app.close();
});

const owing: fc.Arbitrary<Owed[]> = fc
  .array(
    fc
      .record({
        org_id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
        to_org_id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
        amount: fc.bigInt({ min: 1n, max: 10n ** 17n }),
        currency: fc.constantFrom('CNY', 'KZT', 'UZS'),
      })
      .filter((o) => o.org_id !== o.to_org_id),
    { maxLength: 60 },
  )
  .map((list) => list.map((o, i) => ({ ...o, obligation_id: String(i).padStart(4, '0') })));

test('a net is the sum of the gross of its participant, and all nets of a currency sum to zero', () => {
  fc.assert(
    fc.property(owing, (obligations) => {
      const positions = netOf(obligations);
      for (const p of positions) {
        const of = (side: 'org_id' | 'to_org_id') =>
          obligations.filter((o) => o[side] === p.org_id && o.currency === p.currency);
        const sum = (list: Owed[]) => list.reduce((total, o) => total + o.amount, 0n);
        assert.equal(p.owed, sum(of('org_id')));
        assert.equal(p.due, sum(of('to_org_id')));
        assert.equal(p.items, of('org_id').length + of('to_org_id').length);
      }
      for (const currency of ['CNY', 'KZT', 'UZS']) {
        const nets = positions.filter((p) => p.currency === currency).map((p) => p.due - p.owed);
        assert.equal(
          nets.reduce((a, b) => a + b, 0n),
          0n,
        );
        const moved = nets.filter((n) => n > 0n).reduce((a, b) => a + b, 0n);
        const gross = obligations.filter((o) => o.currency === currency).reduce((t, o) => t + o.amount, 0n);
        assert.ok(moved <= gross, 'netting never moves more than paying each by itself');
      }
    }),
  );
});

test('what is settled everybody can pay; nothing is lost; with money enough nothing is carried over', () => {
  const money = fc.array(fc.bigInt({ min: 0n, max: 10n ** 17n }), { minLength: 15, maxLength: 15 });
  fc.assert(
    fc.property(owing, money, (obligations, amounts) => {
      const keys = ['a', 'b', 'c', 'd', 'e'].flatMap((o) => ['CNY', 'KZT', 'UZS'].map((c) => fundsKey(o, c)));
      const funds = new Map(keys.map((key, i) => [key, amounts[i] ?? 0n]));
      const { settled, carried } = settleable(obligations, funds);
      for (const p of netOf(settled))
        assert.ok(p.owed - p.due <= (funds.get(fundsKey(p.org_id, p.currency)) ?? 0n));
      const ids = [...settled, ...carried].map((o) => o.obligation_id).sort();
      assert.deepEqual(
        ids,
        obligations.map((o) => o.obligation_id),
      );
      const rich = new Map(keys.map((key) => [key, 10n ** 20n]));
      assert.deepEqual(settleable(obligations, rich).carried, []);
      const poor = settleable(obligations, new Map());
      for (const p of netOf(poor.settled))
        assert.equal(p.owed, p.due, 'without money only circles are settled');
    }),
  );
});

const owe = async (from: Actor, to: Actor, amount: bigint, reference = 'invoice of the day') =>
  mustSucceed(
    await desk.app.execute(registerObligation, from, {
      to_org_id: to.org_id,
      amount: { amount: amount.toString(), currency: 'CNY' },
      reference,
    }),
    'owe',
  );
const close = (corridor: string, day: string, who = desk.maker) =>
  desk.app.execute(closeNetting, who, { corridor, day });
const runs = async (who: Actor) =>
  mustSucceed(await desk.app.execute(listNettingRuns, who, {}), 'runs').items;
const wallet = async (who: Actor) => (await desk.accounts(who))['wallet:CNY']?.[0] ?? null;

test('a day is closed: many small debts become one payment each, and every figure opens to what it is made of', async () => {
  const [a, b, c] = [
    await desk.trader('CN', [10_000n, 'CNY']),
    await desk.trader('KZ', [10_000n, 'CNY']),
    await desk.trader('KZ'),
  ];
  await owe(a, b, 3_000n);
  await owe(a, b, 1_000n);
  await owe(b, a, 3_500n);
  await owe(a, c, 700n);
  // Another corridor is left alone: both of Kazakhstan.
  await owe(b, c, 900n);
  const today = '2026-03-02';
  const asked = mustSucceed(await close('CN-KZ', today), 'close');
  assert.equal(asked.obligations, 4);
  await desk.app.drain();
  assert.deepEqual([await wallet(a), await wallet(b), await wallet(c)], ['8800', '10500', '700']);

  const [run] = await runs(desk.maker);
  assert.ok(run);
  assert.deepEqual([run.run_id, run.corridor, run.day], [asked.run_id, 'CN-KZ', today]);
  assert.deepEqual(run.currencies, [
    {
      currency: 'CNY',
      participants: 3,
      gross_count: 4,
      gross: { amount: '8200', currency: 'CNY' },
      net_count: 3,
      net: { amount: '1200', currency: 'CNY' },
    },
  ]);
  const { positions } = mustSucceed(
    await desk.app.execute(viewNettingRun, desk.maker, { run_id: run.run_id }),
    'run',
  );
  assert.deepEqual(
    positions.map((p) => [p.org_id, p.owed.amount, p.due.amount, p.net.amount]),
    [
      [c.org_id, '0', '700', '700'],
      [b.org_id, '3500', '4000', '500'],
      [a.org_id, '4700', '3500', '-1200'],
    ].sort((x, y) => Number(y[3]) - Number(x[3])),
  );
  const grossOf = async (org_id: string, run_id: string) =>
    mustSucceed(await desk.app.execute(listObligations, desk.maker, { run_id, org_id }), 'items').items;
  for (const p of positions) {
    const gross = await grossOf(p.org_id, run.run_id);
    const signed = gross.map((o) => (o.to_org_id === p.org_id ? 1n : -1n) * BigInt(o.amount.amount));
    assert.equal(signed.reduce((t, amount) => t + amount, 0n).toString(), p.net.amount);
    assert.equal(gross.length, p.items);
  }
  const { items } = mustSucceed(
    await desk.app.execute(viewStatement, a, { account_id: 'wallet:CNY' }),
    'statement',
  );
  assert.deepEqual(
    items.slice(0, 1).map((e) => [e.reason, e.reference, e.change.amount, e.transfer_id]),
    [
      [
        'netting',
        'netting CN-KZ 2026-03-02',
        '-1200',
        positions.find((p) => p.org_id === a.org_id)?.transfer_id,
      ],
    ],
  );
  // A participant sees its own part, and no position of others.
  const [own] = await runs(c);
  assert.deepEqual(own?.currencies[0]?.gross.amount, '700');
  const mine = mustSucceed(await desk.app.execute(viewNettingRun, c, { run_id: run.run_id }), 'run');
  assert.deepEqual(
    mine.positions.map((p) => p.org_id),
    [c.org_id],
  );
  const stranger = await desk.trader('KZ');
  assert.deepEqual(await runs(stranger), []);
  assert.equal(
    codeOf(await desk.app.execute(viewNettingRun, stranger, { run_id: run.run_id })),
    'payments.run_not_found',
  );

  // Once: neither asking again nor the job again moves anything.
  assert.equal(codeOf(await close('CN-KZ', today)), 'payments.day_closed');
  await desk.app.within((ctx) => netObligations(ctx, { corridor: 'CN-KZ', day: today, closed_by: null }));
  assert.deepEqual([await wallet(a), await wallet(b), await wallet(c)], ['8800', '10500', '700']);
});

test('who cannot pay keeps owing what came last, until there is money; what came after the close waits a day', async () => {
  const [a, b] = [await desk.trader('CN', [1_000n, 'CNY']), await desk.trader('UZ')];
  await owe(a, b, 600n, 'first of all');
  desk.app.clock.advanceBy(1);
  await owe(a, b, 600n, 'second of all');
  desk.app.clock.advanceBy(86_400_000);
  await desk.app.within((ctx) => closeYesterday(ctx));
  await desk.app.drain();
  assert.deepEqual([await wallet(a), await wallet(b)], ['400', '600']);
  const open = mustSucceed(await desk.app.execute(listObligations, a, { open: '1' }), 'open').items;
  assert.deepEqual(
    open.map((o) => [o.reference, o.carried, o.carried_code]),
    [['second of all', 1, 'payments.overdrawn']],
  );
  await owe(b, a, 300n);
  mustSucceed(await close('CN-UZ', '2026-03-03'), 'next day');
  await desk.app.drain();
  assert.deepEqual([await wallet(a), await wallet(b)], ['100', '900']);
  await owe(a, b, 50n);
  assert.equal(codeOf(await close('CN-UZ', '2026-03-03')), 'payments.day_closed');
});

test('what cannot be owed or closed is refused, and nothing is written', async () => {
  const [a, b] = [await desk.trader('CN', [1_000n, 'CNY']), await desk.trader('TJ')];
  const attempt = async (to_org_id: string, amount: string) =>
    codeOf(
      await desk.app.execute(registerObligation, a, {
        to_org_id,
        amount: { amount, currency: 'CNY' },
        reference: 'invoice',
      }),
    );
  assert.equal(await attempt(b.org_id, '0'), 'payments.bad_amount');
  assert.equal(await attempt(a.org_id, '1'), 'payments.same_account');
  assert.equal(await attempt(desk.app.member().org_id, '1'), 'parties.not_found');
  assert.equal(codeOf(await close('CN-TJ', '2026-03-03')), 'payments.nothing_to_net');
  await owe(a, b, 1n);
  assert.equal(codeOf(await close('CN-TJ', '2026-03-04')), 'payments.day_to_come');
  const stranger = { ...desk.app.member('treasurer'), org_kind: 'treasury' };
  assert.equal(codeOf(await close('CN-TJ', '2026-03-03', stranger)), 'payments.not_the_treasury');
  const { items } = mustSucceed(await desk.app.execute(listObligations, a, {}), 'list');
  assert.deepEqual(
    items.map((o) => o.run_id),
    [null],
  );
});

test('what is reserved for something else does not count: the debt is carried over', async () => {
  const [a, b] = [await desk.trader('CN', [500n, 'CNY']), await desk.trader('KG')];
  await owe(a, b, 500n);
  const reserve = async (amount: bigint) => {
    // Behind the back of the ledger: no role of the server changes a balance.
    const owner = new pg.Client({ connectionString: desk.app.ownerUrl });
    await owner.connect();
    await owner.query(
      `update payments.account set pending_debit = $2 where book_id = $1 and account_id = 'wallet:CNY'`,
      [a.org_id, amount],
    );
    await owner.end();
  };
  await reserve(500n);
  await desk.app.within((ctx) =>
    netObligations(ctx, { corridor: 'CN-KG', day: '2026-03-03', closed_by: null }),
  );
  await reserve(0n);
  assert.equal(await wallet(b), null);
  const { items } = mustSucceed(await desk.app.execute(listObligations, a, { open: '1' }), 'open');
  assert.deepEqual(
    items.map((o) => [o.amount.amount, o.carried]),
    [['500', 1]],
  );
});

test('who takes beforehand the id of what netting will post stops nobody', async () => {
  const [a, b] = [await desk.trader('CN', [1_000n, 'CNY']), await desk.trader('TM')];
  mustSucceed(await desk.app.execute(openWallet, a, { currency: 'CNY', name: 'OTHER' }), 'second wallet');
  const day = desk.app.clock.now().toISOString().slice(0, 10);
  const run_id = transferIdFor('netting run', 'CN-TM', day);
  const taken = {
    transfers: [
      {
        transfer_id: transferIdFor('netting', run_id, a.org_id, 'CNY'),
        kind: 'single' as const,
        debit_account_id: 'wallet:CNY',
        credit_account_id: 'wallet:OTHER:CNY',
        amount: '1',
        currency: 'CNY' as const,
        reference: 'taken',
      },
    ],
  };
  if (Check(sendTransfers.input, taken))
    mustSucceed(await desk.app.execute(sendTransfers, a, taken), 'taken');
  await owe(a, b, 400n);
  mustSucceed(await close('CN-TM', day), 'close');
  await desk.app.drain();
  assert.deepEqual([await wallet(a), await wallet(b)], ['600', '400']);
});

test('debts that sum beyond 64 bits keep nobody else from being paid', async () => {
  const most = 10n ** 18n - 1n;
  const [a, b] = [await desk.trader('CN'), await desk.trader('MN')];
  const [c, d] = [await desk.trader('CN', [1_000n, 'CNY']), await desk.trader('MN')];
  for (let n = 0; n < 10; n++) {
    await owe(a, b, most);
    await owe(b, a, most);
  }
  await owe(c, d, 400n);
  const day = desk.app.clock.now().toISOString().slice(0, 10);
  mustSucceed(await close('CN-MN', day), 'close');
  await desk.app.drain();
  assert.deepEqual([await wallet(c), await wallet(d)], ['600', '400']);
  const run = (await runs(desk.maker)).find((r) => r.corridor === 'CN-MN');
  assert.equal(run?.currencies[0]?.gross.amount, (20n * most + 400n).toString());
  const { positions } = mustSucceed(
    await desk.app.execute(viewNettingRun, a, { run_id: run?.run_id ?? '' }),
    'run',
  );
  assert.deepEqual(
    positions.map((p) => [p.owed.amount, p.net.amount, p.transfer_id]),
    [[(10n * most).toString(), '0', null]],
  );
});

test('what a blocked organisation owes or is owed waits and says why; the others settle, and it does once unblocked', async () => {
  const [a, b, listed] = [
    await desk.trader('CN', [1_000n, 'CNY']),
    await desk.trader('KG'),
    await desk.trader('KG', [1_000n, 'CNY']),
  ];
  const screening = (state: 'blocked' | 'clear') =>
    desk.app.within((ctx) =>
      ctx.tx.run('update parties.organisation set screening = $2 where org_id = $1', [listed.org_id, state]),
    );
  desk.app.clock.advanceBy(86_400_000);
  await owe(a, listed, 500n, 'to the blocked');
  await owe(listed, a, 200n, 'by the blocked');
  await owe(a, b, 300n, 'between others');
  await screening('blocked');
  const day = () => desk.app.clock.now().toISOString().slice(0, 10);
  mustSucceed(await close('CN-KG', day()), 'close');
  await desk.app.drain();
  assert.deepEqual([await wallet(a), await wallet(b), await wallet(listed)], ['700', '300', '1000']);
  const open = mustSucceed(await desk.app.execute(listObligations, a, { open: '1' }), 'open').items;
  assert.deepEqual(open.map((o) => [o.reference, o.carried_code]).sort(), [
    ['by the blocked', 'payments.payee_blocked'],
    ['to the blocked', 'payments.payee_blocked'],
  ]);

  await screening('clear');
  desk.app.clock.advanceBy(86_400_000);
  mustSucceed(await close('CN-KG', day()), 'next day');
  await desk.app.drain();
  assert.deepEqual([await wallet(a), await wallet(b), await wallet(listed)], ['400', '300', '1300']);
});
