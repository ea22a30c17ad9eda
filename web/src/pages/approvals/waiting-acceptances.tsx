import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApprovalRequest, waitingQuery } from '../../api/rfqs.ts';
import { useSession } from '../../api/session.ts';
import { useRoleNames } from '../../format/role-names.ts';
import { Answer } from '../../parts/answer.tsx';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { Deadline, Instant, Money } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Empty, Note } from '../../parts/section.tsx';

/** Acceptances above the firm's limit, each for a second person to decide. */
export function WaitingAcceptances(): ReactNode {
  const { t } = useTranslation(['rfqs', 'payouts']);
  const waiting = useQuery(waitingQuery);
  const roleNames = useRoleNames();
  return (
    <Answer query={waiting}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={t('queue_none', { ns: 'payouts' })} />
        ) : (
          <RecordTable
            caption={t('waiting')}
            rows={items}
            keyOf={(row) => row.request_id}
            columns={[
              {
                id: 'what',
                header: t('what'),
                title: true,
                cell: (row) =>
                  row.kind === 'agreement' ? (
                    <Link to="/frames">{row.title}</Link>
                  ) : (
                    <Link to="/deals/$deal_id" params={{ deal_id: row.subject_id }}>
                      {row.title}
                    </Link>
                  ),
              },
              { id: 'amount', header: t('price'), end: true, cell: (row) => <Money of={row.amount} /> },
              {
                id: 'limit',
                header: t('limit'),
                end: true,
                cell: (row) => (row.limit ? <Money of={row.limit} /> : t('no_limit')),
              },
              { id: 'who', header: t('second_person'), cell: (row) => roleNames(row.approver_roles) },
              { id: 'asked', header: t('sent'), cell: (row) => <Instant at={row.asked_at} /> },
              { id: 'until', header: t('deadline'), cell: (row) => <Deadline at={row.expires_at} /> },
              { id: 'decide', header: t('decision'), cell: (row) => <Decide row={row} /> },
            ]}
          />
        )
      }
    </Answer>
  );
}

/** On the page of a deal whose acceptance waits. */
export function WaitingNote({ deal_id }: { deal_id: string }): ReactNode {
  const { t } = useTranslation('rfqs');
  const trader = useSession()?.organisation?.kind === 'trader';
  const waiting = useQuery({ ...waitingQuery, enabled: trader });
  const row = waiting.data?.items.find((item) => item.subject_id === deal_id);
  if (!row) return null;
  return (
    <Note>
      <p>
        {t(row.mine ? 'waits_for_colleague' : 'waits_for_you')} <Deadline at={row.expires_at} />
      </p>
      <Decide row={row} />
    </Note>
  );
}

function Decide({ row }: { row: ApprovalRequest }): ReactNode {
  const { t } = useTranslation('rfqs');
  const decision = (name: string, value: string, primary = false) => ({
    name,
    primary,
    explain: t(`${value}_explain`),
    method: 'POST',
    path:
      row.kind === 'agreement'
        ? `/frames/${row.subject_id}/approvals/${row.request_id}`
        : `/deals/${row.subject_id}/contract/approvals/${row.request_id}`,
    fixed: { decision: value },
    fields: [],
  });
  return (
    <CommandButtons
      commands={
        row.mine
          ? [decision(t('take_back'), 'refused')]
          : [decision(t('approve'), 'approved', true), decision(t('refuse'), 'refused')]
      }
    />
  );
}
