import type { JsonObject } from '../../kernel/refusal.ts';
import { type Tx, takeTurn } from '../../platform/index.ts';

export type EndpointState = 'on' | 'off' | 'removed';

export interface EndpointRow {
  endpoint_id: string;
  url: string;
  state: EndpointState;
  off_because: 'gone' | 'failing' | null;
  created_at: Date;
  waiting: number;
  last_state: 'waiting' | 'delivered' | 'given_up' | null;
  last_answer: string | null;
  last_attempts: number | null;
  last_at: Date | null;
}

/** Endpoints that were not removed, oldest first, each with its last try. */
export function endpointsOf(tx: Tx, org_id: string): Promise<EndpointRow[]> {
  return tx.rows<EndpointRow>(
    `select e.endpoint_id, e.url, e.state, e.off_because, e.created_at, (select count(*)::int from notices.delivery w
       where w.org_id = e.org_id and w.endpoint_id = e.endpoint_id and w.state = 'waiting') as waiting,
       d.state as last_state, d.answer as last_answer, d.attempts as last_attempts, d.tried_at as last_at
     from notices.endpoint e left join lateral (
       select state, answer, attempts, tried_at from notices.delivery
       where org_id = e.org_id and endpoint_id = e.endpoint_id and tried_at is not null
       order by tried_at desc limit 1) d on true
     where e.org_id = $1 and e.state <> 'removed' order by e.created_at, e.endpoint_id`,
    [org_id],
  );
}

/** False when the organisation has `most` already. Its endpoints are counted one command after another. */
export async function insertEndpoint(
  tx: Tx,
  row: { org_id: string; endpoint_id: string; url: string; secret_sealed: string; created_at: Date },
  most: number,
): Promise<boolean> {
  await takeTurn(tx, `notices.endpoint ${row.org_id}`);
  const written = await tx.run(
    `insert into notices.endpoint (org_id, endpoint_id, url, secret_sealed, state, failures, created_at)
     select $1, $2, $3, $4, 'on', 0, $5
     where (select count(*) from notices.endpoint where org_id = $1 and state <> 'removed') < $6`,
    [row.org_id, row.endpoint_id, row.url, row.secret_sealed, row.created_at, most],
  );
  return written === 1;
}

/** Turns it on or off, or removes it for good. False when there is no such endpoint of the organisation. */
export async function setEndpointState(
  tx: Tx,
  key: { org_id: string; endpoint_id: string },
  state: EndpointState,
): Promise<boolean> {
  const changed = await tx.run(
    `update notices.endpoint set state = $3, off_because = null, failures = 0
     where org_id = $1 and endpoint_id = $2 and state <> 'removed'`,
    [key.org_id, key.endpoint_id, state],
  );
  return changed === 1;
}

export interface DeliveryKey {
  org_id: string;
  endpoint_id: string;
  notice_id: string;
}

export interface WaitingDelivery {
  url: string;
  secret_sealed: string;
  endpoint_state: EndpointState;
  kind: string;
  body: JsonObject;
  made_at: Date;
}

/** What the `attempt`th try would send; undefined when that try is over or the notice is gone. */
export function waitingDelivery(
  tx: Tx,
  key: DeliveryKey,
  attempt: number,
): Promise<WaitingDelivery | undefined> {
  return tx.maybe<WaitingDelivery>(
    `select e.url, e.secret_sealed, e.state as endpoint_state, n.kind, n.body, n.made_at
     from notices.delivery d
     join notices.endpoint e on e.org_id = d.org_id and e.endpoint_id = d.endpoint_id
     join notices.notice n on n.org_id = d.org_id and n.notice_id = d.notice_id
     where d.org_id = $1 and d.endpoint_id = $2 and d.notice_id = $3 and d.state = 'waiting' and d.attempts = $4`,
    [key.org_id, key.endpoint_id, key.notice_id, attempt - 1],
  );
}

/** Writes how a try went. False when another run of the same try was first. */
export async function finishDelivery(
  tx: Tx,
  key: DeliveryKey,
  done: { attempt: number; state: 'waiting' | 'delivered' | 'given_up'; answer: string; at: Date },
): Promise<boolean> {
  const changed = await tx.run(
    `update notices.delivery set state = $5, attempts = $4, answer = $6, tried_at = $7
     where org_id = $1 and endpoint_id = $2 and notice_id = $3 and state = 'waiting' and attempts = $4 - 1`,
    [key.org_id, key.endpoint_id, key.notice_id, done.attempt, done.state, done.answer, done.at],
  );
  return changed === 1;
}

/** Counts notices in a row that were given up; nobody there, or too many of them, turns the endpoint off. */
export async function noteOutcome(
  tx: Tx,
  key: DeliveryKey,
  outcome: 'delivered' | 'given_up' | 'gone',
  most_failures: number,
): Promise<void> {
  if (outcome === 'delivered')
    await tx.run(
      `update notices.endpoint set failures = 0 where org_id = $1 and endpoint_id = $2 and failures > 0`,
      [key.org_id, key.endpoint_id],
    );
  else
    await tx.run(
      `update notices.endpoint set failures = failures + 1,
         state = case when $3 or failures + 1 >= $4 then 'off' else state end,
         off_because = case when $3 then 'gone' when failures + 1 >= $4 then 'failing' else off_because end
       where org_id = $1 and endpoint_id = $2 and state = 'on'`,
      [key.org_id, key.endpoint_id, outcome === 'gone', most_failures],
    );
}
