import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { apiPath } from '../../api/client.ts';
import type { TrendPoint } from '../../api/statistics.ts';
import { ChartFigure } from '../../chart/chart-figure.tsx';
import type { Series } from '../../chart/series.ts';
import { formatPeriod } from '../../format/date.ts';
import { marksOf } from '../../format/marks.ts';
import { formatCompact, formatDecimal } from '../../format/number.ts';
import { useReader } from '../../i18n/reader.tsx';
import { WideTable } from '../../parts/record-table.tsx';

const LineChart = lazy(() => import('../../chart/line-chart.tsx').then((m) => ({ default: m.LineChart })));

const colours = { export: 'var(--series-a)', import: 'var(--series-b)', total: 'var(--series-c)' };

/** China's trade with the region by year, from published official figures only. */
export function TrendSection({ trend }: { trend: TrendPoint[] }): ReactNode {
  const { t } = useTranslation(['overview', 'statistics', 'terms']);
  const reader = useReader();
  const { view } = useSearch({ from: '/' });
  const navigate = useNavigate({ from: '/' });
  const points = useMemo(
    () =>
      trend.filter((p) => p.series.startsWith('official_')).sort((a, b) => a.period.localeCompare(b.period)),
    [trend],
  );
  const series = useMemo(
    (): Series[] =>
      (['export', 'import', 'total'] as const).map((flow) => ({
        key: flow,
        label: t(`flow.${flow}`, { ns: 'terms' }),
        colour: colours[flow],
        dashed: flow === 'import',
        heavy: flow === 'total',
        points: points.flatMap((p) =>
          p.flow !== flow || p.value === null
            ? []
            : [{ period: p.period, value: Number(p.value), open: p.status !== 'reported' }],
        ),
      })),
    [points, t],
  );
  const totals = points.filter((p) => p.flow === 'total' && p.value !== null);
  const [first, last] = [totals[0], totals.at(-1)];
  if (!first || !last) return null;
  const amount = (p: TrendPoint): string => `${formatCompact(Number(p.value), reader)} ${p.unit}`;
  const title =
    first === last
      ? t('trend_one', { value: amount(last), period: formatPeriod(last.period, reader) })
      : t('trend', {
          from: amount(first),
          to: amount(last),
          first: formatPeriod(first.period, reader),
          last: formatPeriod(last.period, reader),
        });
  return (
    <ChartFigure
      title={title}
      view={view === 'table' ? 'table' : 'chart'}
      setView={(next) => void navigate({ search: (old) => ({ ...old, view: next }), resetScroll: false })}
      csv={apiPath('/statistics/bilateral.csv', { reporter: 'CN', partner: 'C5' })}
      chart={<LineChart series={series} unit={last.unit} description={title} />}
      table={
        <WideTable
          caption={title}
          rows={[...points].reverse()}
          keyOf={(p) => `${p.period} ${p.flow}`}
          columns={[
            {
              id: 'period',
              header: t('period', { ns: 'statistics' }),
              title: true,
              cell: (p) => formatPeriod(p.period, reader),
            },
            {
              id: 'flow',
              header: t('flow', { ns: 'statistics' }),
              cell: (p) => t(`flow.${p.flow}`, { ns: 'terms' }),
            },
            {
              id: 'value',
              header: t('value', { ns: 'statistics' }),
              end: true,
              cell: (p) =>
                p.value === null
                  ? t('withheld', { ns: 'statistics' })
                  : `${formatDecimal(p.value, reader)} ${p.unit}`,
            },
            {
              id: 'status',
              header: t('col.state'),
              cell: (p) => t(`status.${p.status}`, { ns: 'statistics', defaultValue: p.status }),
            },
          ]}
        />
      }
      formula={<p>{t('formula.as_printed')}</p>}
      source={
        <p>
          {t('unit_line', { ns: 'statistics', unit: last.unit })} ·{' '}
          {t('source_name.official', { ns: 'statistics' })} ·{' '}
          {t('vintage_line', { ns: 'statistics', vintages: last.vintage })}
          {marksOf(reader).stop}
          {t('china_reports')} {t('gap_line', { ns: 'statistics' })}{' '}
          {points.some((p) => p.status !== 'reported') && t('open_points', { ns: 'statistics' })}
        </p>
      }
    />
  );
}
