import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import type { MoneyJson } from '../../format/money.ts';
import { useRoleNames } from '../../format/role-names.ts';
import { Answer } from '../../parts/answer.tsx';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { Deadline, Instant, Money } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Empty, Section } from '../../parts/section.tsx';

interface Rule {
  currency: string;
  limit: MoneyJson;
  approver_roles: string[];
  changed_at: string;
}

interface RuleChange {
  change_id: string;
  currency: string;
  limit: MoneyJson | null;
  approver_roles: string[];
  expires_at: string;
  mine: boolean;
}

const currencies = ['CNY', 'KZT', 'KGS', 'TJS', 'TMT', 'UZS', 'USD', 'EUR', 'RUB'];

/** How far one person may bind the firm, and changes of it that wait for a second administrator. */
export function RulesSection({ roles }: { roles: string[] }): ReactNode {
  const { t } = useTranslation('account');
  const roleNames = useRoleNames();
  const administers = useSession()?.roles.includes('admin') ?? false;
  const rules = useQuery({
    queryKey: ['approval-rules'],
    queryFn: ({ signal }) => callApi<{ rules: Rule[]; changes: RuleChange[] }>('/approval-rules', { signal }),
  });
  return (
    <Section title={t('rules.title')}>
      <p className="dimmed">{t('rules.about')}</p>
      {administers && <SetLimit roles={roles} />}
      <Answer query={rules}>
        {({ rules: held, changes }) => (
          <>
            {held.length === 0 ? (
              <Empty title={t('rules.none')} />
            ) : (
              <RecordTable
                caption={t('rules.title')}
                rows={held}
                keyOf={(rule) => rule.currency}
                columns={[
                  {
                    id: 'limit',
                    header: t('rules.limit'),
                    title: true,
                    cell: (rule) => <Money of={rule.limit} />,
                  },
                  { id: 'who', header: t('rules.second'), cell: (rule) => roleNames(rule.approver_roles) },
                  {
                    id: 'since',
                    header: t('rules.since'),
                    cell: (rule) => <Instant at={rule.changed_at} day />,
                  },
                  ...(administers
                    ? [
                        {
                          id: 'end',
                          header: t('members.change'),
                          cell: (rule: Rule) => (
                            <CommandButtons
                              commands={[
                                {
                                  name: t('rules.remove'),
                                  explain: t('rules.remove_explain'),
                                  method: 'POST',
                                  path: '/approval-rules',
                                  fixed: {
                                    currency: rule.currency,
                                    limit_amount: null,
                                    approver_roles: rule.approver_roles,
                                  },
                                  fields: [],
                                },
                              ]}
                            />
                          ),
                        },
                      ]
                    : []),
                ]}
              />
            )}
            {changes.map((change) => (
              <OpenChange key={change.change_id} change={change} administers={administers} />
            ))}
          </>
        )}
      </Answer>
    </Section>
  );
}

function SetLimit({ roles }: { roles: string[] }): ReactNode {
  const { t } = useTranslation('account');
  const roleNames = useRoleNames();
  return (
    <CommandButtons
      commands={[
        {
          name: t('rules.set'),
          explain: t('rules.set_explain'),
          method: 'POST',
          path: '/approval-rules',
          fields: [
            {
              name: 'currency',
              label: t('rules.currency'),
              kind: 'choice',
              start: 'CNY',
              choices: currencies.map((value) => ({ value, label: value })),
            },
            { name: 'limit', label: t('rules.limit'), kind: 'amount', currency: 'CNY' },
            {
              name: 'approver_roles',
              label: t('rules.second'),
              kind: 'several',
              start: roles[0] ?? '',
              choices: roles.map((value) => ({ value, label: roleNames([value]) })),
            },
          ],
          shape: ({ limit, ...body }) => ({
            ...body,
            limit_amount: (limit as MoneyJson).amount,
          }),
        },
      ]}
    />
  );
}

function OpenChange({ change, administers }: { change: RuleChange; administers: boolean }): ReactNode {
  const { t } = useTranslation('account');
  const roleNames = useRoleNames();
  const decision = (name: string, value: string) => ({
    name,
    method: 'POST',
    path: `/approval-rules/${change.change_id}/decision`,
    fixed: { decision: value },
    fields: [],
  });
  return (
    <div>
      <p>
        {t('rules.waits')}{' '}
        {change.limit ? <Money of={change.limit} /> : t('rules.no_more', { currency: change.currency })},{' '}
        {roleNames(change.approver_roles)}, <Deadline at={change.expires_at} />
      </p>
      {administers && (
        <CommandButtons
          commands={
            change.mine
              ? [decision(t('rules.take_back'), 'refused')]
              : [decision(t('rules.approve'), 'approved'), decision(t('rules.refuse'), 'refused')]
          }
        />
      )}
    </div>
  );
}
