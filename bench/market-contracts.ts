import { makeBareTables, startBare } from './bare-server.ts';
import { type Case, figure, percentile } from './case.ts';
import { openClient } from './client.ts';
import { CONTRACT_COMMANDS, type LoadReport, loadBare, loadDeals } from './deals-load.ts';
import { agreeContract, prepareBargain } from './flow.ts';
import type { OpenedHome } from './home.ts';
import { processorMeter } from './processor-time.ts';
import { signInTraders } from './traders.ts';

const LANES = 10;
/** Until V8 has compiled what is run most, so that steady work is measured. */
const WARM_UP_MS = 10_000;
const MEASURED_MS = 8000;

/**
 * From the request for a quote to the contract that both accepted, over HTTP, ten buyers at once. Beside it the same
 * number of requests against Fastify and pg that insert a row, change a row and commit.
 */
export async function measureContracts(
  home: OpenedHome,
  server: { url: string; pid: number },
  homeFolder: string,
): Promise<Case[]> {
  const closers: (() => unknown)[] = [];
  try {
    const client = openClient(server.url);
    closers.push(client.close);
    const traders = await signInTraders(home, client, LANES);
    const [seller] = traders.sellers;
    if (!seller) throw new Error('there is a seller');
    const bargain = await prepareBargain(client, seller);
    const bare = await startBare({ url: await makeBareTables(home.cluster.url), writes: true });
    closers.push(() => bare.end());
    const bareClient = openClient(bare.url);
    closers.push(bareClient.close);
    await loadBare(bareClient, LANES, WARM_UP_MS, CONTRACT_COMMANDS);
    const [ceiling, bareTime] = await timed(processorMeter(bare.pid, homeFolder), () =>
      loadBare(bareClient, LANES, MEASURED_MS, CONTRACT_COMMANDS),
    );
    await loadDeals(client, traders, bargain, WARM_UP_MS, agreeContract);
    const [report, time] = await timed(processorMeter(server.pid, homeFolder), () =>
      loadDeals(client, traders, bargain, MEASURED_MS, agreeContract),
    );
    return [
      figure('RFQ to accepted contract', report.flows_per_second, 'contracts/s', 'more', {
        ceiling: ceiling.flows_per_second,
        target: 150,
      }),
      figure('RFQ to accepted contract, p99', percentile(report.durations_ms, 0.99), 'ms', 'less', {
        ceiling: percentile(ceiling.durations_ms, 0.99),
      }),
      ...(time === undefined || bareTime === undefined
        ? []
        : [figure('RFQ to accepted contract, processor time', time, 'ms', 'less', { ceiling: bareTime })]),
    ];
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

/** A load with the processor time of each of its flows. */
async function timed(
  meter: (() => number) | undefined,
  load: () => Promise<LoadReport>,
): Promise<[LoadReport, number | undefined]> {
  const before_ms = meter?.() ?? 0;
  const report = await load();
  return [report, meter && (meter() - before_ms) / report.flows];
}
