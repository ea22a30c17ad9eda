import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi, type Page } from '../../api/client.ts';
import type { MoneyJson } from '../../format/money.ts';
import { useReader } from '../../i18n/reader.tsx';
import { PagedAnswer } from '../../parts/paged-answer.tsx';
import { Instant, Money } from '../../parts/reading.tsx';
import { type Column, RecordTable } from '../../parts/record-table.tsx';
import { Empty, Section } from '../../parts/section.tsx';
import { plain } from '../../parts/status-badge.tsx';
import { isPicked, type Picked, queryOf } from './statement-filter.ts';
import { type Days, periodOf } from './statement-period.ts';
import { StatementSearch } from './statement-search.tsx';
import { StatementTools } from './statement-tools.tsx';

interface Entry {
  number: number;
  transfer_id: string;
  at: string;
  change: MoneyJson;
  balance_after: MoneyJson;
  reason: string;
  reference: string;
  counter_book_id: string | null;
  counterparty: string | null;
  deal_id: string | null;
}

/** The entries of one account, newest first, with the balance after each. */
export function StatementSection({
  account_id,
  cursor,
  days,
  picked,
  go,
  choose,
  pick,
}: {
  account_id: string;
  cursor: string | undefined;
  days: Days;
  picked: Picked;
  go: (cursor: string | undefined) => void;
  choose: (days: Days) => void;
  pick: (picked: Picked) => void;
}): ReactNode {
  const { t } = useTranslation(['wallet', 'terms']);
  const table = useReader();
  const query = queryOf(picked, table);
  const statement = useQuery({
    queryKey: ['wallet', account_id, cursor, days, query],
    queryFn: ({ signal }) =>
      callApi<Page<Entry>>(`/wallet/${encodeURIComponent(account_id)}/statement`, {
        query: { cursor, limit: 20, ...periodOf(days), ...query },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
  const [kind = '', ...rest] = account_id.split(':');
  const columns: Column<Entry>[] = [
    {
      id: 'reason',
      header: t('why'),
      title: true,
      cell: (entry) => (
        <>
          {entry.deal_id ? (
            <Link to="/deals/$deal_id" params={{ deal_id: entry.deal_id }}>
              {t(`reason.${entry.reason}`, { ns: 'terms', defaultValue: plain(entry.reason) })}
            </Link>
          ) : (
            t(`reason.${entry.reason}`, { ns: 'terms', defaultValue: plain(entry.reason) })
          )}
          <div className="small dimmed">
            {entry.counter_book_id && (
              <Button
                variant="transparent"
                size="compact-sm"
                px={0}
                title={t('pick_side')}
                onClick={() => pick({ ...picked, with: entry.counter_book_id ?? undefined })}
              >
                {entry.counterparty ?? t(entry.deal_id ? 'side_escrow' : 'side_unnamed')}
              </Button>
            )}
            {entry.counter_book_id && ' · '}
            {entry.reference.split(': ')[0]}
          </div>
        </>
      ),
    },
    { id: 'at', header: t('col.date'), cell: (entry) => <Instant at={entry.at} /> },
    {
      id: 'change',
      header: t('change'),
      end: true,
      cell: (entry) => (
        <Link to="/wallet/transfers/$transfer_id" params={{ transfer_id: entry.transfer_id }}>
          <Money of={entry.change} />
        </Link>
      ),
    },
    {
      id: 'after',
      header: t('balance_after'),
      end: true,
      cell: (entry) => <Money of={entry.balance_after} />,
    },
  ];
  return (
    <Section
      title={t('statement', {
        account: [t(`account.${kind}`, { ns: 'terms', defaultValue: kind }), ...rest].join(' '),
      })}
    >
      <StatementTools account_id={account_id} days={days} query={query} choose={choose} />
      <StatementSearch picked={picked} pick={pick} />
      <PagedAnswer
        query={statement}
        cursor={cursor}
        go={go}
        empty={
          <Empty
            title={t(
              isPicked(picked) ? 'none_picked' : days.from || days.to ? 'no_entries_then' : 'no_entries',
            )}
          />
        }
      >
        {(items) => (
          <RecordTable
            caption={t('entries')}
            columns={columns}
            rows={items}
            keyOf={(entry) => entry.transfer_id + entry.number}
          />
        )}
      </PagedAnswer>
    </Section>
  );
}
