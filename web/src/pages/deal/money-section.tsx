import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { moneyQuery } from '../../api/deal-parts.ts';
import type { Deal } from '../../api/deals.ts';
import { isHidden } from '../../api/problem.ts';
import { Answer } from '../../parts/answer.tsx';
import { Instant, Money } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Empty, Facts, Section } from '../../parts/section.tsx';
import { plain, StatusBadge } from '../../parts/status-badge.tsx';

/** What the ledger says: money held, released and refunded, and every transfer behind it. */
export function MoneySection({ deal }: { deal: Deal }): ReactNode {
  const { t } = useTranslation(['deal', 'terms']);
  const money = useQuery(moneyQuery(deal.deal_id));
  if (isHidden(money.error)) return null;
  const trades = deal.my_roles.includes('buyer') || deal.my_roles.includes('seller');
  // Others see only their own part of the money; that they have none does not mean that none has moved.
  if (!trades && money.data && !money.data.escrow && money.data.transfers.length === 0) return null;
  return (
    <Section title={t('money')}>
      <Answer query={money}>
        {({ escrow, transfers }) => (
          <>
            {escrow && (
              <Facts
                rows={[
                  [t('col.state'), t(`escrow.${escrow.status}`, { defaultValue: escrow.status })],
                  [t('escrow_held'), <Money key="h" of={escrow.held} />],
                  [t('escrow_released'), <Money key="r" of={escrow.released} />],
                  [t('escrow_refunded'), <Money key="f" of={escrow.refunded} />],
                ]}
              />
            )}
            {transfers.length === 0 ? (
              <Empty title={t('no_transfers')} />
            ) : (
              <RecordTable
                caption={t('money')}
                rows={transfers}
                keyOf={(row) => row.transfer_id}
                columns={[
                  {
                    id: 'kind',
                    header: t('why'),
                    title: true,
                    cell: (row) => (
                      <>
                        {t(`reason.${row.kind}`, { ns: 'terms', defaultValue: plain(row.kind) })}{' '}
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
                      <span className="small">
                        {row.reference.startsWith(deal.number) ? '–' : row.reference}
                      </span>
                    ),
                  },
                  {
                    id: 'amount',
                    header: t('col.amount'),
                    end: true,
                    cell: (row) => <Money of={row.amount} />,
                  },
                ]}
              />
            )}
          </>
        )}
      </Answer>
    </Section>
  );
}

/** `escrow:CNY` → its kind in words; a name of an organisation stays as it is. */
function AccountWord({ account }: { account: string }): ReactNode {
  const { t } = useTranslation('terms');
  const kind = /^([a-z]+)(?::[A-Z:]+)?$/.exec(account)?.[1];
  return kind ? t(`account.${kind}`, { defaultValue: account }) : account;
}
