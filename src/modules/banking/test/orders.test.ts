import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/index.ts';
import { type Message, readMessage } from '../../iso20022/index.ts';
import { listEntries as entriesBehind, verifyLedger } from '../../payments/index.ts';
import { listEntries, listOrders, orderPayment, recallPayment, showOrder } from '../index.ts';
import {
  type BankWorld,
  line,
  now,
  number,
  openBankWorld,
  returned,
  statement,
  status,
} from './bank-fixture.ts';

let world: BankWorld;
before(async () => {
  world = await openBankWorld();
});
after(async () => {
  const report = await world.app.within((ctx) => verifyLedger(ctx.tx));
  assert.deepEqual(report.differences, []);
  await world.app.close();
});

const state = async (who: Actor, order: { order_id: string }): Promise<string> =>
  mustSucceed(await world.app.execute(showOrder, who, { order_id: order.order_id }), 'show').state;

test('an order reserves, goes out once, and is posted when the bank has paid', async () => {
  const me = await world.trader(100_000n);
  const order = await world.order(me, 60_000n);
  assert.equal(await world.wallet(me), '100000 40000');
  assert.equal(await state(me, order), 'sent');
  await world.tell('pacs.002.001.10', status(order, 'ACSP'));
  assert.equal(await state(me, order), 'accepted');
  await world.tell('pacs.002.001.10', status(order, 'ACSC'));
  assert.equal(await world.wallet(me), '40000 40000');
  assert.equal(await state(me, order), 'settled');
  const { items } = mustSucceed(await world.app.execute(listOrders, me, {}), 'list');
  assert.deepEqual(
    items.map((o) => [o.order_id, o.state]),
    [[order.order_id, 'settled']],
  );
});

test('a rejected payment frees the money, with the reason', async () => {
  const me = await world.trader(100_000n);
  const order = await world.order(me, 60_000n);
  const body = status(order, 'RJCT');
  await world.tell('pacs.002.001.10', {
    ...body,
    TxInfAndSts: [{ ...body.TxInfAndSts?.[0], StsRsnInf: [{ Rsn: { Cd: 'AC04' }, AddtlInf: ['closed'] }] }],
  });
  assert.equal(await world.wallet(me), '100000 100000');
  const shown = mustSucceed(await world.app.execute(showOrder, me, { order_id: order.order_id }), 'show');
  assert.deepEqual([shown.state, shown.steps.at(-1)?.reason], ['rejected', 'AC04 closed']);
  // An acceptance that comes after it finds nothing to post, and is told in the log.
  await world.tell('pacs.002.001.10', status(order, 'ACSC', 'LATE-1'));
  assert.equal(await world.wallet(me), '100000 100000');
  assert.equal(await outcomeOf('LATE-1'), 'refused payments.already_resolved 1');
});

const outcomeOf = (message_id: string): Promise<string> =>
  world.app.within(
    async ({ tx }) =>
      (
        await tx.one<{ outcome: string }>('select outcome from banking.message where message_id = $1', [
          message_id,
        ])
      ).outcome,
  );

test('a return credits once: whole, less charges, before the acceptance, told twice', async () => {
  const me = await world.trader(100_000n);
  const whole = await world.order(me, 30_000n);
  await world.tell('pacs.002.001.10', status(whole, 'ACSC'));
  await world.tell('pacs.004.001.09', returned(whole, 30_000n));
  await world.tell('pacs.004.001.09', returned(whole, 30_000n));
  await world.tell('camt.053.001.08', statement(line('CRDT', 30_000n, { uetr: whole.uetr, returned: true })));
  assert.equal(await world.wallet(me), '100000 100000');
  assert.equal(await state(me, whole), 'returned');

  const early = await world.order(me, 30_000n);
  await world.tell('pacs.004.001.09', returned(early, 29_500n));
  assert.equal(await world.wallet(me), '99500 99500');
  await world.tell('pacs.002.001.10', status(early, 'ACSC'));
  assert.equal(await world.wallet(me), '99500 99500');
  assert.equal(await state(me, early), 'returned');

  // Another amount for the same payment, more than was paid, nothing: told, not followed.
  await world.tell('pacs.004.001.09', returned(early, 29_000n));
  await world.tell('pacs.004.001.09', returned(early, 30_001n));
  await world.tell('pacs.004.001.09', returned(early, 0n));
  assert.equal(await world.wallet(me), '99500 99500');
});

test('a lost answer is made good by the statement', async () => {
  const me = await world.trader(100_000n);
  const order = await world.order(me, 12_345n);
  await world.tell('camt.053.001.08', statement(line('DBIT', 12_345n, { uetr: order.uetr })));
  assert.equal(await world.wallet(me), '87655 87655');
  await world.tell('pacs.002.001.10', status(order, 'ACSC'));
  assert.equal(await world.wallet(me), '87655 87655');
  const shown = mustSucceed(await world.app.execute(showOrder, me, { order_id: order.order_id }), 'show');
  assert.deepEqual(
    shown.steps.map((s) => s.kind),
    ['ordered', 'sent', 'settled', 'booked'],
  );
  const { items } = mustSucceed(await world.app.execute(listEntries, world.bank, { limit: 100 }), 'entries');
  const entry = items.find((e) => e.uetr === order.uetr);
  const nostro = await world.app.execute(entriesBehind, world.bank, { account_id: 'nostro:CNY', limit: 100 });
  const posted = mustSucceed(nostro, 'nostro').items.find((e) => e.reference === order.end_to_end_id);
  const paid = await world.app.within((ctx) =>
    ctx.tx.one<{ pending_id: string }>('select pending_id from payments.transfer where transfer_id = $1', [
      posted?.transfer_id,
    ]),
  );
  assert.deepEqual([entry?.transfer_id, posted?.amount], [paid.pending_id, entry?.amount]);
});

test('a message that comes again changes nothing; its number with other content is refused', async () => {
  const me = await world.trader(100_000n);
  const order = await world.order(me, 10_000n);
  const id = number();
  const xml = await world.tell('pacs.002.001.10', status(order, 'ACSC', id));
  const again = mustSucceed((await world.tellXml(xml)) as { repeated: boolean }, 'again');
  assert.equal(again.repeated, true);
  assert.equal(await world.wallet(me), '90000 90000');
  const other = await world.tellXml(xml.replace('ACSC', 'RJCT'));
  assert.ok(isRefusal(other) && other.code === 'banking.message_conflict');
});

test('more than the wallet or the bank has is not sent', async () => {
  const me = await world.trader(1_000n);
  const given = {
    account_id: await world.account(me),
    amount: { amount: '1001', currency: 'CNY' as const },
    remittance: 'Demo',
  };
  const over = await world.app.execute(orderPayment, me, given);
  assert.ok(isRefusal(over) && over.code === 'payments.overdrawn');
  for (const [change, code] of [
    [{ amount: { amount: '0', currency: 'CNY' } }, 'banking.zero_amount'],
    [{ account_id: me.org_id }, 'banking.account_not_found'],
    [{ profile: 'cips', amount: { amount: '1', currency: 'USD' } }, 'iso20022.profile'],
  ] as const) {
    const refused = await world.app.execute(orderPayment, me, { ...given, ...change } as typeof given);
    assert.ok(isRefusal(refused), code);
    assert.equal(refused.code, code);
  }
  // Its money lies with another bank: this one keeps nothing in dollars and has named no account.
  const rich = await world.trader(1_000n, 'USD');
  const order = mustSucceed(
    await world.app.execute(orderPayment, rich, {
      ...given,
      account_id: await world.account(rich),
      amount: { amount: '900', currency: 'USD' },
    }),
    'order',
  );
  await world.app.drain();
  assert.equal(await state(rich, order), 'failed');
  assert.equal(await world.wallet(rich, 'wallet:USD'), '1000 1000');
});

test('a call back is answered, and moves no money by itself', async () => {
  const me = await world.trader(50_000n);
  const order = await world.order(me, 50_000n);
  const recalled = mustSucceed(
    await world.app.execute(recallPayment, me, { order_id: order.order_id, reason: 'DUPL' }),
    'recall',
  );
  const twice = await world.app.execute(recallPayment, me, { order_id: order.order_id, reason: 'DUPL' });
  assert.ok(isRefusal(twice) && twice.code === 'banking.not_recallable');
  await world.app.drain();
  const party = { Pty: { Nm: 'Demo' } };
  await world.tell('camt.029.001.09', {
    Assgnmt: { Id: number(), Assgnr: party, Assgne: party, CreDtTm: now },
    Sts: { Conf: 'CNCL' },
    CxlDtls: [{ TxInfAndSts: [{ OrgnlUETR: order.uetr, TxCxlSts: 'ACCR' }] }],
  });
  assert.equal(await world.wallet(me), '50000 0');
  const shown = mustSucceed(await world.app.execute(showOrder, me, { order_id: order.order_id }), 'show');
  assert.deepEqual(
    shown.steps.map((s) => [s.kind, s.message_id === recalled.message_id]),
    [
      ['ordered', false],
      ['sent', false],
      ['recall_requested', true],
      ['recall_accepted', false],
    ],
  );
});

test('messages lie in the outbox of the bank as they were logged, each readable', async () => {
  const { app, bank_dir, bank } = world;
  const { mkdirSync } = await import('node:fs');
  mkdirSync(join(bank_dir, bank.org_id), { recursive: true });
  const me = await world.trader(50_000n);
  for (const change of [{}, { message_name: 'pain.001.001.09' }, { profile: 'cbpr' }, { profile: 'cips' }])
    await world.order(me, 1_000n, change);
  await app.drain();
  const files = readdirSync(join(bank_dir, bank.org_id, 'outbox'));
  assert.equal(files.filter((f) => f.endsWith('.xml')).length, 4);
  assert.equal(files.filter((f) => f.startsWith('.')).length, 0);
  const read = files.map(
    (f) => mustSucceed(readMessage(readFileSync(join(bank_dir, bank.org_id, 'outbox', f))), f).name,
  );
  assert.deepEqual(read.sort(), ['pacs.008.001.08', 'pacs.008.001.08', 'pacs.008.001.08', 'pain.001.001.09']);
});

test('another bank cannot answer for an order, nor another trader see it', async () => {
  const me = await world.trader(10_000n);
  const order = await world.order(me, 10_000n);
  const other = world.app.member('bank');
  await world.tellXml(
    await world.tell('pacs.002.001.10', status({ uetr: '11111111-1111-4111-8111-111111111111' }, 'ACSC')),
    other,
  );
  const { writeMessage } = await import('../../iso20022/index.ts');
  await world.tellXml(
    mustSucceed(writeMessage('pacs.002.001.10', status(order, 'RJCT', 'FOREIGN')), 'x'),
    other,
  );
  assert.equal(await outcomeOf('FOREIGN'), 'order_unknown 1');
  assert.equal(await world.wallet(me), '10000 0');
  const shown = await world.app.execute(showOrder, await world.trader(1n), {
    org_id: me.org_id,
    order_id: order.order_id,
  });
  assert.ok(isRefusal(shown) && shown.code === 'banking.order_not_found');
});

test('pain.002 answers a pain.001: by transaction, by payment, by group', async () => {
  const me = await world.trader(30_000n);
  const asked = () => world.order(me, 10_000n, { message_name: 'pain.001.001.09' });
  const report = (order: { order_id: string; uetr: string }, what: object): Message<'pain.002.001.10'> => ({
    GrpHdr: { MsgId: number(), CreDtTm: now },
    OrgnlGrpInfAndSts: {
      OrgnlMsgId: order.order_id.replaceAll('-', ''),
      OrgnlMsgNmId: 'pain.001.001.09',
      ...what,
    },
  });
  const [first, second, third] = [await asked(), await asked(), await asked()];
  const TxInfAndSts = [{ OrgnlUETR: first.uetr, TxSts: 'ACSC' }];
  await world.tell('pain.002.001.10', {
    ...report(first, {}),
    OrgnlPmtInfAndSts: [{ OrgnlPmtInfId: 'P', TxInfAndSts }],
  });
  assert.equal(await state(me, first), 'settled');
  await world.tell('pain.002.001.10', {
    ...report(second, {}),
    OrgnlPmtInfAndSts: [
      {
        OrgnlPmtInfId: 'P',
        PmtInfSts: 'RJCT',
        StsRsnInf: [{ Rsn: { Cd: 'AC04' } }],
        TxInfAndSts: [{ OrgnlUETR: second.uetr }],
      },
    ],
  });
  assert.equal(await state(me, second), 'rejected');
  await world.tell('pain.002.001.10', report(third, { GrpSts: 'ACCP' }));
  assert.equal(await state(me, third), 'accepted');
  await world.tell('pain.002.001.10', report(third, { GrpSts: 'RJCT' }));
  assert.equal(await state(me, third), 'rejected');
  assert.equal(await world.wallet(me), '20000 20000');
});

test('a bank that calls a payment back is answered once: refused where none came, pending where people decide', async () => {
  const uetr = '22222222-2222-4222-8222-222222222222';
  await world.tell('camt.053.001.08', statement(line('CRDT', 4_321n, { bank: 'CALLED', uetr })));
  const call = (id: string, OrgnlUETR: string, amount: bigint): Message<'camt.056.001.08'> => {
    const party = { Pty: { Nm: 'Demo bank' } };
    return {
      Assgnmt: { Id: id, Assgnr: party, Assgne: { Pty: { Nm: 'Sauda' } }, CreDtTm: now },
      Case: { Id: id, Cretr: party },
      Undrlyg: [
        {
          TxInf: [
            {
              OrgnlUETR,
              OrgnlIntrBkSttlmAmt: { amount, currency: 'CNY' },
              CxlRsnInf: [{ Rsn: { Cd: 'DUPL' } }],
            },
          ],
        },
      ],
    };
  };
  const answers = async () => {
    const rows = await world.app.within(({ tx }) =>
      tx.rows<{ xml: string }>(
        `select xml from banking.message where direction = 'out' and name = 'camt.029.001.09' order by at, message_id`,
      ),
    );
    return rows.map(({ xml }) => {
      const reading = mustSucceed(readMessage(xml), 'answer');
      assert.ok(reading.name === 'camt.029.001.09');
      const [tx] = reading.body.CxlDtls?.[0]?.TxInfAndSts ?? [];
      return [reading.body.RslvdCase?.Id, tx?.TxCxlSts, tx?.CxlStsRsnInf?.[0]?.Rsn?.Cd];
    });
  };
  await world.tell('camt.056.001.08', call('CALL-1', uetr, 4_321n));
  assert.deepEqual(await answers(), [['CALL-1', 'PDCR', undefined]]);
  await world.tell('camt.056.001.08', call('CALL-1', uetr, 4_321n));
  assert.equal((await answers()).length, 1);
  await world.tell('camt.056.001.08', call('CALL-2', uetr, 9_999n));
  await world.tell('camt.056.001.08', call('CALL-3', '33333333-3333-4333-8333-333333333333', 4_321n));
  assert.deepEqual((await answers()).filter(([id]) => id !== 'CALL-1').sort(), [
    ['CALL-2', 'RJCR', 'NOOR'],
    ['CALL-3', 'RJCR', 'NOOR'],
  ]);
});
