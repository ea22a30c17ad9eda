import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { writeMessage } from '../../iso20022/index.ts';
import { verifyLedger } from '../../payments/index.ts';
import { receiveMessage } from '../messages/receive-message.ts';
import {
  type BankWorld,
  line,
  NOSTRO,
  notice,
  number,
  openBankWorld,
  returned,
  status,
} from './bank-fixture.ts';

// What a broken or hostile bank may send: a stable code for each, and nothing is written, not even in the log.

let world: BankWorld;
before(async () => {
  world = await openBankWorld();
});
after(async () => {
  assert.deepEqual((await world.app.within((ctx) => verifyLedger(ctx.tx))).differences, []);
  await world.app.close();
});

/** Everything that a message could write to. */
const written = () =>
  world.app.within(({ tx }) =>
    tx.one<Record<string, bigint>>(
      `select (select count(*) from banking.message) as messages, (select count(*) from banking.entry) as entries,
         (select count(*) from banking.match) as matches, (select count(*) from banking.order_step) as steps,
         (select count(*) from payments.transfer) as transfers`,
    ),
  );

async function refusedWith(xml: string, name: string): Promise<string> {
  const before = await written();
  const outcome = await world.tellXml(xml);
  assert.ok(isRefusal(outcome), `${name} is refused`);
  assert.deepEqual(await written(), before, `${name} writes nothing`);
  const again = await world.tellXml(xml);
  assert.deepEqual(again, outcome, `${name} is refused the same each time`);
  return outcome.code;
}

const good = () =>
  mustSucceed(
    writeMessage('camt.054.001.08', notice(line('CRDT', 1_234n, { bank: number(), text: 'hostile' }))),
    'x',
  );

/** Changes a good message; the text to change must be there. */
function bent(from: string | RegExp, to: string): string {
  const xml = good();
  const changed = xml.replace(from, to);
  assert.notEqual(changed, xml, `the message holds ${from}`);
  return changed;
}

const AMOUNT = '>12.34<';
const laughs = `<!DOCTYPE l [<!ENTITY a0 "ha">${Array.from({ length: 30 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`).join('')}]>`;

const cases: [name: string, xml: () => string, code: string][] = [
  ['an entity bomb', () => bent('?>\n', `?>\n${laughs}`).replace('hostile', '&a30;'), 'doctype'],
  [
    'an external entity of a file',
    () =>
      bent('?>\n', '?>\n<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>').replace('hostile', '&f;'),
    'doctype',
  ],
  [
    'an external entity of a server',
    () =>
      bent('?>\n', '?>\n<!DOCTYPE x [<!ENTITY f SYSTEM "http://127.0.0.1:9/x">]>').replace('hostile', '&f;'),
    'doctype',
  ],
  [
    'an external document type',
    () => bent('?>\n', '?>\n<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'),
    'doctype',
  ],
  [
    'an entity of parameters',
    () => bent('?>\n', '?>\n<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]>'),
    'doctype',
  ],
  [
    'a file drawn in by XInclude',
    () =>
      bent(
        '<Ntry>',
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/><Ntry>',
      ),
    'namespace',
  ],
  ['two documents in one', () => good() + good(), 'malformed'],
  ['an entity that nobody defined', () => bent('hostile', '&nbsp;'), 'malformed'],
  ['a namespace of somebody else', () => bent('urn:iso:std:iso:20022', 'urn:evil:20022'), 'namespace'],
  ['no namespace', () => bent(/ xmlns="[^"]*"/, ''), 'namespace'],
  ['a foreign namespace within', () => bent('<Ntry>', '<Ntry xmlns="urn:other">'), 'namespace'],
  ['another version', () => bent('camt.054.001.08', 'camt.054.001.02'), 'unknown_message'],
  ['a currency that is not kept', () => bent('Ccy="CNY"', 'Ccy="GBP"'), 'currency'],
  ['a currency that does not exist', () => bent('Ccy="CNY"', 'Ccy="ZZZ"'), 'currency'],
  ['no currency', () => bent(' Ccy="CNY"', ''), 'currency'],
  ['a negative amount', () => bent(AMOUNT, '>-12.34<'), 'amount_negative'],
  ['an amount that overflows', () => bent(AMOUNT, '>99999999999999999999.00<'), 'amount_too_large'],
  ['an amount beyond 64 bits', () => bent(AMOUNT, `>${'9'.repeat(400)}<`), 'amount_too_large'],
  ['three decimals', () => bent(AMOUNT, '>12.345<'), 'minor_units'],
  ['decimals of zeros', () => bent(AMOUNT, '>12.340<'), 'minor_units'],
  ['an exponent', () => bent(AMOUNT, '>1e3<'), 'value'],
  ['not a number', () => bent(AMOUNT, '>NaN<'), 'value'],
  ['a comma', () => bent(AMOUNT, '>12,34<'), 'value'],
  ['an empty amount', () => bent(AMOUNT, '><'), 'value'],
  ['a day that no calendar has', () => bent('2026-03-02</Dt>', '2026-02-30</Dt>'), 'value'],
  ['half a message', () => good().slice(0, 400), 'malformed'],
  ['nesting without end', () => bent('<Ntry>', `<Ntry>${'<a>'.repeat(5000)}`), 'too_deep'],
  [
    'two bodies',
    () => bent('</BkToCstmrDbtCdtNtfctn>', '</BkToCstmrDbtCdtNtfctn><BkToCstmrDbtCdtNtfctn/>'),
    'repeated',
  ],
];
for (const [name, xml, code] of cases)
  test(`${name}: iso20022.${code}`, async () => {
    assert.equal(await refusedWith(xml(), name), `iso20022.${code}`);
  });

test('a hundred megabytes are refused by their size alone, before they are read', async () => {
  const before = await written();
  const huge = `${good().slice(0, -12)}${' '.repeat(100 * 1024 * 1024)}`;
  const begin = performance.now();
  const outcome = await world.app.within((ctx) => receiveMessage(ctx, world.bank.org_id, huge, 'file'));
  assert.ok(isRefusal(outcome) && outcome.code === 'iso20022.too_large');
  assert.ok(performance.now() - begin < 2000, 'at once');
  assert.deepEqual(await written(), before);
});

test('a message that is replayed is told to be a repetition; another body under its number is refused', async () => {
  const me = await world.trader(5_000n);
  const order = await world.order(me, 5_000n);
  const xml = await world.tell('pacs.002.001.10', status(order, 'ACSC', 'REPLAY-1'));
  const before = await written();
  const again = mustSucceed((await world.tellXml(xml)) as { repeated: boolean }, 'again');
  assert.equal(again.repeated, true);
  assert.deepEqual(await written(), before);
  assert.equal(await refusedWith(xml.replace('ACSC', 'RJCT'), 'another body'), 'banking.message_conflict');
  assert.equal(await world.wallet(me), '0 0');
});

test('a line of nothing, of another currency than its account, of another account: no entry, no money', async () => {
  const before = await written();
  const [Ntfctn] = notice().Ntfctn;
  assert.ok(Ntfctn);
  const zero = notice(line('CRDT', 0n, { bank: number() }));
  const other = notice({ ...line('CRDT', 9n, { bank: number() }), Amt: { amount: 9n, currency: 'USD' } });
  const foreign = {
    ...notice(),
    Ntfctn: [{ ...Ntfctn, Acct: { Id: { Othr: { Id: `${NOSTRO}-X` } } }, Ntry: [line('CRDT', 9n)] }],
  };
  for (const body of [zero, other, foreign]) await world.tell('camt.054.001.08', body);
  const { messages: _m, ...rest } = await written();
  const { messages: _b, ...then } = before;
  assert.deepEqual(rest, then);
});

test('a return of more than was paid, of nothing, or in another currency moves nothing', async () => {
  const me = await world.trader(8_000n);
  const order = await world.order(me, 8_000n);
  await world.tell('pacs.002.001.10', status(order, 'ACSC'));
  for (const amount of [8_001n, 0n, 10n ** 17n]) await world.tell('pacs.004.001.09', returned(order, amount));
  const body = returned(order, 100n);
  const [tx] = body.TxInf;
  assert.ok(tx);
  await world.tell('pacs.004.001.09', {
    ...body,
    TxInf: [{ ...tx, RtrdIntrBkSttlmAmt: { amount: 100n, currency: 'USD' } }],
  });
  assert.equal(await world.wallet(me), '0 0');
});

test('a bank whose clock is wrong moves no deadline: times of its messages are kept, never obeyed', async () => {
  const me = await world.trader(3_000n);
  for (const CreDtTm of ['1970-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '2026-03-02T09:00:00+14:00']) {
    const order = await world.order(me, 1_000n);
    const body = status(order, 'ACSC');
    await world.tell('pacs.002.001.10', { ...body, GrpHdr: { ...body.GrpHdr, CreDtTm } });
  }
  assert.equal(await world.wallet(me), '0 0');
  const late = await world.app.within(({ tx }) =>
    tx.rows(
      `select 1 from banking.message where at <> $1 union all select 1 from payments.transfer where at > $1`,
      [world.app.clock.now()],
    ),
  );
  assert.deepEqual(late, []);
});
