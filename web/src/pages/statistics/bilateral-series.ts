import type { Observation } from '../../api/statistics.ts';
import { colourOf, middleOf, type Series } from '../../chart/series.ts';

/** A line of one reporter's flow, without its label, which depends on the language. */
export type FlowSeries = Omit<Series, 'label'> & { reporter: string; flow: Observation['flow'] };

/**
 * Lines by reporter and flow from the preferred figures. Figures that were withheld have no point; estimates and
 * incomplete ones are open. Imports are dashed, so that the lines differ without colour.
 */
export function bilateralSeries(rows: readonly Observation[]): FlowSeries[] {
  const lines = new Map<string, FlowSeries>();
  for (const row of rows) {
    if (!row.preferred || row.value === null || !middleOf(row.period)) continue;
    const key = `${row.reporter} ${row.flow}`;
    const line = lines.get(key) ?? {
      key,
      reporter: row.reporter,
      flow: row.flow,
      colour: colourOf(row.reporter),
      dashed: row.flow === 'import',
      heavy: row.flow === 'total',
      points: [],
    };
    line.points.push({
      period: row.period,
      value: Number(row.value),
      open: row.status === 'estimate' || row.status === 'incomplete',
    });
    lines.set(key, line);
  }
  for (const line of lines.values()) line.points.sort((a, b) => a.period.localeCompare(b.period));
  return [...lines.values()];
}

/** The newest preferred figure of a reporter; its exports before its imports before totals. */
export function latestOf(rows: readonly Observation[], reporter: string): Observation | undefined {
  const rank = { export: 0, import: 1, total: 2 };
  return rows
    .filter((row) => row.reporter === reporter && row.preferred && row.value !== null)
    .sort((a, b) => b.period.localeCompare(a.period) || rank[a.flow] - rank[b.flow])[0];
}
