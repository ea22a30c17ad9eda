/** One point of a line. `open` marks an estimate or a guarded figure. */
export interface SeriesPoint {
  period: string;
  value: number;
  open: boolean;
}

export interface Series {
  key: string;
  label: string;
  /** A CSS colour; the same thing has the same colour on every chart. */
  colour: string;
  dashed: boolean;
  /** Drawn wider: a total over the others. */
  heavy?: boolean;
  points: SeriesPoint[];
}

const countryColours: Record<string, string> = {
  CN: 'var(--series-f)',
  KZ: 'var(--series-c)',
  KG: 'var(--series-d)',
  TJ: 'var(--series-e)',
  TM: 'var(--series-b)',
  UZ: 'var(--series-a)',
  C5: 'var(--series-a)',
};

/** The colour of a country or group, everywhere the same; others share a quiet one. */
export function colourOf(area: string): string {
  return countryColours[area] ?? 'var(--tone-neutral)';
}

/** '2025' → 1 July 2025, '2025-03' → 15 March: the middle of what the figure covers. Undefined for other text. */
export function middleOf(period: string): Date | undefined {
  const year = /^(\d{4})$/.exec(period);
  if (year) return new Date(Date.UTC(Number(year[1]), 6, 1));
  const month = /^(\d{4})-(\d{2})$/.exec(period);
  if (month) return new Date(Date.UTC(Number(month[1]), Number(month[2]) - 1, 15));
  return undefined;
}

/** Where labels stand at the end of lines, pushed apart so that none covers another; input order is kept. */
export function spreadLabels(
  positions_px: readonly number[],
  gap_px: number,
  top_px: number,
  bottom_px: number,
): number[] {
  const order = positions_px.map((y, index) => ({ y, index })).sort((a, b) => a.y - b.y);
  let last = Number.NEGATIVE_INFINITY;
  for (const label of order) {
    label.y = Math.max(label.y, last + gap_px, top_px);
    last = label.y;
  }
  let next = bottom_px + gap_px;
  for (const label of [...order].reverse()) {
    label.y = Math.min(label.y, next - gap_px);
    next = label.y;
  }
  const placed = [...positions_px];
  for (const { y, index } of order) placed[index] = y;
  return placed;
}

/** A stroke between two neighbouring points of a line. `gap`: periods without figures lie between them. */
export interface Link {
  from: Date;
  low: number;
  to: Date;
  high: number;
  colour: string;
  dashed: boolean;
  heavy: boolean;
  gap: boolean;
}

const DAY_MS = 86_400_000;

/** Joins the points of a line; where periods are missing between two of them, the stroke says so. */
export function joinPoints(line: Pick<Series, 'points' | 'colour' | 'dashed' | 'heavy'>): Link[] {
  const placed = line.points.flatMap((point) => {
    const at = middleOf(point.period);
    return at ? [{ ...point, at }] : [];
  });
  return placed.slice(1).flatMap((point, index) => {
    const before = placed[index];
    if (!before) return [];
    const longest_ms = (point.period.length === 4 ? 370 : 35) * DAY_MS;
    const gap = point.at.getTime() - before.at.getTime() > longest_ms;
    const { colour, dashed, heavy = false } = line;
    return [
      { from: before.at, low: before.value, to: point.at, high: point.value, colour, dashed, heavy, gap },
    ];
  });
}
