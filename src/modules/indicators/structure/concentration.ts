import { minus, one, over, type Ratio, ratio } from '../ratio.ts';
import { type Part, total } from './share.ts';

export interface Concentration {
  /** Sum of squared shares: 1 ÷ lines when all are equal, 1 when one holds everything. */
  hhi: Ratio;
  /** (HHI − 1/n) ÷ (1 − 1/n), between 0 and 1; null for a single line. */
  normalised: Ratio | null;
  /** n: lines with trade, or the number given. */
  lines: number;
  /** 1 ÷ HHI: as many equal lines would be as concentrated. */
  equivalent: Ratio;
}

/**
 * Herfindahl–Hirschman index of the parts (Hirschman 1964; normalised as UNCTAD's concentration index before its
 * square root). `lines` counts the possible lines where those without trade belong to the question.
 * Null when nothing is traded.
 */
export function concentration(parts: readonly Part[], lines?: number): Concentration | null {
  const traded = parts.filter((p) => p.value > 0n);
  const whole = total(traded);
  if (whole <= 0n) return null;
  const n = lines ?? traded.length;
  const squares = traded.reduce((left, p) => left + p.value * p.value, 0n);
  const hhi = ratio(squares, whole * whole);
  const even = ratio(1n, BigInt(n));
  return {
    hhi,
    normalised: n > 1 ? over(minus(hhi, even), minus(one, even)) : null,
    lines: n,
    equivalent: over(one, hhi),
  };
}

/** Lines with trade above `floor` (same unit as the values; zero when not given). */
export function activeLines(parts: readonly Part[], floor = 0n): number {
  return parts.filter((p) => p.value > floor).length;
}
