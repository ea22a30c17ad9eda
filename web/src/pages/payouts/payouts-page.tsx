import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import { formatMoney, isZero } from '../../format/money.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { PagedAnswer } from '../../parts/paged-answer.tsx';
import { Empty, Note, PageHead, Section } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import type { WalletAccount } from '../wallet/wallet-page.tsx';
import { AccountTable } from './account-table.tsx';
import { payCommands, registerCommand } from './payout-commands.ts';
import { PayoutTable } from './payout-table.tsx';
import {
  accountsQuery,
  banksQuery,
  type PayoutAccount,
  type PayoutRule,
  payoutsQuery,
  rulesQuery,
} from './payouts-api.ts';

/** Bank accounts of the organisation, payouts to them, and what the house asks of a payout. */
export function PayoutsPage(): ReactNode {
  const { t } = useTranslation(['payouts', 'terms']);
  const session = useSession();
  const search = useSearch({ from: '/payouts' });
  const navigate = useNavigate({ from: '/payouts' });
  const enabled = Boolean(session);
  const accounts = useQuery({ ...accountsQuery(), enabled });
  const payouts = useQuery({
    ...payoutsQuery({ cursor: search.cursor }),
    enabled,
    placeholderData: keepPreviousData,
  });
  const rules = useQuery({ ...rulesQuery, enabled });
  const banks = useQuery({ ...banksQuery, enabled });
  const wallet = useQuery({
    queryKey: ['wallet'],
    queryFn: ({ signal }) => callApi<{ items: WalletAccount[] }>('/wallet', { signal }),
    enabled,
  });
  if (session === null) return <SignInFirst title={t('title')} />;
  const own = session?.organisation;
  const full = (wallet.data?.items ?? []).filter((a) => a.kind === 'wallet' && !isZero(a.available));
  return (
    <>
      <PageHead title={t('title')}>
        <p className="dimmed">{t('about')}</p>
        <Link to="/wallet">{t('to_wallet')}</Link>
      </PageHead>
      <Rules rules={rules.data?.items ?? []} currencies={full.map((a) => a.available.currency)} />
      <Section title={t('payouts')}>
        <CommandButtons
          commands={payCommands(
            t,
            full.map((a) => a.available),
            accounts.data?.items ?? [],
          )}
        />
        <PagedAnswer
          query={payouts}
          cursor={search.cursor}
          go={(cursor) => void navigate({ search: (old) => ({ ...old, cursor }) })}
          empty={<Empty title={t('no_payouts')} />}
        >
          {(items) => <PayoutTable rows={items} caption={t('payouts')} />}
        </PagedAnswer>
      </Section>
      <Section title={t('accounts')}>
        {own && <CommandButtons commands={[registerCommand(t, own, banks.data?.items ?? [])]} />}
        <Answer query={accounts}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={t('no_accounts')}>
                <p>{t('no_accounts_hint')}</p>
              </Empty>
            ) : (
              <AccountTable
                rows={items}
                caption={t('accounts')}
                actions={(account) => <Close account={account} />}
              />
            )
          }
        </Answer>
      </Section>
    </>
  );
}

/** What the house asks, for the currencies that the organisation has money in. */
function Rules({ rules, currencies }: { rules: PayoutRule[]; currencies: string[] }): ReactNode {
  const { t } = useTranslation('payouts');
  const reader = useReader();
  const shown = rules.filter((rule) => currencies.includes(rule.currency));
  if (shown.length === 0) return null;
  return (
    <Note tone="active">
      <p>{t('rules')}</p>
      <ul>
        {shown.map((rule) => (
          <li key={rule.currency}>
            {t('rule', {
              amount: formatMoney(rule.four_eyes_above, reader),
              hours: rule.cooling_off_hours,
            })}{' '}
            <span className="small">{t('rule_since', { date: rule.valid_from })}</span>
          </li>
        ))}
      </ul>
    </Note>
  );
}

function Close({ account }: { account: PayoutAccount }): ReactNode {
  const { t } = useTranslation('payouts');
  if (account.state === 'closed') return null;
  return (
    <CommandButtons
      commands={[
        {
          name: t('close'),
          explain: t('close_explain'),
          method: 'POST',
          path: `/payout-accounts/${account.account_id}/closing`,
          fields: [],
        },
      ]}
    />
  );
}
