import type { Tx } from '../../../platform/index.ts';

/** A transfer as people look it up. */
export interface FoundTransfer {
  book_id: string;
  transfer_id: string;
  kind: string;
  debit_account_id: string;
  credit_account_id: string;
  amount: bigint;
  currency: string;
  reason: string;
  reference: string;
  at: Date;
  booked_at: Date;
  expires_at: Date | null;
  pending_id: string | null;
  reverses_id: string | null;
  link_id: string | null;
  counter_book_id: string | null;
  deal_id: string | null;
  resolved_by: string | null;
}

const columns = `t.book_id, t.transfer_id, t.kind, t.debit_account_id, t.credit_account_id, t.amount, t.currency, t.reason,
  t.reference, t.at, t.booked_at, t.expires_at, t.pending_id, t.reverses_id, t.link_id, t.counter_book_id, t.deal_id,
  coalesce((select r.kind from payments.transfer r where r.book_id = t.book_id and r.pending_id = t.transfer_id),
           (select r.kind from payments.transfer r where r.book_id = t.book_id and r.reverses_id = t.transfer_id)) as resolved_by`;

export function findTransfer(
  tx: Tx,
  book_id: string,
  transfer_id: string,
): Promise<FoundTransfer | undefined> {
  return tx.maybe(`select ${columns} from payments.transfer t where t.book_id = $1 and t.transfer_id = $2`, [
    book_id,
    transfer_id,
  ]);
}

/** A text ends where the next of the same length begins; the highest character follows all that begin with it. */
const LAST_CHARACTER = '\u{10ffff}';

/** Transfers of a book whose reference begins with a text: a stretch of the index, in its order. */
export function findByReference(
  tx: Tx,
  q: {
    book_id: string;
    reference: string;
    after: { reference: string; transfer_id: string } | null;
    limit: number;
  },
): Promise<FoundTransfer[]> {
  return tx.rows(
    `select ${columns} from payments.transfer t
     where t.book_id = $1 and t.reference ~>=~ $2 and t.reference ~<~ $3
       and ($4::text is null or t.reference ~>~ $4 or t.reference = $4 and t.transfer_id > $5::uuid)
     order by t.reference using ~<~, t.transfer_id limit $6`,
    [
      q.book_id,
      q.reference,
      `${q.reference}${LAST_CHARACTER}`,
      q.after?.reference ?? null,
      q.after?.transfer_id ?? null,
      q.limit,
    ],
  );
}

/** What the accounts of a book, or of the whole ledger, were debited and credited, by currency and kind. */
export function readTrialBalance(
  tx: Tx,
  book_id: string | null,
): Promise<{ currency: string; kind: string; accounts: number; debit: bigint; credit: bigint }[]> {
  return tx.rows(
    `select currency, kind, count(*)::int as accounts, sum(posted_debit)::bigint as debit, sum(posted_credit)::bigint as credit
     from payments.account where $1::uuid is null or book_id = $1 group by currency, kind order by currency, kind`,
    [book_id],
  );
}
