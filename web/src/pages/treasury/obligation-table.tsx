import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MoneyJson } from '../../format/money.ts';
import { Instant, Money } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';

/** A debt to be netted with those of its day. */
export interface Obligation {
  obligation_id: string;
  from_org_id: string;
  from_name: string | null;
  to_name: string | null;
  amount: MoneyJson;
  reference: string;
  registered_at: string;
  carried: number;
  carried_code: string | null;
}

/**
 * Debts as one organisation sees them: below zero what it owes. A debt that was netted opens to the transfer that settled
 * it with the others of its day, where the reader may see it; one that waits is in no entry yet.
 */
export function ObligationTable({
  caption,
  items,
  org_id,
  settledBy = () => null,
}: {
  caption: string;
  items: Obligation[];
  org_id: string;
  /** The transfer that settled a debt. */
  settledBy?: (item: Obligation) => string | null;
}): ReactNode {
  const { t } = useTranslation(['treasury', 'refusals']);
  return (
    <RecordTable
      caption={caption}
      keyOf={(item) => item.obligation_id}
      rows={items}
      columns={[
        { id: 'what', header: t('reference'), title: true, cell: (item) => item.reference },
        { id: 'from', header: t('who_owes'), cell: (item) => item.from_name },
        { id: 'to', header: t('whom'), cell: (item) => item.to_name },
        {
          id: 'when',
          header: t('registered'),
          cell: ({ registered_at, carried, carried_code }) => (
            <>
              <Instant at={registered_at} />
              {carried > 0 && carried_code && (
                <div className="small">
                  {t('carried_over')}{' '}
                  {t(`${carried_code}.title`, { ns: 'refusals', defaultValue: carried_code })}
                </div>
              )}
            </>
          ),
        },
        {
          id: 'amount',
          header: t('amount'),
          end: true,
          cell: (item) => {
            const { amount, from_org_id } = item;
            const transfer_id = settledBy(item);
            const signed = from_org_id === org_id ? `-${amount.amount}` : amount.amount;
            const shown = <Money of={{ ...amount, amount: signed }} />;
            return transfer_id ? (
              <Link to="/wallet/transfers/$transfer_id" params={{ transfer_id }} search={{ book: org_id }}>
                {shown}
              </Link>
            ) : (
              shown
            );
          },
        },
      ]}
    />
  );
}
