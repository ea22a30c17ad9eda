import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Instant } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { plain } from '../../parts/status-badge.tsx';
import type { RateOnFile } from './exchange.ts';
import { RateFigure } from './rate-figure.tsx';

/** Rates on file that a price or a value was made of, each with its day and source. */
export function RateTable({ rates }: { rates: RateOnFile[] }): ReactNode {
  const { t } = useTranslation('exchange');
  return (
    <RecordTable
      caption={t('rates')}
      keyOf={(rate) => `${rate.base}/${rate.currency}`}
      rows={rates}
      columns={[
        { id: 'pair', header: t('pair'), title: true, cell: (rate) => `${rate.base}/${rate.currency}` },
        {
          id: 'rate',
          header: t('rate'),
          end: true,
          cell: (rate) => <RateFigure rate={rate.rate} />,
        },
        { id: 'day', header: t('as_of'), cell: (rate) => <Instant at={rate.as_of} /> },
        {
          id: 'source',
          header: t('source'),
          cell: (rate) => (
            <>
              {t(`basis.${rate.basis}`, { defaultValue: plain(rate.basis) })}
              {rate.status === 'unverified' && <> · {t('unverified')}</>}
              {rate.stale && (
                <>
                  {' · '}
                  <strong>{t('stale')}</strong>
                </>
              )}
              <div className="small dimmed" lang="en">
                {rate.source}
              </div>
            </>
          ),
        },
      ]}
    />
  );
}
