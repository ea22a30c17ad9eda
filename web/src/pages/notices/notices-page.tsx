import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Notice, noticesQuery, unreadQuery } from '../../api/notices.ts';
import { useSession } from '../../api/session.ts';
import { useCommand } from '../../api/use-command.ts';
import { PagedAnswer } from '../../parts/paged-answer.tsx';
import { Instant } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { RefusalCard } from '../../parts/refusal-card.tsx';
import { Empty, PageHead } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { EndpointsSection } from './endpoints-section.tsx';
import { NoticeWords } from './notice-words.tsx';

/** What the reader's organisation was told, newest first, and where else it is pushed to. */
export function NoticesPage(): ReactNode {
  const { t } = useTranslation('notices');
  const session = useSession();
  const { cursor } = useSearch({ from: '/notices' });
  const navigate = useNavigate({ from: '/notices' });
  const member = Boolean(session?.organisation);
  const notices = useQuery({ ...noticesQuery(cursor), enabled: member, placeholderData: keepPreviousData });
  if (session === null) return <SignInFirst title={t('title')} />;
  if (session && !member)
    return (
      <>
        <PageHead title={t('title')} />
        <Empty title={t('for_organisations')}>
          <Link to="/organisation">{t('nav.organisation')}</Link>
        </Empty>
      </>
    );
  return (
    <>
      <PageHead title={t('title')}>
        <p className="dimmed">{t('about')}</p>
      </PageHead>
      <PagedAnswer
        query={notices}
        cursor={cursor}
        go={(next) => void navigate({ search: (old) => ({ ...old, cursor: next }) })}
        empty={
          <Empty title={t('none')}>
            <Link to="/market/searches">{t('none_next')}</Link>
          </Empty>
        }
      >
        {(items) => (
          <>
            <ReadAll newest={cursor === undefined ? items[0]?.made_at : undefined} />
            <NoticeTable items={items} />
          </>
        )}
      </PagedAnswer>
      {session?.roles.includes('admin') && <EndpointsSection />}
    </>
  );
}

/** Says that all is read up to the newest that is shown. */
function ReadAll({ newest }: { newest: string | undefined }): ReactNode {
  const { t } = useTranslation('notices');
  const unread = useQuery(unreadQuery).data?.unread ?? 0;
  const read = useCommand();
  if (unread === 0 || newest === undefined) return null;
  return (
    <div>
      <Button
        variant="default"
        loading={read.isPending}
        onClick={() => read.mutate({ method: 'POST', path: '/notices/read', body: { read_to: newest } })}
      >
        {t('read_all')}
      </Button>
      {read.error && <RefusalCard error={read.error} />}
    </div>
  );
}

function NoticeTable({ items }: { items: Notice[] }): ReactNode {
  const { t } = useTranslation('notices');
  return (
    <RecordTable
      caption={t('title')}
      rows={items}
      keyOf={(item) => item.notice_id}
      columns={[
        { id: 'what', header: t('what'), title: true, cell: (item) => <NoticeWords of={item} /> },
        {
          id: 'new',
          header: t('state'),
          cell: (item) =>
            item.settled || item.read ? (
              <span className="dimmed">{t(item.settled ? 'settled' : 'read')}</span>
            ) : (
              <strong>{t('new')}</strong>
            ),
        },
        { id: 'when', header: t('when'), cell: (item) => <Instant at={item.made_at} /> },
      ]}
    />
  );
}
