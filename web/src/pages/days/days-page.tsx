import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Day, type DayFirm, daysQuery } from '../../api/days.ts';
import { useSession } from '../../api/session.ts';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { PagedAnswer } from '../../parts/paged-answer.tsx';
import { Instant } from '../../parts/reading.tsx';
import { type Column, RecordTable } from '../../parts/record-table.tsx';
import { DemoMark, Empty, PageHead } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { shapeDay, useDayFields } from './day-fields.ts';
import { DayState } from './day-state.tsx';

/** Matchmaking days that the reader's organisation holds, is invited to or may register for. */
export function DaysPage(): ReactNode {
  const { t } = useTranslation('days');
  const session = useSession();
  const search = useSearch({ from: '/matchmaking' });
  const navigate = useNavigate({ from: '/matchmaking' });
  const days = useQuery({
    ...daysQuery({ cursor: search.cursor, limit: 20 }),
    enabled: Boolean(session),
    placeholderData: keepPreviousData,
  });
  if (session === null) return <SignInFirst title={t('title')} />;
  const holds = session?.organisation?.kind === 'institution';
  return (
    <>
      <PageHead title={t('title')}>
        <p className="dimmed">{t('about')}</p>
      </PageHead>
      {holds && <Announce />}
      <PagedAnswer
        query={days}
        rows={4}
        cursor={search.cursor}
        go={(cursor) => void navigate({ search: (old) => ({ ...old, cursor }) })}
        empty={<Empty title={t(holds ? 'none' : 'none_firm')} />}
      >
        {(items) => <DayTable items={items} me={session?.organisation?.org_id} />}
      </PagedAnswer>
    </>
  );
}

function Announce(): ReactNode {
  const { t } = useTranslation('days');
  const navigate = useNavigate();
  return (
    <CommandButtons
      commands={[
        {
          name: t('announce'),
          explain: t('announce.explain'),
          method: 'POST',
          path: '/matchmaking-days',
          fields: useDayFields(),
          shape: shapeDay,
          primary: true,
          answered: ({ day_id }: { day_id: string }) =>
            void navigate({ to: '/matchmaking/$day_id', params: { day_id } }),
        },
      ]}
    />
  );
}

type ListedDay = Day & { own_state: DayFirm['state'] | null };

function DayTable({ items, me }: { items: ListedDay[]; me: string | undefined }): ReactNode {
  const { t } = useTranslation('days');
  const columns: Column<ListedDay>[] = [
    {
      id: 'name',
      header: t('col.day'),
      title: true,
      cell: (day) => (
        <>
          <Link to="/matchmaking/$day_id" params={{ day_id: day.day_id }}>
            {day.name}
          </Link>{' '}
          {day.demo && <DemoMark />}
          <div className="small dimmed">{day.org_name}</div>
        </>
      ),
    },
    {
      id: 'when',
      header: t('col.when'),
      cell: (day) => (
        <>
          <Instant at={day.held_on} />, {day.starts}
        </>
      ),
    },
    { id: 'where', header: t('col.where'), cell: (day) => day.place },
    {
      id: 'state',
      header: t('col.state'),
      cell: (day) => (
        <>
          <DayState of={day} />
          {day.org_id !== me && <div className="small">{t(`own.${day.own_state ?? 'none'}`)}</div>}
        </>
      ),
    },
  ];
  return <RecordTable caption={t('title')} columns={columns} rows={items} keyOf={(day) => day.day_id} />;
}
