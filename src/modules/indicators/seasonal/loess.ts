import { assert } from '../../../kernel/refusal.ts';

export interface Smoother {
  /** Number of neighbours q: the nearest q points weigh in. */
  span: number;
  /** Local constant or local line. */
  degree: 0 | 1;
  /** Fit at every so many points and interpolate between; 1 fits everywhere. */
  jump: number;
}

/**
 * Locally weighted regression on 1…n with tricube weights (Cleveland et al. 1990, section 2): the value at x is
 * the weighted local mean or line of the span's nearest points. `at` may lie outside 1…n. `robust` are weights
 * of the points, 1 when not given. Falls back to the point itself where every weight is zero.
 */
export function loessAt(
  y: readonly number[],
  at: number,
  { span, degree }: Smoother,
  robust?: readonly number[],
): number | null {
  const n = y.length;
  const q = Math.min(span, n);
  // The q nearest points are a run of neighbours.
  const left = Math.min(Math.max(Math.ceil(at - (q - 1) / 2), 1), n - q + 1);
  const right = left + q - 1;
  const far = Math.max(at - left, right - at) + (span > n ? Math.floor((span - n) / 2) : 0);
  let total = 0;
  const weights: number[] = [];
  for (let j = left; j <= right; j += 1) {
    const distance = Math.abs(j - at);
    let w = 0;
    if (distance <= 0.999 * far) {
      w = distance <= 0.001 * far ? 1 : (1 - (distance / far) ** 3) ** 3;
      w *= robust?.[j - 1] ?? 1;
    }
    weights.push(w);
    total += w;
  }
  if (total <= 0) return null;
  let centre = 0;
  weights.forEach((w, k) => {
    centre += (w / total) * (left + k);
  });
  let spread = 0;
  weights.forEach((w, k) => {
    spread += (w / total) * (left + k - centre) ** 2;
  });
  const sloped = degree === 1 && Math.sqrt(spread) > 0.001 * (n - 1);
  let fitted = 0;
  weights.forEach((w, k) => {
    const tilt = sloped ? 1 + ((at - centre) * (left + k - centre)) / spread : 1;
    fitted += (w / total) * tilt * (y[left + k - 1] ?? 0);
  });
  return fitted;
}

/** The smoothed series at every point. */
export function loess(y: readonly number[], smoother: Smoother, robust?: readonly number[]): number[] {
  const n = y.length;
  assert(n > 1, 'a smoother needs two points');
  const jump = Math.min(smoother.jump, n - 1);
  const fit = (x: number): number => loessAt(y, x, smoother, robust) ?? y[x - 1] ?? 0;
  const smooth = new Array<number>(n).fill(0);
  for (let x = 1; x <= n; x += jump) smooth[x - 1] = fit(x);
  if (jump === 1) return smooth;
  const last = n - ((n - 1) % jump);
  if (last !== n) smooth[n - 1] = fit(n);
  for (let x = 1; x < n; x += 1) {
    const from = x - ((x - 1) % jump);
    const to = Math.min(from + jump, n);
    if (x !== from) {
      const step = ((smooth[to - 1] ?? 0) - (smooth[from - 1] ?? 0)) / (to - from);
      smooth[x - 1] = (smooth[from - 1] ?? 0) + step * (x - from);
    }
  }
  return smooth;
}
