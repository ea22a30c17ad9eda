import { existsSync } from 'node:fs';
import { createServer as listenOnly } from 'node:net';
import { createPeople } from '../../src/app/demo.ts';
import { jobs } from '../../src/app/modules.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { assert } from '../../src/kernel/refusal.ts';
import { openAccounts } from '../../src/modules/accounts/index.ts';
import { sealTimelines } from '../../src/modules/deals/index.ts';
import { membershipOf } from '../../src/modules/parties/index.ts';
import { fundEscrow } from '../../src/modules/payments/index.ts';
import { loadOfficialNow, releaseDeclarations } from '../../src/modules/statistics/index.ts';
import { systemActor } from '../../src/platform/actor.ts';
import { readConfig } from '../../src/platform/config.ts';
import { execute, type Runtime } from '../../src/platform/execute.ts';
import { openJobs, prepareJobs } from '../../src/platform/jobs.ts';
import { createLog } from '../../src/platform/log.ts';
import { depart, load } from '../../src/simulator/carry.ts';
import { type Case, cases, goodsOf } from '../../src/simulator/cases.ts';
import { decide, lodge } from '../../src/simulator/clear-customs.ts';
import {
  answerWithQuote,
  askForQuote,
  concludeContract,
  newPlay,
  type Play,
} from '../../src/simulator/negotiate.ts';
import { demoTraders } from '../../src/simulator/organisations.ts';
import { inManyParts } from '../../src/simulator/payment-schedule.ts';
import { leaveForApproval } from '../../src/simulator/payout-accounts.ts';
import { certify, playDeal } from '../../src/simulator/play-deal.ts';
import type { Scenario } from '../../src/simulator/scenario.ts';
import { Stage, type Theatre } from '../../src/simulator/stage.ts';
import { openWorld } from '../../src/simulator/world.ts';
import type { TestApp } from '../app.ts';
import { TEST_SECRET } from '../cluster.ts';
import { testTheatre } from '../theatre.ts';

const DAY_MS = 86_400_000;

const stops = ['requested', 'quoted', 'contracted', 'funded', 'shipped', 'laned'] as const;

/** Where a deal can be left for somebody to go on with. */
export type Stop = (typeof stops)[number];
/** `too_dear`: contracted, for more money than the buyer has. */
export type Played = Scenario | Stop | 'too_dear';

/** What a deal is called in the address and on the page. */
export interface PlayedDeal {
  deal_id: string;
  number: string;
}

/** A running Sauda with web app, demonstration accounts and some deals, for one test file. */
export interface Served {
  address: string;
  /** The time of the server when it started; a browser whose clock stands there counts the same days left. */
  now: Date;
  deals: Map<Played, PlayedDeal>;
  app: TestApp;
  close(): Promise<void>;
}

/**
 * Plays the deals between the first traders of China and Kazakhstan, one for each entry, and serves them with
 * everything real: HTTP, sessions, queues, PDF. Throws when the web app is not built.
 */
export async function serveWorld(played: readonly Played[]): Promise<Served> {
  assert(
    existsSync(new URL('../../web/dist/index.html', import.meta.url)),
    'web/dist is missing: build the web app first (npm run -s build), or run npm test',
  );
  // Read only now: it looks for the web app when it is loaded.
  const { createServer } = await import('../../src/app/server.ts');
  const { app, theatre } = await testTheatre();
  const port = await freePort();
  const address = `http://localhost:${port}`;
  const now = app.clock.now();
  const clock = runningFrom(now);
  const deals = await playDeals(theatre, app, played, now);
  const config = {
    ...readConfig({ SAUDA_HOME: app.runtime.services.home, SAUDA_SECRET: TEST_SECRET }),
    demo: true,
    port,
    public_url: address,
    rate_limit_per_minute: 1_000_000,
  };
  const log = createLog('silent');
  const { database } = app;
  await createPeople({ config, database });
  await prepareJobs(app.ownerUrl);
  const queue = await openJobs(database.urlOf('sauda_jobs'), jobs, () => undefined);
  const accounts = await openAccounts({
    config,
    systemUrl: database.urlOf('sauda_system'),
    clock,
    log,
    membershipOf: (user_id) => app.within((ctx) => membershipOf(ctx.tx, user_id)),
  });
  const services = {
    ...theatre.compose({ clock: app.clock, random: app.runtime.random, jobs: queue }).services,
  };
  const runtime: Runtime = {
    ...app.runtime,
    clock,
    jobs: queue,
    services: { ...services, public_url: address },
  };
  const server = await createServer({ config, log, runtime, accounts });
  await server.listen({ port, host: '127.0.0.1' });
  await queue.work(runtime, jobs);
  return {
    address,
    now,
    deals,
    app,
    close: async () => {
      await server.close();
      await queue.stop();
      await accounts.close();
      await app.close();
    },
  };
}

/** Plays in order: what is over lies months back, what waits for somebody is some days old. */
async function playDeals(
  theatre: Theatre,
  app: TestApp,
  played: readonly Played[],
  now: Date,
): Promise<Map<Played, PlayedDeal>> {
  const opening = new Stage(theatre, 'browser world', new Date(now.getTime() - 300 * DAY_MS));
  await openWorld(opening.runtime);
  const deals = new Map<Played, PlayedDeal>();
  for (const [index, how] of played.entries()) {
    const stop = how === 'too_dear' ? 'contracted' : how;
    const age_days = isStop(stop) ? 6 : 270 - index * 15;
    const stage = new Stage(theatre, `browser ${how}`, new Date(now.getTime() - age_days * DAY_MS));
    const chosen = caseOf(how);
    const [buyer] = demoTraders(chosen.to_country);
    const [seller] = demoTraders(chosen.from_country);
    assert(buyer && seller, 'there are traders on both sides');
    const play = newPlay(
      stage,
      chosen,
      buyer,
      seller,
      goodsOf(chosen).lot_low * (how === 'too_dear' ? 2000 : 1 + (index % 3)),
    );
    if (how === 'too_dear') await trustWithAnything(app, [buyer.org_id, seller.org_id]);
    if (how === 'shipped') play.milestones = inManyParts;
    if (isStop(stop)) await playUntil(play, stop);
    else await playDeal(play, stop);
    deals.set(how, { deal_id: play.deal_id, number: play.number });
  }
  const [first] = demoTraders('CN');
  assert(first, 'there is a trader in China');
  await leaveForApproval(new Stage(theatre, 'browser payouts', new Date(now.getTime() - 3 * DAY_MS)), first);
  await app.within(async (ctx) => {
    await releaseDeclarations(ctx, { months: 'all' });
    while ((await sealTimelines(ctx)) > 0);
  });
  await execute(opening.runtime, loadOfficialNow, systemActor, {});
  return deals;
}

/** Their papers were seen by the operator: no contract is too large for them. */
function trustWithAnything(app: TestApp, org_ids: string[]): Promise<unknown> {
  return app.within(({ tx }) =>
    tx.run('update parties.organisation set trust = 3 where org_id = any ($1::uuid[])', [org_ids]),
  );
}

/** Batteries to Kazakhstan; for the officer of China sunflower oil, of which no rate of duty is on file. */
function caseOf(how: Played): Case {
  const goods = how === 'laned' ? 'sunflower-oil' : 'lithium-battery-packs';
  const chosen = cases.find((c) => c.goods === goods);
  assert(chosen, `${goods} are carried somewhere`);
  return chosen;
}

function isStop(how: Played): how is Stop {
  return (stops as readonly string[]).includes(how);
}

async function playUntil(play: Play, stop: Stop): Promise<void> {
  const before = (next: Stop): boolean => stops.indexOf(stop) >= stops.indexOf(next);
  await askForQuote(play);
  if (!before('quoted')) return;
  const { quote_number } = await answerWithQuote(play);
  if (!before('contracted')) return;
  await concludeContract(play, quote_number);
  if (!before('funded')) return;
  await play.stage.act(play.buyerActor, fundEscrow, { deal_id: play.deal_id });
  if (!before('shipped')) return;
  await certify(play);
  await lodge(play, 'export');
  await decide(play, 'export');
  await load(play);
  await depart(play);
  if (!before('laned')) return;
  await lodge(play, 'import');
}

/** Goes on from a moment at the pace of the machine, so that a test means the same in every year. */
function runningFrom(moment: Date): Clock {
  const begin_ms = performance.now();
  return { now: () => new Date(moment.getTime() + performance.now() - begin_ms) };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = listenOnly();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const at = probe.address();
      probe.close(() =>
        typeof at === 'object' && at ? resolve(at.port) : reject(new Error('no free port')),
      );
    });
  });
}
