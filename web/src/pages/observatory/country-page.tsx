import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { colourOf } from '../../chart/series.ts';
import { useAreaName } from '../../format/area.ts';
import parts from '../../parts/parts.module.css';
import { PageHead, Section } from '../../parts/section.tsx';
import { useAreaChoices } from '../statistics/use-area-choices.ts';
import { Choice } from './choice.tsx';
import { measureOf } from './measure.ts';
import { RankingSides } from './ranking-sides.tsx';
import { type LineAsked, SeriesFigure } from './series-figure.tsx';
import { StatisticsTabs } from './statistics-tabs.tsx';
import { useObservatoryChoices } from './use-observatory-choices.ts';

/** One country: its trade with a partner as each of them reports it, and who its partners are. */
export function CountryPage(): ReactNode {
  const { t } = useTranslation(['observatory', 'statistics', 'terms']);
  const { area } = useParams({ from: '/statistics/countries/$area' });
  const search = useSearch({ from: '/statistics/countries/$area' });
  const navigate = useNavigate({ from: '/statistics/countries/$area' });
  const areaName = useAreaName();
  const areas = useAreaChoices();
  const choices = useObservatoryChoices();
  const set = (change: Partial<typeof search>): void =>
    void navigate({ search: (old) => ({ ...old, ...change }), resetScroll: false });
  const partner = search.partner ?? (area === 'CN' ? 'C5' : 'CN');
  const { flow = 'total', source = 'official', frequency = 'A' } = search;
  const mirrored = flow === 'export' ? 'import' : flow === 'import' ? 'export' : 'total';
  const says = (reporter: string, of: string): string =>
    t('as_reported_by', { reporter: areaName(reporter), flow: t(`flow.${of}`, { ns: 'terms' }) });
  const lines: LineAsked[] = [
    {
      label: says(area, flow),
      colour: colourOf(area),
      dashed: false,
      query: { reporter: area, partner, flow, source, frequency },
    },
    {
      label: says(partner, mirrored),
      colour: colourOf(partner) === colourOf(area) ? 'var(--series-d)' : colourOf(partner),
      dashed: true,
      query: { reporter: partner, partner: area, flow: mirrored, source, frequency },
    },
  ];
  const period = search.period ?? String(new Date(Date.now()).getUTCFullYear() - 1);
  return (
    <>
      <PageHead title={t('country.title', { country: areaName(area), partner: areaName(partner) })}>
        <Link to="/statistics/countries">{t('countries.title')}</Link>
      </PageHead>
      <StatisticsTabs />
      <search className={parts.filters}>
        <Choice
          label={t('partner', { ns: 'statistics' })}
          value={partner}
          data={areas.filter((other) => other.value !== area)}
          choose={(value) => set({ partner: value })}
        />
        <Choice
          label={t('flow', { ns: 'statistics' })}
          value={flow}
          data={choices.flows}
          choose={(value) => set({ flow: value })}
        />
        <Choice
          label={t('measure')}
          value={measureOf(search.measure)}
          data={choices.measures}
          choose={(value) => set({ measure: value })}
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
      <SeriesFigure
        lines={lines}
        measure={measureOf(search.measure)}
        view={search.view === 'table' ? 'table' : 'chart'}
        setView={(view) => set({ view })}
        name={`sauda-${area}-${partner}-${flow}`}
      />
      <Section
        title={t('ranking.of', { country: areaName(area), period })}
        aside={
          <Link to="/statistics/ranking" search={{ reporter: area, flow, period, source }}>
            {t('ranking.more')}
          </Link>
        }
      >
        <RankingSides query={{ reporter: area, flow, period, source, limit: 10 }} view="table" />
      </Section>
    </>
  );
}
