import { NativeSelect, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import type { MoneyJson } from '../../format/money.ts';
import { currencyName } from '../../format/names.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import parts from '../../parts/parts.module.css';
import { Money } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Empty, Facts, Note, Section } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { currencies } from '../exchange/exchange.ts';
import { RateFigure } from '../exchange/rate-figure.tsx';
import { EntriesLink } from '../wallet/entries-link.tsx';
import { type Position, PositionWorking, positionOf } from './position-working.tsx';
import { TreasuryHead } from './treasury-head.tsx';

interface Report {
  date: string;
  into: string;
  items: Position[];
  value: MoneyJson;
  cost: MoneyJson;
  gain: MoneyJson;
  without_rate: string[];
}

/** Open positions of the treasury at the end of a day, revalued, each with its working. */
export function PositionsPage(): ReactNode {
  const { t } = useTranslation('treasury');
  const session = useSession();
  const reader = useReader();
  const search = useSearch({ from: '/treasury' });
  const navigate = useNavigate({ from: '/treasury' });
  const report = useQuery({
    queryKey: ['positions', search.date, search.into],
    queryFn: ({ signal }) =>
      callApi<Report>('/treasury/positions', { query: { date: search.date, into: search.into }, signal }),
    enabled: Boolean(session),
    placeholderData: keepPreviousData,
  });
  if (session === null) return <SignInFirst title={t('positions')} />;
  const choose = (change: Partial<typeof search>): void =>
    void navigate({ search: (old) => ({ ...old, ...change }) });
  return (
    <>
      <TreasuryHead title={t('positions')} about={t('positions_about')} />
      <search className={parts.filters}>
        <TextInput
          label={t('at_end_of')}
          type="date"
          value={search.date ?? report.data?.date ?? ''}
          onChange={(event) => choose({ date: event.currentTarget.value || undefined })}
        />
        <NativeSelect
          label={t('valued_in')}
          value={search.into ?? 'CNY'}
          data={currencies.map((code) => ({ value: code, label: `${code} · ${currencyName(code, reader)}` }))}
          onChange={(event) => choose({ into: event.currentTarget.value })}
        />
      </search>
      <Answer query={report}>
        {(found) =>
          found.items.length === 0 ? (
            <Empty title={t('no_positions')} />
          ) : (
            <>
              <Facts
                rows={[
                  [t('value'), <Total key="v" of={found.value} />],
                  [t('cost'), <Total key="c" of={found.cost} />],
                  [
                    t('gain'),
                    <strong key="g">
                      <Total of={found.gain} />
                    </strong>,
                  ],
                ]}
              />
              {found.without_rate.length > 0 && (
                <Note>{t('without_rate', { currencies: found.without_rate.join(', ') })}</Note>
              )}
              <Section title={t('by_currency')} id="by-currency">
                <PositionTable items={found.items} chosen={search.currency} date={found.date} />
              </Section>
              {found.items
                .filter((position) => position.currency === search.currency)
                .map((position) => (
                  <PositionWorking key={position.currency} of={position} date={found.date} />
                ))}
            </>
          )
        }
      </Answer>
    </>
  );
}

/** A sum over the currencies: opens to the table of them. */
function Total({ of }: { of: MoneyJson }): ReactNode {
  return (
    <Link to="/treasury" search={(old) => old} hash="by-currency">
      <Money of={of} />
    </Link>
  );
}

function PositionTable({
  items,
  chosen,
  date,
}: {
  items: Position[];
  chosen: string | undefined;
  date: string;
}): ReactNode {
  const { t } = useTranslation('treasury');
  const worked = (currency: string, of: MoneyJson | null): ReactNode =>
    of ? (
      <Link to="/treasury" search={(old) => ({ ...old, currency })} hash="working">
        <Money of={of} />
      </Link>
    ) : (
      <Money of={of} />
    );
  return (
    <RecordTable
      caption={t('by_currency')}
      keyOf={(position) => position.currency}
      rows={items}
      columns={[
        {
          id: 'currency',
          header: t('currency'),
          title: true,
          cell: ({ currency }) => (
            <Link
              to="/treasury"
              search={(old) => ({ ...old, currency })}
              hash="working"
              aria-current={currency === chosen ? 'true' : undefined}
            >
              {currency}
            </Link>
          ),
        },
        {
          id: 'position',
          header: t('position'),
          end: true,
          cell: (p) => <EntriesLink of={p.position} choice={{ ...positionOf(p.currency), to: date }} />,
        },
        {
          id: 'rate',
          header: t('rate'),
          end: true,
          cell: (p) => (p.rate ? <RateFigure rate={p.rate} /> : t('no_rate')),
        },
        { id: 'value', header: t('value'), end: true, cell: (p) => worked(p.currency, p.value) },
        { id: 'cost', header: t('cost'), end: true, cell: (p) => worked(p.currency, p.cost) },
        { id: 'gain', header: t('gain'), end: true, cell: (p) => worked(p.currency, p.gain) },
      ]}
    />
  );
}
