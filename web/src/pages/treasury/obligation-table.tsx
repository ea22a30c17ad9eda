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

/** Debts as one organisation sees them: below zero what it owes. */
export function ObligationTable({
  caption,
  items,
  org_id,
}: {
  caption: string;
  items: Obligation[];
  org_id: string;
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
          cell: ({ amount, from_org_id }) => (
            <Money of={{ ...amount, amount: from_org_id === org_id ? `-${amount.amount}` : amount.amount }} />
          ),
        },
      ]}
    />
  );
}
