import { type Ratio, ratio } from '../ratio.ts';
import { type Part, total } from './share.ts';

export interface Contribution {
  key: string;
  now: bigint;
  before: bigint;
  /** (now − before) ÷ total before, of 1: ×100 is percentage points of the total's growth. */
  contribution: Ratio;
}

/**
 * What each part adds to the growth of the whole. The contributions add up to the growth exactly, because all
 * have one denominator. A part of one year only counts as zero in the other. Null when the total before is zero.
 */
export function contributions(now: readonly Part[], before: readonly Part[]): Contribution[] | null {
  const base = total(before);
  if (base <= 0n) return null;
  const then = new Map(before.map((p) => [p.key, p.value]));
  const today = new Map(now.map((p) => [p.key, p.value]));
  return [...new Set([...today.keys(), ...then.keys()])].sort().map((key) => {
    const [a, b] = [today.get(key) ?? 0n, then.get(key) ?? 0n];
    return { key, now: a, before: b, contribution: ratio(a - b, base) };
  });
}
