import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type DealMoney, moneyQuery } from '../../api/deal-parts.ts';
import type { Deal } from '../../api/deals.ts';
import { isHidden } from '../../api/problem.ts';
import { useSession } from '../../api/session.ts';
import { Answer } from '../../parts/answer.tsx';
import { Instant, Money } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Empty, Note, Section } from '../../parts/section.tsx';
import { plain, StatusBadge } from '../../parts/status-badge.tsx';
import { EscrowParts } from './escrow-parts.tsx';

/** What the ledger says: money held, released and refunded, and every transfer behind it. */
export function MoneySection({ deal }: { deal: Deal }): ReactNode {
  const { t } = useTranslation(['deal', 'terms']);
  const session = useSession();
  const money = useQuery(moneyQuery(deal.deal_id));
  const { money: figure } = useSearch({ from: '/deals/$deal_id' });
  if (isHidden(money.error)) return null;
  const trades = deal.my_roles.includes('buyer') || deal.my_roles.includes('seller');
  // Others see only their own part of the money; that they have none does not mean that none has moved.
  if (!trades && money.data && !money.data.escrow && money.data.transfers.length === 0) return null;
  // Every row opens to its transfer, for those who may read the ledger.
  const opens = ['trader', 'carrier', 'broker', 'bank'].includes(session?.organisation?.kind ?? '');
  return (
    <Section title={t('money')}>
      <Answer query={money}>
        {({ escrow, transfers }) => (
          <>
            {escrow && <EscrowParts escrow={escrow} deal_id={deal.deal_id} />}
            {transfers.length === 0 ? (
              <Empty title={t('no_transfers')} />
            ) : (
              <Entries
                deal_id={deal.deal_id}
                transfers={transfers}
                figure={figure}
                opens={opens}
                number={deal.number}
              />
            )}
          </>
        )}
      </Answer>
    </Section>
  );
}

type Row = DealMoney['transfers'][number];

/** Whether an entry is one of those that a figure of the escrow, or one of its parts, is the sum of. */
const countsIn = (row: Row, figure: string): boolean =>
  figure === 'held' ? row.figure !== null : row.figure === figure || row.part === figure;

/** What an entry adds to the figure: what is held is less by all that went out. */
const adds = (row: Row, figure: string): bigint =>
  figure === 'held' && row.figure !== 'funded' ? -BigInt(row.amount.amount) : BigInt(row.amount.amount);

/** Every transfer of the deal, or those behind the figure in the address with what they come to. */
function Entries({
  deal_id,
  number,
  transfers,
  figure,
  opens,
}: {
  deal_id: string;
  number: string;
  transfers: Row[];
  figure: string | undefined;
  opens: boolean;
}): ReactNode {
  const { t } = useTranslation(['deal', 'terms']);
  const rows = figure ? transfers.filter((row) => countsIn(row, figure)) : transfers;
  const [first] = rows;
  const name = (key: string): string =>
    ['funded', 'held', 'released', 'refunded'].includes(key)
      ? t(`escrow_${key}`)
      : t(`milestone.${key}`, { ns: 'terms', defaultValue: plain(key) });
  return (
    <div id="entries">
      {figure && (
        <Note tone="active">
          {t('entries_behind', { figure: name(figure) })}{' '}
          {first && (
            <strong>
              <Money
                of={{
                  ...first.amount,
                  amount: rows.reduce((sum, row) => sum + adds(row, figure), 0n).toString(),
                }}
              />
            </strong>
          )}{' '}
          <Link to="/deals/$deal_id" params={{ deal_id }} hash="entries">
            {t('all_entries')}
          </Link>
        </Note>
      )}
      <RecordTable
        caption={t('money')}
        rows={rows}
        keyOf={(row) => row.transfer_id}
        columns={[
          {
            id: 'kind',
            header: t('why'),
            title: true,
            cell: (row) => (
              <>
                <WhyMoved row={row} opens={opens} />{' '}
                {row.pending && <StatusBadge kind="transfer" state="pending" />}
              </>
            ),
          },
          { id: 'at', header: t('col.date'), cell: (row) => <Instant at={row.at} /> },
          { id: 'from', header: t('from'), cell: (row) => <AccountWord account={row.from} /> },
          { id: 'to', header: t('to'), cell: (row) => <AccountWord account={row.to} /> },
          {
            id: 'reference',
            header: t('reference'),
            // The number of this very deal says nothing on its own page; a rule of a duty does.
            cell: (row) => (
              <span className="small">{row.reference.startsWith(number) ? '–' : row.reference}</span>
            ),
          },
          {
            id: 'amount',
            header: t('col.amount'),
            end: true,
            cell: (row) => (
              <Money
                of={{ ...row.amount, amount: (figure ? adds(row, figure) : row.amount.amount).toString() }}
              />
            ),
          },
        ]}
      />
    </div>
  );
}

/** Why money moved, with the part of the escrow that it paid; a link to the transfer. */
function WhyMoved({ row, opens }: { row: Row; opens: boolean }): ReactNode {
  const { t } = useTranslation(['deal', 'terms']);
  const why = t(`reason.${row.kind}`, { ns: 'terms', defaultValue: plain(row.kind) });
  return (
    <>
      {opens ? (
        <Link
          to="/wallet/transfers/$transfer_id"
          params={{ transfer_id: row.transfer_id }}
          search={{ book: row.book_id }}
        >
          {why}
        </Link>
      ) : (
        why
      )}
      {row.part && (
        <div className="small dimmed">
          {t(`milestone.${row.part}`, { ns: 'terms', defaultValue: plain(row.part) })}
        </div>
      )}
    </>
  );
}

/** `escrow:CNY` → its kind in words; a name of an organisation stays as it is. */
function AccountWord({ account }: { account: string }): ReactNode {
  const { t } = useTranslation('terms');
  const kind = /^([a-z]+)(?::[A-Z:]+)?$/.exec(account)?.[1];
  return kind ? t(`account.${kind}`, { defaultValue: account }) : account;
}
