import { untilWorkedOff } from './background.ts';
import { makeBareTables, startBare } from './bare-server.ts';
import { type BenchOptions, type Case, figure, percentile } from './case.ts';
import { openClient } from './client.ts';
import { loadBare, loadDeals } from './deals-load.ts';
import { prepareBargain } from './flow.ts';
import { openHome, temporaryHome } from './home.ts';
import { startServer } from './server.ts';
import { signInTraders } from './traders.ts';

const LANES = 4;
const WARM_UP_MS = 4000;
const MEASURED_MS = 20_000;

/**
 * Whole deals from the request for a quote to the funded escrow, over HTTP, four buyers at once. Beside it the
 * same number of requests against Fastify and pg that insert a row, change a row and commit.
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
    const bareUrl = await makeBareTables(home.cluster.url);
    const client = openClient(server.url);
    closers.push(client.close);
    const traders = await signInTraders(home, client, LANES);
    const [seller] = traders.sellers;
    if (!seller) throw new Error('there is a seller');
    const bargain = await prepareBargain(client, seller);

    const bare = await startBare({ url: bareUrl, writes: true });
    closers.push(() => bare.end());
    const bareClient = openClient(bare.url);
    closers.push(bareClient.close);
    await loadBare(bareClient, LANES, WARM_UP_MS / 2);
    const ceiling = await loadBare(bareClient, LANES, MEASURED_MS / 2);
    say(`ceiling: ${ceiling.flows_per_second.toFixed(0)} flows/s`);

    await loadDeals(client, traders, bargain, WARM_UP_MS);
    const report = await loadDeals(client, traders, bargain, MEASURED_MS);
    say(`deals: ${report.flows_per_second.toFixed(0)} flows/s`);
    const backlog = await untilWorkedOff(home.database);
    say(
      `background: ${backlog.waiting} events waited, worked off in ${(backlog.worked_off_ms / 1000).toFixed(1)} s`,
    );
    return [
      figure('whole flows', report.flows_per_second, 'flows/s', 'more', {
        ceiling: ceiling.flows_per_second,
        target: 100,
      }),
      ...([50, 99] as const).map((p) =>
        figure(`flow, p${p}`, percentile(report.durations_ms, p / 100), 'ms', 'less', {
          ceiling: percentile(ceiling.durations_ms, p / 100),
          ...(p === 99 ? { target: 150 } : {}),
        }),
      ),
    ];
  } finally {
    for (const close of closers.reverse()) await close();
  }
}
