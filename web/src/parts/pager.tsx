import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './parts.module.css';

/**
 * Steps through a list by cursor. The way back is the browser's own, because every page has its address;
 * "first page" is offered for who arrives by a link.
 */
export function Pager({
  cursor,
  next_cursor,
  shown,
  go,
}: {
  cursor: string | undefined;
  next_cursor: string | null;
  shown: number;
  go: (cursor: string | undefined) => void;
}): ReactNode {
  const { t } = useTranslation();
  if (!cursor && !next_cursor) return <p className="dimmed small">{t('page.all', { count: shown })}</p>;
  return (
    <nav className={styles.pager} aria-label={t('page.nav')}>
      <Button variant="default" disabled={!cursor} onClick={() => go(undefined)}>
        {t('page.first')}
      </Button>
      <Button variant="default" disabled={!next_cursor} onClick={() => go(next_cursor ?? undefined)}>
        {t('page.next')}
      </Button>
    </nav>
  );
}
