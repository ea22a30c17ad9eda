import { NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi, type Page } from '../../api/client.ts';
import type { Declaration } from '../../api/deal-parts.ts';
import { useSession } from '../../api/session.ts';
import { PagedAnswer } from '../../parts/paged-answer.tsx';
import parts from '../../parts/parts.module.css';
import { CountryName, Deadline, Instant, Money } from '../../parts/reading.tsx';
import { type Column, RecordTable } from '../../parts/record-table.tsx';
import { DemoMark, Empty, PageHead } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';
import { ReasonList } from '../deal/reason-list.tsx';

const states = [
  'lodged',
  'refused',
  'assessed',
  'laned',
  'inspected',
  'paid',
  'released',
  'withdrawn',
  'cancelled',
];
/** No decision is due any more. */
const decided = new Set(['released', 'refused', 'withdrawn', 'cancelled']);
const lanes = ['red', 'yellow', 'green'];

/** The officer's queue, oldest deadline first: what each declaration is, its lane and why, and the way to decide. */
export function CustomsPage(): ReactNode {
  const { t } = useTranslation(['customs', 'terms']);
  const session = useSession();
  const search = useSearch({ from: '/customs' });
  const navigate = useNavigate({ from: '/customs' });
  const query = { state: search.state, lane: search.lane, cursor: search.cursor, limit: 20 };
  const queue = useQuery({
    queryKey: ['declarations', query],
    queryFn: ({ signal }) => callApi<Page<Declaration>>('/declarations', { query, signal }),
    enabled: Boolean(session),
    placeholderData: keepPreviousData,
  });
  const filter = (change: Partial<typeof search>): void =>
    void navigate({ search: (old) => ({ ...old, cursor: undefined, ...change }) });
  if (session === null) return <SignInFirst title={t('title')} />;
  return (
    <>
      <PageHead title={t('title')}>
        <p className="dimmed">{t('about')}</p>
      </PageHead>
      <div className={parts.filters}>
        <NativeSelect
          label={t('col.state')}
          value={search.state ?? ''}
          onChange={(event) => filter({ state: event.currentTarget.value || undefined })}
          data={[
            { value: '', label: t('waiting') },
            ...states.map((value) => ({ value, label: t(`declaration.${value}`, { ns: 'terms' }) })),
          ]}
        />
        <NativeSelect
          label={t('lane')}
          value={search.lane ?? ''}
          onChange={(event) => filter({ lane: event.currentTarget.value || undefined })}
          data={[
            { value: '', label: t('filter.any') },
            ...lanes.map((value) => ({ value, label: t(`lane.${value}`, { ns: 'terms' }) })),
          ]}
        />
      </div>
      <PagedAnswer
        query={queue}
        rows={8}
        cursor={search.cursor}
        go={(cursor) => void navigate({ search: (old) => ({ ...old, cursor }) })}
        empty={<Empty title={t('none')} />}
      >
        {(items) => <QueueTable items={items} />}
      </PagedAnswer>
    </>
  );
}

function QueueTable({ items }: { items: Declaration[] }): ReactNode {
  const { t } = useTranslation(['customs', 'terms']);
  const columns: Column<Declaration>[] = [
    {
      id: 'number',
      header: t('declaration'),
      title: true,
      cell: (d) => (
        <>
          <Link to="/deals/$deal_id" params={{ deal_id: d.deal_id }} hash="declarations">
            {d.number}
          </Link>
          <div className="small dimmed">
            {t(`direction.${d.direction}`, { ns: 'terms' })}, {t('partner_country')}{' '}
            <CountryName code={d.partner_country} /> {d.demo && <DemoMark />}
          </div>
        </>
      ),
    },
    { id: 'state', header: t('col.state'), cell: (d) => <StatusBadge kind="declaration" state={d.state} /> },
    {
      id: 'lane',
      header: t('lane'),
      cell: (d) => (
        <>
          {d.lane ? <StatusBadge kind="lane" state={d.lane} /> : '–'}
          {d.lane_reasons.length > 0 && (
            <div className="small">
              <ReasonList reasons={d.lane_reasons} />
            </div>
          )}
        </>
      ),
    },
    {
      id: 'value',
      header: t('value'),
      end: true,
      cell: (d) => (
        <>
          <Money of={d.statistical_value} />
          <div className="small dimmed">{d.statistical_basis}</div>
        </>
      ),
    },
    { id: 'due', header: t('due'), end: true, cell: (d) => (d.due ? <Money of={d.due} /> : t('unknown')) },
    {
      id: 'decide_by',
      header: t('decide_by'),
      cell: (d) =>
        decided.has(d.state) ? <Instant at={d.released_at} day /> : <Deadline at={d.decide_by} />,
    },
  ];
  return <RecordTable caption={t('title')} columns={columns} rows={items} keyOf={(d) => d.declaration_id} />;
}
