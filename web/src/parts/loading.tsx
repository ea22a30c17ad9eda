import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** The place of something that is on its way, as tall as what will stand there. */
export function Loading({ rows = 4 }: { rows?: number }): ReactNode {
  const { t } = useTranslation('common', { useSuspense: false });
  return (
    <div role="status" aria-live="polite">
      <span className="visually-hidden">{t('loading')}</span>
      {Array.from({ length: rows }, (_, row) => `${92 - row * 7}%`).map((width, row) => (
        <Skeleton key={width} height={row === 0 ? 28 : 18} mb={12} width={row === 0 ? '40%' : width} />
      ))}
    </div>
  );
}
