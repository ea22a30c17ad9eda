import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { assert } from '../src/kernel/refusal.ts';
import type { DemoOrganisation } from '../src/simulator/organisations.ts';
import { type Case, figure, percentile } from './case.ts';
import type { Client } from './client.ts';
import type { OpenedHome } from './home.ts';
import { batchOf } from './ledger-load.ts';
import { createPeople, signIn } from './traders.ts';

const BATCH = 100;

/** Batches of 100 with an API key: as many as go, then half as many at fixed times. */
export async function loadHttp(
  home: OpenedHome,
  client: Client,
  organisation: DemoOrganisation,
  o: { clients: number; warm_up_ms: number; measured_ms: number },
): Promise<{ transfers_per_second: number; cases: Case[] }> {
  const key = await makeKey(home, client, organisation);
  const send = async (): Promise<void> => {
    const answer = await client.send(
      'POST',
      '/api/v1/transfers',
      { 'x-api-key': key, 'idempotency-key': randomUUID() },
      { transfers: batchOf(BATCH, false) },
    );
    const { results } = answer.body as { results?: { status: string }[] };
    assert(
      answer.status === 200 && results?.every((r) => r.status === 'posted'),
      `a batch is posted: ${JSON.stringify(answer.body).slice(0, 300)}`,
    );
  };
  await asFastAsPossible(send, o.clients, o.warm_up_ms);
  const rate = await asFastAsPossible(send, o.clients, o.measured_ms);
  const times = await atFixedTimes(send, rate / 2, o.measured_ms);
  return {
    transfers_per_second: rate * BATCH,
    cases: [
      figure('HTTP, API key, batches of 100', rate * BATCH, 'transfers/s', 'more', { target: 3000 }),
      figure('HTTP, half of that at fixed times, p50', percentile(times, 0.5), 'ms', 'less'),
      figure('HTTP, half of that at fixed times, p99', percentile(times, 0.99), 'ms', 'less', {
        target: 100,
      }),
    ],
  };
}

async function asFastAsPossible(
  send: () => Promise<void>,
  clients: number,
  duration_ms: number,
): Promise<number> {
  const began = performance.now();
  let sent = 0;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() - began < duration_ms) {
        await send();
        sent += 1;
      }
    }),
  );
  return sent / ((performance.now() - began) / 1000);
}

/** Sends when it is time, whether or not the ones before are answered; times count from when it was due. */
async function atFixedTimes(
  send: () => Promise<void>,
  per_second: number,
  duration_ms: number,
): Promise<number[]> {
  const began = performance.now();
  const times: number[] = [];
  const open: Promise<void>[] = [];
  for (let i = 0; i < (per_second * duration_ms) / 1000; i++) {
    const due = began + (i * 1000) / per_second;
    const wait = due - performance.now();
    if (wait > 0) await sleep(wait);
    open.push(send().then(() => void times.push(performance.now() - due)));
  }
  await Promise.all(open);
  return times;
}

async function makeKey(home: OpenedHome, client: Client, organisation: DemoOrganisation): Promise<string> {
  await createPeople(home, [organisation]);
  const cookie = await signIn(client, organisation);
  const answer = await client.send(
    'POST',
    '/api/v1/api-keys',
    { cookie, 'idempotency-key': randomUUID() },
    { name: 'bench' },
  );
  const { key } = answer.body as { key?: string };
  assert(key, `a key is made: ${JSON.stringify(answer.body)}`);
  return key;
}
