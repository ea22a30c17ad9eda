import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeRuntime, openTools } from '../src/app/compose.ts';
import { jobs } from '../src/app/modules.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { assert, mustSucceed } from '../src/kernel/refusal.ts';
import { chainBooks, verifyLedger, viewBalance, viewStatement } from '../src/modules/payments/index.ts';
import { systemActor } from '../src/platform/actor.ts';
import { readConfig } from '../src/platform/config.ts';
import { inTransaction, openDatabase } from '../src/platform/database/database.ts';
import { context, execute, type Runtime } from '../src/platform/execute.ts';
import { openJobs } from '../src/platform/jobs.ts';
import { createLog } from '../src/platform/log.ts';
import { demoTraders, memberOf } from '../src/simulator/organisations.ts';
import { type BenchOptions, type Case, figure, percentile } from './case.ts';
import { openClient } from './client.ts';
import { openHome, temporaryHome } from './home.ts';
import { loadHttp } from './ledger-http.ts';
import { fundWallets, loadUseCase } from './ledger-load.ts';
import { LONG_BOOK, makeLongAccount } from './long-account.ts';
import { startServer } from './server.ts';
import { makeTpcb, runTpcb } from './tpcb.ts';

const CLIENTS = 8;
const WARM_UP_MS = 3000;
const MEASURED_MS = 10_000;
/** Entries of the long statement; fewer for a quick look. */
const LONG = Number(process.env.SAUDA_BENCH_ENTRIES ?? 10_000_000);

/**
 * The ledger beside TPC-B's five statements, hand-written with pg, on the same PostgreSQL in the same run:
 * through the use case with idempotency, limits, row-level security and outbox; over HTTP with API keys; a
 * long statement; verification.
 */
export async function run({ say }: BenchOptions): Promise<Case[]> {
  const folder = temporaryHome();
  const closers: (() => unknown)[] = [folder.remove];
  try {
    say('Sauda is set up');
    const server = await startServer(folder.folder, { SAUDA_DEMO_DEALS: '0' });
    let serving = true;
    const stopServing = async (): Promise<void> => {
      if (serving) await server.end();
      serving = false;
    };
    closers.push(stopServing);
    const home = await openHome(folder.folder);
    closers.push(home.close);
    const [organisation] = demoTraders('KZ');
    assert(organisation, 'there is a trader');
    const { runtime, close } = await openRuntime(folder.folder, home.cluster.url('sauda'));
    closers.push(close);
    await fundWallets(runtime, organisation);

    const client = openClient(server.url);
    closers.push(client.close);
    const http = await loadHttp(home, client, organisation, {
      clients: CLIENTS,
      warm_up_ms: WARM_UP_MS,
      measured_ms: MEASURED_MS,
    });
    say(`HTTP: ${http.transfers_per_second.toFixed(0)} transfers/s`);
    await stopServing();
    return [
      ...(await againstTpcb(runtime, home.cluster.url('sauda'), say)),
      ...http.cases,
      ...(await longStatement(runtime, home.cluster.url('sauda'), say)),
    ];
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

async function againstTpcb(runtime: Runtime, url: string, say: (line: string) => void): Promise<Case[]> {
  const [organisation] = demoTraders('KZ');
  assert(organisation, 'there is a trader');
  const me = memberOf(organisation);
  await makeTpcb(url);
  await runTpcb(url, CLIENTS, WARM_UP_MS);
  const tps = await runTpcb(url, CLIENTS, MEASURED_MS);
  say(`TPC-B: ${tps.toFixed(0)} transactions/s`);
  const cases: Case[] = [];
  for (const [name, size, hot, times] of [
    ['batches of 100, any accounts', 100, false, 10],
    ['batches of 100, one hot account', 100, true, 10],
    ['one by one', 1, false, 1],
    ['one by one, one hot account', 1, true, 1],
  ] as const) {
    const load = { clients: CLIENTS, size, hot };
    await loadUseCase(runtime, me, { ...load, duration_ms: WARM_UP_MS });
    const rate = await loadUseCase(runtime, me, { ...load, duration_ms: MEASURED_MS });
    say(`${name}: ${rate.toFixed(0)} transfers/s, ${(rate / tps).toFixed(1)} × TPC-B`);
    cases.push(figure(name, rate, 'transfers/s', 'more', { ceiling: tps, target: Math.round(times * tps) }));
  }
  return cases;
}

async function longStatement(runtime: Runtime, url: string, say: (line: string) => void): Promise<Case[]> {
  await makeLongAccount(url, LONG, say);
  const me = { ...systemActor, kind: 'person' as const, org_id: LONG_BOOK, roles: ['trader' as const] };
  const account_id = 'wallet:CNY';
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const times: number[] = [];
    for (let i = 0; i < 30; i++) {
      const began = performance.now();
      await work();
      times.push(performance.now() - began);
    }
    return percentile(times, 0.95);
  };
  const pastInstant = () =>
    new Date(Date.parse('2025-01-01T00:00:00Z') + Math.random() * LONG * 1000).toISOString();
  const first = await timed(async () => {
    const page = mustSucceed(await execute(runtime, viewStatement, me, { account_id, limit: 100 }), 'a page');
    assert(page.items.length === 100, 'a full page');
  });
  const period = await timed(async () => {
    mustSucceed(
      await execute(runtime, viewStatement, me, { account_id, before: pastInstant(), limit: 100 }),
      'a page',
    );
  });
  const past = await timed(async () => {
    mustSucceed(await execute(runtime, viewBalance, me, { account_id, before: pastInstant() }), 'a balance');
  });
  return inTransaction(runtime.database.system, systemActor.org_id, async (tx) => {
    await tx.run('set local statement_timeout = 0');
    const ctx = context(runtime, tx, systemActor);
    const began = performance.now();
    let chained = 0;
    for (let more = 1; more > 0; chained += more) more = await chainBooks(ctx);
    say(`${chained} transfers chained in ${((performance.now() - began) / 1000).toFixed(1)} s`);
    const verifying = performance.now();
    const report = await verifyLedger(tx);
    const rate = report.entries / ((performance.now() - verifying) / 1000);
    assert(report.differences.length === 0, `the ledger is sound: ${JSON.stringify(report.differences[0])}`);
    say(`verified ${report.entries} entries`);
    return [
      figure(`first page of ${LONG} entries, p95`, first, 'ms', 'less', { target: 50 }),
      figure('page of a past period, p95', period, 'ms', 'less', { target: 50 }),
      figure('balance of a past instant, p95', past, 'ms', 'less', { target: 50 }),
      figure('verify', rate, 'entries/s', 'more', { target: 500_000 }),
    ];
  });
}

/** The use cases in this process, on the database of the installation, with its outbox. */
async function openRuntime(
  folder: string,
  url: string,
): Promise<{ runtime: Runtime; close(): Promise<void> }> {
  const config = readConfig({ SAUDA_HOME: folder, LOG_LEVEL: 'warn' });
  const tools = await openTools(config);
  const database = openDatabase(url, readFileSync(join(folder, 'secret'), 'utf8').trim(), 10);
  const queue = await openJobs(database.urlOf('sauda_jobs'), jobs, () => undefined);
  const runtime = composeRuntime({
    config,
    database,
    tools,
    jobs: queue,
    log: createLog('warn'),
    clock: systemClock,
  });
  return {
    runtime,
    close: async () => {
      await queue.stop();
      await database.close();
      await tools.close();
    },
  };
}
