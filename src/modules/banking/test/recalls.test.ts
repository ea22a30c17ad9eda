import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/index.ts';
import { type Message, readMessage } from '../../iso20022/index.ts';
import {
  listEntries as entriesBehind,
  openWallet,
  sendTransfers,
  TREASURY_ORG_ID,
  verifyLedger,
} from '../../payments/index.ts';
import {
  answerCall,
  decideProposal,
  listEntries,
  listRecalls,
  proposeMatch,
  proposeUnmatch,
} from '../index.ts';
import { returnRecalled } from '../recalls/return-recalled.ts';
import { type BankWorld, line, notice, now, number, openBankWorld } from './bank-fixture.ts';

let world: BankWorld;
before(async () => {
  world = await openBankWorld();
});
after(async () => {
  assert.deepEqual((await world.app.within((ctx) => verifyLedger(ctx.tx))).differences, []);
  await world.app.close();
});

const treasurer = (): Actor => ({
  ...world.app.member('treasurer'),
  org_id: TREASURY_ORG_ID,
  org_kind: 'treasury',
});
const colleague = (of: Actor): Actor => ({ ...of, user_id: world.app.member('trader').user_id });

/** A payment of the bank's other customer arrives; matched with a trader when one is given. */
async function arrives(amount: bigint, to?: Actor): Promise<{ uetr: string; entry_id: string }> {
  const uetr = randomUUID();
  world.app.clock.advanceBy(1);
  await world.tell('camt.054.001.08', notice(line('CRDT', amount, { bank: number(), uetr })));
  const { items } = mustSucceed(await world.app.execute(listEntries, world.bank, {}), 'entries');
  const entry = items[0];
  assert.ok(entry);
  if (to) await match(entry.entry_id, to);
  return { uetr, entry_id: entry.entry_id };
}

async function match(entry_id: string, to: Actor): Promise<void> {
  const proposed = mustSucceed(
    await world.app.execute(proposeMatch, world.bank, {
      entry_id,
      target_kind: 'organisation',
      target_org_id: to.org_id,
      target_id: to.org_id,
    }),
    'propose',
  );
  await decide(entry_id, proposed.number);
}
async function decide(entry_id: string, n: number): Promise<void> {
  const decision = { entry_id, number: n, decision: 'approved' as const };
  mustSucceed(await world.app.execute(decideProposal, world.second, decision), 'decide');
  await world.app.drain();
}

async function called(uetr: string, amount: bigint): Promise<string> {
  const id = number();
  world.app.clock.advanceBy(1);
  const party = { Pty: { Nm: 'Demo bank' } };
  const body: Message<'camt.056.001.08'> = {
    Assgnmt: { Id: id, Assgnr: party, Assgne: { Pty: { Nm: 'Sauda' } }, CreDtTm: now },
    Case: { Id: id, Cretr: party },
    Undrlyg: [
      {
        TxInf: [
          {
            OrgnlUETR: uetr,
            OrgnlIntrBkSttlmAmt: { amount, currency: 'CNY' },
            CxlRsnInf: [{ Rsn: { Cd: 'DUPL' }, AddtlInf: ['sent twice'] }],
          },
        ],
      },
    ],
  };
  await world.tell('camt.056.001.08', body);
  return id;
}

/** The calls that somebody sees; of one's own each names the entry of the wallet by which it was credited. */
async function seen(who: Actor) {
  const { items } = mustSucceed(await world.app.execute(listRecalls, who, {}), 'recalls');
  for (const { beneficiary_org_id, deposit_transfer_id, amount } of items) {
    assert.equal(deposit_transfer_id === null, beneficiary_org_id === null);
    if (beneficiary_org_id !== who.org_id) continue;
    const entries = await world.app.execute(entriesBehind, who, {
      account_id: `wallet:${amount.currency}`,
      limit: 100,
    });
    const entry = mustSucceed(entries, 'entries').items.find((e) => e.transfer_id === deposit_transfer_id);
    assert.deepEqual([entry?.change, entry?.reason], [amount, 'deposit']);
  }
  return items;
}
async function answer(who: Actor, recall_id: string, given: object): Promise<string> {
  const outcome = await world.app.execute(answerCall, who, {
    recall_id,
    bank_org_id: world.bank.org_id,
    answer: 'accepted',
    ...given,
  });
  await world.app.drain();
  return isRefusal(outcome) ? outcome.code : outcome.state;
}
/** What went out about a payment: names, status and reason. */
async function told(uetr: string): Promise<string[]> {
  const rows = await world.app.within(({ tx }) =>
    tx.rows<{ xml: string }>(
      `select xml from banking.message where direction = 'out' and position($1 in xml) > 0`,
      [uetr],
    ),
  );
  return rows
    .map(({ xml }) => {
      const reading = mustSucceed(readMessage(xml), 'read');
      if (reading.name === 'pacs.004.001.09') {
        const [tx] = reading.body.TxInf;
        return `pacs.004 ${tx?.RtrdIntrBkSttlmAmt.amount} ${tx?.RtrRsnInf?.[0]?.Rsn?.Cd}`;
      }
      assert.ok(reading.name === 'camt.029.001.09');
      const [tx] = reading.body.CxlDtls?.[0]?.TxInfAndSts ?? [];
      return ['camt.029', tx?.TxCxlSts, tx?.CxlStsRsnInf?.[0]?.Rsn?.Cd].filter(Boolean).join(' ');
    })
    .sort();
}

test('whose account was credited gives the money back: out of the wallet, told by pacs.004 and camt.029, once', async () => {
  const me = await world.trader(0n);
  const { uetr } = await arrives(5_000n, me);
  assert.equal(await world.wallet(me), '5000 5000');
  await called(uetr, 5_000n);
  const [recall] = await seen(me);
  assert.ok(recall);
  assert.deepEqual(
    [recall.state, recall.amount.amount, recall.reason, recall.may_accept, recall.may_refuse],
    ['open', '5000', 'DUPL sent twice', true, true],
  );
  assert.deepEqual(await told(uetr), ['camt.029 PDCR']);
  const stranger = await world.trader(9_000n);
  assert.deepEqual(await seen(stranger), []);
  assert.equal(await answer(stranger, recall.recall_id, {}), 'banking.recall_not_found');
  assert.equal(await answer(world.bank, recall.recall_id, {}), 'banking.recall_not_yours');
  assert.equal(await answer(treasurer(), recall.recall_id, {}), 'banking.recall_not_yours');
  assert.equal(await answer(me, recall.recall_id, {}), 'accepted');
  assert.equal(await world.wallet(me), '0 0');
  assert.equal((await seen(me))[0]?.state, 'returned');
  assert.deepEqual(await told(uetr), ['camt.029 ACCR', 'camt.029 PDCR', 'pacs.004 5000 FOCR']);
  for (const given of [{}, { answer: 'refused', code: 'CUST' }])
    assert.equal(await answer(me, recall.recall_id, given), 'banking.recall_answered');
  await world.app.within((ctx) =>
    returnRecalled(ctx, { org_id: world.bank.org_id, recall_id: recall.recall_id }),
  );
  assert.equal(await world.wallet(me), '0 0');
});

test('the bank’s own line of what was given back is matched by itself, once; a mistyped one by two people', async () => {
  const me = await world.trader(0n);
  const gaveBack = async (amount: bigint): Promise<{ uetr: string; recall_id: string }> => {
    const { uetr } = await arrives(amount, me);
    await called(uetr, amount);
    const recall_id = (await seen(me))[0]?.recall_id ?? '';
    assert.equal(await answer(me, recall_id, {}), 'accepted');
    return { uetr, recall_id };
  };
  const booked = async (amount: bigint, uetr?: string) => {
    const bank = number();
    await world.tell('camt.054.001.08', notice(line('DBIT', amount, { bank, ...(uetr ? { uetr } : {}) })));
    const { items } = mustSucceed(await world.app.execute(listEntries, world.bank, {}), 'entries');
    const found = items.find((entry) => entry.bank_reference === bank);
    assert.ok(found);
    return found;
  };
  const first = await gaveBack(6_101n);
  const line1 = await booked(6_101n, first.uetr);
  assert.deepEqual(
    [line1.state, line1.match?.target_kind, line1.match?.reasons],
    ['matched', 'recall', ['uetr', 'amount']],
  );
  assert.equal((await seen(me))[0]?.state, 'returned');
  const again = await booked(6_101n, first.uetr);
  assert.deepEqual([again.state, again.match?.effect_code], ['unmatched', 'banking.already_met']);

  const second = await gaveBack(6_202n);
  const line2 = await booked(6_202n);
  assert.deepEqual([line2.state, line2.suggestions[0]?.target_id], ['unmatched', second.recall_id]);
  const target = { target_kind: 'recall' as const, target_org_id: me.org_id, target_id: second.recall_id };
  const stranger = { ...target, target_org_id: world.bank.org_id };
  const wrong = await world.app.execute(proposeMatch, world.bank, { entry_id: line2.entry_id, ...stranger });
  assert.ok(isRefusal(wrong) && wrong.code === 'banking.target_not_found');
  const proposed = await world.app.execute(proposeMatch, world.bank, { entry_id: line2.entry_id, ...target });
  await decide(line2.entry_id, mustSucceed(proposed, 'propose').number);
  const { items } = mustSucceed(await world.app.execute(listEntries, world.bank, {}), 'entries');
  assert.equal(items.find((entry) => entry.entry_id === line2.entry_id)?.state, 'matched');
  assert.equal(await world.wallet(me), '0 0');
});

test('a refusal needs its code, moves nothing and is told as RJCR; the same call again changes nothing', async () => {
  const me = await world.trader(0n);
  const { uetr } = await arrives(700n, me);
  await called(uetr, 700n);
  const [recall] = await seen(me);
  assert.ok(recall);
  assert.equal(await answer(me, recall.recall_id, { answer: 'refused' }), 'banking.recall_reason_missing');
  assert.equal(
    await answer(me, recall.recall_id, { answer: 'refused', code: 'LEGL', note: 'goods were delivered' }),
    'refused',
  );
  assert.deepEqual(await told(uetr), ['camt.029 PDCR', 'camt.029 RJCR LEGL']);
  assert.equal(await world.wallet(me), '700 700');
  assert.equal(await answer(me, recall.recall_id, {}), 'banking.recall_answered');
});

test('above the threshold a second person decides; the money is kept aside meanwhile and free again when refused', async () => {
  const amount = 20_000_000n;
  const me = await world.trader(0n);
  const [first, second] = [await arrives(amount, me), await arrives(amount, me)];
  await called(first.uetr, amount);
  await called(second.uetr, amount);
  const [b, a] = await seen(me);
  assert.ok(a && b);
  assert.equal(await answer(me, a.recall_id, {}), 'proposed');
  assert.equal(await world.wallet(me), '40000000 20000000');
  assert.equal(await answer(me, a.recall_id, {}), 'banking.four_eyes');
  assert.equal((await seen(me)).find((r) => r.recall_id === a.recall_id)?.may_accept, false);
  assert.equal(await answer(treasurer(), a.recall_id, {}), 'accepted');
  assert.equal(await world.wallet(me), '20000000 20000000');
  assert.equal(await answer(me, b.recall_id, {}), 'proposed');
  assert.equal(await answer(colleague(me), b.recall_id, { answer: 'refused', code: 'CUST' }), 'refused');
  assert.equal(await world.wallet(me), '20000000 20000000');
  assert.deepEqual(await told(second.uetr), ['camt.029 PDCR', 'camt.029 RJCR CUST']);
});

test('money that is spent is not given back, and two who answer at once give one answer', async () => {
  const me = await world.trader(0n);
  const { uetr } = await arrives(900n, me);
  mustSucceed(await world.app.execute(openWallet, me, { currency: 'CNY', name: 'OTHER' }), 'wallet');
  const spend = (transfer_id: string, debit_account_id: string, credit_account_id: string) =>
    world.app.execute(sendTransfers, me, {
      transfers: [
        {
          kind: 'single',
          transfer_id,
          debit_account_id,
          credit_account_id,
          amount: '1',
          currency: 'CNY',
          reference: 'x',
        },
      ],
    });
  await spend(randomUUID(), 'wallet:CNY', 'wallet:OTHER:CNY');
  await called(uetr, 900n);
  const [recall] = await seen(me);
  assert.ok(recall);
  assert.equal(await answer(me, recall.recall_id, {}), 'payments.overdrawn');
  assert.equal((await seen(me))[0]?.state, 'open');
  await spend(randomUUID(), 'wallet:OTHER:CNY', 'wallet:CNY');
  const answers = await Promise.all([
    answer(me, recall.recall_id, {}),
    answer(colleague(me), recall.recall_id, { answer: 'refused', code: 'CUST' }),
  ]);
  assert.equal(answers.filter((a) => a === 'accepted' || a === 'refused').length, 1, answers.join());
  const back = answers.includes('accepted');
  assert.equal(await world.wallet(me), back ? '0 0' : '900 900');
});

test('what is matched with nobody waits for its owner; the treasury may only refuse; an answer keeps the match', async () => {
  const me = await world.trader(0n);
  const [lost, found] = [await arrives(310n), await arrives(320n)];
  await called(lost.uetr, 310n);
  await called(found.uetr, 320n);
  const all = await seen(treasurer());
  const of = (amount: string) => all.find((r) => r.amount.amount === amount)?.recall_id ?? '';
  assert.deepEqual(await seen(me), []);
  assert.equal(await answer(treasurer(), of('310'), {}), 'banking.recall_unmatched');
  assert.equal(await answer(treasurer(), of('310'), { answer: 'refused', code: 'AGNT' }), 'refused');
  await match(found.entry_id, me);
  assert.deepEqual(
    (await seen(me)).map((r) => [r.recall_id, r.may_accept]),
    [[of('320'), true]],
  );
  // Taken back before anybody answered: it is nobody's again, and then another's.
  const undo = async () =>
    mustSucceed(await world.app.execute(proposeUnmatch, world.bank, { entry_id: found.entry_id }), 'unmatch')
      .number;
  await decide(found.entry_id, await undo());
  assert.deepEqual(await seen(me), []);
  const other = await world.trader(0n);
  await match(found.entry_id, other);
  assert.equal(await answer(other, of('320'), {}), 'accepted');
  await decide(found.entry_id, await undo());
  assert.equal(await world.wallet(other), '0 0', 'what went back is not taken a second time');
});

test('when the bank keeps too little the wallet is free again, and the call is open', async () => {
  const me = await world.trader(0n);
  const { uetr } = await arrives(640n, me);
  await called(uetr, 640n);
  const [recall] = await seen(me);
  assert.ok(recall);
  await world.app.within(({ tx }) =>
    tx.run(
      `update payments.account set lower_limit = posted_debit - posted_credit where book_id = $1 and kind = 'nostro'`,
      [world.bank.org_id],
    ),
  );
  assert.equal(await answer(me, recall.recall_id, {}), 'accepted');
  const [again] = await seen(me);
  assert.deepEqual(
    [again?.state, again?.steps.map((s) => [s.kind, s.code])],
    [
      'open',
      [
        ['accepted', null],
        ['failed', 'payments.overdrawn'],
      ],
    ],
  );
  assert.equal(await world.wallet(me), '640 640');
  await world.app.within(({ tx }) =>
    tx.run(`update payments.account set lower_limit = 0 where book_id = $1 and kind = 'nostro'`, [
      world.bank.org_id,
    ]),
  );
  assert.equal(await answer(me, recall.recall_id, {}), 'accepted');
  assert.equal(await world.wallet(me), '0 0');
});
