import type { Tx } from '../../../platform/index.ts';

/** Accounts that one round of chaining takes on, and transfers of each: bounds of one statement. */
export const ACCOUNTS_AT_ONCE = 500;
const TRANSFERS_OF_ACCOUNT = 20_000;

/** 32 zero bytes: the hash before the first link. */
const GENESIS = `decode(repeat('00', 32), 'hex')`;

/**
 * A transfer as it stands. The binary form of a row names lengths and nulls, so no two different rows read the
 * same. Columns added later are not part of it.
 */
const transferBytes = `record_send(row(t.book_id, t.transfer_id, t.kind, t.debit_account_id, t.credit_account_id,
  t.debit_number, t.credit_number, t.debit_balance, t.credit_balance, t.amount, t.at_most, t.balancing, t.currency,
  t.pending_id, t.reverses_id, t.link_id, t.counter_book_id, t.deal_id, t.reason, t.reference, t.at, t.booked_at,
  t.expires_at, t.posted_by))`;

/** Transfers that debit an account within a range. */
const inRange = (range: string): string => `payments.transfer t where t.book_id = ${range}.book_id
  and t.debit_account_id = ${range}.account_id and t.debit_number > ${range}.after_number
  and t.debit_number <= ${range}.upto_number`;

/** The SHA-256 of them in the order of their numbers. A value, not a join: only so do several processes share the work. */
const rangeDigest = (
  range: string,
): string => `(select sha256(coalesce(string_agg(bytes, ''::bytea), ''::bytea)) from (
  select ${transferBytes} as bytes from ${inRange(range)} order by t.debit_number) t)`;

/** What a link of before its ranges had digests holds: the hashes of its transfers, by account and number. */
export const oldDigest = `sha256(string_agg(sha256(${transferBytes}), ''::bytea order by t.debit_account_id, t.debit_number))`;

const linkHash = (previous: string, number: string, transfers: string, of: string): string =>
  `sha256(${previous} || int4send(${number}) || int4send(${transfers}) || coalesce(${of}, ${GENESIS}))`;

/** What of an account no link covers yet. Each transfer debits one account, so the debits cover all. */
const due = `select a.book_id, a.account_id, m.after_number,
    least(a.last_number, m.after_number + ${TRANSFERS_OF_ACCOUNT}) as upto_number
  from payments.account a cross join lateral (
    select coalesce((select r.upto_number from payments.link_range r where r.book_id = a.book_id and r.account_id = a.account_id
      order by r.upto_number desc limit 1), 0) as after_number) m
  where a.last_number > m.after_number`;

/** Books with transfers that no link covers yet; of `among` only, where it is given. */
export async function readUnchained(tx: Tx, among: readonly string[] | null): Promise<string[]> {
  const rows = await tx.rows<{ book_id: string }>(
    `select distinct book_id from (${due} and ($1::uuid[] is null or a.book_id = any ($1)) limit ${ACCOUNTS_AT_ONCE}) d
     order by book_id`,
    [among],
  );
  return rows.map((r) => r.book_id);
}

/** Opens chains that do not exist yet, and locks all in one order: one at a time continues a chain. */
export async function lockChains(tx: Tx, book_ids: readonly string[]): Promise<void> {
  await tx.run(
    `insert into payments.chain (book_id, number, hash) select book_id, 0, ${GENESIS} from unnest($1::uuid[]) b (book_id)
     on conflict do nothing`,
    [book_ids],
  );
  await tx.rows(
    'select book_id from payments.chain where book_id = any ($1::uuid[]) order by book_id for update',
    [book_ids],
  );
}

/** Adds one link to the chain of each book. Returns how many transfers they cover. */
export async function addLinks(tx: Tx, book_ids: readonly string[], at: Date): Promise<number> {
  const { transfers } = await tx.one<{ transfers: bigint }>(
    `with due as materialized (${due} and a.book_id = any ($1::uuid[]) limit ${ACCOUNTS_AT_ONCE}
     ), made as materialized (
       select d.*, (select count(*) from ${inRange('d')}) as transfers, ${rangeDigest('d')} as digest from due d
     ), segment as (
       select book_id, sum(transfers)::int as transfers, sha256(string_agg(digest, ''::bytea order by account_id)) as digest
       from made group by book_id
     ), linked as materialized (
       select c.book_id, c.number + 1 as number, s.transfers, c.hash as previous_hash,
         ${linkHash('c.hash', 'c.number + 1', 's.transfers', 's.digest')} as hash
       from payments.chain c join segment s on s.book_id = c.book_id
     ), ranges as (
       insert into payments.link_range (book_id, number, account_id, after_number, upto_number, digest)
       select m.book_id, l.number, m.account_id, m.after_number, m.upto_number, m.digest
       from made m join linked l on l.book_id = m.book_id
     ), links as (
       insert into payments.link (book_id, number, transfers, previous_hash, hash, at)
       select book_id, number, transfers, previous_hash, hash, $2::timestamptz from linked
     ), moved as (
       update payments.chain c set number = l.number, hash = l.hash from linked l where c.book_id = l.book_id
     )
     select coalesce(sum(transfers), 0)::bigint as transfers from linked`,
    [book_ids, at],
  );
  return Number(transfers);
}

/** The first link that its transfers, its neighbour, its range or the head of its chain does not bear out. */
export async function findBrokenLink(
  tx: Tx,
): Promise<{ book_id: string; number: number; what: string } | undefined> {
  await tx.run(`set local max_parallel_workers_per_gather = 4; set local parallel_setup_cost = 0;
    set local parallel_tuple_cost = 0; set local min_parallel_table_scan_size = 0`);
  return tx.maybe(
    `with checked as materialized (
       select r.book_id, r.number, r.account_id, r.digest as kept, ${rangeDigest('r')} as digest
       from payments.link_range r where r.digest is not null
     ), segment as (
       select book_id, number, null::int as transfers, sha256(string_agg(kept, ''::bytea order by account_id)) as digest
       from checked group by book_id, number
       union all
       select r.book_id, r.number, count(*)::int, ${oldDigest}
       from payments.link_range r join payments.transfer t on t.book_id = r.book_id and t.debit_account_id = r.account_id
         and t.debit_number > r.after_number and t.debit_number <= r.upto_number
       where r.digest is null group by r.book_id, r.number
     ), chained as (
       select l.*, lag(l.hash, 1, ${GENESIS}) over w as before, lag(l.number, 1, 0) over w as number_before
       from payments.link l window w as (partition by l.book_id order by l.number)
     ), fault as (
       select c.book_id, c.number, case
         when c.number <> c.number_before + 1 then 'a link before it is missing'
         when c.previous_hash <> c.before then 'does not hold the hash of the link before'
         else 'its transfers are not those that were chained' end as what
       from chained c left join segment s on s.book_id = c.book_id and s.number = c.number
       where c.number <> c.number_before + 1 or c.previous_hash <> c.before
         or c.transfers <> coalesce(s.transfers, case when s.digest is null then 0 else c.transfers end)
         or c.hash <> ${linkHash('c.previous_hash', 'c.number', 'c.transfers', 's.digest')}
       union all
       select book_id, number, 'its transfers are not those that were chained' from checked where kept <> digest
       union all
       select book_id, number, 'its range does not follow the one before' from (
         select r.*, lag(r.upto_number, 1, 0::bigint) over (partition by r.book_id, r.account_id order by r.upto_number) as upto_before
         from payments.link_range r) r
       where r.after_number <> r.upto_before
       union all
       select c.book_id, c.number, 'the head of the chain is not its last link'
       from payments.chain c left join payments.link l on l.book_id = c.book_id and l.number = c.number
       where c.number > 0 and l.hash is distinct from c.hash
       union all
       select r.book_id, r.number, 'covers more than the account has'
       from payments.link_range r left join payments.account a on a.book_id = r.book_id and a.account_id = r.account_id
       where coalesce(a.last_number, 0) < r.upto_number
     )
     select book_id, number, what from fault order by book_id, number limit 1`,
  );
}

/** Heads of chains that grew since they were sealed, locked. */
export function readUnsealed(
  tx: Tx,
  limit: number,
): Promise<{ book_id: string; number: number; hash: string }[]> {
  return tx.rows(
    `select book_id, number, encode(hash, 'hex') as hash from payments.chain where sealed_number < number
     order by book_id limit $1 for update`,
    [limit],
  );
}

export async function insertSeal(
  tx: Tx,
  seal: { seal_id: string; sealed_at: Date; root: string; jws: string },
  heads: readonly { book_id: string; number: number; hash: string }[],
): Promise<void> {
  await tx.run(
    'insert into payments.seal (seal_id, sealed_at, leaves, root, jws) values ($1, $2, $3, $4, $5)',
    [seal.seal_id, seal.sealed_at, heads.length, seal.root, seal.jws],
  );
  await tx.run(
    `with leaf as (
       select h.book_id, h.number, h.hash, (h.position - 1)::int as position
       from rows from (jsonb_to_recordset($2::jsonb) as (book_id uuid, number int, hash text)) with ordinality
         as h (book_id, number, hash, position)
     ), kept as (
       insert into payments.seal_leaf (book_id, seal_id, position, number, hash)
       select book_id, $1, position, number, hash from leaf
     )
     update payments.chain c set sealed_number = leaf.number from leaf where c.book_id = leaf.book_id`,
    [seal.seal_id, JSON.stringify(heads)],
  );
}

export interface SealRow {
  seal_id: string;
  leaves: number;
  root: string;
  jws: string;
  hashes: string[];
}

/** Seals with their leaves, oldest first, a page at a time. */
export function readSeals(
  tx: Tx,
  after: { sealed_at: Date; seal_id: string } | null,
  limit: number,
): Promise<(SealRow & { sealed_at: Date })[]> {
  return tx.rows(
    `select s.seal_id, s.sealed_at, s.leaves, s.root, s.jws,
       array(select l.hash from payments.seal_leaf l where l.seal_id = s.seal_id order by l.position) as hashes
     from payments.seal s where $1::timestamptz is null or (s.sealed_at, s.seal_id) > ($1, $2::uuid)
     order by s.sealed_at, s.seal_id limit $3`,
    [after?.sealed_at ?? null, after?.seal_id ?? null, limit],
  );
}

/** A sealed head that the chain no longer has. */
export function findLooseLeaf(tx: Tx): Promise<{ book_id: string; number: number } | undefined> {
  return tx.maybe(
    `select s.book_id, s.number from payments.seal_leaf s
     left join payments.link l on l.book_id = s.book_id and l.number = s.number
     where encode(l.hash, 'hex') is distinct from s.hash order by s.book_id, s.number limit 1`,
  );
}
