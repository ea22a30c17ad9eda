/** Runs work, at most `places` at a time. */
export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

/** At most `waiting` callers wait, first come first served; a further one gets the error that `full` makes. */
export function openGate(places: number, waiting: number, full: () => Error): Gate {
  const queue: (() => void)[] = [];
  let free = places;
  return async (work) => {
    if (free > 0) free--;
    else if (queue.length >= waiting) throw full();
    else await new Promise<void>((turn) => queue.push(turn));
    try {
      return await work();
    } finally {
      // The place goes straight to the next in line, so that nobody overtakes.
      const next = queue.shift();
      if (next) next();
      else free++;
    }
  };
}
