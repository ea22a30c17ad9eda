import pg from 'pg';

/** An organisation of nobody, whose one wallet has the long statement. */
export const LONG_BOOK = '00000000-0000-4000-8000-0000000010a0';

/** Rows at a time, so that no statement holds more than this in memory. */
const PORTION = 500_000;

/**
 * A wallet with `entries` entries, one each second, written as the owner and without the checks that posting
 * makes: what is measured is reading. Every fourth entry takes out what the three before brought.
 */
export async function makeLongAccount(
  ownerUrl: string,
  entries: number,
  say: (line: string) => void,
): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query('set session_replication_role = replica');
  await client.query(`
    insert into payments.book (book_id, kind, parties, opened_at)
    values ('${LONG_BOOK}', 'organisation', array['${LONG_BOOK}'::uuid], '2025-01-01')`);
  const rows = `
    select n, n % 4 = 0 as out, case when n % 4 = 0 then 3 else 1 end as amount, (n % 4) as balance,
      timestamptz '2025-01-01' + n * interval '1 second' as at from generate_series($1::bigint, $2::bigint) n`;
  for (let from = 1; from <= entries; from += PORTION) {
    const to = Math.min(entries, from + PORTION - 1);
    await client.query(
      `insert into payments.transfer (book_id, transfer_id, kind, debit_account_id, credit_account_id, debit_number,
         credit_number, debit_balance, credit_balance, amount, currency, reason, reference, at, booked_at, posted_by, parties)
       select '${LONG_BOOK}', lpad(to_hex(n), 32, '0')::uuid, 'single',
         case when out then 'wallet:CNY' else 'capital:CNY' end, case when out then 'capital:CNY' else 'wallet:CNY' end,
         n, n, balance, balance, amount, 'CNY', 'transfer', 'order ' || n, at, at, '${LONG_BOOK}', array['${LONG_BOOK}'::uuid]
       from (${rows}) r`,
      [from, to],
    );
    say(`${to} entries written`);
  }
  await client.query(
    `insert into payments.account (book_id, account_id, kind, currency, normal_side, posted_debit, posted_credit, lower_limit,
       last_number, booked_at, opened_at, parties)
     select '${LONG_BOOK}', kind || ':CNY', kind, 'CNY', side, case kind when 'wallet' then paid else brought end,
       case kind when 'wallet' then brought else paid end, case kind when 'wallet' then 0 end, $1,
       timestamptz '2025-01-01' + $1 * interval '1 second', '2025-01-01', array['${LONG_BOOK}'::uuid]
     from (values ('wallet', 'credit'), ('capital', 'debit')) k (kind, side),
       (select ($1::bigint / 4) * 3 as paid, $1::bigint - $1::bigint / 4 as brought) s`,
    [entries],
  );
  await client.query('analyze payments.transfer; analyze payments.account');
  await client.end();
}
