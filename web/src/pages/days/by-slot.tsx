import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type PlannedMeeting, type SeenDay, timeOf } from '../../api/days.ts';
import partStyles from '../../parts/parts.module.css';
import styles from './days.module.css';

/** Meetings slot by slot, a line each that opens to the rest: for a phone, where a card each would be endless. */
export function BySlot<M extends PlannedMeeting>({
  day,
  meetings,
  mark,
  children,
}: {
  day: SeenDay;
  meetings: M[];
  /** Stands behind the table. */
  mark: (meeting: M) => ReactNode;
  children: (meeting: M) => ReactNode;
}): ReactNode {
  const { t } = useTranslation('days');
  const slots = [...new Set(meetings.map((meeting) => meeting.slot))].sort((a, b) => a - b);
  return (
    <div className={`${partStyles.onlyNarrow} ${styles.bySlot}`}>
      {slots.map((slot) => {
        const now = meetings.filter((meeting) => meeting.slot === slot);
        return (
          <section key={slot}>
            <h3>{t('plan.slot', { time: timeOf(day, slot), meetings: now.length })}</h3>
            {now.map((meeting) => (
              <details key={meeting.table_no}>
                <summary>
                  {meeting.buyer_name} – {meeting.seller_name}
                  <div className="small dimmed figures">
                    {t('table_no', { no: meeting.table_no })} · {mark(meeting)}
                  </div>
                </summary>
                {children(meeting)}
              </details>
            ))}
          </section>
        );
      })}
    </div>
  );
}
