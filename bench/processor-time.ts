import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10;

/**
 * Milliseconds of processor time that a process and the database of a home have used so far; undefined where there is
 * no /proc. Unlike requests per second it says the same on a busy machine.
 */
export function processorMeter(pid: number, homeFolder: string): (() => number) | undefined {
  if (!existsSync('/proc/self/stat')) return undefined;
  const postmaster = Number(
    readFileSync(join(homeFolder, 'database', 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0],
  );
  return () => used(({ id, parent }) => id === pid || parent === postmaster, postmaster);
}

const QUIET_MS_PER_S = 100;
const WAIT_LIMIT_S = 60;

/**
 * Waits until what was measured before is worked off: events that are carried on, words that the search takes over, rows
 * that PostgreSQL tidies up. At most a minute.
 */
export async function workedOff(meter: (() => number) | undefined): Promise<void> {
  if (!meter) return;
  for (let waited_s = 0; waited_s < WAIT_LIMIT_S; waited_s += 1) {
    const before_ms = meter();
    await sleep(1000);
    if (meter() - before_ms < QUIET_MS_PER_S) return;
  }
}

/** Connections that have ended count with what their server has waited for. */
function used(counts: (process: { id: number; parent: number }) => boolean, server: number): number {
  let ticks = 0;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = readStat(name);
    // After the name in brackets: state, parent, …; the 12th and 13th are user and system time, the next two those of
    // children that have ended (proc(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (Number(name) === server) ticks += Number(fields[13]) + Number(fields[14]);
    if (counts({ id: Number(name), parent: Number(fields[1]) }))
      ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks * TICK_MS;
}

/** Empty when the process has ended meanwhile. */
function readStat(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return '';
  }
}
