import pg from 'pg';

const SCALE = 10;
const TELLERS = 10;
const ACCOUNTS = 100_000;

/** The tables of TPC-B at scale 10, as pgbench makes them. */
export async function makeTpcb(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`
    create table tpcb_branch (bid int primary key, balance int not null) with (fillfactor = 100);
    create table tpcb_teller (tid int primary key, bid int, balance int not null);
    create table tpcb_account (aid int primary key, bid int, balance int not null, filler char(84));
    create table tpcb_history (tid int, bid int, aid int, delta int, at timestamp, filler char(22));
    insert into tpcb_branch select b, 0 from generate_series(1, ${SCALE}) b;
    insert into tpcb_teller select t, (t - 1) / ${TELLERS} + 1, 0 from generate_series(1, ${SCALE * TELLERS}) t;
    insert into tpcb_account select a, (a - 1) / ${ACCOUNTS} + 1, 0, '' from generate_series(1, ${SCALE * ACCOUNTS}) a;
    analyze tpcb_branch, tpcb_teller, tpcb_account`);
  await client.end();
}

/**
 * TPC-B's five statements in a transaction each, prepared, `clients` connections at once, for `duration_ms`.
 * Transactions per second.
 */
export async function runTpcb(url: string, clients: number, duration_ms: number): Promise<number> {
  const any = (most: number): number => 1 + Math.floor(Math.random() * most);
  const until = performance.now() + duration_ms;
  const counts = await Promise.all(
    Array.from({ length: clients }, async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const send = (name: string, text: string, values: number[]): Promise<unknown> =>
        client.query({ name, text, values });
      let done = 0;
      while (performance.now() < until) {
        const [aid, tid, bid] = [any(SCALE * ACCOUNTS), any(SCALE * TELLERS), any(SCALE)];
        const delta = any(10_000) - 5000;
        await client.query('begin');
        await send('a', 'update tpcb_account set balance = balance + $1 where aid = $2', [delta, aid]);
        await send('s', 'select balance from tpcb_account where aid = $1', [aid]);
        await send('t', 'update tpcb_teller set balance = balance + $1 where tid = $2', [delta, tid]);
        await send('b', 'update tpcb_branch set balance = balance + $1 where bid = $2', [delta, bid]);
        await send(
          'h',
          'insert into tpcb_history (tid, bid, aid, delta, at) values ($1, $2, $3, $4, now())',
          [tid, bid, aid, delta],
        );
        await client.query('commit');
        done += 1;
      }
      await client.end();
      return done;
    }),
  );
  return counts.reduce((a, b) => a + b, 0) / (duration_ms / 1000);
}
