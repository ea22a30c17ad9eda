import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty, PageHead } from '../parts/section.tsx';

export function NotFound(): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t('not_found.title')} />
      <Empty title={t('not_found.why')}>
        <Link to="/">{t('not_found.next')}</Link>
      </Empty>
    </>
  );
}
