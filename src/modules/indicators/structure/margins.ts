import { type Ratio, ratio } from '../ratio.ts';
import type { Part } from './share.ts';

export interface Margins {
  /** Reference trade in the lines the country exports ÷ reference trade in all lines. */
  extensive: Ratio;
  /** The country's trade ÷ reference trade in those same lines. */
  intensive: Ratio;
  /** extensive × intensive = the country's trade ÷ all reference trade. */
  share: Ratio;
  /** Lines the country exports that the reference does not know: left out of all three. */
  outside: string[];
}

/**
 * Extensive and intensive margin of exports (Hummels and Klenow 2005), exact. `reference` is
 * usually the world's exports to the same market. Null when nothing of the reference is exported.
 */
export function margins(own: readonly Part[], reference: readonly Part[]): Margins | null {
  const world = new Map(reference.filter((p) => p.value > 0n).map((p) => [p.key, p.value]));
  const exported = own.filter((p) => p.value > 0n);
  const inside = exported.filter((p) => world.has(p.key));
  const all = [...world.values()].reduce((a, b) => a + b, 0n);
  const covered = inside.reduce((left, p) => left + (world.get(p.key) ?? 0n), 0n);
  const mine = inside.reduce((left, p) => left + p.value, 0n);
  if (covered === 0n) return null;
  return {
    extensive: ratio(covered, all),
    intensive: ratio(mine, covered),
    share: ratio(mine, all),
    outside: exported.filter((p) => !world.has(p.key)).map((p) => p.key),
  };
}
