/** Whether more or less of the figure is better. */
type Better = 'more' | 'less';

/** One figure of a bench, beside the same work without Sauda on the same machine in the same run. */
export interface Case {
  case: string;
  value: number;
  unit: string;
  /** The figure of the bare ceiling; null where nothing comparable exists. */
  ceiling: number | null;
  /** value ÷ ceiling. */
  ratio: number | null;
  target: number | null;
  met: boolean | null;
}

export interface BenchOptions {
  /** Says what is going on; never on the standard output of --json. */
  say(line: string): void;
  /** How much to work on, where the bench has a choice. */
  rows?: number;
}

export function figure(
  name: string,
  value: number,
  unit: string,
  better: Better,
  beside: { ceiling?: number; target?: number } = {},
): Case {
  const { ceiling, target } = beside;
  const met = target === undefined ? null : better === 'more' ? value >= target : value <= target;
  return {
    case: name,
    value: round(value),
    unit,
    ceiling: ceiling === undefined ? null : round(ceiling),
    ratio: ceiling ? round(value / ceiling) : null,
    target: target ?? null,
    met,
  };
}

/** A figure whose target is a share of the ceiling's. */
export function ratioFigure(
  name: string,
  value: number,
  unit: string,
  better: Better,
  beside: { ceiling: number; target: number },
): Case {
  const ratio = value / beside.ceiling;
  const made = figure(name, value, unit, better, { ceiling: beside.ceiling });
  return {
    ...made,
    target: beside.target,
    met: better === 'more' ? ratio >= beside.target : ratio <= beside.target,
  };
}

/** The value that `share` of the list does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

function round(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
