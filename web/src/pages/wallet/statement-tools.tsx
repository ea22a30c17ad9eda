import { Button, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { apiPath, callApi } from '../../api/client.ts';
import type { MoneyJson } from '../../format/money.ts';
import { Answer } from '../../parts/answer.tsx';
import parts from '../../parts/parts.module.css';
import { Money } from '../../parts/reading.tsx';
import { Facts } from '../../parts/section.tsx';
import { type Days, dayBefore, periodOf } from './statement-period.ts';

const formats = ['csv', 'xlsx', 'pdf'] as const;

/** The period of a statement, what the account had at its ends, and the same entries as files. */
export function StatementTools({
  account_id,
  days,
  query,
  choose,
}: {
  account_id: string;
  days: Days;
  /** What entries are picked by: the files hold the same. */
  query: Record<string, string | undefined>;
  choose: (days: Days) => void;
}): ReactNode {
  const { t } = useTranslation('wallet');
  const account = `/wallet/${encodeURIComponent(account_id)}`;
  const period = periodOf(days);
  return (
    <>
      <search className={parts.filters}>
        <TextInput
          label={t('from_day')}
          type="date"
          max={days.to}
          value={days.from ?? ''}
          onChange={(event) => choose({ ...days, from: event.currentTarget.value || undefined })}
        />
        <TextInput
          label={t('to_day')}
          type="date"
          min={days.from}
          value={days.to ?? ''}
          onChange={(event) => choose({ ...days, to: event.currentTarget.value || undefined })}
        />
        {formats.map((format) => (
          <Button
            key={format}
            component="a"
            variant="default"
            href={apiPath(`${account}/statement-file`, { format, ...period, ...query })}
            download
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {format.toUpperCase()}
          </Button>
        ))}
        {period.from && period.before && (
          <Button
            component="a"
            variant="default"
            href={apiPath(`${account}/statement.xml`, period)}
            download
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            camt.053
          </Button>
        )}
      </search>
      <p className="small dimmed">{t(Object.values(query).some(Boolean) ? 'files_picked' : 'files_about')}</p>
      <Facts
        rows={[
          ...(period.from
            ? [
                [
                  t('opening'),
                  <Link
                    key="o"
                    to="/wallet/entries"
                    search={{ account: account_id, to: dayBefore(period.from) }}
                  >
                    <Balance account={account} before={period.from} />
                  </Link>,
                ] as [string, ReactNode],
              ]
            : []),
          [
            t('closing'),
            <Link key="c" to="/wallet/entries" search={{ account: account_id, to: days.to }}>
              <Balance account={account} before={period.before} />
            </Link>,
          ],
        ]}
      />
    </>
  );
}

/** What the account had just before an instant, or has now. */
function Balance({ account, before }: { account: string; before: string | undefined }): ReactNode {
  const balance = useQuery({
    queryKey: ['wallet', account, 'balance', before],
    queryFn: ({ signal }) =>
      callApi<{ balance: MoneyJson }>(`${account}/balance`, { query: { before }, signal }),
  });
  return <Answer query={balance}>{(answer) => <Money of={answer.balance} />}</Answer>;
}
