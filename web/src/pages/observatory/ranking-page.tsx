import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PartnerRanking } from '../../api/observatory.ts';
import { rankingQuery } from '../../api/observatory.ts';
import { ChartFigure } from '../../chart/chart-figure.tsx';
import { useAreaName } from '../../format/area.ts';
import { formatPeriod } from '../../format/date.ts';
import { useReader } from '../../i18n/reader.tsx';
import { PageHead } from '../../parts/section.tsx';
import { Filters } from './filters.tsx';
import { RankingSides } from './ranking-sides.tsx';
import { StatisticsTabs } from './statistics-tabs.tsx';
import { useAddress } from './use-address.ts';
import { lastYear } from './use-observatory-choices.ts';

const LIMIT = 20;

/** Who a country's partners are, by its own figures and by theirs. */
export function RankingPage(): ReactNode {
  const { t } = useTranslation(['observatory', 'statistics', 'terms']);
  const reader = useReader();
  const { search, set } = useAddress();
  const areaName = useAreaName();
  const { reporter = 'CN', flow = 'total', source = 'official', period = String(lastYear()) } = search;
  const { currency, as_of } = search;
  const query = { reporter, flow, source, period, currency, as_of };
  const ranking = useQuery(rankingQuery({ ...query, limit: LIMIT })).data;
  const view = search.view === 'chart' ? 'chart' : 'table';
  return (
    <>
      <PageHead title={t('ranking.title')}>
        <p className="dimmed">{t('ranking.about')}</p>
      </PageHead>
      <StatisticsTabs />
      <Filters
        names={['reporter', 'flow', 'period', 'source', 'currency', 'as_of']}
        values={query}
        set={set}
        words={{ reporter: t('ranking.whose') }}
      />
      <ChartFigure
        title={t('ranking.sentence', {
          country: areaName(reporter),
          flow: t(`flow.${flow}`, { ns: 'terms' }),
          period: formatPeriod(period, reader),
        })}
        view={view}
        setView={(next) => set({ view: next })}
        name={`sauda-ranking-${reporter}-${flow}-${period}`}
        {...(ranking ? { rows: rowsOf(ranking) } : {})}
        chart={<RankingSides query={{ ...query, limit: LIMIT }} view="chart" />}
        table={<RankingSides query={{ ...query, limit: LIMIT }} view="table" />}
        source={<p>{t('ranking.never_mixed')}</p>}
        formula={<p>{t('formula.ranking')}</p>}
      />
    </>
  );
}

function rowsOf(ranking: PartnerRanking): (string | number | null)[][] {
  const head = ['side', 'reporter', 'flow', 'period', 'rank', 'partner', 'value', 'currency', 'share_pct'];
  return [
    head,
    ...(['own', 'mirror'] as const).flatMap((side) =>
      (ranking[side]?.ranks ?? []).map((rank) => [
        side,
        ranking.reporter,
        ranking.flow,
        ranking.period,
        rank.rank,
        rank.partner,
        rank.value,
        ranking[side]?.currency ?? null,
        rank.share_pct,
      ]),
    ),
  ];
}
