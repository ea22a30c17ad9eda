import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Currency, divideHalfUp } from '../../../kernel/money.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/index.ts';
import {
  askExchange,
  decideChange,
  executeExchange,
  listChanges,
  listEntries,
  lockExchange,
  proposeClosing,
  proposeLimit,
  proposeMove,
  proposeRate,
  proposeRates,
  sendTransfers,
  TREASURY_ORG_ID,
  verifyLedger,
  viewExchange,
  viewLimits,
  viewPositions,
  viewWallet,
} from '../index.ts';
import { viewTrialBalance } from '../ledger/view-transfers.ts';
import { applyChange } from '../treasury/decide-change.ts';
import { revalue } from '../treasury/view-positions.ts';
import { entriesOf } from './behind-figures.ts';
import { codeOf, type DeskWorld, openDesk } from './desk-fixture.ts';

let desk: DeskWorld;
before(async () => {
  desk = await openDesk();
  await desk.liquidity(10n ** 12n, 'KZT');
  await desk.liquidity(10n ** 9n, 'CNY');
});
after(async () => {
  assert.deepEqual((await desk.app.within((ctx) => verifyLedger(ctx.tx))).differences, []);
  await desk.app.close();
});

const limitOf = (currency: Currency, keep_at_least: string, hold_at_most: string | null) => ({
  currency,
  keep_at_least,
  hold_at_most,
  reason: 'test of limits',
});
const rateOf = (base: Currency, currency: Currency, rate: string, valid_from = '2026-03-02') => ({
  base,
  currency,
  rate,
  valid_from,
  source: 'Demo bank, made-up fixing',
});
const decide = (who: Actor, proposal_id: string, decision: 'approved' | 'refused') =>
  desk.app.execute(decideChange, who, { proposal_id, decision });
async function approved(proposal: unknown): Promise<string | null> {
  const { proposal_id } = mustSucceed(proposal as { proposal_id: string }, 'propose');
  mustSucceed(await decide(desk.checker, proposal_id, 'approved'), 'approve');
  await desk.app.drain();
  const { items } = mustSucceed(await desk.app.execute(listChanges, desk.maker, {}), 'changes');
  return items.find((i) => i.proposal_id === proposal_id)?.effect_code ?? null;
}
const limits = async (currency: Currency) => {
  const { items } = mustSucceed(await desk.app.execute(viewLimits, desk.maker, {}), 'limits');
  const found = items.find((i) => i.account_id === `liquidity:${currency}`);
  return [found?.keep_at_least.amount, found?.hold_at_most?.amount ?? null, found?.gives.amount];
};
const ask = (who: Actor, amount: bigint, currency: Currency, buy_currency: Currency) =>
  desk.app.execute(askExchange, who, { sell: { amount: amount.toString(), currency }, buy_currency });

async function exchanged(who: Actor, amount: bigint, sell: Currency, buy: Currency) {
  const exchange_id = await desk.ask(who, amount, sell, buy);
  mustSucceed(await desk.app.execute(lockExchange, who, { exchange_id }), 'lock');
  const done = mustSucceed(await desk.app.execute(executeExchange, who, { exchange_id }), 'execute');
  await desk.app.drain();
  return BigInt(done.bought.amount) + BigInt(done.spread.amount) + BigInt(done.rounding.amount);
}

test('one proposes, another decides; only then does the ledger keep to the limit', async () => {
  const proposal = mustSucceed(
    await desk.app.execute(proposeLimit, desk.maker, limitOf('KZT', '999999000000', null)),
    'propose',
  );
  assert.deepEqual(await limits('KZT'), ['0', null, '1000000000000']);
  assert.equal(
    codeOf(await decide(desk.maker, proposal.proposal_id, 'approved')),
    'payments.proposer_decides',
  );
  mustSucceed(await decide(desk.checker, proposal.proposal_id, 'approved'), 'approve');
  assert.equal(
    codeOf(await decide(desk.checker, proposal.proposal_id, 'refused')),
    'payments.proposal_decided',
  );
  await desk.app.drain();
  assert.deepEqual(await limits('KZT'), ['999999000000', null, '1000000']);
  const me = await desk.trader('CN', [10n ** 8n, 'CNY']);
  assert.equal(codeOf(await ask(me, 20_000n, 'CNY', 'KZT')), 'payments.beyond_desk_limit');
  assert.equal(codeOf(await ask(me, 10_000n, 'CNY', 'KZT')), 'done');
  const job = { org_id: TREASURY_ORG_ID, proposal_id: proposal.proposal_id };
  await desk.app.within((ctx) => applyChange(ctx, job));
  assert.equal(
    await approved(await desk.app.execute(proposeLimit, desk.maker, limitOf('KZT', '0', null))),
    null,
  );
});

test('the database itself lets nobody approve what they proposed', async () => {
  const { proposal_id } = mustSucceed(
    await desk.app.execute(proposeLimit, desk.maker, limitOf('USD', '0', null)),
    'propose',
  );
  await assert.rejects(
    desk.app.within(
      ({ tx }) =>
        tx.run(
          `update payments.desk_proposal set decision = 'approved', decided_by = proposed_by, decided_at = now() where proposal_id = $1`,
          [proposal_id],
        ),
      desk.maker,
    ),
    /desk_proposal_four_eyes/,
  );
  mustSucceed(await decide(desk.maker, proposal_id, 'refused'), 'taken back');
});

test('a limit that is broken already has no effect and says so; crossed limits are not proposed', async () => {
  const most = await desk.app.execute(proposeLimit, desk.maker, limitOf('CNY', '0', '5'));
  assert.equal(await approved(most), 'payments.limit_broken_already');
  const least = await desk.app.execute(proposeLimit, desk.maker, limitOf('CNY', '999999999999', null));
  assert.equal(await approved(least), 'payments.limit_broken_already');
  assert.deepEqual((await limits('CNY')).slice(0, 2), ['0', null]);
  const crossed = await desk.app.execute(proposeLimit, desk.maker, limitOf('CNY', '9', '8'));
  assert.equal(codeOf(crossed), 'payments.limits_crossed');
});

test('capital becomes liquidity by two people only', async () => {
  const move = {
    from_account_id: 'capital:UZS',
    to_account_id: 'liquidity:UZS',
    currency: 'UZS' as const,
    amount: '5000',
    reference: 'capital for UZS',
  };
  const alone = mustSucceed(
    await desk.app.execute(sendTransfers, desk.maker, {
      transfers: [
        {
          kind: 'single',
          transfer_id: '0198c1a0-0000-7000-8000-000000000001',
          debit_account_id: move.from_account_id,
          credit_account_id: move.to_account_id,
          amount: move.amount,
          currency: move.currency,
          reference: move.reference,
        },
      ],
    }),
    'sent',
  );
  assert.equal(alone.results[0]?.code, 'payments.not_your_move');
  assert.equal(await approved(await desk.app.execute(proposeMove, desk.maker, move)), null);
  assert.equal((await limits('UZS'))[2], '5000');
  const tooMuch = { ...move, from_account_id: move.to_account_id, to_account_id: move.from_account_id };
  assert.equal(
    await approved(await desk.app.execute(proposeMove, desk.maker, { ...tooMuch, amount: '5001' })),
    'payments.overdrawn',
  );
  for (const [change, code] of [
    [{ to_account_id: 'clearing:UZS' }, 'payments.not_your_move'],
    [{ to_account_id: 'liquidity:KZT' }, 'payments.currency_mismatch'],
    [{ to_account_id: 'capital:UZS' }, 'payments.same_account'],
  ] as const)
    assert.equal(codeOf(await desk.app.execute(proposeMove, desk.maker, { ...move, ...change })), code);
});

test('an account is closed by two people, once it is empty', async () => {
  const close = (account_id: string | null) =>
    desk.app.execute(proposeClosing, desk.maker, {
      book_id: TREASURY_ORG_ID,
      account_id,
      reason: 'not used',
    });
  assert.equal(await approved(await close(null)), 'payments.account_not_empty');
  assert.equal(await approved(await close('wallet:CNY')), 'payments.account_not_found');
  assert.equal(await approved(await close('spread:TMT')), null);
  const move = { from_account_id: 'capital:TMT', to_account_id: 'spread:TMT', currency: 'TMT' as const };
  assert.equal(
    await approved(
      await desk.app.execute(proposeMove, desk.maker, { ...move, amount: '1', reference: 'to a closed one' }),
    ),
    'payments.account_closed',
  );
});

test('nobody else proposes, decides or sees anything', async () => {
  const { proposal_id } = mustSucceed(
    await desk.app.execute(proposeRate, desk.maker, rateOf('USD', 'EUR', '0.9')),
    'propose',
  );
  const stranger = { ...desk.app.member('treasurer'), org_kind: 'treasury' };
  assert.equal(
    codeOf(await desk.app.execute(proposeLimit, stranger, limitOf('CNY', '0', null))),
    'payments.not_the_treasury',
  );
  assert.equal(codeOf(await decide(stranger, proposal_id, 'approved')), 'payments.not_the_treasury');
  const seen = [
    mustSucceed(await desk.app.execute(viewLimits, stranger, {}), 'limits').items,
    mustSucceed(await desk.app.execute(listChanges, stranger, {}), 'changes').items,
    mustSucceed(await desk.app.execute(viewPositions, stranger, {}), 'positions').items,
  ];
  assert.deepEqual(seen, [[], [], []]);
  assert.equal(
    codeOf(await decide(desk.checker, TREASURY_ORG_ID, 'approved')),
    'payments.proposal_not_found',
  );
});

test('a rate is used once it is filed with its source; a direct one goes before a crossed one', async () => {
  const me = await desk.trader('CN', [10n ** 7n, 'CNY'], [10n ** 7n, 'RUB']);
  assert.equal(codeOf(await ask(me, 1_000_000n, 'RUB', 'CNY')), 'payments.no_rate');
  for (const wrong of [rateOf('USD', 'RUB', '0.000'), rateOf('USD', 'RUB', '80', '2026-03-03')])
    assert.equal(codeOf(await desk.app.execute(proposeRate, desk.maker, wrong)), 'payments.bad_rate');
  assert.equal(
    codeOf(await desk.app.execute(proposeRate, desk.maker, rateOf('RUB', 'RUB', '1'))),
    'payments.same_currency',
  );
  assert.equal(
    await approved(await desk.app.execute(proposeRate, desk.maker, rateOf('USD', 'RUB', '80'))),
    null,
  );
  const crossed = mustSucceed(await ask(me, 1_000_000n, 'RUB', 'CNY'), 'crossed');
  assert.deepEqual(
    crossed.rates.map((r) => [r.base, r.currency, r.rate, r.basis, r.source]),
    [
      ['USD', 'RUB', '80', 'filed', 'Demo bank, made-up fixing'],
      ['USD', 'CNY', '7.175', 'implied', crossed.rates[1]?.source],
    ],
  );
  // The newest of one day counts; a direct pair as new as the older leg is used as it stands.
  assert.equal(
    await approved(await desk.app.execute(proposeRate, desk.maker, rateOf('CNY', 'RUB', '11'))),
    null,
  );
  desk.app.clock.advanceBy(1000);
  assert.equal(
    await approved(await desk.app.execute(proposeRate, desk.maker, rateOf('CNY', 'RUB', '12.5'))),
    null,
  );
  const direct = mustSucceed(await ask(me, 1_000_000n, 'RUB', 'CNY'), 'direct');
  assert.deepEqual([direct.crossed, direct.mid, direct.rates.length], [false, '0.08', 1]);
});

test('positions are revalued at the day’s rate, with cost, gain and the working of each day', async () => {
  const me = await desk.trader('CN', [10n ** 7n, 'CNY']);
  const report = async (date?: string) =>
    mustSucceed(
      await desk.app.execute(viewPositions, desk.maker, { into: 'CNY', ...(date ? { date } : {}) }),
      'report',
    );
  const rateFiled = async (rate: string, day: string) =>
    assert.equal(
      await approved(await desk.app.execute(proposeRate, desk.maker, rateOf('CNY', 'KZT', rate, day))),
      null,
    );
  await rateFiled('70', '2026-03-02');
  const out = await exchanged(me, 1_000_000n, 'CNY', 'KZT');
  assert.equal(out, 70_000_000n);
  const first = await report();
  const kzt = (r: typeof first) => r.items.find((i) => i.currency === 'KZT');
  const cny = (r: typeof first) => r.items.find((i) => i.currency === 'CNY');
  const before = kzt(first);
  // The margin and the residue stay with the treasury: short by what the customer got.
  assert.equal(
    before?.position.amount,
    (-70_000_000n + BigInt(before?.spread.amount ?? 0) + BigInt(before?.rounding.amount ?? 0)).toString(),
  );
  assert.equal(before?.gain?.amount, '0');
  assert.equal(cny(first)?.gain?.amount, '0');

  desk.app.clock.advanceBy(86_400_000);
  await rateFiled('75', '2026-03-03');
  await exchanged(me, 500_000n, 'CNY', 'KZT');
  const second = await report();
  const after = kzt(second);
  assert.deepEqual(
    after?.days.map((d) => [d.day, d.rate, d.rates[0]?.rate]),
    [
      ['2026-03-02', '0.014285714286', '70'],
      ['2026-03-03', '0.013333333333', '75'],
    ],
  );
  // By hand: each day's flow at that day's rate is the cost, all of it at 75 the value.
  const [d1, d2] = (after?.days ?? []).map((d) => BigInt(d.flow.amount));
  assert.ok(d1 !== undefined && d2 !== undefined && d1 < 0n && d2 < 0n);
  const cost = divideHalfUp(d1, 70n) + divideHalfUp(d2, 75n);
  const value = divideHalfUp(d1 + d2, 75n);
  assert.deepEqual(
    [after?.value?.amount, after?.cost?.amount, after?.gain?.amount],
    [value, cost, value - cost].map(String),
  );
  assert.ok(value > cost, 'short in a currency that fell: a gain');
  const sum = second.items.filter((i) => i.gain).reduce((t, i) => t + BigInt(i.gain?.amount ?? 0), 0n);
  assert.equal(second.gain.amount, sum.toString());
  // The report of the day before says what it said then; capital is no position.
  assert.deepEqual(kzt(await report('2026-03-02')), before);
  assert.deepEqual(await report('2999-01-01'), second);
  const flows = second.items.find((i) => i.currency === 'CNY')?.position.amount;
  assert.equal(flows, '1500000');
});

test('every figure of limits, positions, trial balance and wallet is the sum of the entries that it opens to', async () => {
  const { app, maker } = desk;
  const me = await desk.trader('KZ', [10n ** 9n, 'KZT'], [5n, 'CNY']);
  const exchange_id = await desk.ask(me, 7_500_000n, 'KZT', 'CNY');
  mustSucceed(await app.execute(lockExchange, me, { exchange_id }), 'lock');
  const open = await desk.ask(me, 3_000_000n, 'KZT', 'CNY');
  mustSucceed(await app.execute(lockExchange, me, { exchange_id: open }), 'lock');

  const items = mustSucceed(await app.execute(viewLimits, maker, {}), 'limits').items;
  assert.ok(items.some((i) => i.reserved.amount !== '0'));
  for (const { account_id, balance, reserved, incoming } of items) {
    assert.equal((await entriesOf(app, maker, { account_id })).change, balance.amount);
    const pending = (side: 'debit' | 'credit') => entriesOf(app, maker, { account_id, open: '1', side });
    assert.equal((await pending('debit')).debit, reserved.amount);
    assert.equal((await pending('credit')).credit, incoming.amount);
  }
  const wallet = mustSucceed(await app.execute(viewWallet, me, {}), 'wallet').items;
  for (const { account_id, balance, reserved, available } of wallet) {
    const all = await entriesOf(app, me, { account_id });
    const held = await entriesOf(app, me, { account_id, open: '1', side: 'debit' });
    assert.deepEqual([all.change, held.debit], [balance.amount, reserved.amount]);
    assert.equal((BigInt(all.change) - BigInt(held.debit)).toString(), available.amount);
  }

  mustSucceed(await app.execute(executeExchange, me, { exchange_id }), 'execute');
  await app.drain();
  const price = mustSucceed(await app.execute(viewExchange, me, { exchange_id }), 'exchange');
  const leg = (currency: Currency, side?: 'debit') =>
    entriesOf(app, me, { account_id: `wallet:${currency}`, exchange_id, ...(side ? { side } : {}) }, 50);
  assert.equal((await leg('KZT', 'debit')).debit, price.sold.amount);
  assert.equal((await leg('CNY')).change, price.bought.amount);
  assert.equal((await leg('CNY', 'debit')).debit, price.spread.amount);
  const theirs = await app.execute(listEntries, maker, { account_id: 'liquidity:CNY', exchange_id });
  assert.equal(codeOf(theirs), 'payments.exchange_not_found');

  for (const who of [maker, me]) {
    const { currencies } = mustSucceed(await app.execute(viewTrialBalance, who, {}), 'trial');
    for (const { currency, lines, debit, credit } of currencies as {
      currency: Currency;
      lines: Line[];
      debit: Sum;
      credit: Sum;
    }[])
      for (const line of [...lines, { debit, credit }])
        for (const side of ['debit', 'credit'] as const) {
          const kinds = 'kind' in line ? { kinds: line.kind } : {};
          assert.equal(
            (await entriesOf(app, who, { ...kinds, currency, side }, 100))[side],
            line[side].amount,
          );
        }
  }

  const position = { kinds: 'liquidity,spread,rounding', except: 'capital' as const };
  const end = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString();
  const { date, items: positions } = mustSucceed(await app.execute(viewPositions, maker, {}), 'positions');
  assert.ok(positions.length > 1);
  for (const p of positions) {
    const currency = p.currency as Currency;
    const all = await entriesOf(app, maker, { ...position, currency, before: end(date) }, 100);
    assert.equal(all.change, p.position.amount);
    for (const kind of ['liquidity', 'spread', 'rounding'] as const) {
      const account_id = `${kind}:${currency}`;
      const of = await app.execute(listEntries, maker, { account_id, except: 'capital', before: end(date) });
      const change = isRefusal(of) ? '0' : of.sums?.change.amount;
      assert.equal(change, p[kind].amount);
    }
    for (const { day, flow, entries } of p.days) {
      const choice = { ...position, currency, from: new Date(day).toISOString(), before: end(day) };
      const of = await entriesOf(app, maker, choice, 2);
      assert.deepEqual([of.change, of.count], [flow.amount, entries]);
    }
  }
  const set = mustSucceed(await app.execute(listChanges, maker, { limits_of: 'KZT' }), 'changes').items;
  assert.ok(set.length > 0 && set.every((c) => c.limit?.keep_at_least.currency === 'KZT'));
});

interface Sum {
  amount: string;
}
interface Line {
  kind: string;
  debit: Sum;
  credit: Sum;
}

test('a position without a rate, on its day or on another, is unvalued and never guessed', () => {
  const flow = (day: string) => ({ currency: 'RUB', day, kind: 'liquidity', flow: 100n, entries: 1n });
  const flows = [flow('2026-03-01'), flow('2026-03-02')];
  const at = (rate: bigint) => ({ rate: { numerator: rate, denominator: 1n }, rates: [] });
  const late = revalue('RUB', 'CNY', flows, (day) => (day > '2026-03-01' ? at(2n) : undefined), '2026-03-02');
  assert.deepEqual([late.value?.amount, late.cost, late.gain], ['400', null, null]);
  assert.deepEqual(
    late.days.map((d) => [d.rate, d.value?.amount ?? null]),
    [
      [null, null],
      ['2', '200'],
    ],
  );
  const early = revalue(
    'RUB',
    'CNY',
    flows,
    (day) => (day < '2026-03-02' ? at(2n) : undefined),
    '2026-03-02',
  );
  assert.deepEqual([early.position.amount, early.value, early.cost, early.gain], ['200', null, null, null]);
});

test('rates come by a file from the terminal: all or nothing, each wrong row named, none used before approval', async () => {
  const propose = async (...rows: string[]) => {
    const csv = `base,currency,rate,valid_from,source\n${rows.join('\n')}\n`;
    let outcome: unknown;
    await desk.app
      .within(async (ctx) => {
        outcome = await proposeRates(ctx, csv);
        if (isRefusal(outcome)) throw new Error('rolled back');
      })
      .catch(() => undefined);
    return outcome;
  };
  const good = 'CNY,TMT,0.49,2026-03-02,"Demo bank, made-up fixing"';
  const wrong = await propose(
    good,
    'CNY,TMT,0,2026-03-02,made up',
    'CNY,XXX,1,2026-03-02,made up',
    'CNY,TMT,1e3,2026-03-02,made up',
  );
  assert.ok(isRefusal(wrong) && wrong.code === 'payments.rates_unreadable');
  assert.deepEqual(
    wrong.errors.map((e) => [e.path, e.code]),
    [
      ['row 3', 'payments.bad_rate'],
      ['row 4', 'currency'],
      ['row 5', 'rate'],
    ],
  );
  const open = async () =>
    mustSucceed(await desk.app.execute(listChanges, desk.maker, { open: '1' }), 'open').items.filter(
      (i) => i.rate?.currency === 'TMT',
    );
  assert.deepEqual(await open(), []);
  for (const nothing of ['', '"', 'base\n'])
    assert.equal(codeOf(await propose(nothing)), 'payments.rates_unreadable');
  assert.deepEqual(await propose(good), { proposed: 1 });
  assert.deepEqual(
    (await open()).map((i) => [i.by_operator, i.rate?.source]),
    [[true, 'Demo bank, made-up fixing']],
  );
});
