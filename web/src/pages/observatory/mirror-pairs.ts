import type { SeriesPointView } from '../../api/observatory.ts';

/** Both reports of one flow in a period, and how far apart they are. Null where a report is missing. */
export interface MirrorPair {
  period: string;
  /** What the exporter reports, decimal text. */
  sent: string | null;
  /** What the importer reports, decimal text. */
  got: string | null;
  /** `got` − `sent`, exact. */
  gap: string | null;
  /** The gap as a share of the mean of both: between −2 and 2. */
  symmetric: number | null;
  /** ln(got / sent). */
  log: number | null;
}

/** Puts the reports of both sides beside each other by period, oldest first. Neither is changed. */
export function mirrorPairs(sent: readonly SeriesPointView[], got: readonly SeriesPointView[]): MirrorPair[] {
  const periods = [...new Set([...sent, ...got].map((point) => point.period))].sort();
  return periods.map((period) => {
    const a = sent.find((point) => point.period === period)?.value ?? null;
    const b = got.find((point) => point.period === period)?.value ?? null;
    if (a === null || b === null) return { period, sent: a, got: b, gap: null, symmetric: null, log: null };
    const [x, y] = [Number(a), Number(b)];
    return {
      period,
      sent: a,
      got: b,
      gap: difference(b, a),
      symmetric: x + y === 0 ? null : (y - x) / ((x + y) / 2),
      log: x > 0 && y > 0 ? Math.log(y / x) : null,
    };
  });
}

/** `a` − `b` of decimal texts, exact. */
export function difference(a: string, b: string): string {
  const places = Math.max(...[a, b].map((text) => text.split('.')[1]?.length ?? 0));
  const units = (text: string): bigint => {
    const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
    const value = BigInt(whole + fraction.padEnd(places, '0'));
    return text.startsWith('-') ? -value : value;
  };
  const value = units(a) - units(b);
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return value < 0n ? `-${text}` : text;
}
