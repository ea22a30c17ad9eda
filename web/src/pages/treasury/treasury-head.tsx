import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../api/session.ts';
import { PageHead } from '../../parts/section.tsx';
import styles from './treasury.module.css';

/** The head of a page of the treasury, with the ways to the others; a bank has the unmatched payments alone. */
export function TreasuryHead({ title, about }: { title: string; about: string }): ReactNode {
  const { t } = useTranslation('treasury');
  const session = useSession();
  return (
    <>
      <PageHead title={title}>
        <p className="dimmed">{about}</p>
      </PageHead>
      {session?.organisation?.kind === 'treasury' && (
        <nav className={styles.tabs} aria-label={t('treasury')}>
          <Link to="/treasury" activeOptions={{ exact: true }}>
            {t('positions')}
          </Link>
          <Link to="/treasury/limits">{t('limits')}</Link>
          <Link to="/treasury/netting">{t('netting')}</Link>
          <Link to="/treasury/unmatched">{t('unmatched')}</Link>
          <Link to="/wallet">{t('accounts')}</Link>
        </nav>
      )}
    </>
  );
}
