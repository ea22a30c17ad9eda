import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDay } from '../../format/date.ts';
import { useReader } from '../../i18n/reader.tsx';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { Money } from '../../parts/reading.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';
import { explained, priceFields, pricesFrom, type Tier, tiersFrom } from './frame-fields.ts';
import type { Frame, PriceChange } from './frames-page.tsx';

/** Every change of a frame's prices with its day, and what the reader can do: answer one, or propose one. */
export function FramePrices({ frame }: { frame: Frame }): ReactNode {
  const { t } = useTranslation('rfqs');
  const open = frame.changes.some((c) => c.mine && ['held', 'proposed'].includes(c.state));
  const may = frame.state === 'active' && !frame.over;
  return (
    <>
      {frame.changes.length === 0 && frame.state === 'active' && (
        <div className="small dimmed">{t('frames.no_changes')}</div>
      )}
      {frame.changes.map((change) => (
        <Change key={change.change_id} frame={frame} change={change} may={may} />
      ))}
      {may && !open && frame.lots_called < frame.lots_total && (
        <CommandButtons
          commands={[
            {
              name: t('frames.change'),
              explain: explained(t, t('frames.change_explain'), frame.lot),
              method: 'POST',
              path: `/frames/${frame.frame_id}/prices`,
              fields: [
                { name: 'from_day', label: t('frames.change_from'), kind: 'date' },
                ...priceFields(t, frame.lot, true),
                {
                  name: 'reason',
                  label: t('frames.change_reason'),
                  kind: 'text',
                  optional: true,
                  longest: 500,
                },
              ],
              shape: ({ from_day, reason, ...body }) => ({
                from_day,
                ...(reason ? { reason } : {}),
                prices: pricesFrom(body, frame.lot),
                tiers: tiersFrom(body, frame.lot),
              }),
            },
          ]}
        />
      )}
    </>
  );
}

function Change({ frame, change, may }: { frame: Frame; change: PriceChange; may: boolean }): ReactNode {
  const { t } = useTranslation('rfqs');
  const reader = useReader();
  const several = frame.lot.length > 1;
  const answer = (name: string, value: string) => ({
    name,
    method: 'POST',
    path: `/frames/${frame.frame_id}/prices/${change.change_id}/answer`,
    fixed: { answer: value },
    fields: [],
  });
  const open = may && ['held', 'proposed'].includes(change.state);
  return (
    <div style={{ marginBlockEnd: 8 }}>
      <div>
        {t('frames.since', { day: formatDay(change.from_day, reader) })}{' '}
        <StatusBadge kind="frame" state={change.state} />
      </div>
      {change.prices.map(({ line, unit_price }) => (
        <div key={line} className="small">
          {several && `${frame.lot.find((l) => l.line === line)?.description ?? line}: `}
          <Money of={unit_price} />
        </div>
      ))}
      <TierLines tiers={change.tiers} />
      {change.reason && <div className="small dimmed">{change.reason}</div>}
      {open && (
        <CommandButtons
          commands={
            change.mine
              ? [answer(t('frames.take_back'), 'refuse')]
              : [answer(t('frames.accept'), 'accept'), answer(t('frames.refuse'), 'refuse')]
          }
        />
      )}
    </div>
  );
}

/** Price steps, each with the lots of one call from which it holds. */
export function TierLines({ tiers }: { tiers: readonly Tier[] }): ReactNode {
  const { t } = useTranslation('rfqs');
  return tiers.map((tier) => (
    <div key={`${tier.line}/${tier.from_lots}`} className="small dimmed">
      {t('frames.tier', { lots: tier.from_lots })}: <Money of={tier.unit_price} />
    </div>
  ));
}
