import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EscrowPart, EscrowView } from '../../api/deal-parts.ts';
import { formatInstant } from '../../format/date.ts';
import { formatMoney } from '../../format/money.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Instant, Money } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Facts, Note } from '../../parts/section.tsx';
import { plain, StatusBadge } from '../../parts/status-badge.tsx';

/** What the escrow took in, holds and has paid; each part of it, and what the next one waits for. */
export function EscrowParts({ escrow }: { escrow: EscrowView }): ReactNode {
  const { t } = useTranslation(['deal', 'terms']);
  const name = (key: string): string => t(`milestone.${key}`, { ns: 'terms', defaultValue: plain(key) });
  return (
    <>
      <Facts
        rows={[
          [t('col.state'), t(`escrow.${escrow.status}`, { defaultValue: escrow.status })],
          [t('escrow_funded'), <Money key="i" of={escrow.funded} />],
          [t('escrow_held'), <Money key="h" of={escrow.held} />],
          [t('escrow_released'), <Money key="r" of={escrow.released} />],
          [t('escrow_refunded'), <Money key="f" of={escrow.refunded} />],
        ]}
      />
      <NextPart escrow={escrow} name={name} />
      <RecordTable
        caption={t('escrow_parts')}
        rows={escrow.parts}
        keyOf={(part) => part.key}
        columns={[
          { id: 'part', header: t('escrow_part'), title: true, cell: (part) => name(part.key) },
          { id: 'waits', header: t('released_when'), cell: (part) => <Occasion part={part} /> },
          {
            id: 'state',
            header: t('col.state'),
            cell: (part) => <StatusBadge kind="escrow_part" state={part.status} />,
          },
          {
            id: 'amount',
            header: t('col.amount'),
            end: true,
            cell: (part) => <Money of={part.amount} />,
          },
        ]}
      />
    </>
  );
}

/** One sentence: what is released next and when, or why nothing is. */
function NextPart({ escrow, name }: { escrow: EscrowView; name: (key: string) => string }): ReactNode {
  const { t } = useTranslation(['deal', 'terms']);
  const reader = useReader();
  if (escrow.on_hold) return <Note>{t('escrow_on_hold')}</Note>;
  if (escrow.withheld)
    return (
      <Note>
        {t('escrow_withheld', {
          since: formatInstant(escrow.withheld.since, reader),
          payees: escrow.withheld.payees
            .map((payee) => t(`role.${payee}`, { ns: 'terms', defaultValue: plain(payee) }))
            .join(', '),
        })}
      </Note>
    );
  const next = escrow.parts.find((part) => part.key === escrow.next);
  if (!next) return null;
  const amount = formatMoney(next.amount, reader);
  const when = next.releases_at
    ? formatInstant(next.releases_at, reader)
    : t(`event.${next.waits_for}`, { ns: 'terms', defaultValue: plain(next.waits_for) });
  return (
    <Note tone="active">
      <p>{t('escrow_next', { part: name(next.key), amount, when })}</p>
      {escrow.returns_at && <p>{t('escrow_returns', { at: formatInstant(escrow.returns_at, reader) })}</p>}
    </Note>
  );
}

function Occasion({ part }: { part: EscrowPart }): ReactNode {
  const { t } = useTranslation(['deal', 'terms']);
  if (part.releases_at) return <Instant at={part.releases_at} />;
  if (part.after_days) return t('after_acceptance', { days: part.after_days });
  return t(
    part.key === 'clearance' || part.key === 'import_broker' ? 'import_released' : `event.${part.waits_for}`,
    {
      ns: part.key === 'clearance' || part.key === 'import_broker' ? 'deal' : 'terms',
      defaultValue: plain(part.waits_for),
    },
  );
}
