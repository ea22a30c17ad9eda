import { median } from '../../indicators/index.ts';

/** One HS6 line that both sides report with its net weight. */
export interface MirroredLine {
  export_value: bigint;
  export_weight_g: bigint;
  import_value: bigint;
  import_weight_g: bigint;
}

export interface CifMargin {
  /** Share of the FOB value that freight and insurance add. */
  margin: number;
  basis: 'estimated' | 'assumed';
  /** Lines it rests on. */
  lines: number;
}

/** Lighter lines have unit values that say more about rounding than about freight (two tonnes, as BACI). */
const LIGHTEST_G = 2_000_000n;
const FEWEST = 30;
const HIGHEST = 0.5;
const WIDE = 3.5;

/**
 * The CIF margin from lines that both sides weighed: the importer's unit value over the exporter's, on logarithms,
 * each line weighted by how far the two weights agree (smaller ÷ larger), without lines more than 3.5 robust
 * standard deviations from the median. After Gaulier and Zignago (2010), who go on to regress the
 * ratios on distance, contiguity and unit value over all countries; a single pair has one distance, so its own
 * mean stands for it. With fewer than 30 lines, or a result that freight cannot have (zero or below, above one
 * half), the assumed margin is taken and `basis` says so.
 */
export function cifMargin(lines: readonly MirroredLine[], assumed: number): CifMargin {
  const ratios = lines
    .filter(
      (l) =>
        l.export_value > 0n &&
        l.import_value > 0n &&
        l.export_weight_g >= LIGHTEST_G &&
        l.import_weight_g >= LIGHTEST_G,
    )
    .map((l) => {
      const [a, b] = [Number(l.export_weight_g), Number(l.import_weight_g)];
      const log = Math.log(Number(l.import_value) / b) - Math.log(Number(l.export_value) / a);
      return { log, weight: Math.min(a, b) / Math.max(a, b) };
    });
  const centre = median(ratios.map((r) => r.log));
  const spread = median(ratios.map((r) => Math.abs(r.log - centre))) / 0.6745;
  const kept = ratios.filter((r) => Math.abs(r.log - centre) <= WIDE * spread);
  const weight = kept.reduce((left, r) => left + r.weight, 0);
  const margin = Math.expm1(kept.reduce((left, r) => left + r.weight * r.log, 0) / weight);
  return kept.length >= FEWEST && margin > 0 && margin <= HIGHEST
    ? { margin, basis: 'estimated', lines: kept.length }
    : { margin: assumed, basis: 'assumed', lines: kept.length };
}
