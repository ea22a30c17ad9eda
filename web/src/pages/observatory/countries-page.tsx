import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { countriesQuery } from '../../api/reference.ts';
import { useAreaName } from '../../format/area.ts';
import { Answer } from '../../parts/answer.tsx';
import { PageHead, Section } from '../../parts/section.tsx';
import styles from './observatory.module.css';
import { StatisticsTabs } from './statistics-tabs.tsx';

/** The countries of the corridor and their partners, each with a page of its own. */
export function CountriesPage(): ReactNode {
  const { t } = useTranslation(['observatory', 'terms']);
  const areaName = useAreaName();
  const countries = useQuery(countriesQuery);
  const list = (codes: string[]): ReactNode => (
    <ul className={styles.cards}>
      {codes.map((code) => (
        <li key={code}>
          <Link to="/statistics/countries/$area" params={{ area: code }}>
            {areaName(code)}
          </Link>
        </li>
      ))}
    </ul>
  );
  return (
    <>
      <PageHead title={t('countries.title')}>
        <p className="dimmed">{t('countries.about')}</p>
      </PageHead>
      <StatisticsTabs />
      <Answer query={countries}>
        {(rows) => (
          <>
            <Section title={t('countries.corridor')}>
              {list(rows.filter((c) => c.corridor).map((c) => c.iso2))}
            </Section>
            <Section title={t('countries.others')}>
              {list(rows.filter((c) => !c.corridor).map((c) => c.iso2))}
            </Section>
          </>
        )}
      </Answer>
    </>
  );
}
