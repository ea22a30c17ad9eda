/** A source of numbers in [0, 1). */
export type Random = () => number;

/** Deterministic random numbers for simulations and tests (sfc32, seeded from text). Not for secrets. */
export function seededRandom(seed: string): Random {
  let [a, b, c] = [0x9e3779b9, 0x243f6a88, 0xb7e15162];
  let counter = 1;
  const next = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return (t >>> 0) / 4294967296;
  };
  for (const char of seed) {
    a = (a ^ (char.codePointAt(0) ?? 0)) | 0;
    next();
  }
  for (let i = 0; i < 12; i++) next();
  return next;
}
