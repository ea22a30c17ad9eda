import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssessmentLine } from '../../api/deal-parts.ts';
import type { MoneyJson } from '../../format/money.ts';
import { Money } from '../../parts/reading.tsx';
import { Note } from '../../parts/section.tsx';
import { AssessmentTable } from './assessment-table.tsx';
import styles from './deal.module.css';

interface Cost {
  lines?: AssessmentLine[];
  total?: MoneyJson;
  complete?: boolean;
  date?: string;
}

/** Everything the goods cost at the buyer's door, line by line with its rule; a missing rate is said, not guessed. */
export function LandedCost({ cost }: { cost: Record<string, unknown> }): ReactNode {
  const { t } = useTranslation('deal');
  const { lines = [], total, complete = true, date } = cost as Cost;
  if (lines.length === 0) return null;
  return (
    <details className={styles.details} open>
      <summary>
        {t('landed_cost')} {total && <Money of={total} />}
      </summary>
      {!complete && <Note>{t('landed_incomplete')}</Note>}
      <AssessmentTable caption={t('landed_cost')} lines={lines} total={total} date={date} />
    </details>
  );
}
