import { randomUUID } from 'node:crypto';
import { assert } from '../src/kernel/refusal.ts';
import type { Client } from './client.ts';
import { type Bargain, runFlow } from './flow.ts';
import type { Trader } from './traders.ts';

/** Commands of one flow: to the funded escrow, and to the contract. */
const FLOW_COMMANDS = 6;
export const CONTRACT_COMMANDS = 5;

export interface LoadReport {
  flows: number;
  flows_per_second: number;
  /** Duration of each flow. */
  durations_ms: number[];
}

/** Buyers work in parallel, each one deal after the other with a changing seller, for a time. */
export function loadDeals(
  client: Client,
  traders: { buyers: readonly Trader[]; sellers: readonly Trader[] },
  bargain: Bargain,
  duration_ms: number,
  flow: typeof runFlow = runFlow,
): Promise<LoadReport> {
  return inLanes(traders.buyers.length, duration_ms, async (lane, turn) => {
    const { buyers, sellers } = traders;
    const buyer = buyers[lane];
    const seller = sellers[(lane + turn) % sellers.length];
    assert(buyer && seller, 'each lane has a buyer and a seller');
    await flow(client, buyer, seller, bargain);
  });
}

/** The same number of requests against the ceiling, in as many lanes. */
export function loadBare(
  client: Client,
  lanes: number,
  duration_ms: number,
  commands = FLOW_COMMANDS,
): Promise<LoadReport> {
  return inLanes(lanes, duration_ms, async () => {
    const id = randomUUID();
    for (let step = 1; step <= commands; step++) {
      const answer = await client.send('POST', '/write', {}, { id, step });
      assert(answer.status === 200, 'the ceiling answers');
    }
  });
}

async function inLanes(
  lanes: number,
  duration_ms: number,
  flow: (lane: number, turn: number) => Promise<void>,
): Promise<LoadReport> {
  const durations_ms: number[] = [];
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      for (let turn = 0; performance.now() - begin < duration_ms; turn++) {
        const start = performance.now();
        await flow(lane, turn);
        durations_ms.push(performance.now() - start);
      }
    }),
  );
  const seconds = (performance.now() - begin) / 1000;
  return { flows: durations_ms.length, flows_per_second: durations_ms.length / seconds, durations_ms };
}
