import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LandedCostView } from '../../api/deal-parts.ts';
import { Money } from '../../parts/reading.tsx';
import { WideTable } from '../../parts/record-table.tsx';
import { Note } from '../../parts/section.tsx';
import { plain } from '../../parts/status-badge.tsx';
import { AssessmentTable } from './assessment-table.tsx';
import styles from './deal.module.css';
import { MissingList } from './missing-list.tsx';

/** Everything the goods cost at the buyer's door, part by part with its rule; a missing rate is said, not guessed. */
export function LandedCost({ cost }: { cost: LandedCostView }): ReactNode {
  const { t } = useTranslation(['deal', 'terms']);
  return (
    <details className={styles.details} open>
      <summary>
        {t(cost.total ? 'landed_cost' : 'landed_known')} <Money of={cost.total ?? cost.known} />
      </summary>
      {!cost.complete && (
        <Note>
          <p>{t('landed_incomplete')}</p>
          <MissingList missing={cost.missing} />
        </Note>
      )}
      <WideTable
        caption={t('landed_cost')}
        rows={cost.lines}
        keyOf={(line) => line.item}
        columns={[
          {
            id: 'item',
            header: t('part'),
            title: true,
            cell: (line) => t(`charge.${line.item}`, { ns: 'terms', defaultValue: plain(line.item) }),
          },
          {
            id: 'paid_by',
            header: t('paid_by'),
            cell: (line) =>
              t(line.in_price ? 'in_price' : `role.${line.paid_by}`, {
                ns: line.in_price ? 'deal' : 'terms',
              }),
          },
          { id: 'amount', header: t('col.amount'), end: true, cell: (line) => <Money of={line.amount} /> },
        ]}
      />
      {cost.charges.length > 0 && (
        <details className={styles.details}>
          <summary>{t('assessment')}</summary>
          <AssessmentTable caption={t('assessment')} lines={cost.charges} date={cost.date} />
        </details>
      )}
    </details>
  );
}
