import type { SeriesPointView } from '../../api/observatory.ts';

export const measures = ['value', 'growth', 'acceleration'] as const;
export type Measure = (typeof measures)[number];

export function measureOf(text: string | undefined): Measure {
  return measures.find((measure) => measure === text) ?? 'value';
}

/** The figure of a point by measure; null when it is withheld or cannot be computed. */
export function measured(point: SeriesPointView, measure: Measure): number | null {
  if (measure === 'growth') return point.growth_pct;
  if (measure === 'acceleration') return point.acceleration_pp;
  return point.value === null ? null : Number(point.value);
}
