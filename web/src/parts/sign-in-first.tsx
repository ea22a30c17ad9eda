import { Link, useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty, PageHead } from './section.tsx';

/** What a visitor sees at the address of a page for members. */
export function SignInFirst({ title }: { title: string }): ReactNode {
  const { t } = useTranslation();
  const here = useRouterState({ select: (state) => state.location.href });
  return (
    <>
      <PageHead title={title} />
      <Empty title={t('sign_in_first')}>
        <Link to="/sign-in" search={{ next: here }}>
          {t('nav.sign_in')}
        </Link>
      </Empty>
    </>
  );
}
