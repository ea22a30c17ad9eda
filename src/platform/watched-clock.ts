import type pg from 'pg';
import { type Clock, systemClock } from '../kernel/clock.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import type { Log } from './log.ts';

/** Beyond this a clock would date what is done wrongly, and end deadlines and reservations at will. */
const LIMIT_MS = 30_000;
const COMPARE_EVERY_MS = 10_000;

/**
 * The machine's clock, held against the database's from time to time, and in between against the steady time that
 * passes whatever somebody sets the clock to.
 */
export class WatchedClock implements Clock {
  /** What the clock showed, or should have shown, when the steady time was zero. */
  #origin_ms = systemClock.now().getTime() - performance.now();

  now(): Date {
    return systemClock.now();
  }

  off_ms(): number {
    return systemClock.now().getTime() - (this.#origin_ms + performance.now());
  }

  /** The true time is this now. */
  compare(time: Date): void {
    this.#origin_ms = time.getTime() - performance.now();
  }
}

/** Holds the clock against the database's, now and every ten seconds. Returns what ends it. */
export async function watchClock(clock: WatchedClock, database: pg.Pool, log: Log): Promise<() => void> {
  const compare = async (): Promise<void> => {
    const asked_ms = performance.now();
    const { rows } = await database.query<{ now: Date }>('select clock_timestamp() as now');
    const [row] = rows;
    if (row) clock.compare(new Date(row.now.getTime() + (performance.now() - asked_ms) / 2));
    const refusal = clockRefusal(clock);
    if (refusal) log.error(refusal.params, "this machine's clock is not the database's; nothing is done");
  };
  await compare();
  const timer = setInterval(() => void compare().catch(() => undefined), COMPARE_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Why nothing is done while a clock is known to be wrong; undefined while it is not. */
export function clockRefusal(clock: Clock): Refusal | undefined {
  const off_ms = Math.round(clock.off_ms?.() ?? 0);
  return Math.abs(off_ms) > LIMIT_MS ? refuse('platform.clock_wrong', { off_ms }) : undefined;
}
