import { Button, NativeSelect, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DealSummary, dealsQuery } from '../../api/deals.ts';
import { useSession } from '../../api/session.ts';
import { PagedAnswer } from '../../parts/paged-answer.tsx';
import parts from '../../parts/parts.module.css';
import { CountryName, Deadline, Instant, Money } from '../../parts/reading.tsx';
import { type Column, RecordTable } from '../../parts/record-table.tsx';
import { DemoMark, Empty, PageHead } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';

const states = [
  'requested',
  'quoted',
  'agreed',
  'contracted',
  'funded',
  'shipped',
  'delivered',
  'accepted',
  'disputed',
  'settled',
  'closed',
  'lapsed',
  'declined',
  'cancelled',
];
const roles = [
  'buyer',
  'seller',
  'carrier',
  'export_broker',
  'import_broker',
  'export_customs',
  'import_customs',
  'bank',
];

/** The deals of the reader's organisation; every filter is in the address. */
export function DealsPage(): ReactNode {
  const { t } = useTranslation(['deals', 'terms']);
  const session = useSession();
  const search = useSearch({ from: '/deals' });
  const navigate = useNavigate({ from: '/deals' });
  const deals = useQuery({
    ...dealsQuery({ q: search.q, state: search.state, role: search.role, cursor: search.cursor, limit: 20 }),
    enabled: Boolean(session),
    placeholderData: keepPreviousData,
  });
  const [q, setQ] = useState(search.q ?? '');
  useEffect(() => setQ(search.q ?? ''), [search.q]);
  const filter = (change: Partial<typeof search>): void =>
    void navigate({ search: (old) => ({ ...old, cursor: undefined, ...change }) });
  if (session === null) return <SignInFirst title={t('title')} />;
  const filtered = Boolean(search.q || search.state || search.role);
  const option = (value: string, prefix: string) => ({
    value,
    label: t(`${prefix}.${value}`, { ns: 'terms' }),
  });
  return (
    <>
      <PageHead title={t('title')} />
      <search>
        <form
          className={parts.filters}
          onSubmit={(event) => {
            event.preventDefault();
            filter({ q: q.trim() || undefined });
          }}
        >
          <TextInput
            label={t('search')}
            type="search"
            value={q}
            onChange={(event) => setQ(event.currentTarget.value)}
          />
          <NativeSelect
            label={t('state')}
            value={search.state ?? ''}
            onChange={(event) => filter({ state: event.currentTarget.value || undefined })}
            data={[{ value: '', label: t('filter.any') }, ...states.map((state) => option(state, 'deal'))]}
          />
          <NativeSelect
            label={t('role')}
            value={search.role ?? ''}
            onChange={(event) => filter({ role: event.currentTarget.value || undefined })}
            data={[{ value: '', label: t('filter.any') }, ...roles.map((role) => option(role, 'role'))]}
          />
          <Button type="submit" variant="default">
            {t('search.go')}
          </Button>
        </form>
      </search>
      <PagedAnswer
        query={deals}
        rows={8}
        cursor={search.cursor}
        go={(cursor) => void navigate({ search: (old) => ({ ...old, cursor }) })}
        empty={
          <Empty title={t(filtered ? 'none_found' : 'none_yet')}>
            {filtered ? (
              <Link to="/deals" search={{}}>
                {t('filter.clear')}
              </Link>
            ) : (
              <Link to="/market">{t('to_market')}</Link>
            )}
          </Empty>
        }
      >
        {(items) => <DealTable items={items} />}
      </PagedAnswer>
    </>
  );
}

function DealTable({ items }: { items: DealSummary[] }): ReactNode {
  const { t } = useTranslation(['deals', 'terms']);
  const columns: Column<DealSummary>[] = [
    {
      id: 'deal',
      header: t('deal'),
      title: true,
      cell: (deal) => (
        <>
          <Link to="/deals/$deal_id" params={{ deal_id: deal.deal_id }}>
            {deal.goods}
          </Link>
          <div className="small dimmed figures">
            {deal.number} · HS {deal.hs_code} {deal.demo && <DemoMark />}
          </div>
        </>
      ),
    },
    { id: 'state', header: t('col.state'), cell: (deal) => <StatusBadge kind="deal" state={deal.state} /> },
    {
      id: 'partner',
      header: t('partner'),
      cell: (deal) => {
        const partner = deal.my_roles.includes('buyer') ? deal.seller : deal.buyer;
        return (
          <>
            {deal.my_roles.includes('buyer') || deal.my_roles.includes('seller')
              ? partner.name
              : `${deal.seller.name} → ${deal.buyer.name}`}
            <div className="small dimmed">
              <CountryName code={deal.seller.country} /> → <CountryName code={deal.buyer.country} />
            </div>
          </>
        );
      },
    },
    { id: 'price', header: t('price'), end: true, cell: (deal) => <Money of={deal.price} /> },
    { id: 'deadline', header: t('deadline'), cell: (deal) => <Deadline at={deal.next_deadline} /> },
    { id: 'updated', header: t('updated'), cell: (deal) => <Instant at={deal.updated_at} day /> },
  ];
  return <RecordTable caption={t('title')} columns={columns} rows={items} keyOf={(deal) => deal.deal_id} />;
}
