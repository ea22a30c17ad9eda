import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { structureQuery } from '../../api/observatory.ts';
import { Answer } from '../../parts/answer.tsx';
import parts from '../../parts/parts.module.css';
import { PageHead } from '../../parts/section.tsx';
import { useAreaChoices } from '../statistics/use-area-choices.ts';
import { Choice } from './choice.tsx';
import { StatisticsTabs } from './statistics-tabs.tsx';
import { StructureFacts } from './structure-facts.tsx';
import { ContributionFigure, ShareOverTime, TreemapFigure } from './structure-figures.tsx';
import { useObservatoryChoices } from './use-observatory-choices.ts';

const YEARS_BACK = 12;

/** What trade is made of: treemap, shares over time, contribution to growth; by section, chapter, heading or group. */
export function StructurePage(): ReactNode {
  const { t } = useTranslation(['observatory', 'statistics', 'terms']);
  const search = useSearch({ from: '/statistics/structure' });
  const navigate = useNavigate({ from: '/statistics/structure' });
  const areas = useAreaChoices();
  const choices = useObservatoryChoices();
  const set = (change: Partial<typeof search>): void =>
    void navigate({ search: (old) => ({ ...old, ...change }), resetScroll: false });
  const last = new Date(Date.now()).getUTCFullYear() - 1;
  const { reporter = 'CN', partner = 'KZ', flow = 'export', by = 'section', period = String(last) } = search;
  const source = search.source ?? choices.detailed;
  const query = { reporter, partner, flow, by, source, period };
  const structure = useQuery(structureQuery(query));
  const shared = {
    query,
    view: search.view === 'table' ? ('table' as const) : ('chart' as const),
    setView: (view: 'chart' | 'table') => set({ view }),
  };
  return (
    <>
      <PageHead title={t('structure.title')}>
        <p className="dimmed">{t('structure.about')}</p>
      </PageHead>
      <StatisticsTabs />
      <search className={parts.filters}>
        <Choice
          label={t('reporter', { ns: 'statistics' })}
          value={reporter}
          data={areas}
          choose={(value) => set({ reporter: value })}
        />
        <Choice
          label={t('partner', { ns: 'statistics' })}
          value={partner}
          data={areas}
          choose={(value) => set({ partner: value })}
        />
        <Choice
          label={t('flow', { ns: 'statistics' })}
          value={flow}
          data={choices.flows.filter((option) => option.value !== 'total')}
          choose={(value) => set({ flow: value })}
        />
        <Choice
          label={t('structure.by')}
          value={by}
          data={['section', 'chapter', 'heading', 'group'].map((value) => ({
            value,
            label: t(`structure.by.${value}`),
          }))}
          choose={(value) => set({ by: value })}
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
      <Answer query={structure} rows={8}>
        {(seen) => (
          <>
            <TreemapFigure structure={seen} {...shared} />
            <StructureFacts structure={seen} />
            <ShareOverTime structure={seen} {...shared} />
            {by !== 'group' && <ContributionFigure structure={seen} {...shared} />}
          </>
        )}
      </Answer>
    </>
  );
}
