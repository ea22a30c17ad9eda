import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { overviewQuery } from '../../api/statistics.ts';
import { formatDay } from '../../format/date.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import { DemoMark, Empty, PageHead, Section } from '../../parts/section.tsx';
import { ChangesSection } from './changes-section.tsx';
import { CorridorSection } from './corridor-section.tsx';
import { FlowsSection } from './flows-section.tsx';
import { HeadlineFigures } from './headline-figures.tsx';
import { TrendSection } from './trend-section.tsx';

/** The corridor at a glance: official headline figures, the map, the trend; demonstration figures apart. */
export function OverviewPage(): ReactNode {
  const { t } = useTranslation(['overview', 'terms']);
  const reader = useReader();
  const { as_of } = useSearch({ from: '/' });
  const overview = useQuery(overviewQuery(as_of));
  return (
    <>
      <PageHead title={t('title')}>
        <p className="dimmed">{t('about')}</p>
        {as_of && <p>{t('as_of', { day: formatDay(as_of, reader) })}</p>}
      </PageHead>
      <Answer query={overview} rows={5}>
        {({ figures }) => {
          const official = figures.filter((figure) => figure.key.startsWith('official_'));
          return official.length > 0 ? (
            <Section
              title={t('official')}
              aside={<Link to="/statistics/bilateral">{t('to_statistics')}</Link>}
            >
              <HeadlineFigures figures={official} />
            </Section>
          ) : (
            <Empty title={t('no_official')} />
          );
        }}
      </Answer>
      {overview.data && <FlowsSection flows={overview.data.flows} />}
      {overview.data && <TrendSection trend={overview.data.trend} />}
      {overview.data && (
        <ChangesSection changes={overview.data.changes} catalogue={overview.data.catalogue} />
      )}
      <CorridorSection />
      {overview.data &&
        (['own', 'demo'] as const).map((name) => {
          const figures = overview.data.figures.filter((figure) => figure.key.startsWith(`${name}_`));
          if (figures.length === 0) return null;
          return (
            <Section
              key={name}
              title={t(`through_${name}`)}
              aside={name === 'demo' ? <DemoMark /> : undefined}
            >
              <HeadlineFigures figures={figures} />
            </Section>
          );
        })}
    </>
  );
}
