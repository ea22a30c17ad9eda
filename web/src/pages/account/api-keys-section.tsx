import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi } from '../../api/client.ts';
import { Answer } from '../../parts/answer.tsx';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { Instant } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Secret } from '../../parts/secret.tsx';
import { Empty, Note, Section } from '../../parts/section.tsx';

interface ApiKey {
  key_id: string;
  name: string | null;
  start: string | null;
  created_at: string;
  expires_at: string | null;
  last_used_at: string | null;
}

/** Keys for programs that act in the reader's name: make one, see it once, delete it. */
export function ApiKeysSection(): ReactNode {
  const { t } = useTranslation('account');
  const [made, setMade] = useState<string>();
  const keys = useQuery({
    queryKey: ['api-keys'],
    queryFn: ({ signal }) => callApi<{ items: ApiKey[] }>('/api-keys', { signal }),
  });
  return (
    <Section title={t('keys.title')}>
      <p>
        {t('keys.about')} <a href="/api/docs">{t('keys.docs')}</a>
      </p>
      {made && (
        <Note>
          <p>{t('keys.once')}</p>
          <Secret label={t('keys.key')} text={made} />
        </Note>
      )}
      <CommandButtons
        commands={[
          {
            name: t('keys.make'),
            method: 'POST',
            path: '/api-keys',
            fields: [
              { name: 'name', label: t('keys.name'), hint: t('keys.name_hint'), kind: 'line', longest: 60 },
              { name: 'expires_in_days', label: t('keys.days'), kind: 'whole', start: '90', optional: true },
            ],
            answered: ({ key }: { key: string }) => setMade(key),
          },
        ]}
      />
      <Answer query={keys}>
        {({ items }) => (items.length === 0 ? <Empty title={t('keys.none')} /> : <KeyTable items={items} />)}
      </Answer>
    </Section>
  );
}

function KeyTable({ items }: { items: ApiKey[] }): ReactNode {
  const { t } = useTranslation('account');
  return (
    <RecordTable
      caption={t('keys.title')}
      rows={items}
      keyOf={(key) => key.key_id}
      columns={[
        {
          id: 'name',
          header: t('keys.name'),
          title: true,
          cell: (key) => (
            <>
              {key.name} <span className="mono dimmed">{key.start}…</span>
            </>
          ),
        },
        { id: 'made', header: t('keys.made'), cell: (key) => <Instant at={key.created_at} day /> },
        { id: 'used', header: t('keys.used'), cell: (key) => <Instant at={key.last_used_at} /> },
        { id: 'ends', header: t('keys.ends'), cell: (key) => <Instant at={key.expires_at} day /> },
        {
          id: 'delete',
          header: t('keys.action'),
          cell: (key) => (
            <CommandButtons
              commands={[
                {
                  name: t('keys.delete', { name: key.name ?? '' }),
                  explain: t('keys.delete_explain'),
                  method: 'DELETE',
                  path: `/api-keys/${key.key_id}`,
                  fields: [],
                },
              ]}
            />
          ),
        },
      ]}
    />
  );
}
