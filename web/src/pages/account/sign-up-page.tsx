import { useQueryClient } from '@tanstack/react-query';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CommandForm } from '../../parts/command-form.tsx';
import { ownAddress } from '../../parts/own-address.ts';
import parts from '../../parts/parts.module.css';
import { PageHead } from '../../parts/section.tsx';

/** Opens an account; then the person registers an organisation, or joins one by an invitation. */
export function SignUpPage(): ReactNode {
  const { t } = useTranslation('account');
  const { next } = useSearch({ from: '/sign-up' });
  const router = useRouter();
  const queries = useQueryClient();
  return (
    <>
      <PageHead title={t('sign_up.title')}>
        <p className="dimmed">{t('sign_up.about')}</p>
      </PageHead>
      <div className={parts.form} data-narrow>
        <CommandForm
          spec={{
            name: t('sign_up.go'),
            method: 'POST',
            path: '/sign-up',
            fields: [
              {
                name: 'name',
                label: t('sign_up.name'),
                kind: 'line',
                longest: 120,
                complete: 'name',
              },
              { name: 'email', label: t('sign_in.email'), kind: 'email', complete: 'username' },
              {
                name: 'password',
                label: t('sign_in.password'),
                hint: t('password.hint'),
                kind: 'password',
                complete: 'new-password',
              },
            ],
          }}
          done={() => {
            queries.clear();
            router.history.push(ownAddress(next ?? '/organisation'));
          }}
        />
        <p>
          {t('sign_up.known')}{' '}
          <Link to="/sign-in" search={{ next }}>
            {t('sign_in.title')}
          </Link>
        </p>
      </div>
    </>
  );
}
