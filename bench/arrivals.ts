import { Agent, get } from 'node:http';
import { percentile } from './case.ts';

export interface Arrivals {
  p50_ms: number;
  p99_ms: number;
  max_ms: number;
}

const WAIT_MS = 1;
/** Requests on their way at once; more than that, and the server does not keep up at all. */
const OPEN_LIMIT = 2_000;

/**
 * Requests that come at a fixed rate, whether or not those before are answered, in turn over the paths. A request's time
 * counts from when it was due, so that one slow answer is felt by all that had to wait behind it. Throws when an
 * answer was anything but 200.
 */
export async function arrive(
  url: string,
  paths: readonly string[],
  { per_second, seconds }: { per_second: number; seconds: number },
): Promise<Arrivals> {
  const agent = new Agent({ keepAlive: true });
  const times: number[] = [];
  const open = new Set<Promise<void>>();
  const begin = performance.now();
  try {
    for (let n = 0; n < per_second * seconds; n++) {
      const due = begin + (n * 1000) / per_second;
      while (performance.now() < due) await new Promise((wake) => setTimeout(wake, WAIT_MS));
      if (open.size >= OPEN_LIMIT) throw new Error(`${OPEN_LIMIT} requests are unanswered`);
      const one: Promise<void> = read(agent, `${url}${paths[n % paths.length]}`).then(() => {
        times.push(performance.now() - due);
        open.delete(one);
      });
      one.catch(() => undefined);
      open.add(one);
    }
    await Promise.all(open);
    return { p50_ms: percentile(times, 0.5), p99_ms: percentile(times, 0.99), max_ms: percentile(times, 1) };
  } finally {
    agent.destroy();
  }
}

function read(agent: Agent, url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (answer) => {
      answer.resume();
      answer.once('error', reject);
      answer.once('end', () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(`${url}: ${answer.statusCode}`)),
      );
    }).once('error', reject);
  });
}
