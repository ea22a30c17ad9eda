import type { Figure, TrendPoint } from '../bilateral/figure.ts';
import { centralAsia, growthPercent } from '../model.ts';
import type { OfficialObservation } from './official-series.ts';

const CHINA = 'CN';
const REGION = 'C5';

/**
 * China's trade with the region and with each of its countries in the newest year that has been reported.
 * Growth is worked out only between reported figures, never from an estimate. `observations` are China's, and
 * of whole years.
 */
export function officialFigures(observations: readonly OfficialObservation[]): Figure[] {
  const series = observations.filter((o) => o.preferred && o.reporter === CHINA);
  const wanted = [
    ...(['total', 'export', 'import'] as const).map((flow) => ({ partner: REGION, flow })),
    ...centralAsia.map((partner) => ({ partner, flow: 'total' as const })),
  ];
  return wanted.flatMap(({ partner, flow }) => {
    const reported = series.filter(
      (o) => o.partner === partner && o.flow === flow && o.status === 'reported',
    );
    const newest = reported.sort((a, b) => b.year - a.year)[0];
    if (!newest) return [];
    const before = reported.find((o) => o.year === newest.year - 1);
    return [
      {
        key: `official_${partner.toLowerCase()}_${flow}`,
        reporter: CHINA,
        partner,
        flow,
        value: newest.value,
        unit: newest.unit,
        currency: newest.currency,
        period: newest.period,
        growth_pct: before ? growthPercent(newest.amount, before.amount) : null,
        source: newest.source,
        source_url: newest.source_url,
        vintage: newest.vintage,
        file_hash: newest.file_hash,
        rows: 1,
        status: newest.status,
        demo: false,
        formula_code: 'as_printed',
        formula: before
          ? `value as printed; growth = ${newest.amount} / ${before.amount} - 1`
          : 'value as printed; no reported figure of the year before',
      },
    ];
  });
}

export function officialTrend(observations: readonly OfficialObservation[]): TrendPoint[] {
  return observations
    .filter((o) => o.preferred && o.reporter === CHINA && o.partner === REGION)
    .map((o) => ({
      series: `official_c5_${o.flow}`,
      period: o.period,
      flow: o.flow,
      reporter: o.reporter,
      partner: o.partner,
      value: o.value,
      unit: o.unit,
      currency: o.currency,
      source: o.source,
      source_url: o.source_url,
      vintage: o.vintage,
      status: o.status,
      demo: false,
    }));
}
