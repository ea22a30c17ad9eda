import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Changes, changesQuery, type VintageRef } from '../../api/changes.ts';
import { ChartFigure } from '../../chart/chart-figure.tsx';
import { formatDay, formatPeriod } from '../../format/date.ts';
import { formatNumber } from '../../format/number.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import { DemoMark, Empty, Note, PageHead, Section } from '../../parts/section.tsx';
import { FigureChanges, PartnerChanges, usePairName } from './change-tables.tsx';
import { Filters } from './filters.tsx';
import { StatisticsTabs } from './statistics-tabs.tsx';
import { useAddress, type View } from './use-address.ts';
import { useSourceName } from './use-observatory-choices.ts';

const BarChart = lazy(() => import('../../chart/bar-chart.tsx').then((m) => ({ default: m.BarChart })));

const BARS = 12;
const BAR_COLOURS = { up: 'var(--series-c)', down: 'var(--series-f)' };

/** What a revision changed: two vintages of a source and period, figure by figure. */
export function ChangesPage(): ReactNode {
  const { t } = useTranslation('statistics');
  const { search, set, view, setView } = useAddress();
  const { source = 'official', period, as_of, since } = search;
  const changes = useQuery(changesQuery({ source, period, as_of, since }));
  const periods = [
    ...new Set([...(changes.data ? [changes.data.period] : []), ...(changes.data?.revised_periods ?? [])]),
  ];
  return (
    <>
      <PageHead title={t('changes.title')}>
        <p className="dimmed">{t('changes.about')}</p>
      </PageHead>
      <StatisticsTabs />
      <Filters
        names={['source', 'period', 'since', 'as_of']}
        values={{ source, period: period ?? changes.data?.period, since, as_of }}
        set={(change) => set('source' in change ? { ...change, period: undefined } : change)}
        options={{ period: periods.map((value) => ({ value, label: value })) }}
      />
      <Answer query={changes} rows={8}>
        {(seen) => <Seen changes={seen} view={view} setView={setView} />}
      </Answer>
    </>
  );
}

function Seen({
  changes,
  view,
  setView,
}: {
  changes: Changes;
  view: View;
  setView: (view: View) => void;
}): ReactNode {
  const { t } = useTranslation('statistics');
  const reader = useReader();
  const sourceName = useSourceName();
  const { after, before, counts } = changes;
  const named = { source: sourceName(changes.source), period: formatPeriod(changes.period, reader) };
  if (!before)
    return <Empty title={t('changes.first', { ...named, day: formatDay(after.created_at, reader) })} />;
  if (before.number === after.number) return <Empty title={t('changes.same', named)} />;
  return (
    <>
      {changes.demo && (
        <Note>
          <DemoMark /> {t('demo_note')}
        </Note>
      )}
      <ChangesFigure changes={changes} before={before} view={view} setView={setView} />
      {changes.changes.length === 0 && counts.withheld === 0 && <Note>{t('changes.no_difference')}</Note>}
      {counts.withheld > 0 && <Note>{t('changes.withheld', { count: counts.withheld })}</Note>}
      {changes.changes.length > 0 && (
        <Section title={t('changes.figures')}>
          <FigureChanges rows={changes.changes} />
        </Section>
      )}
    </>
  );
}

function ChangesFigure({
  changes,
  before,
  view,
  setView,
}: {
  changes: Changes;
  before: VintageRef;
  view: View;
  setView: (view: View) => void;
}): ReactNode {
  const { t } = useTranslation(['statistics', 'terms']);
  const reader = useReader();
  const sourceName = useSourceName();
  const pairName = usePairName();
  const { after, counts, partners } = changes;
  const title = t('changes.sentence', {
    source: sourceName(changes.source),
    period: formatPeriod(changes.period, reader),
    ...counts,
  });
  const currency = partners[0]?.currency ?? '';
  const bars = useMemo(
    () =>
      partners
        .filter((pair) => pair.currency === currency)
        .slice(0, BARS)
        .map((pair) => ({
          label: pairName(pair),
          value: Number(pair.change),
          colour: pair.change.startsWith('-') ? BAR_COLOURS.down : BAR_COLOURS.up,
        })),
    [partners, currency, pairName],
  );
  return (
    <ChartFigure
      title={title}
      view={view}
      setView={setView}
      name={`sauda-changes-${changes.source}-${changes.period}-${after.number}`}
      rows={[
        [
          'kind',
          'reporter',
          'partner',
          'flow',
          'commodity',
          'part',
          'before',
          'after',
          'change',
          'change_pct',
          'currency',
        ],
        ...changes.changes.map((c) => [
          ...[c.kind, c.reporter, c.partner, c.flow, c.commodity, c.part],
          ...[c.before, c.after, c.change, c.change_pct, c.currency],
        ]),
      ]}
      chart={bars.length > 0 ? <BarChart bars={bars} unit={currency} description={title} /> : null}
      table={<PartnerChanges rows={partners} />}
      source={
        <>
          <p>
            {t('unit_line', { unit: currency || '–' })} · {t('changes.counts', { ...counts })}
          </p>
          {[after, before].map((vintage) => (
            <p key={vintage.number}>
              {t(vintage.rows === null ? 'changes.vintage_uncounted' : 'changes.vintage_line', {
                vintage: vintage.vintage,
                day: formatDay(vintage.created_at, reader),
                rows: formatNumber(vintage.rows ?? 0, reader),
              })}{' '}
              <span className="mono">{vintage.file_hash.slice(0, 12)}</span>
            </p>
          ))}
        </>
      }
      formula={<p>{t('changes.formula')}</p>}
    />
  );
}
