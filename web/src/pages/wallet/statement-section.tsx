import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi, type Page } from '../../api/client.ts';
import type { MoneyJson } from '../../format/money.ts';
import { PagedAnswer } from '../../parts/paged-answer.tsx';
import { Instant, Money } from '../../parts/reading.tsx';
import { type Column, RecordTable } from '../../parts/record-table.tsx';
import { Empty, Section } from '../../parts/section.tsx';
import { plain } from '../../parts/status-badge.tsx';
import { type Days, periodOf } from './statement-period.ts';
import { StatementTools } from './statement-tools.tsx';

interface Entry {
  number: number;
  transfer_id: string;
  at: string;
  change: MoneyJson;
  balance_after: MoneyJson;
  reason: string;
  reference: string;
  counterparty: string | null;
  deal_id: string | null;
}

/** The entries of one account, newest first, with the balance after each. */
export function StatementSection({
  account_id,
  cursor,
  days,
  go,
  choose,
}: {
  account_id: string;
  cursor: string | undefined;
  days: Days;
  go: (cursor: string | undefined) => void;
  choose: (days: Days) => void;
}): ReactNode {
  const { t } = useTranslation(['wallet', 'terms']);
  const statement = useQuery({
    queryKey: ['wallet', account_id, cursor, days],
    queryFn: ({ signal }) =>
      callApi<Page<Entry>>(`/wallet/${encodeURIComponent(account_id)}/statement`, {
        query: { cursor, limit: 20, ...periodOf(days) },
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
            {[entry.counterparty, entry.reference.split(': ')[0]].filter(Boolean).join(' · ')}
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
      <StatementTools account_id={account_id} days={days} choose={choose} />
      <PagedAnswer
        query={statement}
        cursor={cursor}
        go={go}
        empty={<Empty title={t(days.from || days.to ? 'no_entries_then' : 'no_entries')} />}
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
