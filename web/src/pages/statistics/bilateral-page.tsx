import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { apiPath } from '../../api/client.ts';
import { type Bilateral, bilateralQuery, type Observation } from '../../api/statistics.ts';
import { ChartFigure } from '../../chart/chart-figure.tsx';
import { useAreaName } from '../../format/area.ts';
import { formatPeriod } from '../../format/date.ts';
import { formatCompact } from '../../format/number.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import { DemoMark, Empty, Note, PageHead } from '../../parts/section.tsx';
import { Filters } from '../observatory/filters.tsx';
import { StatisticsTabs } from '../observatory/statistics-tabs.tsx';
import { useAddress, type View } from '../observatory/use-address.ts';
import { useObservatoryChoices } from '../observatory/use-observatory-choices.ts';
import { bilateralSeries, latestOf } from './bilateral-series.ts';
import { ObservationTable } from './observation-table.tsx';

const LineChart = lazy(() => import('../../chart/line-chart.tsx').then((m) => ({ default: m.LineChart })));

const sources = ['official', 'own', 'demo'] as const;
const frequencies = ['A', 'P', 'M'] as const;

/** Trade of two areas as each of them reports it. One source at a time: official and own figures never mix. */
export function BilateralPage(): ReactNode {
  const { t } = useTranslation(['statistics', 'terms']);
  const { search, set, view, setView } = useAddress();
  const areaName = useAreaName();
  const choices = useObservatoryChoices();
  const { reporter = 'CN', partner = 'KZ', source = 'official', frequency = 'A', as_of } = search;
  const query = { reporter, partner, source, frequency, as_of };
  const figures = useQuery({ ...bilateralQuery(query), placeholderData: keepPreviousData });
  const option = (value: string, prefix: string) => ({ value, label: t(`${prefix}.${value}`) });
  return (
    <>
      <PageHead title={t('title', { reporter: areaName(reporter), partner: areaName(partner) })}>
        <p className="dimmed">{t('about')}</p>
      </PageHead>
      <StatisticsTabs />
      <Filters
        names={['reporter', 'partner', 'flow', 'source', 'frequency', 'as_of']}
        values={{ ...query, flow: search.flow }}
        set={set}
        options={{
          flow: [{ value: '', label: t('filter.any') }, ...choices.flows],
          source: sources.map((value) => option(value, 'source')),
          frequency: frequencies.map((value) => option(value, 'frequency')),
        }}
      />
      {source === 'demo' && (
        <Note>
          <DemoMark /> {t('demo_note')}
        </Note>
      )}
      <Answer query={figures} rows={8}>
        {(answer) => (
          <Figures
            answer={answer}
            flow={search.flow}
            view={view}
            setView={setView}
            csv={apiPath('/statistics/bilateral.csv', query)}
            reporter={reporter}
            partner={partner}
          />
        )}
      </Answer>
    </>
  );
}

function Figures({
  answer,
  flow,
  view,
  setView,
  csv,
  reporter,
  partner,
}: {
  answer: Bilateral;
  flow: string | undefined;
  view: View;
  setView: (view: View) => void;
  csv: string;
  reporter: string;
  partner: string;
}): ReactNode {
  const { t } = useTranslation(['statistics', 'terms']);
  const reader = useReader();
  const areaName = useAreaName();
  const rows = useMemo(() => answer.rows.filter((row) => !flow || row.flow === flow), [answer.rows, flow]);
  const series = useMemo(
    () =>
      bilateralSeries(rows).map((line) => ({
        ...line,
        label: `${areaName(line.reporter)}: ${t(`flow.${line.flow}`, { ns: 'terms' })}`,
      })),
    // The words change with the language, which changes t.
    [rows, t, areaName],
  );
  const latest = latestOf(rows, reporter);
  const unit = rows[0]?.unit ?? '';
  const title = latest
    ? t('sentence', {
        reporter: areaName(latest.reporter),
        partner: areaName(latest.partner),
        flow: latest.flow,
        value: `${formatCompact(Number(latest.value), reader)} ${latest.unit}`,
        period: formatPeriod(latest.period, reader),
      })
    : t('title', { reporter: areaName(reporter), partner: areaName(partner) });
  const notes = answer.notes.map((note) => t(`note.${note.code}`, { defaultValue: note.text }));
  if (rows.length === 0)
    return (
      <Empty title={t('none')}>
        {notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
      </Empty>
    );
  return (
    <>
      <ChartFigure
        title={title}
        view={view}
        setView={setView}
        csv={csv}
        chart={<LineChart series={series} unit={unit} description={title} />}
        table={<ObservationTable rows={rows} />}
        source={<SourceLine rows={rows} />}
        formula={<p>{t(`formula.${rows[0]?.source === 'official' ? 'as_printed' : 'declared'}`)}</p>}
      />
      {notes.length > 0 && (
        <Note tone="active">
          {notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </Note>
      )}
    </>
  );
}

function SourceLine({ rows }: { rows: Observation[] }): ReactNode {
  const { t } = useTranslation('statistics');
  const vintages = [...new Set(rows.map((row) => row.vintage))];
  const open = rows.some((row) => row.status !== 'reported' && row.status !== 'demo');
  return (
    <>
      <p>
        {t('unit_line', { unit: rows[0]?.unit ?? '' })} ·{' '}
        {t(`source_name.${rows[0]?.source}`, { defaultValue: rows[0]?.source ?? '' })}
        {' · '}
        {t('vintage_line', { vintages: vintages.slice(0, 3).join(', ') })} ·{' '}
        {t('rows_line', { count: rows.length })}
      </p>
      <p>{t('valuation_line')}</p>
      <p>{t('gap_line')}</p>
      {open && <p>{t('open_points')}</p>}
    </>
  );
}
