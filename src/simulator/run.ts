import { DAY_MS } from '../kernel/days.ts';
import { sha256Hex } from '../kernel/hash.ts';
import { seededRandom } from '../kernel/random.ts';
import { sealTimelines } from '../modules/deals/index.ts';
import { chainBooks, sealBooks } from '../modules/payments/index.ts';
import { releaseDeclarations } from '../modules/statistics/index.ts';
import type { Runtime } from '../platform/execute.ts';
import { cases, goodsOf } from './cases.ts';
import { type Invariant, invariantsOf } from './invariants.ts';
import { newPlay, type Play } from './negotiate.ts';
import { demoTraders } from './organisations.ts';
import { playDeal } from './play-deal.ts';
import { type Scenario, scenarioAt } from './scenario.ts';
import { type Block, blockInvariants } from './screening.ts';
import { asSystem, Curtain, Stage, type Theatre } from './stage.ts';
import { openWorld } from './world.ts';

export interface SimulationOptions {
  deals: number;
  seed: string;
  /** Crash and repeat: commands are lost before or after their commit and are sent again. */
  faults: boolean;
  start: Date;
  months: number;
  progress?: (done: number, total: number) => void;
}

/** How often what happened; of the kinds of steps that were played, how many died once before their commit. */
export interface FaultCount {
  crashes: number;
  lost_answers: number;
  clock_jumps: number;
  steps: number;
  steps_that_died: number;
}

export interface SimulationReport {
  seed: string;
  deals: number;
  faults: FaultCount;
  states: Record<string, number>;
  scenarios: Record<string, number>;
  invariants: Invariant[];
  /** SHA-256 over the heads of all timelines in order: the same seed gives the same digest. */
  digest: string;
}

const HOUR_MS = 3_600_000;
/** A deal takes about five weeks from the request to the accepted goods. */
const OPEN_DAYS = 35;
const MONTH_MS = 30.4375 * DAY_MS;

/** Plays deals one after the other in a fresh world; the same seed plays the same deals to the byte. */
export async function runSimulation(theatre: Theatre, options: SimulationOptions): Promise<SimulationReport> {
  const { deals, seed, start, months } = options;
  const opening = new Stage(theatre, `${seed} world`, start);
  await openWorld(opening.runtime);
  const scenarios: Record<string, number> = {};
  const faults: Stage['faults'][] = [];
  const blocked: (Block & { deal_id: string })[] = [];
  let ended = start;
  for (let index = 0; index < deals; index++) {
    const { play, scenario } = cast(
      theatre,
      `${seed} deal ${index}`,
      start,
      months,
      index / deals,
      options.faults,
    );
    // The first deal that ends in a way meets every fault at every step; the others meet some.
    play.stage.merciless = options.faults && !scenarios[scenario];
    // Of those that go well the first, and every fourth after it, have a seller who is blocked for a while.
    play.blocks = options.faults && scenario === 'straight' && (scenarios[scenario] ?? 0) % 4 === 0;
    scenarios[scenario] = (scenarios[scenario] ?? 0) + 1;
    await playDeal(play, scenario);
    if (play.block) blocked.push({ ...play.block, deal_id: play.deal_id });
    faults.push(play.stage.faults);
    if (play.stage.clock.now() > ended) ended = play.stage.clock.now();
    options.progress?.(index + 1, deals);
  }
  opening.clock.advanceTo(new Date(ended.getTime() + 3_600_000));
  await asSystem(opening.runtime, async (ctx) => {
    await releaseDeclarations(ctx, { months: 'all' });
    while ((await sealTimelines(ctx)) > 0);
    while ((await chainBooks(ctx)) > 0);
    while ((await sealBooks(ctx)) > 0);
  });
  const count = countFaults(faults);
  const outcome = await outcomeOf(opening.runtime);
  if (options.faults)
    outcome.invariants.push({
      name: 'every kind of step died once before its commit and was done again',
      holds: count.steps_that_died === count.steps,
      detail: `${count.steps_that_died} of ${count.steps}`,
    });
  outcome.invariants.push(...(await asSystem(opening.runtime, (ctx) => blockInvariants(ctx, blocked))));
  return { seed, deals, faults: count, scenarios, ...outcome };
}

export function countFaults(of: readonly Stage['faults'][]): FaultCount {
  const sum = (what: 'crashes' | 'lost_answers' | 'clock_jumps'): number =>
    of.reduce((total, f) => total + f[what], 0);
  const all = (what: 'played' | 'died'): Set<string> => new Set(of.flatMap((f) => [...f[what]]));
  return {
    crashes: sum('crashes'),
    lost_answers: sum('lost_answers'),
    clock_jumps: sum('clock_jumps'),
    steps: all('played').size,
    steps_that_died: all('died').size,
  };
}

/** Deals that are under way at an instant, each played as far as it has come by then. */
export async function playOpenDeals(
  theatre: Theatre,
  options: { deals: number; seed: string; now: Date },
): Promise<void> {
  const { deals, seed, now } = options;
  for (let index = 0; index < deals; index++) {
    const point = index / deals;
    const start = new Date(now.getTime() - point * OPEN_DAYS * DAY_MS - 6 * HOUR_MS);
    const { play } = cast(theatre, `${seed} open deal ${index}`, start, 0, 0, false, now);
    await playDeal(play, 'straight').catch((error) => {
      if (!(error instanceof Curtain)) throw error;
    });
  }
}

/** Chooses what is traded, by whom, when and how it ends. Trade grows a little over the months. */
function cast(
  theatre: Theatre,
  seed: string,
  start: Date,
  months: number,
  point: number,
  faults: boolean,
  until?: Date,
): { play: Play; scenario: Scenario } {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const opened = new Date(
    start.getTime() + (point ** 0.85 * months + (months > 0 ? random() * 0.5 : 0)) * MONTH_MS,
  );
  const stage = new Stage(theatre, seed, opened, { faults, ...(until ? { until } : {}) });
  const chosen = pick(cases);
  const goods = goodsOf(chosen);
  const quantity =
    (1 + Math.floor(random() * Math.max(1, Math.floor(goods.lot_high / goods.lot_low)))) * goods.lot_low;
  const play = newPlay(
    stage,
    chosen,
    pick(demoTraders(chosen.to_country)),
    pick(demoTraders(chosen.from_country)),
    quantity,
  );
  return { play, scenario: scenarioAt(random()) };
}

async function outcomeOf(
  runtime: Runtime,
): Promise<Pick<SimulationReport, 'states' | 'invariants' | 'digest'>> {
  return asSystem(runtime, async (ctx) => {
    const heads = await ctx.tx.rows<{ deal_id: string; state: string; last_hash: string }>(
      'select deal_id, state, last_hash from deals.deal order by deal_id',
    );
    const states: Record<string, number> = {};
    for (const { state } of heads) states[state] = (states[state] ?? 0) + 1;
    const digest = sha256Hex(heads.map((h) => `${h.deal_id} ${h.last_hash}`).join('\n'));
    return {
      states: Object.fromEntries(Object.entries(states).sort()),
      invariants: await invariantsOf(ctx),
      digest,
    };
  });
}
