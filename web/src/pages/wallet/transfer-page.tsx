import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import type { MoneyJson } from '../../format/money.ts';
import { Answer } from '../../parts/answer.tsx';
import { Instant, Money } from '../../parts/reading.tsx';
import { Facts, PageHead } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { plain } from '../../parts/status-badge.tsx';

interface Transfer {
  book_id: string;
  transfer_id: string;
  kind: string;
  debit_account_id: string;
  credit_account_id: string;
  amount: MoneyJson;
  reason: string;
  reference: string;
  at: string;
  booked_at: string;
  expires_at: string | null;
  pending_id: string | null;
  reverses_id: string | null;
  deal_id: string | null;
  resolved_by: string | null;
}

/** One row of the ledger: both its sides, why it was posted, and what became of it. */
export function TransferPage(): ReactNode {
  const { t } = useTranslation(['wallet', 'terms']);
  const session = useSession();
  const { transfer_id } = useParams({ from: '/wallet/transfers/$transfer_id' });
  const { book } = useSearch({ from: '/wallet/transfers/$transfer_id' });
  const transfer = useQuery({
    queryKey: ['transfer', transfer_id, book],
    queryFn: ({ signal }) =>
      callApi<Transfer>(`/transfers/${transfer_id}`, { query: { book_id: book }, signal }),
    enabled: Boolean(session),
  });
  if (session === null) return <SignInFirst title={t('transfer')} />;
  return (
    <>
      <PageHead title={t('transfer')}>
        <p className="dimmed">{t('transfer_about')}</p>
      </PageHead>
      <Answer query={transfer}>{(found) => <TransferFacts of={found} />}</Answer>
    </>
  );
}

function TransferFacts({ of }: { of: Transfer }): ReactNode {
  const { t } = useTranslation(['wallet', 'terms']);
  const other = of.pending_id ?? of.reverses_id;
  const rows: [string, ReactNode][] = [
    [t('amount'), <Money key="a" of={of.amount} />],
    [t('kind'), t(`kind.${of.kind}`, { defaultValue: plain(of.kind) })],
    [t('why'), t(`reason.${of.reason}`, { ns: 'terms', defaultValue: plain(of.reason) })],
    [t('reference'), of.reference],
    [t('debit'), <Account key="d" id={of.debit_account_id} book={of.book_id} />],
    [t('credit'), <Account key="c" id={of.credit_account_id} book={of.book_id} />],
    [t('booked'), <Instant key="b" at={of.booked_at} />],
    [
      t('id'),
      <span key="i" className="mono">
        {of.transfer_id}
      </span>,
    ],
  ];
  if (of.expires_at) rows.push([t('expires'), <Instant key="e" at={of.expires_at} />]);
  if (of.resolved_by)
    rows.push([t('became'), t(`kind.${of.resolved_by}`, { defaultValue: plain(of.resolved_by) })]);
  if (other)
    rows.push([
      t('follows'),
      <Link
        key="f"
        to="/wallet/transfers/$transfer_id"
        params={{ transfer_id: other }}
        search={{ book: of.book_id }}
        className="mono"
      >
        {other}
      </Link>,
    ]);
  if (of.deal_id)
    rows.push([
      t('deal'),
      <Link key="l" to="/deals/$deal_id" params={{ deal_id: of.deal_id }}>
        {t('open_deal')}
      </Link>,
    ]);
  return <Facts rows={rows} />;
}

/** `wallet:CNY` in words, with its code; opens to all entries of the account. */
function Account({ id, book }: { id: string; book: string }): ReactNode {
  const { t } = useTranslation('terms');
  const kind = id.split(':')[0] ?? '';
  return (
    <Link to="/wallet/entries" search={{ account: id, book }}>
      {t(`account.${kind}`, { defaultValue: kind })} <span className="mono small dimmed">{id}</span>
    </Link>
  );
}
