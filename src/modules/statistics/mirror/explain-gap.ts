import { type Said, say } from '../said.ts';

/** What is known of one flow that both sides report; all whole numbers of one unit. */
export interface GapFacts {
  export_fob: bigint;
  import_cif: bigint;
  /** What the exporter reported of the period before. */
  previous_export: bigint | null;
  cif: { margin: number; basis: 'estimated' | 'assumed'; note: Said };
  /** Share of a period that goods are under way. */
  lag: { share: number; note: Said };
  /** Lines that only one of the two reports; null without lines. */
  coverage: { only_export: bigint; only_import: bigint } | null;
  /** Gaps of the importer with all its other partners, CIF costs taken out; null where they are not known. */
  other_gaps: bigint | null;
}

export type GapPartName =
  | 'CIF and FOB'
  | 'timing'
  | 'coverage'
  | 'transit and partner attribution'
  | 'residual';

export interface GapPart {
  part: GapPartName;
  amount: bigint;
  /** not_estimable: the store lacks what it takes; the amount is zero and the residual holds it. */
  basis: 'estimated' | 'assumed' | 'not_estimable' | 'remainder';
  note: Said;
}

/**
 * Splits import − export into parts that add up to it exactly, in this order, each on what the one before leaves:
 *
 * - CIF and FOB: export × margin.
 * - timing: share of a period under way × (export of the period before − export): what left late arrives late.
 * - coverage: lines only the importer reports − lines only the exporter reports.
 * - transit and partner attribution: as much of what is left as the importer's gaps with all other partners, taken
 *   together, offset with the opposite sign: goods booked here by one side and there by the other.
 * - residual: the rest.
 */
export function explainGap(f: GapFacts): GapPart[] {
  const gap = f.import_cif - f.export_fob;
  const cif = portion(f.export_fob, f.cif.margin);
  const timing = f.previous_export === null ? null : portion(f.previous_export - f.export_fob, f.lag.share);
  const coverage = f.coverage && f.coverage.only_import - f.coverage.only_export;
  const left = gap - cif - (timing ?? 0n) - (coverage ?? 0n);
  const attributed = f.other_gaps === null ? null : offset(left, f.other_gaps);
  return [
    { part: 'CIF and FOB', amount: cif, basis: f.cif.basis, note: f.cif.note },
    part('timing', timing, 'assumed', f.lag.note, say('no_export_before')),
    part('coverage', coverage, 'estimated', say('lines_of_one_side'), say('no_lines')),
    part(
      'transit and partner attribution',
      attributed,
      'estimated',
      say('others_offset'),
      say('others_not_held'),
    ),
    {
      part: 'residual',
      amount: left - (attributed ?? 0n),
      basis: 'remainder',
      note: say('unexplained'),
    },
  ];
}

function part(
  name: GapPartName,
  amount: bigint | null,
  basis: 'estimated' | 'assumed',
  note: Said,
  missing: Said,
): GapPart {
  return amount === null
    ? { part: name, amount: 0n, basis: 'not_estimable', note: missing }
    : { part: name, amount, basis, note };
}

/** value × share, to the nearest whole unit away from nothing: shares are good to one in a million. */
function portion(value: bigint, share: number): bigint {
  return (value * BigInt(Math.round(share * 1e6))) / 1_000_000n;
}

/** The part of `mine` that a gap of the opposite sign elsewhere can stand for. */
function offset(mine: bigint, others: bigint): bigint {
  if (mine > 0n && others < 0n) return mine < -others ? mine : -others;
  if (mine < 0n && others > 0n) return -mine < others ? mine : -others;
  return 0n;
}

/** ln(import ÷ export); null when either is zero. */
export function logGap(export_fob: bigint, import_cif: bigint): number | null {
  return export_fob > 0n && import_cif > 0n ? Math.log(Number(import_cif) / Number(export_fob)) : null;
}

/** (import − export) ÷ their mean, between −2 and 2; null when both are zero. */
export function symmetricGap(export_fob: bigint, import_cif: bigint): number | null {
  const sum = export_fob + import_cif;
  return sum > 0n ? (2 * Number(import_cif - export_fob)) / Number(sum) : null;
}
