import { useQueries } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
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
import parts from '../../parts/parts.module.css';
import { WideTable } from '../../parts/record-table.tsx';
import { RefusalCard } from '../../parts/refusal-card.tsx';
import { Empty, Note, PageHead } from '../../parts/section.tsx';
import { useAreaChoices } from '../statistics/use-area-choices.ts';
import { Choice } from './choice.tsx';
import { GapExplanation } from './gap-explanation.tsx';
import { Guards } from './guards.tsx';
import { type MirrorPair, mirrorPairs } from './mirror-pairs.ts';
import { Origins } from './origins.tsx';
import { StatisticsTabs } from './statistics-tabs.tsx';
import { useObservatoryChoices } from './use-observatory-choices.ts';

const LineChart = lazy(() => import('../../chart/line-chart.tsx').then((m) => ({ default: m.LineChart })));

/** Both reports of one flow side by side, and how far apart they are; neither is corrected by the other. */
export function MirrorPage(): ReactNode {
  const { t } = useTranslation(['observatory', 'statistics', 'terms']);
  const search = useSearch({ from: '/statistics/mirror' });
  const navigate = useNavigate({ from: '/statistics/mirror' });
  const areas = useAreaChoices();
  const choices = useObservatoryChoices();
  const set = (change: Partial<typeof search>): void =>
    void navigate({ search: (old) => ({ ...old, ...change }), resetScroll: false });
  const { exporter = 'CN', importer = 'KZ', source = 'official', frequency = 'A' } = search;
  return (
    <>
      <PageHead title={t('mirror.title')}>
        <p className="dimmed">{t('mirror.about')}</p>
      </PageHead>
      <StatisticsTabs />
      <search className={parts.filters}>
        <Choice
          label={t('mirror.exporter')}
          value={exporter}
          data={areas}
          choose={(value) => set({ exporter: value })}
        />
        <Choice
          label={t('mirror.importer')}
          value={importer}
          data={areas}
          choose={(value) => set({ importer: value })}
        />
        <Choice
          label={t('mirror.what')}
          value={search.flow ?? 'export'}
          data={[
            { value: 'export', label: t('mirror.one_way') },
            { value: 'total', label: t('flow.total', { ns: 'terms' }) },
          ]}
          choose={(value) => set({ flow: value })}
        />
        <Choice
          label={t('source', { ns: 'statistics' })}
          value={source}
          data={choices.sources}
          choose={(value) => set({ source: value })}
        />
        <Choice
          label={t('frequency', { ns: 'statistics' })}
          value={frequency}
          data={choices.frequencies}
          choose={(value) => set({ frequency: value })}
        />
      </search>
      <MirrorFigure
        exporter={exporter}
        importer={importer}
        both={search.flow === 'total'}
        source={source}
        frequency={frequency}
        view={search.view === 'table' ? 'table' : 'chart'}
        setView={(view) => set({ view })}
      />
    </>
  );
}

function MirrorFigure({
  exporter,
  importer,
  both,
  source,
  frequency,
  view,
  setView,
}: {
  exporter: string;
  importer: string;
  both: boolean;
  source: string;
  frequency: string;
  view: 'chart' | 'table';
  setView: (view: 'chart' | 'table') => void;
}): ReactNode {
  const { t } = useTranslation(['observatory', 'statistics', 'terms']);
  const reader = useReader();
  const areaName = useAreaName();
  const common = { source, frequency };
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
        source={<Origins origins={[...(sent?.origins ?? []), ...(got?.origins ?? [])]} unit={unit} />}
        formula={
          <ul>
            <li>{t('formula.gap')}</li>
            <li>{t('formula.symmetric')}</li>
            <li>{t('formula.log')}</li>
          </ul>
        }
      />
      {last ? (
        <GapExplanation exporter={exporter} importer={importer} period={last.period} source={source} />
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
