import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Inquiry, inquiriesQuery } from '../../api/rfqs.ts';
import { useSession } from '../../api/session.ts';
import { PagedAnswer } from '../../parts/paged-answer.tsx';
import { Deadline, Instant } from '../../parts/reading.tsx';
import { type Column, RecordTable } from '../../parts/record-table.tsx';
import { Empty, PageHead } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';

/** What the reader's organisation has asked several sellers for, and how many have answered. */
export function BoardPage(): ReactNode {
  const { t } = useTranslation(['rfqs', 'terms']);
  const session = useSession();
  const search = useSearch({ from: '/rfqs' });
  const navigate = useNavigate({ from: '/rfqs' });
  const inquiries = useQuery({
    ...inquiriesQuery({ cursor: search.cursor, limit: 20 }),
    enabled: Boolean(session),
    placeholderData: keepPreviousData,
  });
  if (session === null) return <SignInFirst title={t('board')} />;
  return (
    <>
      <PageHead title={t('board')}>
        <p className="dimmed">
          {t('board_about')} <Link to="/frames">{t('frames.title')}</Link>
        </p>
      </PageHead>
      <PagedAnswer
        query={inquiries}
        rows={6}
        cursor={search.cursor}
        go={(cursor) => void navigate({ search: (old) => ({ ...old, cursor }) })}
        empty={
          <Empty title={t('none')}>
            <Link to="/market">{t('to_market')}</Link>
          </Empty>
        }
      >
        {(items) => <Board items={items} />}
      </PagedAnswer>
    </>
  );
}

function Board({ items }: { items: Inquiry[] }): ReactNode {
  const { t } = useTranslation(['rfqs', 'terms']);
  const columns: Column<Inquiry>[] = [
    {
      id: 'goods',
      header: t('goods'),
      title: true,
      cell: (row) => (
        <Link to="/rfqs/$inquiry_id" params={{ inquiry_id: row.inquiry_id }}>
          {row.title}
        </Link>
      ),
    },
    { id: 'state', header: t('col.state'), cell: (row) => <StatusBadge kind="inquiry" state={row.status} /> },
    {
      id: 'answers',
      header: t('answers'),
      cell: (row) => (
        <>
          {t('answers_of', { offers: row.offers, sellers: row.sellers })}
          {row.gone > 0 && <div className="small dimmed">{t('gone', { count: row.gone })}</div>}
        </>
      ),
    },
    {
      id: 'deadline',
      header: t('deadline'),
      cell: (row) =>
        row.status === 'open' || row.status === 'answered' ? (
          <Deadline at={row.deadline} />
        ) : (
          <Instant at={row.deadline} day />
        ),
    },
    { id: 'sent', header: t('sent'), cell: (row) => <Instant at={row.sent_at} day /> },
  ];
  return <RecordTable caption={t('board')} columns={columns} rows={items} keyOf={(row) => row.inquiry_id} />;
}
