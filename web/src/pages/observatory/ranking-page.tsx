import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PartnerRanking } from '../../api/observatory.ts';
import { rankingQuery } from '../../api/observatory.ts';
import { ChartFigure } from '../../chart/chart-figure.tsx';
import { useAreaName } from '../../format/area.ts';
import { formatPeriod } from '../../format/date.ts';
import { useReader } from '../../i18n/reader.tsx';
import parts from '../../parts/parts.module.css';
import { PageHead } from '../../parts/section.tsx';
import { useAreaChoices } from '../statistics/use-area-choices.ts';
import { Choice } from './choice.tsx';
import { RankingSides } from './ranking-sides.tsx';
import { StatisticsTabs } from './statistics-tabs.tsx';
import { useObservatoryChoices } from './use-observatory-choices.ts';

const YEARS_BACK = 12;

/** Who a country's partners are, by its own figures and by theirs. */
export function RankingPage(): ReactNode {
  const { t } = useTranslation(['observatory', 'statistics', 'terms']);
  const reader = useReader();
  const search = useSearch({ from: '/statistics/ranking' });
  const navigate = useNavigate({ from: '/statistics/ranking' });
  const areaName = useAreaName();
  const areas = useAreaChoices();
  const choices = useObservatoryChoices();
  const set = (change: Partial<typeof search>): void =>
    void navigate({ search: (old) => ({ ...old, ...change }), resetScroll: false });
  const last = new Date(Date.now()).getUTCFullYear() - 1;
  const { reporter = 'CN', flow = 'total', source = 'official', period = String(last) } = search;
  const query = { reporter, flow, source, period, limit: 20 };
  const ranking = useQuery(rankingQuery(query)).data;
  const view = search.view === 'chart' ? 'chart' : 'table';
  return (
    <>
      <PageHead title={t('ranking.title')}>
        <p className="dimmed">{t('ranking.about')}</p>
      </PageHead>
      <StatisticsTabs />
      <search className={parts.filters}>
        <Choice
          label={t('ranking.whose')}
          value={reporter}
          data={areas}
          choose={(value) => set({ reporter: value })}
        />
        <Choice
          label={t('flow', { ns: 'statistics' })}
          value={flow}
          data={choices.flows}
          choose={(value) => set({ flow: value })}
        />
        <Choice
          label={t('period', { ns: 'statistics' })}
          value={period}
          data={Array.from({ length: YEARS_BACK }, (_, back) => String(last - back)).map((year) => ({
            value: year,
            label: year,
          }))}
          choose={(value) => set({ period: value })}
        />
        <Choice
          label={t('source', { ns: 'statistics' })}
          value={source}
          data={choices.sources}
          choose={(value) => set({ source: value })}
        />
      </search>
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
        chart={<RankingSides query={query} view="chart" />}
        table={<RankingSides query={query} view="table" />}
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
