import { sha256Hex } from '../kernel/hash.ts';
import { seededRandom } from '../kernel/random.ts';
import { sealTimelines } from '../modules/deals/index.ts';
import { releaseDeclarations } from '../modules/statistics/index.ts';
import { systemActor } from '../platform/actor.ts';
import { inTransaction } from '../platform/database/database.ts';
import { context, type Runtime } from '../platform/execute.ts';
import { cases, goodsOf } from './cases.ts';
import { type Invariant, invariantsOf } from './invariants.ts';
import { newPlay, type Play } from './negotiate.ts';
import { demoTraders } from './organisations.ts';
import { playDeal } from './play-deal.ts';
import { type Scenario, scenarioAt } from './scenario.ts';
import { Stage, type Theatre } from './stage.ts';
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

export interface SimulationReport {
  seed: string;
  deals: number;
  faults: number;
  states: Record<string, number>;
  scenarios: Record<string, number>;
  invariants: Invariant[];
  /** SHA-256 over the heads of all timelines in order: the same seed gives the same digest. */
  digest: string;
}

const MONTH_MS = 30.4375 * 86_400_000;

/** Plays deals one after the other in a fresh world; the same seed plays the same deals to the byte. */
export async function runSimulation(theatre: Theatre, options: SimulationOptions): Promise<SimulationReport> {
  const { deals, seed, start, months } = options;
  const opening = new Stage(theatre, `${seed} world`, start);
  await openWorld(opening.runtime);
  const scenarios: Record<string, number> = {};
  let faults = 0;
  for (let index = 0; index < deals; index++) {
    const { play, scenario } = cast(
      theatre,
      `${seed} deal ${index}`,
      start,
      months,
      index / deals,
      options.faults,
    );
    scenarios[scenario] = (scenarios[scenario] ?? 0) + 1;
    await playDeal(play, scenario);
    faults += play.stage.faults;
    options.progress?.(index + 1, deals);
  }
  opening.clock.advanceTo(new Date(start.getTime() + (months + 3) * MONTH_MS));
  await asSystem(opening.runtime, async (ctx) => {
    await releaseDeclarations(ctx, { months: 'all' });
    while ((await sealTimelines(ctx)) > 0);
  });
  return { seed, deals, faults, scenarios, ...(await outcomeOf(opening.runtime)) };
}

/** Chooses what is traded, by whom, when and how it ends. Trade grows a little over the months. */
function cast(
  theatre: Theatre,
  seed: string,
  start: Date,
  months: number,
  point: number,
  faults: boolean,
): { play: Play; scenario: Scenario } {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const opened = new Date(start.getTime() + (point ** 0.85 * months + random() * 0.5) * MONTH_MS);
  const stage = new Stage(theatre, seed, opened, { faults });
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

function asSystem<T>(runtime: Runtime, work: (ctx: ReturnType<typeof context>) => Promise<T>): Promise<T> {
  return inTransaction(runtime.database.system, systemActor.org_id, (tx) =>
    work(context(runtime, tx, systemActor)),
  );
}
