import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../api/session.ts';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { Instant, Money } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';
import type { Payout } from './payouts-api.ts';

/** Payouts: whose, how much, to which account, where each stands; what waits for a second person can be decided. */
export function PayoutTable({
  rows,
  caption,
  ofMany = false,
}: {
  rows: Payout[];
  caption: string;
  /** Payouts of several organisations: each row says whose it is; their transfers are not the reader's to open. */
  ofMany?: boolean;
}): ReactNode {
  const { t } = useTranslation(['payouts', 'terms']);
  return (
    <RecordTable
      caption={caption}
      rows={rows}
      keyOf={(row) => row.order_id}
      columns={[
        {
          id: 'payee',
          header: t('payee'),
          title: true,
          cell: (row) => (
            <>
              {(ofMany && row.org_name) || row.creditor.name}
              <div className="small dimmed figures">{row.creditor.account}</div>
            </>
          ),
        },
        { id: 'at', header: t('ordered'), cell: (row) => <Instant at={row.ordered_at} /> },
        { id: 'text', header: t('remittance'), cell: (row) => row.remittance },
        {
          id: 'amount',
          header: t('amount'),
          end: true,
          cell: (row) =>
            ofMany ? (
              <Money of={row.amount} />
            ) : (
              <Link to="/wallet/transfers/$transfer_id" params={{ transfer_id: row.transfer_id }}>
                <Money of={row.amount} />
              </Link>
            ),
        },
        { id: 'state', header: t('state'), cell: (row) => <State payout={row} /> },
        { id: 'do', header: t('do'), end: true, cell: (row) => <Decide payout={row} /> },
      ]}
    />
  );
}

/** Where it stands, and of what is held why. */
function State({ payout }: { payout: Payout }): ReactNode {
  const { t } = useTranslation(['payouts', 'refusals']);
  return (
    <>
      <StatusBadge kind="payout" state={payout.state} />
      {payout.held_because && (
        <div className="small">
          {payout.held_because === 'payments.payee_blocked'
            ? t('held_explain')
            : t(`${payout.held_because}.title`, { ns: 'refusals', defaultValue: payout.held_because })}
        </div>
      )}
    </>
  );
}

/** The second person approves or declines; who ordered may take back what still waits. */
function Decide({ payout }: { payout: Payout }): ReactNode {
  const { t } = useTranslation(['payouts', 'terms']);
  const session = useSession();
  // A bank sees what it will pay; it decides nothing of it.
  if (session?.organisation?.kind === 'bank') return null;
  if (payout.state === 'held')
    return (
      <CommandButtons
        commands={[
          {
            name: t('withdraw'),
            explain: t('withdraw_explain'),
            method: 'POST',
            path: `/payment-orders/${payout.order_id}/withdrawal`,
            fixed: { org_id: payout.org_id },
            fields: [],
          },
        ]}
      />
    );
  if (payout.state !== 'awaiting_approval') return null;
  const decide = (decision: 'approved' | 'declined', name: string) => ({
    name,
    explain: t(payout.mine ? 'take_back_explain' : `${decision}_explain`),
    method: 'POST',
    path: `/payment-orders/${payout.order_id}/decision`,
    fixed: { org_id: payout.org_id, decision },
    fields:
      decision === 'declined'
        ? [{ name: 'reason', label: t('reason'), kind: 'text' as const, optional: true, longest: 200 }]
        : [],
  });
  return (
    <CommandButtons
      commands={
        payout.mine
          ? [decide('declined', t('take_back'))]
          : [{ ...decide('approved', t('approve')), primary: true }, decide('declined', t('decline'))]
      }
    />
  );
}
