import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi } from '../../api/client.ts';
import { isHidden } from '../../api/problem.ts';
import { usePlaceName } from '../../api/reference.ts';
import type { MoneyJson } from '../../format/money.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import { Instant, Money } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Note, Section } from '../../parts/section.tsx';
import { plain } from '../../parts/status-badge.tsx';
import { disputeTermText } from './dispute-terms.ts';

interface Change {
  field: string;
  line: number | null;
  before: unknown;
  after: unknown;
}

interface Round {
  quote_number: number;
  offered_by: string;
  org_name: string;
  offered_at: string;
  note: string | null;
  changes: Change[];
}

/** From the first offer on: who changed what, and when. Nothing to show before there is a second offer. */
export function ChangesSection({ deal_id }: { deal_id: string }): ReactNode {
  const { t } = useTranslation('deal');
  const history = useQuery({
    queryKey: ['deal', deal_id, 'changes'],
    queryFn: ({ signal }) =>
      callApi<{ rounds_left: number; rounds: Round[] }>(`/deals/${deal_id}/quotes/changes`, { signal }),
  });
  if (isHidden(history.error) || (history.data && history.data.rounds.length < 2)) return null;
  return (
    <Answer query={history}>
      {({ rounds, rounds_left }) => (
        <Section title={t('changes.title')}>
          {rounds.slice(1).map((round) => (
            <RoundOf key={round.quote_number} round={round} />
          ))}
          <p className="small dimmed">{t('changes.left', { count: rounds_left })}</p>
        </Section>
      )}
    </Answer>
  );
}

function RoundOf({ round }: { round: Round }): ReactNode {
  const { t } = useTranslation(['deal', 'terms']);
  const title = t('changes.round', {
    number: round.quote_number,
    who: t(`role.${round.offered_by}`, { ns: 'terms' }),
    name: round.org_name,
  });
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <p className="small dimmed">
        <Instant at={round.offered_at} />
      </p>
      {round.note && <Note tone="active">{round.note}</Note>}
      {round.changes.length === 0 ? (
        <p>{t('changes.none')}</p>
      ) : (
        <RecordTable
          caption={title}
          rows={round.changes}
          keyOf={(change) => `${change.line ?? ''}/${change.field}`}
          columns={[
            { id: 'field', header: t('changes.field'), title: true, cell: (change) => <Field of={change} /> },
            {
              id: 'before',
              header: t('changes.before'),
              cell: (change) => <Value of={change.before} change={change} />,
            },
            {
              id: 'after',
              header: t('changes.after'),
              cell: (change) => <Value of={change.after} change={change} />,
            },
          ]}
        />
      )}
    </section>
  );
}

function Field({ of: { field, line } }: { of: Change }): ReactNode {
  const { t } = useTranslation('deal');
  const name = t(`changed.${field}`, { defaultValue: plain(field) });
  return line === null ? name : t('changes.of_line', { field: name, line });
}

const isMoney = (value: unknown): value is MoneyJson =>
  typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;

function Value({ of, change }: { of: unknown; change: Change }): ReactNode {
  const { t } = useTranslation(['deal', 'terms']);
  const reader = useReader();
  const placeName = usePlaceName();
  if (of === null || of === undefined) return <span className="dimmed">–</span>;
  const measured = disputeTermText(change.field, of, t, reader);
  if (measured) return measured;
  if (isMoney(of)) return <Money of={of} />;
  if (change.field === 'valid_until' && typeof of === 'string') return <Instant at={of} />;
  if (change.field === 'ship_by' && typeof of === 'string') return <Instant at={of} day />;
  if (/^(incoterm_place|place_|crossing_)/.test(change.field)) return placeName(String(of));
  if (change.field === 'milestones' && Array.isArray(of))
    return of
      .map((part: { due_on: string; share_bp?: number }) =>
        [
          t(`milestone.${part.due_on}`, { ns: 'terms', defaultValue: part.due_on }),
          part.share_bp === undefined ? '' : `${part.share_bp / 100} %`,
        ].join(' '),
      )
      .join(', ');
  return Array.isArray(of) ? of.join(', ') : String(of);
}
