import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { savedSearchesQuery } from '../../api/search.ts';
import { useSession } from '../../api/session.ts';
import { ButtonLink } from '../../parts/button-link.tsx';
import parts from '../../parts/parts.module.css';
import styles from './market.module.css';

/** Ways about the market: what is offered, what is wanted, the own offers; and to publish one. */
export function MarketTabs(): ReactNode {
  const { t } = useTranslation('market');
  const session = useSession();
  const { data: saved } = useQuery({ ...savedSearchesQuery, enabled: Boolean(session) });
  if (!session) return null;
  const fresh = saved?.items.reduce((sum, { fresh: one }) => sum + one, 0) ?? 0;
  const trades = session.roles.includes('trader');
  return (
    <nav className={styles.tabs} aria-label={t('title')}>
      <Link to="/market" search={{}}>
        {t('all')}
      </Link>
      <Link to="/needs" search={{}}>
        {t('needs')}
      </Link>
      {trades && (
        <Link to="/market" search={{ mine: '1' }}>
          {t('own')}
        </Link>
      )}
      <Link to="/market/searches">{fresh > 0 ? t('saved_with', { fresh }) : t('saved')}</Link>
      {trades && <Link to="/matchmaking">{t('nav.days')}</Link>}
      {trades && <Link to="/marketplaces">{t('nav.marketplaces')}</Link>}
      {trades && (
        <span className={parts.buttons}>
          <ButtonLink to="/market/new">{t('publish')}</ButtonLink>
          <ButtonLink to="/market/import">{t('import')}</ButtonLink>
          <ButtonLink to="/needs/new">{t('need.publish')}</ButtonLink>
        </span>
      )}
    </nav>
  );
}
