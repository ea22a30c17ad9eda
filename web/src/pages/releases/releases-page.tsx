import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type ListedRelease, releasesQuery } from '../../api/releases.ts';
import { formatDay, formatInstantDay, formatPeriod } from '../../format/date.ts';
import { useReader } from '../../i18n/reader.tsx';
import { PagedAnswer } from '../../parts/paged-answer.tsx';
import { type Column, RecordTable } from '../../parts/record-table.tsx';
import { DemoMark, Empty, PageHead } from '../../parts/section.tsx';
import { StatisticsTabs } from '../observatory/statistics-tabs.tsx';

/** What was published, newest period first. */
export function ReleasesPage(): ReactNode {
  const { t } = useTranslation('releases');
  const reader = useReader();
  const { cursor } = useSearch({ from: '/releases' });
  const navigate = useNavigate({ from: '/releases' });
  const query = useQuery(releasesQuery(cursor));
  const columns: Column<ListedRelease>[] = [
    {
      id: 'period',
      header: t('period'),
      title: true,
      cell: (row) => (
        <>
          <Link to="/releases/$period" params={{ period: row.period }}>
            {formatPeriod(row.period, reader)}
          </Link>{' '}
          {row.demo && <DemoMark />}
        </>
      ),
    },
    { id: 'number', header: t('number_head'), cell: (row) => row.number, end: true },
    { id: 'as_of', header: t('as_of_head'), cell: (row) => formatDay(row.as_of, reader) },
    {
      id: 'published',
      header: t('published_head'),
      cell: (row) => formatInstantDay(row.published_at, reader),
    },
  ];
  return (
    <>
      <PageHead title={t('title')}>
        <p className="dimmed">{t('about')}</p>
      </PageHead>
      <StatisticsTabs />
      <PagedAnswer
        query={query}
        cursor={cursor}
        go={(next) => void navigate({ search: (old) => ({ ...old, cursor: next }) })}
        empty={
          <Empty title={t('none')}>
            <p>{t('none_next')}</p>
            <p className="mono">npm run -s sauda -- statistics release 2025</p>
            <p>{t('none_how')}</p>
          </Empty>
        }
      >
        {(items) => (
          <RecordTable caption={t('title')} columns={columns} rows={items} keyOf={(row) => row.period} />
        )}
      </PagedAnswer>
    </>
  );
}
