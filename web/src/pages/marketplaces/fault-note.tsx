import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Instant } from '../../parts/reading.tsx';
import { ToneBadge } from '../../parts/status-badge.tsx';
import type { Connection } from './marketplaces-api.ts';

/** How the last sync went, and when it is tried again. */
export function FaultNote({ of: connection }: { of: Connection }): ReactNode {
  const { t } = useTranslation('marketplaces');
  const { last_fault, last_sync_at, next_sync_at } = connection;
  if (!last_sync_at) return <div className="small dimmed">{t('never')}</div>;
  if (!last_fault)
    return (
      <div>
        <ToneBadge tone="done">{t('fine')}</ToneBadge>
      </div>
    );
  return (
    <div>
      <ToneBadge tone={last_fault.kind === 'throttled' ? 'attention' : 'refused'}>
        {t(`fault.${last_fault.kind}`)}
      </ToneBadge>
      <div className="small dimmed">
        {last_fault.reason && <span>{last_fault.reason} · </span>}
        {next_sync_at && (
          <>
            {t('again')} <Instant at={next_sync_at} />
          </>
        )}
      </div>
    </div>
  );
}
