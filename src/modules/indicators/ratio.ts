import { assert } from '../../kernel/refusal.ts';

/** An exact fraction in lowest terms, denominator above zero. Shares are of 1, growth of 0.25 means 25 percent. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const greatestDivisor = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
};

/** numerator ÷ denominator in lowest terms. The denominator is not zero: the caller has asked. */
export function ratio(numerator: bigint, denominator: bigint = 1n): Ratio {
  assert(denominator !== 0n, 'a fraction has a denominator');
  const sign = denominator < 0n ? -1n : 1n;
  const shared = greatestDivisor(numerator, denominator);
  return { numerator: (sign * numerator) / shared, denominator: (sign * denominator) / shared };
}

export const zero: Ratio = ratio(0n);
export const one: Ratio = ratio(1n);

export function plus(a: Ratio, b: Ratio): Ratio {
  return ratio(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export function minus(a: Ratio, b: Ratio): Ratio {
  return plus(a, { numerator: -b.numerator, denominator: b.denominator });
}

export function times(a: Ratio, b: Ratio): Ratio {
  return ratio(a.numerator * b.numerator, a.denominator * b.denominator);
}

export function over(a: Ratio, b: Ratio): Ratio {
  return ratio(a.numerator * b.denominator, a.denominator * b.numerator);
}

/** Below zero, zero or above zero, as a − b. */
export function compare(a: Ratio, b: Ratio): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The nearest number; long fractions are cut first, so that none overflows. */
export function toNumber(r: Ratio): number {
  const spare = Math.max(0, longest(r) - 300);
  const cut = 10n ** BigInt(spare);
  const denominator = Number(r.denominator / cut);
  return denominator === 0 ? Number(r.numerator / r.denominator) : Number(r.numerator / cut) / denominator;
}

const longest = (r: Ratio): number =>
  Math.max(r.numerator.toString().length, r.denominator.toString().length);

/** Decimal text with the given places, rounded half away from zero: ratio(1n, 8n), 2 → '0.13'. */
export function decimal(r: Ratio, places: number): string {
  const sign = r.numerator < 0n ? '-' : '';
  const size = r.numerator < 0n ? -r.numerator : r.numerator;
  const scaled = (size * 10n ** BigInt(places) * 2n + r.denominator) / (r.denominator * 2n);
  if (scaled === 0n) return places === 0 ? '0' : `0.${'0'.repeat(places)}`;
  const digits = scaled.toString().padStart(places + 1, '0');
  return places === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

const hundred = ratio(100n);

/** In percent (or, of a difference of shares, in percentage points), with the given places. */
export function percent(r: Ratio, places = 2): string {
  return decimal(times(r, hundred), places);
}
