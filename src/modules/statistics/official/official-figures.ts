import { acceleration, growthOf } from '../../indicators/index.ts';
import type { Figure, TradeFlow, TrendPoint } from '../bilateral/figure.ts';
import { inPercent } from '../indicators/read-series.ts';
import { summaryOf } from '../indicators/summarise-series.ts';
import { centralAsia, type Flow } from '../model.ts';
import type { OfficialObservation } from './official-series.ts';

const CHINA = 'CN';
const REGION = 'C5';

/**
 * China's trade with the region and with each of its countries in the newest year that has been reported. Growth,
 * streak and record are of reported figures only, never of an estimate. `observations` are China's, and of whole
 * years.
 */
export function officialFigures(observations: readonly OfficialObservation[]): Figure[] {
  const wanted = [
    ...(['total', 'export', 'import'] as const).map((flow) => ({ partner: REGION, flow })),
    ...centralAsia.map((partner) => ({ partner, flow: 'total' as const })),
  ];
  return wanted.flatMap(({ partner, flow }) => {
    const reported = reportedSeries(observations, partner, flow);
    const newest = reported.at(-1);
    if (!newest) return [];
    const points = reported.map((o) => ({ period: o.period, value: o.amount }));
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
        growth_pct: inPercent(growthOf(points, newest.period)),
        acceleration_pp: inPercent(acceleration(points, newest.period)),
        summary: summaryOf(points, 0),
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

/** One figure a year, oldest first. */
function reportedSeries(
  observations: readonly OfficialObservation[],
  partner: string,
  flow: Flow,
): OfficialObservation[] {
  return observations
    .filter((o) => o.preferred && o.reporter === CHINA && o.partner === partner && o.flow === flow)
    .filter((o) => o.status === 'reported')
    .sort((a, b) => a.year - b.year);
}

/** China's trade with each country in its newest reported year; both ways where they are printed. */
export function officialFlows(observations: readonly OfficialObservation[]): TradeFlow[] {
  return centralAsia.flatMap((partner) => {
    const total = reportedSeries(observations, partner, 'total').at(-1);
    if (!total) return [];
    const way = (flow: Flow): string | null =>
      reportedSeries(observations, partner, flow).find((o) => o.year === total.year)?.value ?? null;
    const { reporter, period, currency, source, source_url, vintage } = total;
    const value = total.amount.toString();
    return [
      {
        ...{ reporter, partner, period, currency, source, source_url, vintage },
        total: value,
        export: way('export'),
        import: way('import'),
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
