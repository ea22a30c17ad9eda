import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../api/session.ts';
import type { MoneyJson } from '../../format/money.ts';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { Instant, Money } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';

interface Target {
  target_kind: string;
  target_org_id: string;
  target_name: string | null;
  target_id: string;
  reasons: string[];
}

export interface Entry {
  entry_id: string;
  bank_name: string | null;
  side: 'credit' | 'debit';
  amount: MoneyJson;
  booked_on: string;
  bank_reference: string | null;
  remittance: string;
  counterparty: string | null;
  bank_org_id: string;
  /** The transfer in the bank's book by which the ledger has it. */
  transfer_id: string | null;
  state: 'unmatched' | 'proposed' | 'matched';
  match: (Target & { number: number; proposed_by: string | null; effect_code: string | null }) | null;
  suggestions: Target[];
}

/** Booked lines with what they may belong to and why. */
export function EntryTable({ items }: { items: Entry[] }): ReactNode {
  const { t } = useTranslation('treasury');
  return (
    <RecordTable
      caption={t('unmatched')}
      keyOf={(entry) => entry.entry_id}
      rows={items}
      columns={[
        {
          id: 'what',
          header: t('payment'),
          title: true,
          cell: (entry) => (
            <>
              {entry.remittance || entry.bank_reference || t('no_text')}
              <div className="small dimmed">
                {[entry.bank_name, entry.counterparty, entry.bank_reference].filter(Boolean).join(' · ')}
              </div>
            </>
          ),
        },
        { id: 'day', header: t('booked'), cell: (entry) => <Instant at={entry.booked_on} /> },
        {
          id: 'amount',
          header: t('amount'),
          end: true,
          cell: (entry) => <EntryAmount entry={entry} />,
        },
        { id: 'belongs', header: t('belongs_to'), cell: (entry) => <Belongs entry={entry} /> },
      ]}
    />
  );
}

/** A line that the ledger has opens to its transfer, for the bank whose book it stands in; others are in no book yet. */
function EntryAmount({ entry: { side, amount, transfer_id, bank_org_id } }: { entry: Entry }): ReactNode {
  const session = useSession();
  const shown = <Money of={side === 'credit' ? amount : { ...amount, amount: `-${amount.amount}` }} />;
  if (!transfer_id || session?.organisation?.org_id !== bank_org_id) return shown;
  return (
    <Link to="/wallet/transfers/$transfer_id" params={{ transfer_id }}>
      {shown}
    </Link>
  );
}

function Belongs({ entry }: { entry: Entry }): ReactNode {
  const { t } = useTranslation(['treasury', 'refusals']);
  const session = useSession();
  const clerk = session?.roles.includes('bank') ?? false;
  const name = (target: Target): string =>
    t(`target_${target.target_kind}`, { name: target.target_name ?? '?' });
  const reasons = (target: Target): string =>
    target.reasons.map((reason) => t(`because_${reason}`)).join(', ') || t('because_nothing');
  const path = `/banking/entries/${entry.entry_id}`;
  const decision = (label: string, value: string) => ({
    name: label,
    method: 'POST',
    path: `${path}/decision`,
    fixed: { number: entry.match?.number, decision: value },
    fields: [],
  });
  if (entry.match && entry.state !== 'unmatched') {
    const own = entry.match.proposed_by === session?.user.user_id;
    return (
      <>
        {name(entry.match)}
        <div className="small dimmed">{reasons(entry.match)}</div>
        {clerk && entry.state === 'proposed' && (
          <CommandButtons
            commands={
              own
                ? [decision(t('take_back'), 'refused')]
                : [decision(t('approve'), 'approved'), decision(t('refuse'), 'refused')]
            }
          />
        )}
      </>
    );
  }
  return (
    <>
      {entry.match?.effect_code && (
        <div className="small">
          {t('no_effect')}{' '}
          {t(`${entry.match.effect_code}.title`, { ns: 'refusals', defaultValue: entry.match.effect_code })}
        </div>
      )}
      {entry.suggestions.length === 0 && <span className="dimmed">{t('no_suggestion')}</span>}
      {entry.suggestions.map((target) => (
        <div key={target.target_id}>
          {name(target)}
          <div className="small dimmed">{reasons(target)}</div>
          {clerk && (
            <CommandButtons
              commands={[
                {
                  name: t('propose_match'),
                  explain: t('match_explain'),
                  method: 'POST',
                  path: `${path}/match`,
                  fixed: {
                    target_kind: target.target_kind,
                    target_org_id: target.target_org_id,
                    target_id: target.target_id,
                  },
                  fields: [],
                },
              ]}
            />
          )}
        </div>
      ))}
    </>
  );
}
