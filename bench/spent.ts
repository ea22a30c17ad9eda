/** What some work took. */
export interface Spent {
  wall_s: number;
  /** Of all threads of this process: what stays comparable on a machine that others use too. */
  cpu_s: number;
}

export async function spent(work: () => Promise<unknown>): Promise<Spent> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wall_s: (performance.now() - start) / 1000, cpu_s: (user + system) / 1e6 };
}

/** The best of several turns, each clock for itself. */
export const best = (turns: readonly Spent[]): Spent => ({
  wall_s: Math.min(...turns.map((t) => t.wall_s)),
  cpu_s: Math.min(...turns.map((t) => t.cpu_s)),
});

/** Both clocks with the words that a case adds to its name. */
export const clocks = [
  ['wall_s', ''],
  ['cpu_s', ', by processor time'],
] as const;

/** Turns of each in turn, so that both meet the same machine. Throws when they give different numbers of rows. */
export async function beside<R>(
  turns: number,
  first: () => Promise<readonly R[]>,
  second: () => Promise<readonly R[]>,
): Promise<[Spent, Spent]> {
  const times: [Spent[], Spent[]] = [[], []];
  const counts = [0, 0];
  for (let turn = 0; turn < turns; turn++)
    for (const [at, work] of [first, second].entries())
      times[at]?.push(
        await spent(async () => {
          counts[at] = (await work()).length;
        }),
      );
  if (counts[1] && counts[0] !== counts[1]) throw new Error(`${counts[0]} rows by hand, ${counts[1]} here`);
  return [best(times[0]), best(times[1])];
}
