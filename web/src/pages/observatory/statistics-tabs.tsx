import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './observatory.module.css';

const pages = [
  { to: '/statistics/bilateral', label: 'tab.bilateral' },
  { to: '/statistics/countries', label: 'tab.countries' },
  { to: '/statistics/ranking', label: 'tab.ranking' },
  { to: '/statistics/mirror', label: 'tab.mirror' },
  { to: '/statistics/structure', label: 'tab.structure' },
  { to: '/statistics/prices', label: 'tab.prices' },
  { to: '/statistics/groups', label: 'tab.groups' },
  { to: '/statistics/explorer', label: 'tab.explorer' },
  { to: '/statistics/changes', label: 'tab.changes' },
  { to: '/releases', label: 'tab.releases' },
] as const;

/** Ways about the observatory. */
export function StatisticsTabs(): ReactNode {
  const { t } = useTranslation('observatory');
  return (
    <nav className={styles.tabs} aria-label={t('tabs')}>
      {pages.map((page) => (
        <Link key={page.to} to={page.to} activeOptions={{ includeSearch: false }}>
          {t(page.label)}
        </Link>
      ))}
    </nav>
  );
}
