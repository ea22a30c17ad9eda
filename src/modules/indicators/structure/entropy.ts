import { type Part, total } from './share.ts';

/**
 * Shannon entropy of the shares, −Σ s ln s, in nats (Jacquemin and Berry 1979): 0 when one part holds everything,
 * ln n when n parts are equal. Null when nothing is traded.
 */
export function entropy(parts: readonly Part[]): number | null {
  const whole = Number(total(parts));
  if (whole <= 0) return null;
  return parts.reduce((left, { value }) => {
    const s = Number(value) / whole;
    return s > 0 ? left - s * Math.log(s) : left;
  }, 0);
}
