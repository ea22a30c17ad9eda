import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/index.ts';
import { deals } from '../../deals/index.ts';
import { parties } from '../../parties/index.ts';
import { reference } from '../../reference/index.ts';
import { openWallet, payments, postTransfers, sendTransfers, verifyLedger } from '../index.ts';
import { expirePending } from '../ledger/expire-pending.ts';
import { viewBalance } from '../ledger/view-statement.ts';
import { organisationAccount } from '../model.ts';
import { PlainLedger, type PlainRequest } from './plain-ledger.ts';

/** Sequences of each test; SAUDA_LEDGER_RUNS=2000 for a long look. */
const RUNS = Number(process.env.SAUDA_LEDGER_RUNS ?? 60);
const ACCOUNTS = ['wallet:CNY', 'wallet:A:CNY', 'wallet:B:CNY', 'wallet:USD', 'wallet:NONE:CNY'] as const;
const CEILING = 60;

let app: TestApp;
before(async () => {
  app = await testApp([reference, parties, deals, payments]);
});
after(async () => {
  await app.drain();
  assert.deepEqual((await app.within((ctx) => verifyLedger(ctx.tx))).differences, []);
  await app.close();
});

/** What a command is to ask for, before it is known what is there to ask about. */
const intents = fc.array(
  fc.record({
    what: fc.constantFrom('single', 'single', 'pending', 'post', 'void', 'reversal', 'again', 'other body'),
    from: fc.nat(ACCOUNTS.length - 1),
    to: fc.nat(ACCOUNTS.length - 1),
    amount: fc.integer({ min: 1, max: 70 }),
    balancing: fc.constantFrom(undefined, undefined, 'debit', 'credit', 'both'),
    minutes: fc.constantFrom(undefined, undefined, -1, 1, 10),
    /** Which of the transfers asked for before. */
    which: fc.nat(50),
    linked: fc.boolean(),
    part: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
);
type Intents = typeof intents extends fc.Arbitrary<infer T> ? T : never;

interface Model {
  plain: PlainLedger;
  asked: PlainRequest[];
  last?: { key: string; requests: PlainRequest[] };
}
interface Real {
  me: Actor;
}

/** The requests of some intents, the same for the plain ledger and for the real one. */
function requestsOf(model: Model, wanted: Intents): PlainRequest[] {
  const link = randomUUID();
  return wanted.map((w): PlainRequest => {
    const earlier = model.asked[w.which % Math.max(1, model.asked.length)];
    const linked = w.linked ? { link } : {};
    const request = ((): PlainRequest => {
      if (earlier && w.what === 'again') return { ...earlier, ...linked };
      if (earlier && w.what === 'other body' && 'from' in earlier)
        return { ...earlier, ...linked, amount: earlier.amount + 1 };
      if (w.what === 'post' || w.what === 'void' || w.what === 'reversal')
        return {
          id: randomUUID(),
          kind: w.what,
          target: earlier?.id ?? randomUUID(),
          ...(w.what === 'post' && w.part ? { amount: w.amount } : {}),
          ...linked,
        };
      const kind = w.what === 'pending' ? 'pending' : 'single';
      const [from, to] = [ACCOUNTS[w.from] ?? '', ACCOUNTS[w.to] ?? ''];
      return {
        id: randomUUID(),
        kind,
        from,
        to,
        amount: w.amount,
        currency: 'CNY',
        ...(w.balancing ? { balancing: w.balancing } : {}),
        ...(w.minutes === undefined || (kind === 'single' && w.minutes !== 1)
          ? {}
          : { expires_at: model.plain.now + w.minutes * 60_000 }),
        ...linked,
      };
    })();
    const { link: _, ...alone } = request;
    model.asked.push(alone as PlainRequest);
    return request;
  });
}

type Sent = Parameters<typeof sendTransfers.run>[1]['transfers'][number];
const sentOf = (r: PlainRequest): Sent => {
  const common = { transfer_id: r.id, reference: 'wages', ...(r.link ? { link_id: r.link } : {}) };
  if ('from' in r)
    return {
      ...common,
      kind: r.kind,
      debit_account_id: r.from,
      credit_account_id: r.to,
      amount: String(r.amount),
      currency: r.currency,
      ...(r.balancing ? { balancing: r.balancing } : {}),
      ...(r.expires_at === undefined ? {} : { expires_at: new Date(r.expires_at).toISOString() }),
    } as Sent;
  if (r.kind === 'reversal') return { ...common, kind: 'reversal', reverses_id: r.target } as Sent;
  return {
    ...common,
    kind: r.kind,
    pending_id: r.target,
    ...(r.amount === undefined ? {} : { amount: String(r.amount) }),
  } as Sent;
};

async function send(me: Actor, requests: readonly PlainRequest[], key: string): Promise<string[] | string> {
  const answer = await app.execute(
    sendTransfers,
    me,
    { transfers: requests.map(sentOf) },
    { idempotency_key: key },
  );
  if (isRefusal(answer)) return answer.code;
  return answer.results.map((r) => (r.code ? r.code.replace('payments.', '') : `${r.status} ${r.amount}`));
}

async function compare({ plain }: Model, { me }: Real): Promise<void> {
  for (const [account_id, a] of plain.accounts) {
    const { balance } = mustSucceed(await app.execute(viewBalance, me, { account_id }), account_id);
    assert.equal(balance.amount, String(a.has), account_id);
  }
}

class SendCommand implements fc.AsyncCommand<Model, Real> {
  readonly wanted: Intents;
  constructor(wanted: Intents) {
    this.wanted = wanted;
  }
  check(): boolean {
    return true;
  }
  async run(model: Model, real: Real): Promise<void> {
    const requests = requestsOf(model, this.wanted);
    const key = randomUUID();
    model.last = { key, requests };
    assert.deepEqual(await send(real.me, requests, key), model.plain.send(requests));
    await compare(model, real);
  }
  toString(): string {
    return `send ${JSON.stringify(this.wanted)}`;
  }
}

/** The same key again, twice at once: the same answer and no effect; with another body a refusal. */
class RetryCommand implements fc.AsyncCommand<Model, Real> {
  check({ last }: Model): boolean {
    return last !== undefined;
  }
  async run(model: Model, real: Real): Promise<void> {
    const { key, requests } = model.last as { key: string; requests: PlainRequest[] };
    const [one, two] = await Promise.all([send(real.me, requests, key), send(real.me, requests, key)]);
    assert.deepEqual(one, two);
    const other = [...requests, requests[0] as PlainRequest];
    assert.equal(await send(real.me, other, key), 'platform.idempotency_conflict');
    await compare(model, real);
  }
  toString(): string {
    return 'retry';
  }
}

class WaitCommand implements fc.AsyncCommand<Model, Real> {
  readonly minutes: number;
  constructor(minutes: number) {
    this.minutes = minutes;
  }
  check(): boolean {
    return true;
  }
  async run(model: Model, real: Real): Promise<void> {
    app.clock.advanceBy(this.minutes * 60_000);
    model.plain.now = app.clock.now().getTime();
    const freed = model.plain.overdue();
    model.plain.send(freed.map((target) => ({ id: randomUUID(), kind: 'expire', target })));
    await app.within(expirePending);
    await compare(model, real);
  }
  toString(): string {
    return `wait ${this.minutes} min`;
  }
}

/** A trader with 100 in the usual wallet, two more wallets, one of them with a ceiling, and one in dollars. */
async function traderWith(amount: number): Promise<{ model: Model; real: Real }> {
  const me = app.member('trader');
  const [capital, wallet] = (['capital', 'wallet'] as const).map((kind) =>
    organisationAccount(me.org_id, kind, 'CNY'),
  );
  assert.ok(capital && wallet);
  await app.within(async (ctx) => {
    await postTransfers(
      ctx,
      [
        {
          kind: 'single',
          book_id: me.org_id,
          transfer_id: randomUUID(),
          debit_account_id: 'capital:CNY',
          credit_account_id: 'wallet:CNY',
          amount: BigInt(amount),
          currency: 'CNY',
          reason: 'capital',
          reference: 'opening',
        },
      ],
      [capital, wallet],
    );
  });
  const plain = new PlainLedger();
  plain.now = app.clock.now().getTime();
  plain.open('wallet:CNY', { currency: 'CNY', has: amount });
  for (const [currency, name] of [
    ['CNY', 'A'],
    ['CNY', 'B'],
    ['USD', undefined],
  ] as const) {
    mustSucceed(await app.execute(openWallet, me, name ? { currency, name } : { currency }), 'a wallet');
    plain.open(name ? `wallet:${name}:${currency}` : `wallet:${currency}`, { currency });
  }
  await app.within((ctx) =>
    ctx.tx.run(
      `update payments.account set upper_limit = $2 where book_id = $1 and account_id = 'wallet:B:CNY'`,
      [me.org_id, CEILING],
    ),
  );
  const limited = plain.accounts.get('wallet:B:CNY');
  assert.ok(limited);
  limited.most = CEILING;
  return { model: { plain, asked: [] }, real: { me } };
}

test(`${RUNS} random sequences of transfers, retries and waits: every answer and balance is the plain ledger's`, async () => {
  const commands = fc.commands(
    [
      intents.map((wanted) => new SendCommand(wanted)),
      intents.map((wanted) => new SendCommand(wanted)),
      fc.constant(new RetryCommand()),
      fc.constantFrom(1, 5, 20).map((minutes) => new WaitCommand(minutes)),
    ],
    { maxCommands: 12 },
  );
  await fc.assert(
    fc.asyncProperty(commands, async (sequence) => {
      const setup = await traderWith(100);
      await fc.asyncModelRun(() => setup, sequence);
    }),
    { numRuns: RUNS, endOnFailure: process.env.SAUDA_LEDGER_RUNS === undefined },
  );
});
