import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnitValues } from '../../api/observatory.ts';
import { ChartFigure } from '../../chart/chart-figure.tsx';
import { formatPeriod } from '../../format/date.ts';
import { formatNumber } from '../../format/number.ts';
import { useReader } from '../../i18n/reader.tsx';
import { WideTable } from '../../parts/record-table.tsx';
import { ToneBadge } from '../../parts/status-badge.tsx';
import { Origins } from './origins.tsx';
import type { FigureProps } from './price-figures.tsx';

const OutlierChart = lazy(() =>
  import('../../chart/outlier-chart.tsx').then((m) => ({ default: m.OutlierChart })),
);

/** Scores beyond it are outliers (Iglewicz and Hoaglin, 1993), as the server judges them. */
const CUTOFF = 3.5;
const SHOWN = 25;

/** The lines of the last period, the strangest first: what stands out, line by line. */
export function PriceLines({ prices, name, view, setView }: FigureProps): ReactNode {
  const { t } = useTranslation('observatory');
  const reader = useReader();
  const dots = useMemo(
    () =>
      prices.lines.map(({ commodity, unit_value, score, outlier }) => ({
        label: commodity,
        value: unit_value,
        score,
        outlier,
      })),
    [prices.lines],
  );
  const [first] = prices.lines;
  if (!first) return null;
  const title = t('prices.lines_sentence', {
    period: formatPeriod(first.period, reader),
    lines: prices.lines.length,
    outliers: prices.lines.filter((line) => line.outlier).length,
  });
  const unit = `${prices.currency}/kg`;
  return (
    <>
      <ChartFigure
        title={title}
        view={view}
        setView={setView}
        name={`${name}-lines`}
        rows={[
          ['period', 'commodity', 'unit_value', 'currency_per_kg', 'score', 'outlier'],
          ...prices.lines.map((line) => [
            ...[line.period, line.commodity, line.unit_value, prices.currency, line.score],
            line.outlier ? 'yes' : 'no',
          ]),
        ]}
        chart={
          <OutlierChart
            dots={dots}
            cutoff={CUTOFF}
            unit={unit}
            across={t('prices.unit_value')}
            upwards={t('prices.score')}
            description={title}
          />
        }
        table={<LineTable prices={prices} caption={title} unit={unit} />}
        source={<Origins origins={prices.origins} unit={unit} />}
        formula={<p>{t('formula.outlier')}</p>}
      />
      {view === 'table' && prices.lines.length > SHOWN && (
        <p className="small dimmed">{t('prices.more_lines', { count: prices.lines.length - SHOWN })}</p>
      )}
    </>
  );
}

function LineTable({
  prices,
  caption,
  unit,
}: {
  prices: UnitValues;
  caption: string;
  unit: string;
}): ReactNode {
  const { t } = useTranslation('observatory');
  const reader = useReader();
  return (
    <WideTable
      caption={caption}
      rows={prices.lines.slice(0, SHOWN)}
      keyOf={(line) => `${line.period} ${line.commodity}`}
      columns={[
        {
          id: 'code',
          header: 'HS',
          title: true,
          cell: (line) => (
            <Link to="/statistics/products/$hs" params={{ hs: line.commodity }}>
              {line.commodity}
            </Link>
          ),
        },
        {
          id: 'value',
          header: `${t('prices.unit_value')}, ${unit}`,
          end: true,
          cell: (line) => formatNumber(line.unit_value, reader, 2),
        },
        {
          id: 'score',
          header: t('prices.score'),
          end: true,
          cell: (line) => formatNumber(line.score, reader, 1),
        },
        {
          id: 'mark',
          header: t('col.state'),
          cell: (line) => (
            <ToneBadge tone={line.outlier ? 'attention' : 'done'}>
              {t(line.outlier ? 'prices.is_outlier' : 'prices.is_usual')}
            </ToneBadge>
          ),
        },
      ]}
    />
  );
}
