import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi } from '../../api/client.ts';
import { DemoMark, Section } from '../../parts/section.tsx';
import styles from './account.module.css';

interface DemoAccount {
  email: string;
  password: string;
  name: string;
  roles: string[];
  organisation: string;
}

/** The accounts of the demonstration corridor; nothing where the server offers none. */
export function DemoAccounts({
  choose,
  busy,
}: {
  choose: (account: DemoAccount) => void;
  busy: boolean;
}): ReactNode {
  const { t } = useTranslation(['account', 'terms']);
  const accounts = useQuery({
    queryKey: ['demo-accounts'],
    queryFn: ({ signal }) => callApi<{ items: DemoAccount[] }>('/demo-accounts', { signal }),
    retry: false,
  });
  if (!accounts.data || accounts.data.items.length === 0) return null;
  return (
    <Section title={t('demo.title')} aside={<DemoMark />}>
      <p className="dimmed">{t('demo.about')}</p>
      <ul className={styles.accounts}>
        {accounts.data.items.map((account) => (
          <li key={account.email}>
            <div>
              <strong>
                {account.roles
                  .map((role) => t(`role.${role}`, { ns: 'terms', defaultValue: role }))
                  .join(', ')}
              </strong>
              <div className="small">{account.organisation}</div>
              <div className="mono dimmed">{account.email}</div>
            </div>
            <Button variant="default" disabled={busy} onClick={() => choose(account)}>
              {t('demo.enter')}
              <span className="visually-hidden">: {account.organisation}</span>
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
