import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import pg from 'pg';
import { Check } from 'typebox/value';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import type { Actor, Ctx, RawBody } from '../../../platform/index.ts';
import { stopTypesetting } from '../../../platform/typesetting/index.ts';
import { deals } from '../../deals/index.ts';
import { parties } from '../../parties/index.ts';
import { reference } from '../../reference/index.ts';
import { payments, postTransfers, viewStatement } from '../index.ts';
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

const file = async (
  me: Actor,
  input: { format: 'csv' | 'xlsx' | 'pdf'; direction?: 'in' | 'out'; text?: string },
) =>
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

test('entries are picked by text, other side, amount, direction and kind; balances stay those of the account', async () => {
  const me = await traded();
  const pick = async (filter: object) =>
    mustSucceed(
      await app.execute(viewStatement, me, { account_id: 'wallet:CNY', ...filter }),
      JSON.stringify(filter),
    ).items.map((e) => [e.number, e.change.amount, e.balance_after.amount]);
  const [fourth, third, second, first] = await pick({});
  assert.deepEqual(first, [1, '100050', '100050']);
  assert.deepEqual(second, [2, '-2000', '98050']);
  assert.deepEqual(await pick({ text: 'hyperlink' }), [second]);
  assert.deepEqual(await pick({ text: '货款' }), [first]);
  assert.deepEqual(await pick({ text: 'ПО ДОГОВОРУ' }), [third]);
  for (const text of ['%', '_', "'; drop table x; --", '\\']) assert.deepEqual(await pick({ text }), []);
  assert.deepEqual(await pick({ direction: 'in' }), [third, first]);
  assert.deepEqual(await pick({ direction: 'out', least: '2000', most: '2000' }), [fourth, second]);
  assert.deepEqual(await pick({ least: '2001' }), [third, first]);
  assert.deepEqual(await pick({ most: '1999' }), []);
  assert.deepEqual(await pick({ counterparty: 'capital:CNY', text: '#1' }), [fourth]);
  assert.deepEqual(await pick({ counterparty: me.org_id }), []);
  assert.deepEqual(await pick({ reason: 'capital', direction: 'out' }), [fourth, second]);
  assert.deepEqual(await pick({ reason: 'freight' }), []);
  for (const bad of [
    { text: '' },
    { counterparty: 'x' },
    { least: '-1' },
    { most: '1e9' },
    { direction: 'up' },
  ])
    assert.equal(
      Check(viewStatement.input, { account_id: 'wallet:CNY', ...bad }),
      false,
      JSON.stringify(bad),
    );
  const pages = mustSucceed(
    await app.execute(viewStatement, me, { account_id: 'wallet:CNY', direction: 'out', limit: 1 }),
    'page',
  );
  assert.deepEqual([pages.items.map((e) => e.number), pages.next_cursor === null], [[4], false]);
  const csv = await file(me, { format: 'csv', direction: 'out' });
  const rows: Record<string, string>[] = parse(String(csv.body), { columns: true });
  assert.deepEqual(
    rows.map((r) => [r.amount, r.balance_after]),
    [
      ['-20.00', '980.50'],
      ['-20.00', '1961.00'],
    ],
  );
  assert.equal(csv.file_name, 'statement-wallet-CNY-filtered.csv');
  const pdf = Buffer.from((await file(me, { format: 'pdf', text: '货款' })).body as Uint8Array);
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
  if (process.env.SAUDA_KEEP) writeFileSync(`${process.env.SAUDA_KEEP}-filtered.pdf`, pdf);
});

test('a page reads as many rows as it shows, in a ledger that was never analysed; a search looks at so many and goes on', async () => {
  const entries = 50_000;
  const me = await traded();
  const owner = new pg.Client({ connectionString: app.ownerUrl });
  await owner.connect();
  await owner.query('alter table payments.transfer set (autovacuum_enabled = false)');
  await owner.query(
    `insert into payments.transfer (book_id, transfer_id, kind, debit_account_id, credit_account_id, debit_number,
       credit_number, debit_balance, credit_balance, amount, currency, reason, reference, at, booked_at, posted_by, parties)
     select $1, gen_random_uuid(), 'single', 'capital:CNY', 'wallet:CNY', n, n, 0, 0, 5, 'CNY', 'capital',
       case n when 10 then 'the needle' else 'hay' end, a.at, a.at, $1, array[$1]::uuid[]
     from generate_series(5, $2 + 4) n, lateral (select $3::timestamptz + n * interval '1 s' as at) a`,
    [me.org_id, entries, app.clock.now()],
  );
  await owner.query(
    `update payments.account set last_number = last_number + $2 where book_id = $1 and account_id in ('wallet:CNY', 'capital:CNY')`,
    [me.org_id, entries],
  );
  await owner.end();
  const reading = async (input: object) => {
    const read = (ctx: Ctx) =>
      ctx.tx.maybe<{ rows: bigint }>(
        `select seq_tup_read + idx_tup_fetch as rows from pg_stat_xact_user_tables
         where schemaname = 'payments' and relname = 'transfer'`,
      );
    return app.within(async (ctx) => {
      const before = Number((await read(ctx))?.rows ?? 0);
      const page = mustSucceed(await viewStatement.run(ctx, { account_id: 'wallet:CNY', ...input }), 'page');
      return { ...page, rows: Number((await read(ctx))?.rows ?? 0) - before };
    }, me);
  };
  const then = new Date(app.clock.now().getTime() + 20_000_000).toISOString();
  for (const input of [
    {},
    { before: then },
    { from: then },
    { before: then, from: app.clock.now().toISOString() },
  ]) {
    const page = await reading({ ...input, limit: 50 });
    assert.equal(page.items.length, 50);
    assert.ok(page.rows < 400, `${JSON.stringify(input)}: ${page.rows} rows were read`);
  }
  assert.ok((await reading({ text: 'HAY', limit: 50 })).rows < 400);
  const found: number[] = [];
  let cursor: string | null = null;
  let pages = 0;
  do {
    const page: Awaited<ReturnType<typeof reading>> = await reading({
      text: 'needle',
      ...(cursor ? { cursor } : {}),
    });
    assert.ok(page.rows <= 10_001, `${page.rows} rows were read`);
    found.push(...page.items.map((e) => e.number));
    cursor = page.next_cursor;
    pages++;
  } while (cursor && pages < 9);
  assert.deepEqual([found, pages], [[10], 6]);
});
