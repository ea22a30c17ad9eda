/** One flow that both sides report, both FOB. */
export interface TwiceReported {
  exporter: string;
  importer: string;
  export_fob: number;
  import_fob: number;
}

export interface Reliability {
  /** Mean distance of reports, |ln(import ÷ export)|, that goes with a country as exporter, as importer. */
  as_exporter: ReadonlyMap<string, number>;
  as_importer: ReadonlyMap<string, number>;
  mean: number;
  flows: number;
}

const ROUNDS = 200;
const SETTLED = 1e-10;
/** A country with fewer flows is pulled towards the mean as if it had so many average ones. */
const PRIOR = 2;
/** Nobody is taken to be exact. */
const SMALLEST = 0.001;

/**
 * Reporting distance of each country as exporter and as importer: the absolute log ratio of mirror flows split by a
 * weighted analysis of variance into an effect of the exporter and one of the importer, each flow weighted by the
 * logarithm of its value (in the manner of BACI, Gaulier and Zignago 2010, as its abstract says; the weight is
 * ours), re-estimated from the flows given. Effects are marginal means: the grand mean plus the country's own
 * deviation, found by turns until they settle.
 */
export function reliability(flows: readonly TwiceReported[]): Reliability {
  const rows = flows
    .filter((f) => f.export_fob > 0 && f.import_fob > 0)
    .map((f) => ({
      ...f,
      distance: Math.abs(Math.log(f.import_fob / f.export_fob)),
      weight: Math.log1p((f.import_fob + f.export_fob) / 2),
    }));
  const all = rows.reduce((left, r) => left + r.weight, 0);
  const mean = all === 0 ? 0 : rows.reduce((left, r) => left + r.weight * r.distance, 0) / all;
  const average = rows.length === 0 ? 1 : all / rows.length;
  let [out, into] = [new Map<string, number>(), new Map<string, number>()];
  for (let round = 0; round < ROUNDS; round += 1) {
    const next_out = deviations(rows, 'exporter', mean, into, average);
    const next_into = deviations(rows, 'importer', mean, next_out, average);
    const moved = Math.max(farthest(out, next_out), farthest(into, next_into));
    [out, into] = [next_out, next_into];
    if (moved < SETTLED) break;
  }
  const level = (of: ReadonlyMap<string, number>) =>
    new Map([...of].map(([country, deviation]) => [country, Math.max(SMALLEST, mean + deviation)]));
  return { as_exporter: level(out), as_importer: level(into), mean, flows: rows.length };
}

type Row = TwiceReported & { distance: number; weight: number };

function deviations(
  rows: readonly Row[],
  side: 'exporter' | 'importer',
  mean: number,
  other: ReadonlyMap<string, number>,
  average: number,
): Map<string, number> {
  const otherSide = side === 'exporter' ? 'importer' : 'exporter';
  const sums = new Map<string, { weight: number; sum: number }>();
  for (const row of rows) {
    const held = sums.get(row[side]) ?? { weight: PRIOR * average, sum: 0 };
    held.weight += row.weight;
    held.sum += row.weight * (row.distance - mean - (other.get(row[otherSide]) ?? 0));
    sums.set(row[side], held);
  }
  return new Map([...sums].map(([country, { weight, sum }]) => [country, sum / weight]));
}

function farthest(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  return Math.max(0, ...[...b].map(([key, value]) => Math.abs(value - (a.get(key) ?? 0))));
}

export interface Reconciled {
  value: bigint;
  /** Weight of the exporter's report, the rest is the importer's without CIF costs. */
  exporter_weight: number;
  exporter_distance: number;
  importer_distance: number;
}

/**
 * One value from two reports, each weighted by the inverse square of its reporter's distance. It stands beside the
 * reports and replaces neither. Null when the store has too few flows to rate both reporters.
 */
export function reconcile(
  export_fob: bigint,
  import_fob: bigint,
  exporter: string,
  importer: string,
  rated: Reliability,
): Reconciled | null {
  const [x, m] = [rated.as_exporter.get(exporter), rated.as_importer.get(importer)];
  if (x === undefined || m === undefined || rated.flows < FEWEST_FLOWS) return null;
  const exporter_weight = m ** 2 / (x ** 2 + m ** 2);
  const parts = BigInt(Math.round(exporter_weight * 1e6));
  return {
    value: (parts * export_fob + (1_000_000n - parts) * import_fob) / 1_000_000n,
    exporter_weight,
    exporter_distance: x,
    importer_distance: m,
  };
}
const FEWEST_FLOWS = 10;
