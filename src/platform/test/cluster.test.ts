import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { temporaryHome } from '../../../bench/home.ts';
import { type Cluster, startCluster } from '../database/cluster.ts';

const SECRET = 'test secret that guards nothing at all, 32+';
/** How soon the other starts its server again is chance. */
const ROUNDS = 4;
const STOPS_WITHIN_MS = 20_000;
const BACK_WITHIN_MS = 60_000;

const home = temporaryHome();
after(home.remove);

const enter = (): Promise<Cluster> => startCluster(join(home.folder, 'database'), SECRET, { durable: false });

/** The number of Sauda's processes that hold the server; undefined while it does not answer. */
async function holders(cluster: Cluster): Promise<number | undefined> {
  const client = new pg.Client({ connectionString: cluster.url('postgres') });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query(
      `select count(*)::int as n from pg_stat_activity where application_name = 'sauda keeper'`,
    );
    return rows[0].n;
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function heldBy(cluster: Cluster, expected: number): Promise<void> {
  const until = performance.now() + BACK_WITHIN_MS;
  while ((await holders(cluster)) !== expected) {
    assert.ok(performance.now() < until, `${await holders(cluster)} hold it, not ${expected}`);
    await sleep(50);
  }
}

/** Ends the connection by which the process that came first holds the server, as a death of the server would. */
async function breakFirstHold(cluster: Cluster): Promise<void> {
  const client = new pg.Client({ connectionString: cluster.url('postgres') });
  await client.connect();
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'sauda keeper' order by backend_start limit 1`,
  );
  await client.end();
}

test('the last process to leave stops the server, and one that joins meanwhile has its own', async () => {
  const first = await enter();
  const second = await enter();
  assert.equal(await holders(second), 2);
  await first.stop();
  assert.equal(await holders(second), 1);

  const [third] = await Promise.all([enter(), second.stop()]);
  assert.equal(await holders(third), 1);
  await third.stop();
  assert.equal(await holders(third), undefined);
});

test('who leaves while another lost its hold for a moment stops the server; it is started again for the other', async () => {
  const staying = await enter();
  for (let round = 0; round < ROUNDS; round++) {
    const leaving = await enter();
    await heldBy(leaving, 2);
    await breakFirstHold(leaving);
    const begin = performance.now();
    await leaving.stop();
    assert.ok(performance.now() - begin < STOPS_WITHIN_MS, 'does not wait for the server of the other');
    await heldBy(staying, 1);
  }
  await staying.stop();
  assert.equal(await holders(staying), undefined);
});
