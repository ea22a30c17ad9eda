import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, openClient } from '../bench/client.ts';
import { openHome, temporaryHome } from '../bench/home.ts';
import { type Server, startServer } from '../bench/server.ts';
import { signInTraders } from '../bench/traders.ts';
import { verifyLedger } from '../src/modules/payments/index.ts';
import { choosePlace } from '../src/platform/database/place.ts';

/** How often; SAUDA_KILLS=50 for a long look. The server and PostgreSQL are killed in turn. */
const KILLS = Number(process.env.SAUDA_KILLS ?? 4);
const LANES = 8;
const LOAD_MS = 700;
const BACK_WITHIN_MS = 60_000;

const closers: (() => unknown)[] = [];
after(async () => {
  for (const close of closers.reverse()) await close();
});

interface Batch {
  key: string;
  body: { transfers: { transfer_id: string }[] };
}

/** Transfers by who sent them: known to be done, or sent without an answer. */
interface Ledger {
  acknowledged: Set<string>;
  unanswered: Map<string, Batch>;
}

test(`kill -9 of the server and of PostgreSQL in turn, ${KILLS} times under load: no acknowledged transfer is lost, none is applied twice`, async () => {
  const folder = temporaryHome();
  closers.push(folder.remove);
  const env = { SAUDA_DEMO_DEALS: '0' };
  let server = await startServer(folder.folder, env);
  closers.push(() => server.end());
  const cookie = await signedIn(folder.folder, server);
  const ledger: Ledger = { acknowledged: new Set(), unanswered: new Map() };

  for (let kill = 0; kill < KILLS; kill++) {
    const client = openClient(server.url);
    const load = startLoad(client, cookie, ledger);
    await sleep(LOAD_MS);
    if (kill % 2 === 0) {
      await server.end('SIGKILL');
      await load.stop();
      server = await startServer(folder.folder, env);
    } else {
      process.kill(postmaster(folder.folder), 'SIGKILL');
      await load.stop();
    }
    client.close();
    await settle(server, cookie, ledger);
  }
  await check(folder.folder, ledger);
});

/** A trader with money in one wallet and a second one. */
async function signedIn(folder: string, server: Server): Promise<string> {
  const client = openClient(server.url);
  const home = await openHome(folder);
  const { buyers } = await signInTraders(home, client, 1);
  // Nobody but the server may hold PostgreSQL when one of them is killed.
  await home.close();
  const cookie = buyers[0]?.cookie;
  assert.ok(cookie);
  const answer = await send(client, cookie, '/wallet', randomUUID(), { currency: 'CNY', name: 'SECOND' });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  client.close();
  return cookie;
}

const send = (client: Client, cookie: string, path: string, key: string, body: unknown) =>
  client.send('POST', `/api/v1${path}`, { cookie, 'idempotency-key': key }, body);

/** There and back between the two wallets, so that money never runs out. */
function batch(): Batch {
  const move = (debit_account_id: string, credit_account_id: string) => ({
    kind: 'single',
    transfer_id: randomUUID(),
    debit_account_id,
    credit_account_id,
    amount: '1',
    currency: 'CNY',
    reference: 'endurance',
  });
  return {
    key: randomUUID(),
    body: {
      transfers: [move('wallet:CNY', 'wallet:SECOND:CNY'), move('wallet:SECOND:CNY', 'wallet:CNY')],
    },
  };
}

/** An answer is an acknowledgement when it is 200; 503 says that it may or may not be done. */
async function post(client: Client, cookie: string, { key, body }: Batch, ledger: Ledger): Promise<boolean> {
  ledger.unanswered.set(key, { key, body });
  const answer = await send(client, cookie, '/transfers', key, body);
  if (answer.status === 503) return false;
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  const { results } = answer.body as { results: { transfer_id: string; status: string }[] };
  assert.ok(
    results.every((r) => r.status === 'posted'),
    JSON.stringify(results),
  );
  ledger.unanswered.delete(key);
  for (const { transfer_id } of results) ledger.acknowledged.add(transfer_id);
  return true;
}

function startLoad(client: Client, cookie: string, ledger: Ledger): { stop(): Promise<unknown> } {
  let stopped = false;
  const lanes = Array.from({ length: LANES }, async () => {
    while (!stopped) {
      const sent = await post(client, cookie, batch(), ledger).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ERR_ASSERTION') throw error;
        return false;
      });
      if (!sent) return;
    }
  });
  return {
    stop: () => {
      stopped = true;
      return Promise.all(lanes);
    },
  };
}

/** Sends what was not answered again, with the same key, until it is answered: then once more, for the same answer. */
async function settle(server: Server, cookie: string, ledger: Ledger): Promise<void> {
  const client = openClient(server.url);
  const until = performance.now() + BACK_WITHIN_MS;
  for (const sent of [...ledger.unanswered.values()]) {
    while (!(await post(client, cookie, sent, ledger))) {
      assert.ok(performance.now() < until, 'the server answers again');
      await sleep(200);
    }
    await post(client, cookie, sent, ledger);
  }
  client.close();
}

async function check(folder: string, ledger: Ledger): Promise<void> {
  const home = await openHome(folder);
  try {
    await home.asSystem(async (tx) => {
      const written = await tx.rows<{ transfer_id: string }>(
        `select transfer_id from payments.transfer where reference = 'endurance'`,
      );
      assert.ok(ledger.acknowledged.size > KILLS * LANES, `${ledger.acknowledged.size} were acknowledged`);
      // Ids are unique in the ledger, so the same number of the same ids means each once.
      assert.deepEqual(written.map((t) => t.transfer_id).sort(), [...ledger.acknowledged].sort());
      assert.deepEqual((await verifyLedger(tx)).differences, []);
    });
  } finally {
    await home.close();
  }
}

function postmaster(folder: string): number {
  const { base } = choosePlace(join(folder, 'database'));
  return Number(readFileSync(join(base, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}
