import autocannon from 'autocannon';
import { publicReader } from '../src/platform/database/database.ts';
import { startBare } from './bare-server.ts';
import { type BenchOptions, type Case, figure } from './case.ts';
import { openHome, temporaryHome } from './home.ts';
import { recordListQuery } from './recorded-query.ts';
import { startServer } from './server.ts';
import { fillShelf } from './shelf.ts';

const SHELF = 10_000;
const CONNECTIONS = 10;
/** Until V8 has compiled what is run most, so that steady work is measured. */
const WARM_UP_S = 8;
const MEASURED_S = 8;

/** Pages of twenty listings, each with price and seller. */
export const pages: Record<string, string> = {
  'newest first': 'limit=20',
  'one HS heading': 'limit=20&hs=8507',
  'origin and price': 'limit=20&origin_country=CN&currency=CNY&price_to=100000',
  'search for words': 'limit=20&q=battery%20packs',
};

/**
 * The shelf as the public sees it, ten connections at once. Beside it Fastify and pg that send the same
 * statement under the same database role and answer with its rows.
 */
export async function run({ say }: BenchOptions): Promise<Case[]> {
  const folder = temporaryHome();
  const closers: (() => unknown)[] = [folder.remove];
  try {
    say('Sauda is set up');
    const server = await startServer(folder.folder);
    closers.push(() => server.end());
    const home = await openHome(folder.folder);
    closers.push(home.close);
    await fillShelf(home, SHELF);
    const names = Object.keys(pages);
    const reads = Object.fromEntries(
      await Promise.all(
        names.map(async (name, at) => [
          `page${at}`,
          await recordListQuery(new URLSearchParams(pages[name] ?? ''), publicReader(home.database.app)),
        ]),
      ),
    );
    const bare = await startBare({ url: home.database.urlOf('sauda_app'), reads });
    closers.push(() => bare.end());
    const cases: Case[] = [];
    for (const [at, name] of names.entries()) {
      const ceiling = await measure(`${bare.url}/read/page${at}`);
      const ours = await measure(`${server.url}/api/v1/listings?${pages[name]}`);
      say(`${name}: ${ours.requests_per_second.toFixed(0)} requests/s`);
      cases.push(
        figure(name, ours.requests_per_second, 'requests/s', 'more', {
          ceiling: ceiling.requests_per_second,
          target: 1500,
        }),
        figure(`${name}, p99`, ours.p99_ms, 'ms', 'less', { ceiling: ceiling.p99_ms, target: 50 }),
      );
    }
    return cases;
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

/** Throws when an answer was anything but a page. With a meter also the processor time of one request. */
export async function measure(
  url: string,
  { duration_s = MEASURED_S, meter }: { duration_s?: number; meter?: (() => number) | undefined } = {},
): Promise<{ requests_per_second: number; p99_ms: number; processor_ms: number | undefined }> {
  await autocannon({ url, connections: CONNECTIONS, duration: WARM_UP_S });
  const before_ms = meter?.() ?? 0;
  const result = await autocannon({ url, connections: CONNECTIONS, duration: duration_s });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} failed`);
  return {
    requests_per_second: result.requests.average,
    p99_ms: result.latency.p99,
    processor_ms: meter && (meter() - before_ms) / result.requests.total,
  };
}
