import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import type { MoneyJson } from '../../format/money.ts';
import { Answer } from '../../parts/answer.tsx';
import { PagedAnswer } from '../../parts/paged-answer.tsx';
import { Instant, Money } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Empty, Facts, Note, PageHead, Section } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { plain } from '../../parts/status-badge.tsx';
import { EntriesLink, type EntryChoice } from './entries-link.tsx';
import { periodOf } from './statement-period.ts';

interface Entry {
  account_id: string;
  transfer_id: string;
  at: string;
  side: 'debit' | 'credit';
  amount: MoneyJson;
  reason: string;
  reference: string;
  counterparty: string | null;
  deal_id: string | null;
}

interface Entries {
  book_id: string;
  currency: string;
  accounts: string[];
  normal_side: 'debit' | 'credit' | null;
  sums: { debit: MoneyJson; credit: MoneyJson; change: MoneyJson } | null;
  balance: MoneyJson;
  reserved: MoneyJson;
  incoming: MoneyJson;
  items: Entry[];
  next_cursor: string | null;
}

/** What a figure is made of: the entries that the address names, and what they come to. */
export function EntriesPage(): ReactNode {
  const { t } = useTranslation(['wallet', 'terms']);
  const session = useSession();
  const search = useSearch({ from: '/wallet/entries' });
  const navigate = useNavigate({ from: '/wallet/entries' });
  const choice = search as EntryChoice & { cursor?: string };
  const entries = useQuery({
    queryKey: ['entries', search],
    queryFn: ({ signal }) =>
      callApi<Entries>('/entries', {
        query: {
          book_id: choice.book,
          account_id: choice.account,
          kinds: choice.kinds,
          currency: choice.currency,
          side: choice.side,
          open: choice.open,
          except: choice.except,
          exchange_id: choice.exchange,
          cursor: choice.cursor,
          ...periodOf({ from: choice.from, to: choice.to }),
        },
        signal,
      }),
    enabled: Boolean(session),
    placeholderData: keepPreviousData,
  });
  if (session === null) return <SignInFirst title={t('behind')} />;
  return (
    <>
      <PageHead title={t('behind')}>
        <p className="dimmed">{t('behind_about')}</p>
        <p>
          <Link to="/wallet">{t('title')}</Link> · <Link to="/wallet/trial-balance">{t('trial')}</Link>
        </p>
      </PageHead>
      <Answer query={entries}>{(found) => <Sums found={found} choice={choice} />}</Answer>
      <Section title={t(choice.open ? 'reservations' : 'entries')}>
        <PagedAnswer
          query={entries}
          cursor={choice.cursor}
          go={(cursor) => void navigate({ search: (old) => ({ ...old, cursor }) })}
          empty={<Empty title={t(choice.open ? 'none_reserved' : 'no_entries')} />}
        >
          {(items) => <EntryTable items={items} book_id={entries.data?.book_id} />}
        </PagedAnswer>
      </Section>
    </>
  );
}

/** What was chosen, what it comes to, and where nothing narrows it what the accounts have of it. */
function Sums({ found, choice }: { found: Entries; choice: EntryChoice }): ReactNode {
  const { t } = useTranslation(['wallet', 'terms']);
  const { sums, balance, reserved, incoming } = found;
  const { side, open, from, to, except, exchange, ...whole } = choice;
  const { cursor: _, ...accounts } = whole as EntryChoice & { cursor?: string };
  const narrowed = Boolean(side || open || from || to || except || exchange);
  const side_link = (of: 'debit' | 'credit', sum: MoneyJson): [string, ReactNode] => [
    t(`${of}_sum`),
    <EntriesLink key={of} of={sum} choice={{ ...accounts, open, from, to, except, exchange, side: of }} />,
  ];
  const rows: [string, ReactNode][] = [
    [
      t('account'),
      found.accounts.length > 4
        ? t('accounts_count', { count: found.accounts.length, currency: found.currency })
        : found.accounts.map((id) => <AccountLine key={id} id={id} book={choice.book} />),
    ],
  ];
  if (from || to)
    rows.push([
      t('period'),
      <span key="p">
        <Instant at={from} /> – <Instant at={to} />
      </span>,
    ]);
  if (sums && side)
    rows.push([
      t(`${side}_sum`),
      <strong key="s">
        <Money of={sums[side]} />
      </strong>,
    ]);
  else if (sums)
    rows.push(side_link('credit', sums.credit), side_link('debit', sums.debit), [
      t(narrowed ? 'come_to' : 'balance'),
      <strong key="c">
        <Money of={narrowed ? sums.change : balance} />
      </strong>,
    ]);
  if (!narrowed && found.normal_side) {
    const own = found.normal_side;
    const other = own === 'credit' ? 'debit' : 'credit';
    rows.push(
      [t('reserved'), <EntriesLink key="r" of={reserved} choice={{ ...accounts, open: '1', side: other }} />],
      [t('incoming'), <EntriesLink key="i" of={incoming} choice={{ ...accounts, open: '1', side: own }} />],
      [
        t('available'),
        <strong key="a">
          <Money of={{ ...balance, amount: (BigInt(balance.amount) - BigInt(reserved.amount)).toString() }} />
        </strong>,
      ],
    );
  }
  return (
    <>
      {except && <Note tone="active">{t('without_capital')}</Note>}
      <Facts rows={rows} />
      {!sums && <Note>{t('too_many_to_add')}</Note>}
    </>
  );
}

function EntryTable({ items, book_id }: { items: Entry[]; book_id: string | undefined }): ReactNode {
  const { t } = useTranslation(['wallet', 'terms']);
  const several = new Set(items.map((entry) => entry.account_id)).size > 1;
  const amount = (of: 'debit' | 'credit') => (entry: Entry) =>
    entry.side === of ? (
      <Link
        to="/wallet/transfers/$transfer_id"
        params={{ transfer_id: entry.transfer_id }}
        search={{ book: book_id }}
      >
        <Money of={entry.amount} />
      </Link>
    ) : (
      <Money of={null} />
    );
  return (
    <RecordTable
      caption={t('entries')}
      rows={items}
      keyOf={(entry) => entry.account_id + entry.transfer_id + entry.side}
      columns={[
        {
          id: 'why',
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
        ...(several
          ? [
              {
                id: 'account',
                header: t('account'),
                cell: (entry: Entry) => <AccountName id={entry.account_id} />,
              },
            ]
          : []),
        { id: 'debit', header: t('debit_sum'), end: true, cell: amount('debit') },
        { id: 'credit', header: t('credit_sum'), end: true, cell: amount('credit') },
      ]}
    />
  );
}

/** An account in words with its code; all of its entries. */
function AccountLine({ id, book }: { id: string; book: string | undefined }): ReactNode {
  return (
    <div>
      <Link to="/wallet/entries" search={{ account: id, book }}>
        <AccountName id={id} />
      </Link>
    </div>
  );
}

function AccountName({ id }: { id: string }): ReactNode {
  const { t } = useTranslation('terms');
  const [kind = '', ...rest] = id.split(':');
  return [t(`account.${kind}`, { defaultValue: kind }), ...rest].join(' ');
}
