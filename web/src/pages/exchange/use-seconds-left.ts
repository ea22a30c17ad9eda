import { useEffect, useState } from 'react';

/**
 * Whole seconds from the server's `now`, as it stood when the answer came, to `until`; counts down each second and
 * stops at zero. The device's own clock may be wrong, so only what has passed is measured with it.
 */
export function useSecondsLeft(until: string, now: string): number {
  const [left, setLeft] = useState(() => secondsBetween(now, until));
  useEffect(() => {
    const total = secondsBetween(now, until);
    const begin_ms = performance.now();
    const tick = (): void => setLeft(Math.max(0, total - Math.floor((performance.now() - begin_ms) / 1000)));
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [until, now]);
  return left;
}

const secondsBetween = (from: string, to: string): number =>
  Math.max(0, Math.ceil((Date.parse(to) - Date.parse(from)) / 1000));
