import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Instant } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { plain, StatusBadge } from '../../parts/status-badge.tsx';
import type { PayoutAccount } from './payouts-api.ts';

/** Bank accounts: number, holder, where each stands, and who said so by what evidence. `actions` are those of a row. */
export function AccountTable({
  rows,
  caption,
  actions,
}: {
  rows: PayoutAccount[];
  caption: string;
  actions: (account: PayoutAccount) => ReactNode;
}): ReactNode {
  const { t } = useTranslation(['payouts', 'terms']);
  return (
    <RecordTable
      caption={caption}
      rows={rows}
      keyOf={(row) => row.account_id}
      columns={[
        {
          id: 'account',
          header: t('account'),
          title: true,
          cell: (row) => (
            <>
              <span className="figures">{row.account}</span>
              <div className="small dimmed">
                {t(`scheme.${row.scheme}`)} {row.cnaps ?? row.bic ?? ''}
              </div>
            </>
          ),
        },
        {
          id: 'holder',
          header: t('holder'),
          cell: (row) => (
            <>
              {row.holder}
              <div className="small dimmed">{row.town}</div>
            </>
          ),
        },
        {
          id: 'state',
          header: t('state'),
          cell: (row) => <StatusBadge kind="payout_account" state={row.state} />,
        },
        {
          id: 'since',
          header: t('decided'),
          cell: (row) =>
            row.decided_at ? (
              <>
                <Instant at={row.decided_at} />
                <div className="small dimmed">
                  {[
                    row.decided_by,
                    row.evidence_kind &&
                      t(`evidence_kind.${row.evidence_kind}`, { defaultValue: plain(row.evidence_kind) }),
                    row.evidence,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </div>
              </>
            ) : (
              <span className="dimmed">–</span>
            ),
        },
        { id: 'do', header: t('do'), end: true, cell: actions },
      ]}
    />
  );
}
