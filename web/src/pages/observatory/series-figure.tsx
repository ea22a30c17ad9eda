import { useQueries } from '@tanstack/react-query';
import { lazy, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Query } from '../../api/client.ts';
import { seriesQuery, type TradeSeries } from '../../api/observatory.ts';
import { ChartFigure } from '../../chart/chart-figure.tsx';
import type { Series } from '../../chart/series.ts';
import { formatPeriod } from '../../format/date.ts';
import { formatCompact } from '../../format/number.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Loading } from '../../parts/loading.tsx';
import { RefusalCard } from '../../parts/refusal-card.tsx';
import { Empty, Note } from '../../parts/section.tsx';
import { Findings } from './findings.tsx';
import { Guards } from './guards.tsx';
import { type Measure, measured } from './measure.ts';
import { isEmpty } from './no-goods.tsx';
import { Origins } from './origins.tsx';
import { SeriesTable } from './series-table.tsx';

const LineChart = lazy(() => import('../../chart/line-chart.tsx').then((m) => ({ default: m.LineChart })));

/** One line of a chart: what is asked, and how it looks. */
export interface LineAsked extends Pick<Series, 'label' | 'colour' | 'dashed'> {
  query: Query;
}

/** A line with the figures that came for it. */
export interface SeenLine extends LineAsked {
  series: TradeSeries;
}

/** Series side by side: chart and table twin, what follows from each, guards, sources and formulas. */
export function SeriesFigure({
  lines,
  about,
  measure,
  view,
  setView,
  name,
}: {
  lines: LineAsked[];
  /** What all lines have in common, for the sentence above them. */
  about?: string;
  measure: Measure;
  view: 'chart' | 'table';
  setView: (view: 'chart' | 'table') => void;
  name: string;
}): ReactNode {
  const { t } = useTranslation(['observatory', 'statistics', 'terms']);
  const reader = useReader();
  const answers = useQueries({ queries: lines.map((line) => seriesQuery(line.query)) });
  if (answers.some((answer) => answer.isPending)) return <Loading rows={8} />;
  const seen = lines.flatMap((line, index): SeenLine[] => {
    const series = answers[index]?.data;
    return series ? [{ ...line, series }] : [];
  });
  const absent = lines.filter((_, index) => answers[index]?.data === undefined);
  const failed = answers.find((answer) => answer.error && !isEmpty(answer.error));
  if (failed) return <RefusalCard error={failed.error} retry={() => void failed.refetch()} />;
  const [first] = seen;
  if (!first) return <Empty title={t('none', { ns: 'statistics' })}>{t('other_choice')}</Empty>;
  const unit = measure === 'value' ? first.series.currency : t(`unit.${measure}`, { ns: 'observatory' });
  const drawn = seen.map(
    ({ label, colour, dashed, series }): Series => ({
      key: label,
      label,
      colour,
      dashed,
      points: series.points.flatMap((point) => {
        const value = measured(point, measure);
        return value === null
          ? []
          : [{ period: point.period, value, open: point.status !== 'reported' || point.refused_by !== null }];
      }),
    }),
  );
  const title = sentence(first);
  return (
    <>
      <ChartFigure
        title={title}
        view={view}
        setView={setView}
        name={name}
        rows={rowsOf(seen)}
        chart={<LineChart series={drawn} unit={unit} description={title} />}
        table={<SeriesTable lines={seen} caption={title} />}
        source={<Origins origins={seen.flatMap((line) => line.series.origins)} unit={unit} overTime />}
        formula={
          <ul>
            {(['growth', 'acceleration', 'streak', 'record', 'cagr'] as const).map((key) => (
              <li key={key}>{t(`formula.${key}`)}</li>
            ))}
          </ul>
        }
      />
      {absent.length > 0 && (
        <Note tone="active">{t('absent', { lines: absent.map((line) => line.label).join('; ') })}</Note>
      )}
      {first.series.groups.some((group) => group.notice !== null) && <Note>{t('our_mapping')}</Note>}
      <Guards guards={seen.flatMap((line) => line.series.guards)} />
      <Findings lines={seen} />
    </>
  );

  /** What the first line says last, in one sentence. */
  function sentence({ label, series }: SeenLine): string {
    const last = series.points.findLast((point) => point.value !== null);
    if (!last) return label;
    return t('sentence', {
      ns: 'observatory',
      label: about ? `${about}, ${label}` : label,
      value: `${formatCompact(Number(last.value), reader)} ${series.currency}`,
      period: formatPeriod(last.period, reader),
    });
  }
}

function rowsOf(lines: SeenLine[]): (string | number | null)[][] {
  return [
    [
      'line',
      'reporter',
      'partner',
      'flow',
      'period',
      'value',
      'currency',
      'status',
      'growth_pct',
      'acceleration_pp',
      'vintage',
      'guard',
    ],
    ...lines.flatMap(({ label, series }) =>
      series.points.map((p) => [
        label,
        series.reporter,
        series.partner,
        series.flow,
        p.period,
        p.value,
        series.currency,
        p.status,
        p.growth_pct,
        p.acceleration_pp,
        p.vintage,
        p.refused_by,
      ]),
    ),
  ];
}
