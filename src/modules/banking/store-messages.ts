import type { Tx } from '../../platform/index.ts';

export interface MessageRow {
  org_id: string;
  direction: 'in' | 'out';
  message_id: string;
  name: string;
  body_hash: string;
  xml: string;
  channel: 'http' | 'file' | 'ledger';
  at: Date;
  done_at: Date | null;
  outcome: string | null;
}

export interface NostroRow {
  org_id: string;
  currency: string;
  account: string;
  bic: string;
}

/** True when it is new; false when the number was there already. */
export async function insertMessage(tx: Tx, m: Omit<MessageRow, 'done_at' | 'outcome'>): Promise<boolean> {
  const inserted = await tx.run(
    `insert into banking.message (org_id, direction, message_id, name, body_hash, xml, channel, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [m.org_id, m.direction, m.message_id, m.name, m.body_hash, m.xml, m.channel, m.at],
  );
  return inserted === 1;
}

export function findMessage(
  tx: Tx,
  org_id: string,
  direction: 'in' | 'out',
  message_id: string,
): Promise<MessageRow | undefined> {
  return tx.maybe<MessageRow>(
    'select * from banking.message where org_id = $1 and direction = $2 and message_id = $3',
    [org_id, direction, message_id],
  );
}

/** Locks a message that is to be worked through, so that it is worked through by one. */
export function lockMessage(
  tx: Tx,
  org_id: string,
  direction: 'in' | 'out',
  message_id: string,
): Promise<MessageRow | undefined> {
  return tx.maybe<MessageRow>(
    'select * from banking.message where org_id = $1 and direction = $2 and message_id = $3 for update',
    [org_id, direction, message_id],
  );
}

export function finishMessage(tx: Tx, m: MessageRow, at: Date, outcome: string): Promise<number> {
  return tx.run(
    'update banking.message set done_at = $4, outcome = $5 where org_id = $1 and direction = $2 and message_id = $3',
    [m.org_id, m.direction, m.message_id, at, outcome.slice(0, 200)],
  );
}

export interface MessageLine {
  direction: 'in' | 'out';
  message_id: string;
  name: string;
  channel: string;
  at: Date;
  done_at: Date | null;
  outcome: string | null;
  byte_length: number;
}

/** The message log of a bank, newest first. */
export function listMessageRows(
  tx: Tx,
  q: {
    org_id: string;
    direction: string | null;
    name: string | null;
    at: string | null;
    message_id: string | null;
    limit: number;
  },
): Promise<MessageLine[]> {
  return tx.rows<MessageLine>(
    `select direction, message_id, name, channel, at, done_at, outcome, octet_length(xml) as byte_length
     from banking.message
     where org_id = $1 and ($2::text is null or direction = $2) and ($3::text is null or name = $3)
       and ($4::timestamptz is null or (at, message_id) < ($4, $5))
     order by at desc, message_id desc limit $6`,
    [q.org_id, q.direction, q.name, q.at, q.message_id, q.limit],
  );
}

export function readNostros(tx: Tx, org_id: string): Promise<NostroRow[]> {
  return tx.rows<NostroRow>(
    'select org_id, currency, account, bic from banking.nostro where org_id = $1 order by currency',
    [org_id],
  );
}

export function writeNostro(tx: Tx, n: NostroRow, at: Date): Promise<number> {
  return tx.run(
    `insert into banking.nostro (org_id, currency, account, bic, changed_at) values ($1, $2, $3, $4, $5)
     on conflict (org_id, currency) do update set account = excluded.account, bic = excluded.bic, changed_at = excluded.changed_at`,
    [n.org_id, n.currency, n.account, n.bic, at],
  );
}
