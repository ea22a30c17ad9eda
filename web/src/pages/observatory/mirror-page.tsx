import { useQueries } from '@tanstack/react-query';
import { lazy, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { seriesQuery } from '../../api/observatory.ts';
import { ChartFigure } from '../../chart/chart-figure.tsx';
import { colourOf, type Series } from '../../chart/series.ts';
import { useAreaName } from '../../format/area.ts';
import { formatPeriod } from '../../format/date.ts';
import { formatCompact, formatDecimal, formatNumber, formatPercent } from '../../format/number.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Loading } from '../../parts/loading.tsx';
import { WideTable } from '../../parts/record-table.tsx';
import { RefusalCard } from '../../parts/refusal-card.tsx';
import { Empty, Note, PageHead } from '../../parts/section.tsx';
import { Filters } from './filters.tsx';
import { GapExplanation } from './gap-explanation.tsx';
import { Guards } from './guards.tsx';
import { type MirrorPair, mirrorPairs } from './mirror-pairs.ts';
import { Origins } from './origins.tsx';
import { StatisticsTabs } from './statistics-tabs.tsx';
import { useAddress, type View } from './use-address.ts';

const LineChart = lazy(() => import('../../chart/line-chart.tsx').then((m) => ({ default: m.LineChart })));

/** Both reports of one flow side by side, and how far apart they are; neither is corrected by the other. */
export function MirrorPage(): ReactNode {
  const { t } = useTranslation(['observatory', 'statistics', 'terms']);
  const { search, set, view, setView } = useAddress();
  const { exporter = 'CN', importer = 'KZ', flow = 'export', source = 'official' } = search;
  const { frequency = 'A', as_of } = search;
  return (
    <>
      <PageHead title={t('mirror.title')}>
        <p className="dimmed">{t('mirror.about')}</p>
      </PageHead>
      <StatisticsTabs />
      <Filters
        names={['exporter', 'importer', 'flow', 'source', 'frequency', 'as_of']}
        values={{ exporter, importer, flow, source, frequency, as_of }}
        set={set}
        options={{
          flow: [
            { value: 'export', label: t('mirror.one_way') },
            { value: 'total', label: t('flow.total', { ns: 'terms' }) },
          ],
        }}
        words={{ flow: t('mirror.what') }}
      />
      <MirrorFigure
        exporter={exporter}
        importer={importer}
        both={flow === 'total'}
        common={{ source, frequency, as_of }}
        view={view}
        setView={setView}
      />
    </>
  );
}

function MirrorFigure({
  exporter,
  importer,
  both,
  common,
  view,
  setView,
}: {
  exporter: string;
  importer: string;
  both: boolean;
  common: { source: string; frequency: string; as_of: string | undefined };
  view: View;
  setView: (view: View) => void;
}): ReactNode {
  const { t } = useTranslation(['observatory', 'statistics', 'terms']);
  const reader = useReader();
  const areaName = useAreaName();
  const answers = useQueries({
    queries: [
      { reporter: exporter, partner: importer, flow: both ? 'total' : 'export', ...common },
      { reporter: importer, partner: exporter, flow: both ? 'total' : 'import', ...common },
    ].map((query) => seriesQuery(query)),
  });
  if (answers.some((answer) => answer.isPending)) return <Loading rows={8} />;
  const [sent, got] = answers.map((answer) => answer.data);
  const failed = answers.find((answer) => answer.error);
  if (!sent && !got)
    return failed ? <RefusalCard error={failed.error} /> : <Empty title={t('none', { ns: 'statistics' })} />;
  const unit = (sent ?? got)?.currency ?? '';
  const pairs = mirrorPairs(sent?.points ?? [], got?.points ?? []);
  const last = pairs.findLast((pair) => pair.gap !== null);
  const label = (area: string, flow: string): string =>
    t('as_reported_by', { reporter: areaName(area), flow: t(`flow.${flow}`, { ns: 'terms' }) });
  const lines: Series[] = [sent, got].flatMap((series, index): Series[] =>
    series
      ? [
          {
            key: String(index),
            label: label(series.reporter, series.flow),
            colour: index === 0 ? colourOf(exporter) : 'var(--series-d)',
            dashed: index === 1,
            points: series.points.flatMap((p) =>
              p.value === null
                ? []
                : [{ period: p.period, value: Number(p.value), open: p.status !== 'reported' }],
            ),
          },
        ]
      : [],
  );
  const title = last
    ? t('mirror.sentence', {
        exporter: areaName(exporter),
        importer: areaName(importer),
        period: formatPeriod(last.period, reader),
        gap: `${formatCompact(Number(last.gap), reader)} ${unit}`,
        share: formatPercent((last.symmetric ?? 0) * 100, reader, 1, true),
      })
    : t('mirror.no_pair', { exporter: areaName(exporter), importer: areaName(importer) });
  return (
    <>
      <ChartFigure
        title={title}
        view={view}
        setView={setView}
        name={`sauda-mirror-${exporter}-${importer}`}
        rows={[
          [
            'period',
            `reported_by_${exporter}`,
            `reported_by_${importer}`,
            'currency',
            'gap',
            'symmetric_gap',
            'log_gap',
          ],
          ...pairs.map((p) => [p.period, p.sent, p.got, unit, p.gap, p.symmetric, p.log]),
        ]}
        chart={<LineChart series={lines} unit={unit} description={title} />}
        table={
          <PairTable pairs={pairs} unit={unit} exporter={exporter} importer={importer} caption={title} />
        }
        source={
          <Origins origins={[...(sent?.origins ?? []), ...(got?.origins ?? [])]} unit={unit} overTime />
        }
        formula={
          <ul>
            <li>{t('formula.gap')}</li>
            <li>{t('formula.symmetric')}</li>
            <li>{t('formula.log')}</li>
          </ul>
        }
      />
      {last ? (
        <GapExplanation
          exporter={exporter}
          importer={importer}
          period={last.period}
          source={common.source}
          as_of={common.as_of}
        />
      ) : (
        <Note tone="active">{t('mirror.why')}</Note>
      )}
      <Guards guards={[...(sent?.guards ?? []), ...(got?.guards ?? [])]} />
    </>
  );
}

function PairTable({
  pairs,
  unit,
  exporter,
  importer,
  caption,
}: {
  pairs: MirrorPair[];
  unit: string;
  exporter: string;
  importer: string;
  caption: string;
}): ReactNode {
  const { t } = useTranslation(['observatory', 'statistics']);
  const reader = useReader();
  const areaName = useAreaName();
  const amount = (text: string | null): string => (text === null ? '–' : formatDecimal(text, reader));
  return (
    <WideTable
      caption={caption}
      rows={[...pairs].reverse()}
      keyOf={(pair) => pair.period}
      columns={[
        {
          id: 'period',
          header: t('period', { ns: 'statistics' }),
          title: true,
          cell: (pair) => formatPeriod(pair.period, reader),
        },
        {
          id: 'sent',
          header: `${t('mirror.by', { country: areaName(exporter) })}, ${unit}`,
          end: true,
          cell: (pair) => amount(pair.sent),
        },
        {
          id: 'got',
          header: `${t('mirror.by', { country: areaName(importer) })}, ${unit}`,
          end: true,
          cell: (pair) => amount(pair.got),
        },
        { id: 'gap', header: `${t('mirror.gap')}, ${unit}`, end: true, cell: (pair) => amount(pair.gap) },
        {
          id: 'symmetric',
          header: t('mirror.symmetric'),
          end: true,
          cell: (pair) =>
            pair.symmetric === null ? '–' : formatPercent(pair.symmetric * 100, reader, 1, true),
        },
        {
          id: 'log',
          header: t('mirror.log'),
          end: true,
          cell: (pair) => (pair.log === null ? '–' : formatNumber(pair.log, reader, 3)),
        },
      ]}
    />
  );
}
