import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { currencies, money } from '../../../kernel/money.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/index.ts';
import { splitExchange } from '../exchange/exchange-quote.ts';
import { lapseExchange, settleExchange } from '../exchange/settle-exchange.ts';
import {
  askExchange,
  decideChange,
  executeExchange,
  listExchanges,
  lockExchange,
  openWallet,
  proposeRate,
  sendTransfers,
  TREASURY_ORG_ID,
  verifyLedger,
  viewExchange,
  viewStatement,
} from '../index.ts';
import { expirePending } from '../ledger/expire-pending.ts';
import { codeOf, type DeskWorld, openDesk } from './desk-fixture.ts';

let desk: DeskWorld;
before(async () => {
  desk = await openDesk();
  await desk.liquidity(10n ** 12n, 'KZT');
});
after(async () => {
  assert.deepEqual((await desk.app.within((ctx) => verifyLedger(ctx.tx))).differences, []);
  await desk.app.close();
});

const lock = (who: Actor, exchange_id: string) => desk.app.execute(lockExchange, who, { exchange_id });
const execute = (who: Actor, exchange_id: string) => desk.app.execute(executeExchange, who, { exchange_id });
const stateOf = async (who: Actor, exchange_id: string): Promise<string> =>
  mustSucceed(await desk.app.execute(viewExchange, who, { exchange_id }), 'view').state;
const treasury = () => desk.accounts(desk.maker);
const openReservations = () =>
  desk.app.within(({ tx }) =>
    tx.rows<{ currency: string; pending: bigint }>(
      `select currency, pending_debit + pending_credit as pending from payments.account
       where book_id = $1 and pending_debit + pending_credit > 0`,
      [TREASURY_ORG_ID],
    ),
  );

test('an exchange never loses a minor unit, and never gives away one', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 10n ** 15n }),
      fc.bigInt({ min: 1n, max: 10n ** 12n }),
      fc.bigInt({ min: 1n, max: 10n ** 12n }),
      fc.integer({ min: 0, max: 500 }),
      (amount, numerator, denominator, basis_points) => {
        const rate = { numerator, denominator };
        const split = splitExchange(money(amount, 'CNY'), rate, 'KZT', basis_points);
        const out = split.bought.amount + split.spread.amount + split.rounding.amount;
        assert.ok(out * denominator >= amount * numerator && (out - 1n) * denominator < amount * numerator);
        assert.ok(split.rounding.amount >= 0n && split.rounding.amount <= 2n);
        assert.ok(split.bought.amount >= 0n && split.spread.amount >= 0n);
      },
    ),
  );
});

test('a price says its rates with both sources, bid and ask, and reserves nothing', async () => {
  const me = await desk.trader('CN', [1_000_000n, 'CNY']);
  const sell = { amount: '400000', currency: 'CNY' as const };
  const quote = mustSucceed(await desk.app.execute(askExchange, me, { sell, buy_currency: 'KZT' }), 'ask');
  assert.equal(quote.state, 'quoted');
  assert.equal(quote.crossed, true);
  assert.deepEqual(
    quote.rates.map((r) => [r.base, r.currency, r.rate, r.as_of, r.stale]),
    [
      ['USD', 'CNY', '7.175', '2025-01-01', true],
      ['USD', 'KZT', '505.73', '2025-12-31', true],
    ],
  );
  assert.ok(quote.rates.every((r) => r.source.length > 3));
  // 400000 × 505.73 / 7.175 = 28 194 006.97…, of which 25 basis points are the spread.
  assert.deepEqual(
    [quote.spread_basis_points, quote.bought.amount, quote.spread.amount, quote.rounding.amount],
    [25, '28123521', '70485', '1'],
  );
  assert.ok(Number(quote.bid) < Number(quote.mid) && Number(quote.mid) < Number(quote.ask));
  assert.deepEqual(await desk.accounts(me), { 'wallet:CNY': ['1000000', '1000000'] });
});

test('locked, both sides are reserved; executed, every leg is posted and the residue has its account', async () => {
  const before = await treasury();
  const me = await desk.trader('CN', [1_000_000n, 'CNY']);
  const id = await desk.ask(me, 400_000n, 'CNY', 'KZT');
  const locked = mustSucceed(await lock(me, id), 'lock');
  assert.equal(locked.state, 'locked');
  assert.deepEqual(await desk.accounts(me), { 'wallet:CNY': ['1000000', '600000'] });
  const [balance, available] = (await treasury())['liquidity:KZT'] ?? [];
  const out = BigInt(locked.bought.amount) + BigInt(locked.spread.amount) + BigInt(locked.rounding.amount);
  assert.equal(BigInt(balance ?? 0) - BigInt(available ?? 0), out);
  const asked = mustSucceed(await execute(me, id), 'execute');
  assert.equal(asked.state, 'executing');
  await desk.app.drain();
  assert.equal(await stateOf(me, id), 'executed');
  assert.deepEqual(await desk.accounts(me), {
    'wallet:CNY': ['600000', '600000'],
    'wallet:KZT': [locked.bought.amount, locked.bought.amount],
  });
  const after = await treasury();
  const gained = (account: string) => BigInt(after[account]?.[0] ?? 0) - BigInt(before[account]?.[0] ?? 0);
  assert.deepEqual(['liquidity:CNY', 'liquidity:KZT', 'spread:KZT', 'rounding:KZT'].map(gained), [
    400_000n,
    -out,
    BigInt(locked.spread.amount),
    BigInt(locked.rounding.amount),
  ]);
  assert.deepEqual(await openReservations(), []);
  const { items } = mustSucceed(
    await desk.app.execute(viewStatement, me, { account_id: 'wallet:KZT' }),
    'statement',
  );
  assert.deepEqual(
    items.map((e) => e.reason),
    ['exchange.spread', 'exchange'],
  );
  assert.match(
    items[0]?.reference ?? '',
    /^CNY\/KZT 70\.48.* of 2025-01-01 and 2025-12-31 over USD, spread 25 bp$/,
  );
});

test('whatever is repeated happens once: lock, execution, and both jobs', async () => {
  const me = await desk.trader('CN', [1_000n, 'CNY']);
  const id = await desk.ask(me, 1_000n, 'CNY', 'KZT');
  const first = mustSucceed(await lock(me, id), 'lock');
  assert.deepEqual(mustSucceed(await lock(me, id), 'lock again'), first);
  mustSucceed(await execute(me, id), 'execute');
  mustSucceed(await execute(me, id), 'execute again');
  await desk.app.drain();
  const [once, desk1] = [await desk.accounts(me), await treasury()];
  const job = { org_id: me.org_id, exchange_id: id };
  await desk.app.within((ctx) => settleExchange(ctx, job));
  await desk.app.within((ctx) => lapseExchange(ctx, job));
  mustSucceed(await execute(me, id), 'execute when it is done');
  await desk.app.drain();
  assert.deepEqual([await desk.accounts(me), await treasury()], [once, desk1]);
  assert.equal(await stateOf(me, id), 'executed');
});

test('a lock lapses by the clock: refused before the job has run, freed on both sides when it has', async () => {
  const me = await desk.trader('CN', [5_000n, 'CNY']);
  const before = await treasury();
  const id = await desk.ask(me, 5_000n, 'CNY', 'KZT');
  mustSucceed(await lock(me, id), 'lock');
  desk.app.clock.advanceBy(10 * 60_000);
  assert.equal(codeOf(await execute(me, id)), 'payments.lock_over');
  assert.equal(await stateOf(me, id), 'lapsed');
  assert.deepEqual((await desk.accounts(me))['wallet:CNY'], ['5000', '0']);
  await desk.app.drain();
  assert.deepEqual((await desk.accounts(me))['wallet:CNY'], ['5000', '5000']);
  assert.deepEqual(await treasury(), before);
  assert.equal(codeOf(await execute(me, id)), 'payments.lock_over');
  assert.equal(await stateOf(me, id), 'lapsed');
});

test('should no job ever run, the ledger itself ends the reservations', async () => {
  const me = await desk.trader('CN', [700n, 'CNY']);
  const before = await treasury();
  const id = await desk.ask(me, 700n, 'CNY', 'KZT');
  mustSucceed(await lock(me, id), 'lock');
  mustSucceed(await execute(me, id), 'execute');
  desk.app.clock.advanceBy(16 * 60_000);
  await desk.app.within((ctx) => expirePending(ctx));
  await desk.app.drain();
  assert.equal(await stateOf(me, id), 'lapsed');
  assert.deepEqual((await desk.accounts(me))['wallet:CNY'], ['700', '700']);
  assert.deepEqual(await treasury(), before);
});

test('a price is good for two minutes, and only for who asked', async () => {
  const me = await desk.trader('CN', [5_000n, 'CNY']);
  const other = await desk.trader('KZ', [5_000n, 'CNY']);
  const id = await desk.ask(me, 5_000n, 'CNY', 'KZT');
  assert.equal(codeOf(await execute(me, id)), 'payments.not_locked');
  for (const act of [lock, execute])
    assert.equal(codeOf(await act(other, id)), 'payments.exchange_not_found');
  assert.equal(
    codeOf(await desk.app.execute(viewExchange, other, { exchange_id: id })),
    'payments.exchange_not_found',
  );
  desk.app.clock.advanceBy(2 * 60_000);
  assert.equal(await stateOf(me, id), 'lapsed');
  assert.equal(codeOf(await lock(me, id)), 'payments.quote_over');
});

test('what cannot be exchanged is refused with its reason, and nothing is written', async () => {
  const me = await desk.trader('CN', [5_000n, 'CNY']);
  const code = async (amount: string, currency: (typeof currencies)[number], buy_currency: typeof currency) =>
    codeOf(await desk.app.execute(askExchange, me, { sell: { amount, currency }, buy_currency }));
  assert.equal(await code('100', 'CNY', 'CNY'), 'payments.same_currency');
  assert.equal(await code('0', 'CNY', 'KZT'), 'payments.bad_amount');
  assert.equal(await code('999999999999999999', 'CNY', 'UZS'), 'payments.bad_amount');
  assert.equal(await code('1', 'UZS', 'CNY'), 'payments.amount_too_small');
  // No rate of the rouble is on file, and none is made up.
  for (const other of currencies.filter((c) => c !== 'RUB'))
    assert.equal(await code('100000', 'RUB', other), 'payments.no_rate', other);
  const deal_id = '018f0000-0000-7000-8000-00000000dead';
  const sell = { amount: '100', currency: 'CNY' as const };
  assert.equal(
    codeOf(await desk.app.execute(askExchange, me, { sell, buy_currency: 'KZT', deal_id })),
    'deals.not_found',
  );
  const { items } = mustSucceed(await desk.app.execute(listExchanges, me, {}), 'list');
  assert.deepEqual(items, []);
});

test('more than the treasury has, or may take, is refused at the price and at the lock', async () => {
  const me = await desk.trader('CN', [10_000n, 'CNY'], [10_000n, 'KZT']);
  const ask = (amount: string, currency: 'CNY' | 'KZT', buy_currency: 'TJS' | 'CNY' | 'KZT') =>
    desk.app.execute(askExchange, me, { sell: { amount, currency }, buy_currency });
  const nothing = await ask('5000', 'CNY', 'TJS');
  assert.equal(codeOf(nothing), 'payments.beyond_desk_limit');
  assert.deepEqual((nothing as { params: object }).params, { currency: 'TJS', side: 'gives' });
  // Two prices, liquidity for one: the second lock is refused, the customer's money stays free.
  await desk.liquidity(7_000n, 'TJS');
  const [first, second] = [
    await desk.ask(me, 5_000n, 'CNY', 'TJS'),
    await desk.ask(me, 5_000n, 'CNY', 'TJS'),
  ];
  mustSucceed(await lock(me, first), 'first');
  const refused = await lock(me, second);
  assert.equal(codeOf(refused), 'payments.beyond_desk_limit');
  assert.ok(!JSON.stringify(refused).includes('liquidity'), 'what the treasury has is not told');
  assert.deepEqual((await desk.accounts(me))['wallet:CNY'], ['10000', '5000']);
  // What it may hold at most counts what is reserved.
  await desk.app.within(({ tx }) =>
    tx.run(
      `update payments.account set upper_limit = posted_credit + pending_credit - posted_debit + 100 where book_id = $1 and account_id = 'liquidity:CNY'`,
      [TREASURY_ORG_ID],
    ),
  );
  const full = await ask('101', 'CNY', 'KZT');
  assert.deepEqual((full as { params: object }).params, { currency: 'CNY', side: 'takes' });
  await desk.app.within(({ tx }) =>
    tx.run(`update payments.account set upper_limit = null where book_id = $1`, [TREASURY_ORG_ID]),
  );
});

test('a customer without the money is told so at the lock, and the treasury keeps nothing reserved', async () => {
  const me = await desk.trader('CN', [99n, 'CNY']);
  const before = await openReservations();
  const id = await desk.ask(me, 100n, 'CNY', 'KZT');
  assert.equal(codeOf(await lock(me, id)), 'payments.overdrawn');
  assert.deepEqual(await openReservations(), before);
  assert.equal(await stateOf(me, id), 'quoted');
});

test('many who lock at once against little liquidity: as many as there is money for, none more', async () => {
  await desk.liquidity(10_000n, 'KGS');
  const traders = await Promise.all(Array.from({ length: 8 }, () => desk.trader('CN', [500n, 'CNY'])));
  const ids = await Promise.all(traders.map((who) => desk.ask(who, 300n, 'CNY', 'KGS')));
  const outcomes = await Promise.all(traders.map((who, i) => lock(who, ids[i] ?? '')));
  const codes = outcomes.map(codeOf);
  // 300 fen are 36.54 som; 100 som are enough for two of eight.
  assert.equal(codes.filter((c) => c === 'done').length, 2, codes.join());
  assert.equal(codes.filter((c) => c === 'payments.beyond_desk_limit').length, 6, codes.join());
  await Promise.all(traders.map((who, i) => execute(who, ids[i] ?? '')));
  await desk.app.drain();
  const [kgs] = (await treasury())['liquidity:KGS'] ?? [];
  assert.ok(BigInt(kgs ?? -1) >= 0n);
});

test('a customer whose own reservation names the exchange as its group stops nothing', async () => {
  const me = await desk.trader('CN', [1_000_000n, 'CNY']);
  mustSucceed(await desk.app.execute(openWallet, me, { currency: 'CNY', name: 'ASIDE' }), 'open');
  const exchange_id = await desk.ask(me, 400_000n, 'CNY', 'KZT');
  mustSucceed(await lock(me, exchange_id), 'lock');
  const { results } = mustSucceed(
    await desk.app.execute(sendTransfers, me, {
      transfers: [
        {
          kind: 'pending',
          transfer_id: '0198c1a0-0000-7000-8000-0000000000a1',
          link_id: exchange_id,
          debit_account_id: 'wallet:CNY',
          credit_account_id: 'wallet:ASIDE:CNY',
          amount: '1',
          currency: 'CNY',
          reference: 'put aside',
        },
      ],
    }),
    'own reservation',
  );
  assert.equal(results[0]?.status, 'posted', JSON.stringify(results));
  mustSucceed(await execute(me, exchange_id), 'execute');
  await desk.app.drain();
  assert.equal(await stateOf(me, exchange_id), 'executed');
});

test('roubles: no rate on file is said by name; a rate that two people filed is used, bid, ask and spread apart', async () => {
  await desk.liquidity(10n ** 9n, 'RUB');
  const me = await desk.trader('KZ', [10_000_000n, 'KZT'], [1_000_000n, 'RUB']);
  const sell = { amount: '5000000', currency: 'KZT' as const };
  const none = await desk.app.execute(askExchange, me, { sell, buy_currency: 'RUB' });
  assert.ok(isRefusal(none));
  assert.deepEqual(
    [none.code, none.params.missing, none.params.date],
    ['payments.no_rate', 'RUB', '2026-03-02'],
  );
  const { proposal_id } = mustSucceed(
    await desk.app.execute(proposeRate, desk.maker, {
      base: 'RUB',
      currency: 'KZT',
      rate: '6.4',
      valid_from: '2026-03-02',
      source: 'Demo bank, made-up fixing',
    }),
    'propose',
  );
  assert.equal(
    codeOf(await desk.app.execute(askExchange, me, { sell, buy_currency: 'RUB' })),
    'payments.no_rate',
  );
  mustSucceed(
    await desk.app.execute(decideChange, desk.checker, { proposal_id, decision: 'approved' }),
    'approve',
  );
  await desk.app.drain();
  const quote = mustSucceed(await desk.app.execute(askExchange, me, { sell, buy_currency: 'RUB' }), 'ask');
  // 50,000.00 tenge at 6.4 are 7,812.50 roubles; 15 basis points to sell tenge and 25 to buy roubles.
  assert.deepEqual(
    [quote.mid, quote.spread_basis_points, quote.bought.amount, quote.spread.amount, quote.rounding.amount],
    ['0.15625', 40, '778125', '3125', '0'],
  );
  assert.ok(Number(quote.bid) < 0.15625 && Number(quote.ask) > 0.15625);
  assert.deepEqual(
    quote.rates.map((r) => [r.base, r.currency, r.rate, r.as_of, r.basis, r.source]),
    [['RUB', 'KZT', '6.4', '2026-03-02', 'filed', 'Demo bank, made-up fixing']],
  );
  mustSucceed(await lock(me, quote.exchange_id), 'lock');
  mustSucceed(await execute(me, quote.exchange_id), 'execute');
  await desk.app.drain();
  const { items } = mustSucceed(
    await desk.app.execute(viewStatement, me, { account_id: 'wallet:RUB', limit: 2 }),
    'statement',
  );
  assert.deepEqual(
    items.map((e) => [e.reason, e.change.amount]),
    [
      ['exchange.spread', '-3125'],
      ['exchange', '781250'],
    ],
  );
  assert.equal((await treasury())['spread:RUB']?.[0], '3125');
  // And the other way round, at the same rate.
  const back = mustSucceed(
    await desk.app.execute(askExchange, me, {
      sell: { amount: '100000', currency: 'RUB' },
      buy_currency: 'KZT',
    }),
    'back',
  );
  assert.equal(back.mid, '6.4');
});
