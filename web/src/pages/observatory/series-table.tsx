import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SeriesPointView } from '../../api/observatory.ts';
import { formatPeriod } from '../../format/date.ts';
import { formatDecimal, formatNumber, formatPercent } from '../../format/number.ts';
import { useReader } from '../../i18n/reader.tsx';
import { WideTable } from '../../parts/record-table.tsx';
import type { SeenLine } from './series-figure.tsx';

/** The table twin: every figure with growth, acceleration, status and vintage, newest first. */
export function SeriesTable({ lines, caption }: { lines: SeenLine[]; caption: string }): ReactNode {
  const { t } = useTranslation(['observatory', 'statistics', 'terms']);
  const reader = useReader();
  const rows = lines
    .flatMap(({ label, series }) =>
      series.points.map((point) => ({ label, currency: series.currency, point })),
    )
    .sort((a, b) => b.point.period.localeCompare(a.point.period));
  const percent = (value: number | null): string =>
    value === null ? '–' : formatPercent(value, reader, 2, true);
  const points = (value: number | null): string =>
    value === null ? '–' : `${value > 0 ? '+' : ''}${formatNumber(value, reader, 2)}`;
  return (
    <WideTable
      caption={caption}
      rows={rows}
      keyOf={(row) => `${row.label} ${row.point.period}`}
      columns={[
        {
          id: 'period',
          header: t('period', { ns: 'statistics' }),
          title: true,
          cell: ({ point }) => formatPeriod(point.period, reader),
        },
        { id: 'line', header: t('line'), cell: ({ label }) => label },
        {
          id: 'value',
          header: t('value', { ns: 'statistics' }),
          end: true,
          cell: ({ point, currency }) =>
            point.value === null
              ? t('withheld', { ns: 'statistics' })
              : `${formatDecimal(point.value, reader)} ${currency}`,
        },
        {
          id: 'growth',
          header: t('measure.growth'),
          end: true,
          cell: ({ point }) => percent(point.growth_pct),
        },
        {
          id: 'acceleration',
          header: t('measure.acceleration'),
          end: true,
          cell: ({ point }) => points(point.acceleration_pp),
        },
        { id: 'status', header: t('col.state'), cell: ({ point }) => <Status point={point} /> },
        {
          id: 'vintage',
          header: t('figure.vintage'),
          cell: ({ point }) => <span className="figures">{point.vintage}</span>,
        },
      ]}
    />
  );
}

function Status({ point }: { point: SeriesPointView }): ReactNode {
  const { t } = useTranslation(['statistics', 'observatory']);
  return (
    <>
      {t(`status.${point.status}`, { defaultValue: point.status })}
      {point.refused_by && (
        <div className="small">
          {t(`guard.${point.refused_by}`, { ns: 'observatory', defaultValue: point.refused_by })}
        </div>
      )}
    </>
  );
}
