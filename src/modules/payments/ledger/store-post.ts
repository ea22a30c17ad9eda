import type { Tx } from '../../../platform/index.ts';
import type { Transfer } from './transfer.ts';

/**
 * `known`: one of the ids is in the ledger already. `stale`: an account has moved on since it was read, or is
 * closed or gone. Nothing was written, and the transaction goes on.
 */
export type Written = 'written' | 'known' | 'stale';

type Column = readonly [name: keyof Transfer, type: string, quoted?: 'quoted'];

/** Differ from transfer to transfer: always a list. */
const listed: readonly Column[] = [
  ['transfer_id', 'uuid'],
  ['debit_account_id', 'text'],
  ['credit_account_id', 'text'],
  ['debit_number', 'int8'],
  ['credit_number', 'int8'],
  ['debit_balance', 'int8'],
  ['credit_balance', 'int8'],
  ['amount', 'int8'],
];
/** Mostly the same in a batch: then one value instead of a list. */
const shared: readonly Column[] = [
  ['reference', 'text', 'quoted'],
  ['book_id', 'uuid'],
  ['kind', 'text'],
  ['currency', 'text'],
  ['reason', 'text'],
  ['booked_at', 'timestamptz', 'quoted'],
  ['link_id', 'uuid'],
  ['counter_book_id', 'uuid'],
  ['deal_id', 'uuid'],
];
/** Mostly empty: then nothing is sent. */
const sparse: readonly Column[] = [
  ['pending_id', 'uuid'],
  ['reverses_id', 'uuid'],
  ['at_most', 'int8'],
  ['balancing', 'text'],
  ['expires_at', 'timestamptz', 'quoted'],
];

const types = [
  'int8',
  'int8',
  'int4',
  'timestamptz',
  'uuid',
  ...listed.map(([, type]) => `${type}[]`),
  ...shared.flatMap(([, type]) => [`${type}[]`, type]),
  ...sparse.map(([, type]) => `${type}[]`),
];
const postSql = `select payments.post(${types.map((type, i) => `$${i + 1}::${type}`).join(', ')}) as written`;

/** Writes transfers and moves their accounts by one statement: all of it, or nothing. */
export async function postBatch(tx: Tx, transfers: readonly Transfer[]): Promise<Written> {
  if (transfers.length === 0) return 'written';
  const { written } = await tx.one<{ written: Written }>(postSql, valuesOf(transfers));
  return written;
}

/** What a batch decided ahead comes after, and how far its time may be from the database's; null: no matter. */
export interface Ahead {
  ticket: bigint;
  after_ticket: bigint | null;
  skew_ms: number | null;
}

/**
 * The same for what was decided on accounts as they will be after the batch before: fails where the other says
 * that nothing was written, and when the clocks differ.
 */
export function postAhead(tx: Tx, transfers: readonly Transfer[], ahead: Ahead): Promise<unknown> {
  return tx.run(postSql, valuesOf(transfers, ahead));
}

function valuesOf(transfers: readonly Transfer[], ahead?: Ahead): unknown[] {
  const [first] = transfers;
  return [
    ahead?.ticket ?? null,
    ahead?.after_ticket ?? null,
    ahead?.skew_ms ?? null,
    first?.at,
    first?.posted_by,
    ...listed.map((column) => list(transfers, column)),
    ...shared.flatMap((column) => {
      const [name] = column;
      const one = first?.[name];
      return transfers.every((t) => same(t[name], one)) ? [null, one] : [list(transfers, column), null];
    }),
    ...sparse.map((column) =>
      transfers.every((t) => t[column[0]] === null) ? null : list(transfers, column),
    ),
  ];
}

const same = (a: unknown, b: unknown): boolean =>
  a === b || (a instanceof Date && b instanceof Date && a.getTime() === b.getTime());

/**
 * An array of PostgreSQL as text; `quoted` for what may hold any character. Written here because the driver
 * quotes and escapes every element, which for a large batch costs more than the statement itself.
 */
function list(transfers: readonly Transfer[], [name, , quoted]: Column): string {
  let text = '';
  for (const t of transfers) {
    const value = t[name];
    text += text === '' ? '{' : ',';
    if (value === null) text += 'NULL';
    else if (value instanceof Date) text += `"${value.toISOString()}"`;
    else if (quoted) text += `"${String(value).replace(/[\\"]/g, '\\$&')}"`;
    else text += String(value);
  }
  return `${text}}`;
}
