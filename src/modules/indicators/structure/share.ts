import { minus, type Ratio, ratio } from '../ratio.ts';

/** One part of a whole: a commodity, a partner, a group. */
export interface Part {
  key: string;
  value: bigint;
}

export const total = (parts: readonly Part[]): bigint => parts.reduce((left, p) => left + p.value, 0n);

/** part ÷ whole, exact; null when the whole is zero. */
export function share(part: bigint, whole: bigint): Ratio | null {
  return whole > 0n ? ratio(part, whole) : null;
}

/** Change of a share, of 1: ×100 is percentage points. Null when either share is unknown. */
export function shareChange(now: Ratio | null, before: Ratio | null): Ratio | null {
  return now && before && minus(now, before);
}
