import { lazy, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnitValues } from '../../api/observatory.ts';
import { ChartFigure } from '../../chart/chart-figure.tsx';
import type { Series } from '../../chart/series.ts';
import { formatPeriod } from '../../format/date.ts';
import { formatNumber, formatPercent } from '../../format/number.ts';
import { useReader } from '../../i18n/reader.tsx';
import { WideTable } from '../../parts/record-table.tsx';
import { Empty, Note } from '../../parts/section.tsx';
import { Origins } from './origins.tsx';

const LineChart = lazy(() => import('../../chart/line-chart.tsx').then((m) => ({ default: m.LineChart })));

export interface FigureProps {
  prices: UnitValues;
  name: string;
  view: 'chart' | 'table';
  setView: (view: 'chart' | 'table') => void;
}

const ways = ['robust', 'plain', 'median'] as const;
const looks = {
  robust: { colour: 'var(--series-a)', dashed: false, heavy: true },
  plain: { colour: 'var(--series-b)', dashed: true },
  median: { colour: 'var(--series-c)', dashed: false },
};

/** Unit value without outliers, with them, and the median of the lines. */
export function UnitValueFigure({ prices, name, view, setView }: FigureProps): ReactNode {
  const { t } = useTranslation(['observatory', 'statistics']);
  const reader = useReader();
  const unit = `${prices.currency}/kg`;
  const last = prices.periods.at(-1);
  if (!last) return <Empty title={t('none', { ns: 'statistics' })}>{t('prices.no_weight')}</Empty>;
  const title = t('prices.sentence', {
    code: prices.commodity,
    value: `${formatNumber(last.robust, reader, 2)} ${unit}`,
    period: formatPeriod(last.period, reader),
    outliers: last.outliers,
    lines: last.lines,
  });
  const series = ways.map(
    (way): Series => ({
      key: way,
      label: t(`prices.${way}`),
      ...looks[way],
      points: prices.periods.map((p) => ({ period: p.period, value: p[way], open: false })),
    }),
  );
  return (
    <ChartFigure
      title={title}
      view={view}
      setView={setView}
      name={name}
      rows={[
        ['period', ...ways, 'currency_per_kg', 'lines', 'outliers', 'coverage', 'robust_coverage'],
        ...prices.periods.map((p) => [
          p.period,
          p.robust,
          p.plain,
          p.median,
          prices.currency,
          p.lines,
          p.outliers,
          p.coverage,
          p.robust_coverage,
        ]),
      ]}
      chart={<LineChart series={series} unit={unit} description={title} />}
      table={
        <WideTable
          caption={title}
          rows={prices.periods.toReversed()}
          keyOf={(row) => row.period}
          columns={[
            {
              id: 'period',
              header: t('period', { ns: 'statistics' }),
              title: true,
              cell: (row) => formatPeriod(row.period, reader),
            },
            ...ways.map((way) => ({
              id: way,
              header: `${t(`prices.${way}`)}, ${unit}`,
              end: true,
              cell: (row: UnitValues['periods'][number]) => formatNumber(row[way], reader, 2),
            })),
            { id: 'lines', header: t('structure.lines'), end: true, cell: (row) => row.lines },
            { id: 'outliers', header: t('prices.outliers'), end: true, cell: (row) => row.outliers },
            {
              id: 'coverage',
              header: t('prices.coverage'),
              end: true,
              cell: (row) => formatPercent(row.coverage * 100, reader, 1),
            },
          ]}
        />
      }
      source={<Origins origins={prices.origins} unit={unit} overTime />}
      formula={
        <ul>
          <li>{t('formula.unit_value')}</li>
          <li>{t('formula.outlier')}</li>
        </ul>
      }
    />
  );
}

const kinds = ['laspeyres', 'paasche', 'fisher', 'tornqvist'] as const;

/** Chained indices of unit value and volume; the picture has Fisher's, the table all four. */
export function IndexFigure({ prices, name, view, setView }: FigureProps): ReactNode {
  const { t } = useTranslation(['observatory', 'statistics']);
  const reader = useReader();
  const [first, last] = [prices.index[0], prices.index.at(-1)];
  if (!first || !last || first === last) return null;
  const title = t('prices.index_sentence', {
    from: formatPeriod(first.period, reader),
    to: formatPeriod(last.period, reader),
    unit_value: formatNumber(last.unit_value.fisher, reader, 1),
    volume: formatNumber(last.volume.fisher, reader, 1),
  });
  const of = ['unit_value', 'volume'] as const;
  return (
    <>
      <ChartFigure
        title={title}
        view={view}
        setView={setView}
        name={`${name}-index`}
        rows={[
          ['period', ...of.flatMap((what) => kinds.map((kind) => `${what}_${kind}`))],
          ...prices.index.map((p) => [p.period, ...of.flatMap((what) => kinds.map((kind) => p[what][kind]))]),
        ]}
        chart={
          <LineChart
            unit=""
            description={title}
            series={of.map((what, index) => ({
              key: what,
              label: t(`prices.index.${what}`),
              colour: index === 0 ? 'var(--series-a)' : 'var(--series-b)',
              dashed: index === 1,
              points: prices.index.map((p) => ({ period: p.period, value: p[what].fisher, open: false })),
            }))}
          />
        }
        table={
          <WideTable
            caption={title}
            rows={prices.index.toReversed()}
            keyOf={(row) => row.period}
            columns={[
              {
                id: 'period',
                header: t('period', { ns: 'statistics' }),
                title: true,
                cell: (row) => formatPeriod(row.period, reader),
              },
              ...of.flatMap((what) =>
                kinds.map((kind) => ({
                  id: `${what}_${kind}`,
                  header: `${t(`prices.index.${what}`)}, ${t(`prices.kind.${kind}`)}`,
                  end: true,
                  cell: (row: UnitValues['index'][number]) => formatNumber(row[what][kind], reader, 1),
                })),
              ),
            ]}
          />
        }
        source={<Origins origins={prices.origins} unit={t('prices.hundred')} overTime />}
        formula={<p>{t('formula.index')}</p>}
      />
      {prices.broken_at && (
        <Note>{t('prices.broken', { period: formatPeriod(prices.broken_at, reader) })}</Note>
      )}
    </>
  );
}
