import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Query } from '../../api/client.ts';
import { type PartnerRanking, type RankingSide, rankingQuery } from '../../api/observatory.ts';
import { colourOf } from '../../chart/series.ts';
import { useAreaName } from '../../format/area.ts';
import { formatPeriod } from '../../format/date.ts';
import { formatDecimal, formatPercent } from '../../format/number.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import { Loading } from '../../parts/loading.tsx';
import { WideTable } from '../../parts/record-table.tsx';
import { Empty, Section } from '../../parts/section.tsx';
import { Guards } from './guards.tsx';
import styles from './observatory.module.css';
import { Origins } from './origins.tsx';

const BarChart = lazy(() => import('../../chart/bar-chart.tsx').then((m) => ({ default: m.BarChart })));

/** A country's partners by its own figures and by mirror, side by side: a rank is of one side, never of both. */
export function RankingSides({
  query,
  view,
  seen,
}: {
  query: Query;
  view: 'chart' | 'table';
  /** Given what came, for saving. */
  seen?: (ranking: PartnerRanking) => ReactNode;
}): ReactNode {
  const ranking = useQuery(rankingQuery(query));
  return (
    <Answer query={ranking} rows={8}>
      {(answer) => (
        <>
          <div className={styles.pair}>
            {(['own', 'mirror'] as const).map((side) => (
              <Side key={side} side={side} answer={answer} view={view} />
            ))}
          </div>
          {seen?.(answer)}
        </>
      )}
    </Answer>
  );
}

function Side({
  side,
  answer,
  view,
}: {
  side: 'own' | 'mirror';
  answer: PartnerRanking;
  view: 'chart' | 'table';
}): ReactNode {
  const { t } = useTranslation('observatory');
  const areaName = useAreaName();
  const ranked = answer[side];
  return (
    <Section title={t(`ranking.${side}`, { country: areaName(answer.reporter) })}>
      {ranked === null || ranked.ranks.length === 0 ? (
        <Empty title={t('ranking.none')}>{t(`ranking.none_${side}`)}</Empty>
      ) : (
        <>
          <p className="small">
            {t('ranking.coverage', { count: ranked.ranked })}{' '}
            {ranked.ranks.every((rank) => rank.share_pct === null) && t('ranking.no_whole')}
          </p>
          {view === 'chart' ? (
            <Bars side={ranked} title={t(`ranking.${side}`, { country: areaName(answer.reporter) })} />
          ) : (
            <Ranks side={ranked} />
          )}
          {ranked.missing.length > 0 && (
            <p className="small">
              {t('ranking.missing', { areas: ranked.missing.map(areaName).join(', ') })}
            </p>
          )}
          <Guards guards={ranked.guards} />
          <div className="small dimmed">
            <Origins origins={ranked.origins} unit={ranked.currency ?? '–'} />
          </div>
        </>
      )}
    </Section>
  );
}

function Bars({ side, title }: { side: RankingSide; title: string }): ReactNode {
  const areaName = useAreaName();
  const bars = useMemo(
    () =>
      side.ranks.map((rank) => ({
        label: `${rank.rank}. ${areaName(rank.partner)}`,
        value: Number(rank.value),
        colour: colourOf(rank.partner),
      })),
    [side.ranks, areaName],
  );
  return (
    <Suspense fallback={<Loading rows={8} />}>
      <BarChart bars={bars} unit={side.currency ?? ''} description={title} />
    </Suspense>
  );
}

function Ranks({ side }: { side: RankingSide }): ReactNode {
  const { t } = useTranslation(['observatory', 'statistics']);
  const reader = useReader();
  const areaName = useAreaName();
  return (
    <WideTable
      caption={t('ranking.title')}
      rows={side.ranks}
      keyOf={(rank) => rank.partner}
      columns={[
        {
          id: 'rank',
          header: t('ranking.rank'),
          cell: (rank) => (
            <span className="figures">
              {rank.rank}
              {rank.tied_with.length > 0 && <span className="small"> {t('ranking.tied')}</span>}
            </span>
          ),
        },
        {
          id: 'partner',
          header: t('partner', { ns: 'statistics' }),
          title: true,
          cell: (rank) => (
            <Link to="/statistics/countries/$area" params={{ area: rank.partner }}>
              {areaName(rank.partner)}
            </Link>
          ),
        },
        {
          id: 'value',
          header: `${t('value', { ns: 'statistics' })}, ${side.currency ?? ''}`,
          end: true,
          cell: (rank) => formatDecimal(rank.value, reader),
        },
        {
          id: 'share',
          header: t('share'),
          end: true,
          cell: (rank) => (rank.share_pct === null ? '–' : formatPercent(rank.share_pct, reader, 2)),
        },
        {
          id: 'first',
          header: t('ranking.since'),
          cell: (rank) =>
            rank.first_time === null
              ? '–'
              : t(rank.first_time.before_data ? 'ranking.before_data' : 'ranking.first', {
                  period: formatPeriod(rank.first_time.first, reader),
                }),
        },
      ]}
    />
  );
}
