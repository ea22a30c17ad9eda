import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import type { Actor, RawBody } from '../../../platform/index.ts';
import { stopTypesetting } from '../../../platform/typesetting/index.ts';
import { deals } from '../../deals/index.ts';
import { parties } from '../../parties/index.ts';
import { reference } from '../../reference/index.ts';
import { payments, postTransfers } from '../index.ts';
import { organisationAccount } from '../model.ts';
import { getStatementFile } from '../statement/get-statement-file.ts';
import { statementOf } from '../statement/statement-of.ts';

let app: TestApp;
before(async () => {
  app = await testApp([reference, parties, deals, payments]);
});
after(async () => {
  await stopTypesetting();
  await app.close();
});

const references = [
  '2603-65HY-32N9: 货款',
  '=HYPERLINK("http://x")',
  'Оплата по договору '.repeat(8).trim(),
  '#1',
];

/** One payment in an hour, of 10.00, 20.00 … in turn received and paid. */
async function traded(): Promise<Actor> {
  const me = app.member('trader');
  const accounts = [
    organisationAccount(me.org_id, 'wallet', 'CNY'),
    organisationAccount(me.org_id, 'capital', 'CNY'),
  ];
  for (const [i, reference] of references.entries()) {
    const [debit_account_id, credit_account_id] =
      i % 2 === 0 ? ['capital:CNY', 'wallet:CNY'] : ['wallet:CNY', 'capital:CNY'];
    await app.within(
      (ctx) =>
        postTransfers(
          ctx,
          [
            {
              kind: 'single',
              book_id: me.org_id,
              transfer_id: ctx.id(),
              debit_account_id,
              credit_account_id,
              amount: i % 2 === 0 ? 100_050n : 2000n,
              currency: 'CNY',
              reason: 'capital',
              reference,
            },
          ],
          accounts,
        ),
      me,
    );
    app.clock.advanceBy(3_600_000);
  }
  return me;
}

const file = async (me: Actor, input: { format: 'csv' | 'xlsx' | 'pdf'; from?: string; before?: string }) =>
  mustSucceed(
    await app.execute(getStatementFile, me, { account_id: 'wallet:CNY', ...input }),
    input.format,
  ) as RawBody;

test('a statement adds up, over its whole life and over each part of it', async () => {
  const start = app.clock.now().getTime();
  const me = await traded();
  const hour = (n: number): string => new Date(start + n * 3_600_000).toISOString();
  const of = async (from?: string, before?: string) =>
    mustSucceed(
      await app.within(
        (ctx) =>
          statementOf(ctx, {
            account_id: 'wallet:CNY',
            limit: 100,
            ...(from ? { from } : {}),
            ...(before ? { before } : {}),
          }),
        me,
      ),
      'statement',
    );
  const whole = await of();
  assert.deepEqual(
    [whole.opening, whole.received, whole.paid, whole.closing],
    ['0.00', '2001.00', '-40.00', '1961.00'],
  );
  for (const [from, before] of [
    [0, 2],
    [1, 3],
    [2, 9],
    [3, 3],
  ] as const) {
    const part = await of(hour(from), hour(before));
    const sum = part.lines.reduce((total, l) => total + Math.round(Number(l.amount) * 100), 0);
    assert.equal(Math.round(Number(part.opening) * 100) + sum, Math.round(Number(part.closing) * 100));
  }
  const middle = await of(hour(1), hour(3));
  assert.deepEqual(
    middle.lines.map((l) => [l.amount, l.balance_after]),
    [
      ['-20.00', '980.50'],
      ['1000.50', '1981.00'],
    ],
  );
});

test('as CSV and XLSX nothing runs as a formula; as PDF it is a picture of the same', async () => {
  const me = await traded();
  const csv = await file(me, { format: 'csv' });
  const rows: Record<string, string>[] = parse(String(csv.body), { columns: true });
  assert.deepEqual(
    rows.map((r) => r.reference),
    references.map((r) => (r.startsWith('=') ? `'${r}` : r)),
  );
  assert.equal(csv.file_name, 'statement-wallet-CNY.csv');
  const xlsx = await file(me, { format: 'xlsx' });
  const sheet = Buffer.from(
    unzipSync(new Uint8Array(Buffer.from(xlsx.body as Uint8Array)))['xl/worksheets/sheet1.xml'] ?? [],
  ).toString();
  assert.ok(sheet.includes('<v>1000.50</v>') && !sheet.includes('<f>'));
  const pdf = Buffer.from((await file(me, { format: 'pdf' })).body as Uint8Array);
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
  if (process.env.SAUDA_KEEP) writeFileSync(process.env.SAUDA_KEEP, pdf);
});

test('nobody gets the statement of another, and a period that is too long is refused', async () => {
  await traded();
  const stranger = await app.execute(getStatementFile, app.member('trader'), {
    account_id: 'wallet:CNY',
    format: 'csv',
  });
  assert.ok(isRefusal(stranger) && stranger.code === 'payments.account_not_found');
  const me = await traded();
  const long = await app.within((ctx) => statementOf(ctx, { account_id: 'wallet:CNY', limit: 3 }), me);
  assert.ok(isRefusal(long) && long.code === 'payments.statement_too_long');
});
