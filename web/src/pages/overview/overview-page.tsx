import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { overviewQuery } from '../../api/statistics.ts';
import { Answer } from '../../parts/answer.tsx';
import { DemoMark, Empty, PageHead, Section } from '../../parts/section.tsx';
import { CorridorSection } from './corridor-section.tsx';
import { HeadlineFigures } from './headline-figures.tsx';
import { TrendSection } from './trend-section.tsx';

/** The corridor at a glance: official headline figures, the map, the trend; demonstration figures apart. */
export function OverviewPage(): ReactNode {
  const { t } = useTranslation(['overview', 'terms']);
  const overview = useQuery(overviewQuery);
  return (
    <>
      <PageHead title={t('title')}>
        <p className="dimmed">{t('about')}</p>
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
      <CorridorSection />
      {overview.data && <TrendSection trend={overview.data.trend} />}
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
