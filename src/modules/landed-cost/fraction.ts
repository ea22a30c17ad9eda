import { divideHalfUp } from '../../kernel/money.ts';
import { assert } from '../../kernel/refusal.ts';

/** An exact number that is not negative. Everything is multiplied first and rounded once, at the end. */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

/** '12.5' → 125/10. */
export function fraction(text: string): Fraction {
  const match = /^(\d{1,24})(?:\.(\d{1,12}))?$/.exec(text);
  assert(match, `not a decimal: ${text}`);
  const decimals = match[2] ?? '';
  return { n: BigInt(`${match[1]}${decimals}`), d: 10n ** BigInt(decimals.length) };
}

export function times(...factors: Fraction[]): Fraction {
  return factors.reduce((a, b) => ({ n: a.n * b.n, d: a.d * b.d }), { n: 1n, d: 1n });
}

export function whole(n: bigint | number): Fraction {
  return { n: BigInt(n), d: 1n };
}

export function over(f: Fraction, divisor: bigint | number): Fraction {
  return { n: f.n, d: f.d * BigInt(divisor) };
}

export function inverted(f: Fraction): Fraction {
  return { n: f.d, d: f.n };
}

/** Half away from zero. */
export function rounded(f: Fraction): bigint {
  return divideHalfUp(f.n, f.d);
}
