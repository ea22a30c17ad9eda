import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import type { MoneyJson } from '../../format/money.ts';
import { currencyName } from '../../format/names.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Empty, Note, PageHead, Section } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { plain } from '../../parts/status-badge.tsx';
import { EntriesLink, type EntryChoice } from './entries-link.tsx';

/** A cell is one side of all accounts of a kind in a currency; the last line, of all kinds. */
const choiceOf = (
  { kind, debit }: { kind: string; debit: MoneyJson },
  side: 'debit' | 'credit',
): EntryChoice => ({ kinds: kind === 'total' ? undefined : kind, currency: debit.currency, side });

interface TrialBalance {
  currencies: {
    currency: string;
    lines: { kind: string; accounts: number; debit: MoneyJson; credit: MoneyJson }[];
    debit: MoneyJson;
    credit: MoneyJson;
    balanced: boolean;
  }[];
}

/** The trial balance of the organisation's book: per currency both sides, which must be the same. */
export function TrialBalancePage(): ReactNode {
  const { t } = useTranslation(['wallet', 'terms']);
  const session = useSession();
  const reader = useReader();
  const book = useQuery({
    queryKey: ['trial-balance'],
    queryFn: ({ signal }) => callApi<TrialBalance>('/trial-balance', { signal }),
    enabled: Boolean(session),
  });
  if (session === null) return <SignInFirst title={t('trial')} />;
  return (
    <>
      <PageHead title={t('trial')}>
        <p className="dimmed">{t('trial_about')}</p>
      </PageHead>
      <Answer query={book}>
        {({ currencies }) =>
          currencies.length === 0 ? (
            <Empty title={t('no_entries')} />
          ) : (
            currencies.map((one) => (
              <Section key={one.currency} title={`${one.currency} · ${currencyName(one.currency, reader)}`}>
                <RecordTable
                  caption={one.currency}
                  keyOf={(line) => line.kind}
                  rows={[...one.lines, { kind: 'total', accounts: 0, debit: one.debit, credit: one.credit }]}
                  columns={[
                    {
                      id: 'kind',
                      header: t('account'),
                      title: true,
                      cell: (line) =>
                        line.kind === 'total' ? (
                          <strong>{t('total')}</strong>
                        ) : (
                          t(`account.${line.kind}`, { ns: 'terms', defaultValue: plain(line.kind) })
                        ),
                    },
                    {
                      id: 'debit',
                      header: t('debit_sum'),
                      end: true,
                      cell: (line) => <EntriesLink of={line.debit} choice={choiceOf(line, 'debit')} />,
                    },
                    {
                      id: 'credit',
                      header: t('credit_sum'),
                      end: true,
                      cell: (line) => <EntriesLink of={line.credit} choice={choiceOf(line, 'credit')} />,
                    },
                  ]}
                />
                <Note tone={one.balanced ? 'done' : 'attention'}>
                  {t(one.balanced ? 'balanced' : 'not_balanced')}
                </Note>
              </Section>
            ))
          )
        }
      </Answer>
    </>
  );
}
