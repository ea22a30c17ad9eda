import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi, type Page } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import { Answer } from '../../parts/answer.tsx';
import { PagedAnswer } from '../../parts/paged-answer.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Empty, Section } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { EntriesLink } from '../wallet/entries-link.tsx';
import { type Change, ChangeTable } from './change-table.tsx';
import { type Limit, LimitWorking, Reserved, SetBy, Worked } from './limit-working.tsx';
import { ProposeChange } from './propose-change.tsx';
import { TreasuryHead } from './treasury-head.tsx';

/** Liquidity with its limits, and the changes that one person proposes and another decides. */
export function LimitsPage(): ReactNode {
  const { t } = useTranslation('treasury');
  const session = useSession();
  const search = useSearch({ from: '/treasury/limits' });
  const navigate = useNavigate({ from: '/treasury/limits' });
  const limits = useQuery({
    queryKey: ['limits'],
    queryFn: ({ signal }) => callApi<{ items: Limit[] }>('/treasury/limits', { signal }),
    enabled: Boolean(session),
  });
  const changes = useQuery({
    queryKey: ['changes', search.cursor, search.currency],
    queryFn: ({ signal }) =>
      callApi<Page<Change>>('/treasury/changes', {
        query: { limits_of: search.currency, cursor: search.cursor, limit: 20 },
        signal,
      }),
    enabled: Boolean(session),
    placeholderData: keepPreviousData,
  });
  if (session === null) return <SignInFirst title={t('limits')} />;
  return (
    <>
      <TreasuryHead title={t('limits')} about={t('limits_about')} />
      <Answer query={limits}>
        {({ items }) => (
          <>
            <LimitTable items={items} />
            {items
              .filter((limit) => limit.balance.currency === search.currency)
              .map((limit) => (
                <LimitWorking key={limit.account_id} of={limit} />
              ))}
          </>
        )}
      </Answer>
      <ProposeChange />
      <Section
        title={search.currency ? t('limits_set', { currency: search.currency }) : t('changes')}
        id="changes"
        aside={search.currency && <Link to="/treasury/limits">{t('all_changes')}</Link>}
      >
        <PagedAnswer
          query={changes}
          cursor={search.cursor}
          go={(cursor) => void navigate({ search: (old) => ({ ...old, cursor }) })}
          empty={<Empty title={t(search.currency ? 'no_limit_set' : 'no_changes')} />}
        >
          {(items) => <ChangeTable items={items} />}
        </PagedAnswer>
      </Section>
    </>
  );
}

function LimitTable({ items }: { items: Limit[] }): ReactNode {
  const { t } = useTranslation('treasury');
  return (
    <RecordTable
      caption={t('limits')}
      keyOf={(limit) => limit.account_id}
      rows={items}
      columns={[
        {
          id: 'currency',
          header: t('currency'),
          title: true,
          cell: (limit) => (
            <Link to="/wallet" search={{ account: limit.account_id }}>
              {limit.balance.currency}
            </Link>
          ),
        },
        {
          id: 'balance',
          header: t('balance'),
          end: true,
          cell: (limit) => <EntriesLink of={limit.balance} choice={{ account: limit.account_id }} bare />,
        },
        {
          id: 'reserved',
          header: t('reserved'),
          end: true,
          cell: (limit) => <Reserved of={limit} bare />,
        },
        {
          id: 'least',
          header: t('keep_at_least'),
          end: true,
          cell: (limit) => <SetBy of={limit.keep_at_least} bare />,
        },
        {
          id: 'most',
          header: t('hold_at_most'),
          end: true,
          cell: (limit) => (limit.hold_at_most ? <SetBy of={limit.hold_at_most} bare /> : t('no_limit')),
        },
        { id: 'gives', header: t('gives'), end: true, cell: (limit) => <Worked of={limit.gives} /> },
        {
          id: 'takes',
          header: t('takes'),
          end: true,
          cell: (limit) => (limit.takes ? <Worked of={limit.takes} /> : t('no_limit')),
        },
      ]}
    />
  );
}
