import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EscrowPart, EscrowView } from '../../api/deal-parts.ts';
import { formatInstant } from '../../format/date.ts';
import { formatMoney, type MoneyJson } from '../../format/money.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Instant, Money } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Facts, Note } from '../../parts/section.tsx';
import { plain, StatusBadge } from '../../parts/status-badge.tsx';

/** What the escrow took in, holds and has paid; each part of it, and what the next one waits for. */
export function EscrowParts({ escrow, deal_id }: { escrow: EscrowView; deal_id: string }): ReactNode {
  const { t } = useTranslation(['deal', 'terms']);
  const name = (key: string): string => t(`milestone.${key}`, { ns: 'terms', defaultValue: plain(key) });
  return (
    <>
      <Facts
        rows={[
          [t('col.state'), t(`escrow.${escrow.status}`, { defaultValue: escrow.status })],
          [t('escrow_funded'), <Opening key="i" of={escrow.funded} deal_id={deal_id} figure="funded" />],
          [
            t('escrow_held'),
            <Opening
              key="h"
              of={escrow.held}
              deal_id={deal_id}
              figure={escrow.funded.amount !== '0' && 'held'}
            />,
          ],
          [
            t('escrow_released'),
            <Opening key="r" of={escrow.released} deal_id={deal_id} figure="released" />,
          ],
          [
            t('escrow_refunded'),
            <Opening key="f" of={escrow.refunded} deal_id={deal_id} figure="refunded" />,
          ],
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
            cell: (part) => <PartAmount part={part} deal_id={deal_id} />,
          },
        ]}
      />
    </>
  );
}

/** A figure of the escrow, which opens to its entries in the table below; of nothing there are none. */
function Opening({
  of,
  deal_id,
  figure,
}: {
  of: MoneyJson;
  deal_id: string;
  figure: string | false;
}): ReactNode {
  if (!figure || (of.amount === '0' && figure !== 'held')) return <Money of={of} />;
  return (
    <Link to="/deals/$deal_id" params={{ deal_id }} search={{ money: figure }} hash="entries">
      <Money of={of} />
    </Link>
  );
}

/** What was paid out opens to its entries; what is only planned, to the terms that say so. */
function PartAmount({ part, deal_id }: { part: EscrowPart; deal_id: string }): ReactNode {
  if (part.status === 'released') return <Opening of={part.amount} deal_id={deal_id} figure={part.key} />;
  return (
    <Link to="/deals/$deal_id" params={{ deal_id }} hash="terms">
      <Money of={part.amount} />
    </Link>
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
