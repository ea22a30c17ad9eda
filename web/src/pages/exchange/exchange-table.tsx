import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Instant, Money } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import type { Exchange } from './exchange.ts';

/** Exchanges, newest first; each opens. */
export function ExchangeTable({ items }: { items: Exchange[] }): ReactNode {
  const { t } = useTranslation('exchange');
  return (
    <RecordTable
      caption={t('past')}
      keyOf={(exchange) => exchange.exchange_id}
      rows={items}
      columns={[
        {
          id: 'when',
          header: t('when'),
          title: true,
          cell: (exchange) => (
            <Link to="/exchange" search={{ exchange: exchange.exchange_id }} hash="price">
              <Instant at={exchange.quoted_at} />
            </Link>
          ),
        },
        { id: 'state', header: t('state'), cell: (exchange) => t(`state_${exchange.state}`) },
        { id: 'sold', header: t('sell'), end: true, cell: (exchange) => <Money of={exchange.sold} /> },
        { id: 'bought', header: t('receive'), end: true, cell: (exchange) => <Money of={exchange.bought} /> },
        { id: 'spread', header: t('margin'), end: true, cell: (exchange) => <Money of={exchange.spread} /> },
      ]}
    />
  );
}
