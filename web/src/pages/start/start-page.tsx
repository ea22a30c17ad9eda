import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import { Answer } from '../../parts/answer.tsx';
import { HrefLink } from '../../parts/href-link.tsx';
import { Deadline } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Empty, PageHead } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { plain } from '../../parts/status-badge.tsx';

interface Waiting {
  kind: string;
  deal_id?: string;
  title_key: string;
  params: Record<string, string | number>;
  deadline: string | null;
  href: string;
}

/** What waits for the reader, oldest deadline first: work by exception. */
export function StartPage(): ReactNode {
  const { t } = useTranslation(['start', 'terms']);
  const session = useSession();
  const waiting = useQuery({
    queryKey: ['start'],
    queryFn: ({ signal }) => callApi<{ items: Waiting[] }>('/start', { signal }),
    enabled: Boolean(session),
    refetchInterval: 60_000,
  });
  if (session === null) return <SignInFirst title={t('title')} />;
  const titleOf = (item: Waiting): string =>
    t(item.title_key, {
      ...item.params,
      defaultValue: t(`action.${item.kind}`, { ns: 'terms', defaultValue: plain(item.kind) }),
    });
  return (
    <>
      <PageHead title={t('title')}>
        {waiting.data && waiting.data.items.length > 0 && (
          <p className="dimmed">{t('count', { count: waiting.data.items.length })}</p>
        )}
      </PageHead>
      <Answer query={waiting} rows={6}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('none')}>
              <Link to="/deals">{t('none_next')}</Link>
            </Empty>
          ) : (
            <RecordTable
              caption={t('title')}
              rows={items}
              keyOf={(item) => `${item.kind} ${item.href}`}
              columns={[
                {
                  id: 'task',
                  header: t('task'),
                  title: true,
                  cell: (item) => <HrefLink href={item.href}>{titleOf(item)}</HrefLink>,
                },
                { id: 'about', header: t('about'), cell: (item) => Object.values(item.params).join(' · ') },
                { id: 'deadline', header: t('deadline'), cell: (item) => <Deadline at={item.deadline} /> },
              ]}
            />
          )
        }
      </Answer>
    </>
  );
}
