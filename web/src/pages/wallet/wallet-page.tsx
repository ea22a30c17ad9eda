import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import type { MoneyJson } from '../../format/money.ts';
import { currencyName } from '../../format/names.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import { type Column, RecordTable } from '../../parts/record-table.tsx';
import { Empty, PageHead, Section } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { EntriesLink } from './entries-link.tsx';
import { RecallsSection } from './recalls-section.tsx';
import { StatementSection } from './statement-section.tsx';
import { WalletCommands } from './wallet-commands.tsx';

export interface WalletAccount {
  account_id: string;
  kind: string;
  balance: MoneyJson;
  available: MoneyJson;
  reserved: MoneyJson;
  incoming: MoneyJson;
  closed: boolean;
}

/** Balances of the organisation read from the ledger, and the statement of the account in the address. */
export function WalletPage(): ReactNode {
  const { t } = useTranslation(['wallet', 'terms']);
  const session = useSession();
  const search = useSearch({ from: '/wallet' });
  const navigate = useNavigate({ from: '/wallet' });
  const wallet = useQuery({
    queryKey: ['wallet'],
    queryFn: ({ signal }) => callApi<{ items: WalletAccount[] }>('/wallet', { signal }),
    enabled: Boolean(session),
    placeholderData: keepPreviousData,
  });
  if (session === null) return <SignInFirst title={t('title')} />;
  return (
    <>
      <PageHead title={t('title')}>
        <p className="dimmed">{t('about')}</p>
        {['trader', 'carrier', 'broker'].includes(session?.organisation?.kind ?? '') && (
          <p>
            <Link to="/payouts">{t('payouts')}</Link> · <Link to="/treasury/netting">{t('to_netting')}</Link>
          </p>
        )}
      </PageHead>
      <Answer query={wallet}>
        {({ items }) => {
          const account_id = search.account ?? items[0]?.account_id;
          return (
            <>
              <Section title={t('accounts')} aside={<Link to="/wallet/trial-balance">{t('trial')}</Link>}>
                {items.length === 0 ? (
                  <Empty title={t('none')} />
                ) : (
                  <AccountTable items={items} chosen={account_id} />
                )}
              </Section>
              <WalletCommands accounts={items} kind={session?.organisation?.kind ?? ''} />
              {['trader', 'carrier'].includes(session?.organisation?.kind ?? '') && (
                <p>
                  <Link to="/exchange">{t('to_exchange')}</Link>
                </p>
              )}
              <RecallsSection enabled={Boolean(session)} />
              {account_id && (
                <StatementSection
                  account_id={account_id}
                  cursor={search.cursor}
                  days={{ from: search.from, to: search.to }}
                  picked={search}
                  pick={(picked) =>
                    void navigate({
                      search: { account: account_id, from: search.from, to: search.to, ...picked },
                    })
                  }
                  choose={(days) =>
                    void navigate({
                      search: (old) => ({ ...old, account: account_id, cursor: undefined, ...days }),
                    })
                  }
                  go={(cursor) =>
                    void navigate({ search: (old) => ({ ...old, account: account_id, cursor }) })
                  }
                />
              )}
            </>
          );
        }}
      </Answer>
    </>
  );
}

/** What a bank keeps for the platform, and what owners put in, grow by debits; all else by credits. */
const growsByDebit = (kind: string): boolean => kind === 'nostro' || kind === 'capital';

function AccountTable({ items, chosen }: { items: WalletAccount[]; chosen: string | undefined }): ReactNode {
  const { t } = useTranslation(['wallet', 'terms']);
  const reader = useReader();
  const columns: Column<WalletAccount>[] = [
    {
      id: 'account',
      header: t('account'),
      title: true,
      cell: (account) => (
        <>
          <Link
            to="/wallet"
            search={{ account: account.account_id }}
            aria-current={account.account_id === chosen ? 'true' : undefined}
          >
            {t(`account.${account.kind}`, { ns: 'terms', defaultValue: account.kind })}
          </Link>
          <div className="small dimmed">{currencyName(account.balance.currency, reader)}</div>
        </>
      ),
    },
    {
      id: 'balance',
      header: t('balance'),
      end: true,
      cell: ({ account_id, balance }) => <EntriesLink of={balance} choice={{ account: account_id }} />,
    },
    {
      id: 'reserved',
      header: t('reserved'),
      end: true,
      cell: ({ account_id, kind, reserved }) => (
        <EntriesLink
          of={reserved}
          choice={{ account: account_id, open: '1', side: growsByDebit(kind) ? 'credit' : 'debit' }}
        />
      ),
    },
    {
      id: 'incoming',
      header: t('incoming'),
      end: true,
      cell: ({ account_id, kind, incoming }) => (
        <EntriesLink
          of={incoming}
          choice={{ account: account_id, open: '1', side: growsByDebit(kind) ? 'debit' : 'credit' }}
        />
      ),
    },
    {
      id: 'available',
      header: t('available'),
      end: true,
      cell: (account) => (
        <strong>
          <EntriesLink of={account.available} choice={{ account: account.account_id }} />
        </strong>
      ),
    },
  ];
  return (
    <RecordTable
      caption={t('accounts')}
      columns={columns}
      rows={items}
      keyOf={(account) => account.account_id}
    />
  );
}
