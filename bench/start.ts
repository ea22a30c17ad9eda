import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from '../src/kernel/refusal.ts';
import { makeBareTables, startBare } from './bare-server.ts';
import { type BenchOptions, type Case, figure, percentile } from './case.ts';
import { openClient } from './client.ts';
import { loadBare, loadDeals } from './deals-load.ts';
import { prepareBargain } from './flow.ts';
import { openHome, temporaryHome } from './home.ts';
import { measure, pages } from './list.ts';
import { recordListQuery } from './recorded-query.ts';
import { startServer } from './server.ts';
import { fillShelf } from './shelf.ts';
import { signInTraders } from './traders.ts';

const STARTS = 3;
const LANES = 4;
const DEALS_MS = 15_000;
const LIST_S = 8;
const SHELF = 10_000;
const MEBIBYTE = 2 ** 20;

/**
 * How long Sauda takes to be ready when it is set up, its PostgreSQL included, and what the process holds in
 * memory after the load of the benches `list` and `deals`. Beside it Fastify and pg on the same PostgreSQL
 * under the same load.
 */
export async function run({ say }: BenchOptions): Promise<Case[]> {
  const folder = temporaryHome();
  const closers: (() => unknown)[] = [folder.remove];
  try {
    say('Sauda is set up');
    await (await startServer(folder.folder)).end();
    const starts_ms: number[] = [];
    const bareStarts_ms: number[] = [];
    const secret = readFileSync(join(folder.folder, 'secret'), 'utf8').trim();
    for (let turn = 0; turn < STARTS; turn++) {
      const bare = await startBare({ cluster: { folder: join(folder.folder, 'database'), secret } });
      bareStarts_ms.push(bare.ready_ms);
      await bare.end();
      const server = await startServer(folder.folder);
      starts_ms.push(server.ready_ms);
      await server.end();
    }
    say(`starts: ${starts_ms.map((ms) => (ms / 1000).toFixed(1)).join(', ')} s`);

    const server = await startServer(folder.folder);
    closers.push(() => server.end());
    const fresh = await residentBytes(server.url);
    const home = await openHome(folder.folder);
    closers.push(home.close);
    await fillShelf(home, SHELF);
    const client = openClient(server.url);
    closers.push(client.close);
    const traders = await signInTraders(home, client, LANES);
    const [seller] = traders.sellers;
    assert(seller, 'there is a seller');
    for (const search of Object.values(pages))
      await measure(`${server.url}/api/v1/listings?${search}`, { duration_s: LIST_S });
    await loadDeals(client, traders, await prepareBargain(client, seller), DEALS_MS);
    const loaded = await residentBytes(server.url);

    const bare = await startBare({
      url: await makeBareTables(home.cluster.url),
      writes: true,
      reads: { page: await recordListQuery(new URLSearchParams(pages['newest first'])) },
      readUrl: home.database.urlOf('sauda_app'),
    });
    closers.push(() => bare.end());
    const bareClient = openClient(bare.url);
    closers.push(bareClient.close);
    await measure(`${bare.url}/read/page`, { duration_s: LIST_S });
    await loadBare(bareClient, LANES, DEALS_MS);
    const { rss } = (await bareClient.send('GET', '/memory', {})).body as { rss: number };
    return [
      figure('start when set up', percentile(starts_ms, 0.5) / 1000, 's', 'less', {
        ceiling: percentile(bareStarts_ms, 0.5) / 1000,
        target: 5,
      }),
      figure('memory after the start', fresh / MEBIBYTE, 'MiB', 'less'),
      figure('memory after both benches', loaded / MEBIBYTE, 'MiB', 'less', {
        ceiling: rss / MEBIBYTE,
        target: 300,
      }),
    ];
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

/** What the server itself says it holds. */
async function residentBytes(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const found = /^process_resident_memory_bytes (\d+)/m.exec(metrics);
  assert(found, 'the metrics name the resident memory');
  return Number(found[1]);
}
