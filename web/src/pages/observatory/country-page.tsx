import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { colourOf } from '../../chart/series.ts';
import { useAreaName } from '../../format/area.ts';
import { PageHead, Section } from '../../parts/section.tsx';
import { useAreaChoices } from '../statistics/use-area-choices.ts';
import { Filters } from './filters.tsx';
import { measureOf } from './measure.ts';
import { RankingSides } from './ranking-sides.tsx';
import { type LineAsked, SeriesFigure } from './series-figure.tsx';
import { StatisticsTabs } from './statistics-tabs.tsx';
import { useAddress } from './use-address.ts';
import { lastYear } from './use-observatory-choices.ts';

/** One country: its trade with a partner as each of them reports it, and who its partners are. */
export function CountryPage(): ReactNode {
  const { t } = useTranslation(['observatory', 'statistics', 'terms']);
  const { area } = useParams({ from: '/statistics/countries/$area' });
  const { search, set, view, setView } = useAddress();
  const areaName = useAreaName();
  const areas = useAreaChoices();
  const partner = search.partner ?? (area === 'CN' ? 'C5' : 'CN');
  const { flow = 'total', source = 'official', frequency = 'A', currency, as_of } = search;
  const measure = measureOf(search.measure);
  const mirrored = flow === 'export' ? 'import' : flow === 'import' ? 'export' : 'total';
  const says = (reporter: string, of: string): string =>
    t('as_reported_by', { reporter: areaName(reporter), flow: t(`flow.${of}`, { ns: 'terms' }) });
  const common = { source, frequency, currency, as_of };
  const lines: LineAsked[] = [
    {
      label: says(area, flow),
      colour: colourOf(area),
      dashed: false,
      query: { reporter: area, partner, flow, ...common },
    },
    {
      label: says(partner, mirrored),
      colour: colourOf(partner) === colourOf(area) ? 'var(--series-d)' : colourOf(partner),
      dashed: true,
      query: { reporter: partner, partner: area, flow: mirrored, ...common },
    },
  ];
  const period = search.period ?? String(lastYear());
  return (
    <>
      <PageHead title={t('country.title', { country: areaName(area), partner: areaName(partner) })}>
        <Link to="/statistics/countries">{t('countries.title')}</Link>
      </PageHead>
      <StatisticsTabs />
      <Filters
        names={['partner', 'flow', 'measure', 'source', 'frequency', 'currency', 'as_of']}
        values={{ partner, flow, measure, source, frequency, currency, as_of }}
        set={set}
        options={{ partner: areas.filter((other) => other.value !== area) }}
      />
      <SeriesFigure
        lines={lines}
        measure={measure}
        view={view}
        setView={setView}
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
        <RankingSides query={{ reporter: area, flow, period, source, as_of, limit: 10 }} view="table" />
      </Section>
    </>
  );
}
