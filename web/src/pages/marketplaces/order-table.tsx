import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { Instant, Money } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';
import type { RemoteOrder } from './marketplaces-api.ts';
import { RefusalWords } from './refusal-words.tsx';

/** Remote orders and the deals they became; one that was refused can be tried again. */
export function OrderTable({ rows }: { rows: RemoteOrder[] }): ReactNode {
  const { t } = useTranslation('marketplaces');
  return (
    <RecordTable
      caption={t('orders')}
      rows={rows}
      keyOf={(row) => row.order_id}
      columns={[
        {
          id: 'number',
          header: t('order'),
          title: true,
          cell: (row) => (
            <>
              <span className="figures">{row.number}</span>
              <div className="small dimmed">
                {row.lines.map((line) => `${line.quantity} × ${line.sku}`).join(', ')}
              </div>
            </>
          ),
        },
        { id: 'placed', header: t('placed'), cell: (row) => <Instant at={row.placed_at} /> },
        { id: 'total', header: t('paid_there'), end: true, cell: (row) => <Money of={row.total} /> },
        {
          id: 'state',
          header: t('state'),
          cell: (row) => (
            <>
              <StatusBadge kind="remote_order" state={row.state} />
              {row.refusal && <RefusalWords code={row.refusal.code} />}
            </>
          ),
        },
        {
          id: 'deal',
          header: t('deal'),
          cell: (row) =>
            row.deal_id ? (
              <Link to="/deals/$deal_id" params={{ deal_id: row.deal_id }}>
                {row.deal_number}
              </Link>
            ) : row.state === 'refused' ? (
              <CommandButtons
                commands={[
                  {
                    name: t('retry'),
                    explain: t('retry_explain'),
                    method: 'POST',
                    path: `/marketplace-orders/${row.order_id}/retry`,
                    fields: [],
                  },
                ]}
              />
            ) : (
              <span className="dimmed">–</span>
            ),
        },
      ]}
    />
  );
}
