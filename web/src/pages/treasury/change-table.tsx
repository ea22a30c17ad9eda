import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MoneyJson } from '../../format/money.ts';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { Instant, Money } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { RateFigure } from '../exchange/rate-figure.tsx';

export interface Change {
  proposal_id: string;
  kind: 'limit' | 'rate' | 'move' | 'close';
  limit: { keep_at_least: MoneyJson; hold_at_most: MoneyJson | null; reason: string } | null;
  rate: { base: string; currency: string; rate: string; valid_from: string; source: string } | null;
  move: { from_account_id: string; to_account_id: string; amount: MoneyJson; reference: string } | null;
  close: { book_id: string; account_id: string | null; reason: string } | null;
  proposed_at: string;
  by_operator: boolean;
  own: boolean;
  decision: string | null;
  decided_at: string | null;
  effect_code: string | null;
}

/** Proposed changes, newest first: what they say, where they stand, and the decision where it is the reader's. */
export function ChangeTable({ items }: { items: Change[] }): ReactNode {
  const { t } = useTranslation(['treasury', 'refusals']);
  return (
    <RecordTable
      caption={t('changes')}
      keyOf={(change) => change.proposal_id}
      rows={items}
      columns={[
        { id: 'what', header: t('what'), title: true, cell: (change) => <What change={change} /> },
        {
          id: 'when',
          header: t('proposed'),
          cell: (change) => (
            <>
              <Instant at={change.proposed_at} />
              {change.by_operator && <div className="small dimmed">{t('by_operator')}</div>}
            </>
          ),
        },
        {
          id: 'state',
          header: t('state'),
          cell: ({ own, decision, effect_code }) => (
            <>
              {t(decision ?? (own ? 'awaits_colleague' : 'awaits_you'))}
              {effect_code && (
                <div className="small">
                  {t('no_effect')} {t(`${effect_code}.title`, { ns: 'refusals', defaultValue: effect_code })}
                </div>
              )}
            </>
          ),
        },
        { id: 'decide', header: t('decide'), cell: (change) => <Decide change={change} /> },
      ]}
    />
  );
}

function What({ change: { limit, rate, move, close } }: { change: Change }): ReactNode {
  const { t } = useTranslation('treasury');
  if (limit)
    return (
      <>
        {t('limit_of', { currency: limit.keep_at_least.currency })}: {t('keep_at_least')}{' '}
        <Money of={limit.keep_at_least} />, {t('hold_at_most')}{' '}
        {limit.hold_at_most ? <Money of={limit.hold_at_most} /> : t('no_limit')}
        <div className="small dimmed">{limit.reason}</div>
      </>
    );
  if (move)
    return (
      <>
        {t('move_of')}: <Money of={move.amount} />, <AccountName id={move.from_account_id} /> →{' '}
        <AccountName id={move.to_account_id} />
        <div className="small dimmed">{move.reference}</div>
      </>
    );
  if (close)
    return (
      <>
        {close.account_id
          ? t('close_account', { account: close.account_id, book: close.book_id })
          : t('close_book', { book: close.book_id })}
        <div className="small dimmed">{close.reason}</div>
      </>
    );
  if (!rate) return null;
  return (
    <>
      {t('rate_of', { pair: `${rate.base}/${rate.currency}` })}: <RateFigure rate={rate.rate} />,{' '}
      <Instant at={rate.valid_from} />
      <div className="small dimmed">{rate.source}</div>
    </>
  );
}

function AccountName({ id }: { id: string }): ReactNode {
  const { t } = useTranslation('terms');
  return t(`account.${id.split(':')[0]}`, { defaultValue: id });
}

function Decide({ change }: { change: Change }): ReactNode {
  const { t } = useTranslation('treasury');
  if (change.decision) return <Instant at={change.decided_at} />;
  const decision = (name: string, value: 'approved' | 'refused') => ({
    name,
    method: 'POST',
    path: `/treasury/changes/${change.proposal_id}/decision`,
    fixed: { decision: value },
    fields: [],
  });
  return (
    <CommandButtons
      commands={
        change.own
          ? [decision(t('take_back'), 'refused')]
          : [decision(t('approve'), 'approved'), decision(t('refuse'), 'refused')]
      }
    />
  );
}
