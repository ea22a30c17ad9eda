import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi, type Page } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import type { MoneyJson } from '../../format/money.ts';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { Instant, Money } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Section } from '../../parts/section.tsx';

interface Recall {
  recall_id: string;
  bank_org_id: string;
  bank_name: string | null;
  beneficiary_name: string | null;
  amount: MoneyJson;
  end_to_end_id: string | null;
  deposit_transfer_id: string | null;
  beneficiary_org_id: string | null;
  reason: string | null;
  asked_at: string;
  state: string;
  may_accept: boolean;
  may_refuse: boolean;
  steps: { kind: string; code: string | null; note: string | null; at: string }[];
}

/** Codes of ExternalPaymentCancellationRejection1Code that a person may say. */
const refusalCodes = ['CUST', 'LEGL', 'AC04', 'AM04', 'AGNT', 'ARDT'];

/** Payments that came in and that their bank calls back; nothing is drawn where there are none. */
export function RecallsSection({ enabled }: { enabled: boolean }): ReactNode {
  const { t } = useTranslation('wallet');
  const recalls = useQuery({
    queryKey: ['recalls'],
    queryFn: ({ signal }) => callApi<Page<Recall>>('/recalls', { query: { limit: 50 }, signal }),
    enabled,
  });
  const items = recalls.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Section title={t('recalls')} id="recalls">
      <p className="dimmed">{t('recalls_about')}</p>
      <RecordTable
        caption={t('recalls')}
        keyOf={(recall) => recall.recall_id}
        rows={items}
        columns={[
          {
            id: 'what',
            header: t('recall_payment'),
            title: true,
            cell: (recall) => (
              <>
                {recall.beneficiary_name ?? t('recall_nobody')}
                <div className="small dimmed">
                  {[recall.bank_name, recall.end_to_end_id].filter(Boolean).join(' · ')}
                </div>
              </>
            ),
          },
          { id: 'why', header: t('recall_why'), cell: (recall) => recall.reason ?? t('recall_no_reason') },
          { id: 'when', header: t('recall_asked'), cell: (recall) => <Instant at={recall.asked_at} /> },
          { id: 'state', header: t('recall_state'), cell: (recall) => <State of={recall} /> },
          { id: 'amount', header: t('amount'), end: true, cell: (recall) => <Credited recall={recall} /> },
          { id: 'answer', header: t('recall_answer'), cell: (recall) => <Answers of={recall} /> },
        ]}
      />
    </Section>
  );
}

/** The amount, which opens to the entry by which it was credited, where that is in the reader's book. */
function Credited({ recall }: { recall: Recall }): ReactNode {
  const session = useSession();
  const { deposit_transfer_id, beneficiary_org_id, amount } = recall;
  if (!deposit_transfer_id || session?.organisation?.org_id !== beneficiary_org_id)
    return <Money of={amount} />;
  return (
    <Link to="/wallet/transfers/$transfer_id" params={{ transfer_id: deposit_transfer_id }}>
      <Money of={amount} />
    </Link>
  );
}

function State({ of }: { of: Recall }): ReactNode {
  const { t } = useTranslation(['wallet', 'refusals']);
  const last = of.steps.at(-1);
  return (
    <>
      {t(`recall_is_${of.state}`)}
      {last?.kind === 'refused' && last.code && <div className="small">{t(`recall_code_${last.code}`)}</div>}
      {last?.kind === 'failed' && last.code && (
        <div className="small">{t(`${last.code}.title`, { ns: 'refusals', defaultValue: last.code })}</div>
      )}
      {last?.note && <div className="small dimmed">{last.note}</div>}
    </>
  );
}

function Answers({ of }: { of: Recall }): ReactNode {
  const { t } = useTranslation('wallet');
  const command = (answer: 'accepted' | 'refused') => ({
    name: t(`recall_do_${answer}`),
    explain: t(`recall_explain_${answer}`),
    method: 'POST',
    path: `/recalls/${of.recall_id}/answer`,
    fixed: { bank_org_id: of.bank_org_id, answer },
  });
  const note = {
    name: 'note',
    label: t('recall_note'),
    kind: 'text' as const,
    optional: true,
    longest: 200,
  };
  return (
    <CommandButtons
      commands={[
        ...(of.may_accept ? [{ ...command('accepted'), fields: [note] }] : []),
        ...(of.may_refuse
          ? [
              {
                ...command('refused'),
                fields: [
                  {
                    name: 'code',
                    label: t('recall_code'),
                    kind: 'choice' as const,
                    start: 'CUST',
                    choices: refusalCodes.map((value) => ({ value, label: t(`recall_code_${value}`) })),
                  },
                  note,
                ],
              },
            ]
          : []),
      ]}
    />
  );
}
