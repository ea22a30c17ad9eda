import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SeenDay } from '../../api/days.ts';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { shapeDay, useDayFields } from './day-fields.ts';
import styles from './days.module.css';

/** What its institution can still do about a day that has not begun: change it, or call it off. */
export function ChangeSection({ day }: { day: SeenDay }): ReactNode {
  const { t } = useTranslation('days');
  return (
    <div className={styles.screenOnly}>
      <CommandButtons
        commands={[
          {
            name: t('change'),
            explain: t(day.edition > 0 ? 'change.republish' : 'change.explain'),
            method: 'PUT',
            path: `/matchmaking-days/${day.day_id}`,
            fields: useDayFields(day),
            fixed: { revision: day.revision },
            shape: shapeDay,
          },
          {
            name: t('call_off'),
            explain: t('call_off.explain'),
            method: 'POST',
            path: `/matchmaking-days/${day.day_id}/calling-off`,
            fields: [{ name: 'reason', label: t('call_off.reason'), kind: 'text', longest: 500 }],
            shape: ({ reason }) => ({ reason: String(reason).replaceAll(/\s+/g, ' ') }),
          },
        ]}
      />
    </div>
  );
}
