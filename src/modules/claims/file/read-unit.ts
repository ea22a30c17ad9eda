import type { Unit } from '../model.ts';

const scales: Record<string, bigint> = {
  '': 1n,
  k: 1_000n,
  '10k': 10_000n,
  mn: 1_000_000n,
  '100mn': 100_000_000n,
  bn: 1_000_000_000n,
  tn: 1_000_000_000_000n,
};

const plainUnits: Record<string, Unit['kind']> = {
  percent: 'percent',
  percentage_points: 'points',
  times: 'times',
  fold: 'fold',
  rank: 'rank',
  years: 'years',
  countries: 'countries',
  lines: 'lines',
  boolean: 'holds',
};

/**
 * The unit of a claim: a currency with a scale (`USD_bn`, `CNY_100mn`, `USD`), percent, percentage_points,
 * times (grew by n times), fold (n-fold), rank, years, countries, lines, boolean, sign_positive, sign_negative.
 * Undefined for any other.
 */
export function readUnit(text: string): Unit | undefined {
  if (text === 'sign_positive') return { kind: 'sign', text, sign: 1 };
  if (text === 'sign_negative') return { kind: 'sign', text, sign: -1 };
  const kind = Object.hasOwn(plainUnits, text) ? plainUnits[text] : undefined;
  if (kind !== undefined) return { kind, text } as Unit;
  const amount = /^([A-Z]{3})(?:_(k|10k|mn|100mn|bn|tn))?$/.exec(text);
  const scale = amount && scales[amount[2] ?? ''];
  return scale ? { kind: 'amount', text, currency: amount[1] ?? '', scale } : undefined;
}
