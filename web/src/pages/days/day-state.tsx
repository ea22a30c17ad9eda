import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Day } from '../../api/days.ts';
import { ToneBadge } from '../../parts/status-badge.tsx';

/** Whether a day is being planned, published or called off, as word, icon and colour. */
export function DayState({ of: day }: { of: Day }): ReactNode {
  const { t } = useTranslation('days');
  if (day.called_off_at !== null) return <ToneBadge tone="refused">{t('state.called_off')}</ToneBadge>;
  return (
    <ToneBadge tone={day.edition > 0 ? 'done' : 'active'}>
      {t(day.edition > 0 ? 'state.published' : 'state.planning')}
    </ToneBadge>
  );
}
