import type { Tx } from '../../../platform/index.ts';
import { TREASURY_ORG_ID } from '../model.ts';
import type { RateOnFile } from './find-rate.ts';

/** A quoted price as it was written, and what was asked for since. */
export interface ExchangeRow {
  org_id: string;
  exchange_id: string;
  deal_id: string | null;
  sold: bigint;
  sell_currency: string;
  bought: bigint;
  spread: bigint;
  rounding: bigint;
  buy_currency: string;
  spread_basis_points: number;
  mid: string;
  bid: string;
  ask: string;
  rates: RateOnFile[];
  reference: string;
  quoted_at: Date;
  quoted_by: string | null;
  valid_until: Date;
  lock_minutes: number;
  locked_at: Date | null;
  holds_until: Date | null;
  asked_at: Date | null;
  parties: string[];
}

/** With what the ledger says became of the reservation; null while it is open, or where there is none. */
export type SeenExchange = ExchangeRow & { became: 'post' | 'void' | 'expire' | null };

export function insertExchange(tx: Tx, x: ExchangeRow): Promise<number> {
  return tx.run(
    `insert into payments.exchange (org_id, exchange_id, deal_id, sold, sell_currency, bought, spread, rounding,
       buy_currency, spread_basis_points, mid, bid, ask, rates, reference, quoted_at, quoted_by, valid_until,
       lock_minutes, parties)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
    [
      x.org_id,
      x.exchange_id,
      x.deal_id,
      x.sold,
      x.sell_currency,
      x.bought,
      x.spread,
      x.rounding,
      x.buy_currency,
      x.spread_basis_points,
      x.mid,
      x.bid,
      x.ask,
      JSON.stringify(x.rates),
      x.reference,
      x.quoted_at,
      x.quoted_by,
      x.valid_until,
      x.lock_minutes,
      x.parties,
    ],
  );
}

/** The exchange, locked: two who lock, execute or lapse it go one after the other. */
export function lockExchangeRow(
  tx: Tx,
  org_id: string,
  exchange_id: string,
): Promise<ExchangeRow | undefined> {
  return tx.maybe<ExchangeRow>(
    'select * from payments.exchange where org_id = $1 and exchange_id = $2 for update',
    [org_id, exchange_id],
  );
}

export function noteLocked(tx: Tx, x: ExchangeRow, at: Date, holds_until: Date): Promise<number> {
  return tx.run(
    'update payments.exchange set locked_at = $3, holds_until = $4 where org_id = $1 and exchange_id = $2',
    [x.org_id, x.exchange_id, at, holds_until],
  );
}

export function noteAsked(tx: Tx, x: ExchangeRow, at: Date): Promise<number> {
  return tx.run('update payments.exchange set asked_at = $3 where org_id = $1 and exchange_id = $2', [
    x.org_id,
    x.exchange_id,
    at,
  ]);
}

// Both reservations have the exchange's number, so whoever sees one of the two books sees what became of it.
const seen = `x.*, r.kind as became from payments.exchange x left join lateral (
    select kind from payments.transfer r where r.book_id = any (array[x.org_id, '${TREASURY_ORG_ID}'::uuid])
      and r.pending_id = x.exchange_id limit 1) r on true`;

export function findExchange(tx: Tx, org_id: string, exchange_id: string): Promise<SeenExchange | undefined> {
  return tx.maybe<SeenExchange>(`select ${seen} where x.org_id = $1 and x.exchange_id = $2`, [
    org_id,
    exchange_id,
  ]);
}

/** Exchanges of an organisation, newest first: their ids grow with time. */
export function listExchangeRows(
  tx: Tx,
  q: { org_id: string; before: string | null; limit: number },
): Promise<SeenExchange[]> {
  return tx.rows<SeenExchange>(
    `select ${seen} where x.org_id = $1 and ($2::uuid is null or x.exchange_id < $2)
     order by x.exchange_id desc limit $3`,
    [q.org_id, q.before, q.limit],
  );
}

/** What a liquidity account can still give and take; null: no limit on that side. */
export interface Headroom {
  currency: string;
  gives: bigint;
  takes: bigint | null;
}

/** Read in the treasury's name. */
export function readHeadroom(tx: Tx, currencies: readonly string[]): Promise<Headroom[]> {
  return tx.rows<Headroom>(
    `select currency, posted_credit - posted_debit - pending_debit - coalesce(lower_limit, 0) as gives,
       upper_limit - (posted_credit + pending_credit - posted_debit) as takes
     from payments.account where book_id = $1 and kind = 'liquidity' and currency = any ($2)`,
    [TREASURY_ORG_ID, currencies],
  );
}
