import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi, type Page } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import { Answer } from '../../parts/answer.tsx';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { Empty, PageHead, Section } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { AccountTable } from '../payouts/account-table.tsx';
import { PayoutTable } from '../payouts/payout-table.tsx';
import { accountsQuery, type PayoutAccount, payoutsQuery } from '../payouts/payouts-api.ts';
import { type Change, ChangeTable } from '../treasury/change-table.tsx';
import { RecallsSection } from '../wallet/recalls-section.tsx';
import { WaitingAcceptances } from './waiting-acceptances.tsx';

const evidenceKinds = ['statement', 'bank_letter', 'test_payment', 'in_person'];

/** The four-eyes queue: payouts that wait for a second person, and bank accounts that nobody has verified yet. */
export function ApprovalsPage(): ReactNode {
  const { t } = useTranslation(['payouts', 'terms', 'treasury', 'rfqs']);
  const session = useSession();
  const enabled = Boolean(session);
  const payouts = useQuery({ ...payoutsQuery({ awaiting: true }), enabled });
  const held = useQuery({ ...payoutsQuery({ held: true }), enabled });
  const accounts = useQuery({ ...accountsQuery('registered'), enabled });
  const treasury = session?.organisation?.kind === 'treasury';
  const changes = useQuery({
    queryKey: ['changes', 'open'],
    queryFn: ({ signal }) =>
      callApi<Page<Change>>('/treasury/changes', { query: { open: '1', limit: 100 }, signal }),
    enabled: treasury,
  });
  if (session === null) return <SignInFirst title={t('queue')} />;
  return (
    <>
      <PageHead title={t('queue')}>
        <p className="dimmed">{t('queue_about')}</p>
      </PageHead>
      {session?.organisation?.kind === 'trader' && (
        <Section title={t('waiting', { ns: 'rfqs' })}>
          <WaitingAcceptances />
        </Section>
      )}
      <Section title={t('queue_payouts')}>
        <Answer query={payouts}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={t('queue_none')} />
            ) : (
              <PayoutTable rows={items} caption={t('queue_payouts')} ofMany />
            )
          }
        </Answer>
      </Section>
      {(held.data?.items.length ?? 0) > 0 && (
        <Section title={t('queue_held')}>
          <PayoutTable rows={held.data?.items ?? []} caption={t('queue_held')} ofMany />
        </Section>
      )}
      {treasury && (
        <Section title={t('changes_waiting', { ns: 'treasury' })}>
          <Answer query={changes}>
            {({ items }) =>
              items.length === 0 ? <Empty title={t('queue_none')} /> : <ChangeTable items={items} />
            }
          </Answer>
        </Section>
      )}
      <RecallsSection enabled={enabled} />
      <Section title={t('queue_accounts')}>
        <Answer query={accounts}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={t('queue_none')} />
            ) : (
              <AccountTable
                rows={items}
                caption={t('queue_accounts')}
                actions={(account) => <Verify account={account} />}
              />
            )
          }
        </Answer>
      </Section>
    </>
  );
}

/** Verifying and refusing both say by what evidence. */
function Verify({ account }: { account: PayoutAccount }): ReactNode {
  const { t } = useTranslation('payouts');
  const decide = (decision: 'verified' | 'refused', name: string) => ({
    name,
    explain: t(`${decision}_explain`, { holder: account.holder }),
    method: 'POST',
    path: `/payout-accounts/${account.account_id}/decision`,
    fixed: { org_id: account.org_id, decision },
    fields: [
      {
        name: 'evidence_kind',
        label: t('field.evidence_kind'),
        kind: 'choice' as const,
        start: evidenceKinds[0] ?? '',
        choices: evidenceKinds.map((value) => ({ value, label: t(`evidence_kind.${value}`) })),
      },
      { name: 'evidence', label: t('field.evidence'), kind: 'text' as const, longest: 200 },
    ],
  });
  return (
    <CommandButtons
      commands={[{ ...decide('verified', t('verify')), primary: true }, decide('refused', t('refuse'))]}
    />
  );
}
