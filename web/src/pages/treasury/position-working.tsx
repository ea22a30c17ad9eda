import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MoneyJson } from '../../format/money.ts';
import { Instant, Money } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Facts, Section } from '../../parts/section.tsx';
import type { RateOnFile } from '../exchange/exchange.ts';
import { RateFigure } from '../exchange/rate-figure.tsx';
import { RateTable } from '../exchange/rate-table.tsx';

interface Valued {
  rate: string | null;
  rates: RateOnFile[];
  value: MoneyJson | null;
}

export interface Position extends Valued {
  currency: string;
  position: MoneyJson;
  liquidity: MoneyJson;
  spread: MoneyJson;
  rounding: MoneyJson;
  cost: MoneyJson | null;
  gain: MoneyJson | null;
  days: ({ day: string; flow: MoneyJson; entries: number } & Valued)[];
}

/** How one position and its cost come about, day by day; each day opens to its entries. */
export function PositionWorking({ of }: { of: Position }): ReactNode {
  const { t } = useTranslation(['treasury', 'terms']);
  const { currency } = of;
  const part = (kind: 'liquidity' | 'spread' | 'rounding'): [string, ReactNode] => [
    t(`account.${kind}`, { ns: 'terms' }),
    <Link key={kind} to="/wallet" search={{ account: `${kind}:${currency}` }}>
      <Money of={of[kind]} />
    </Link>,
  ];
  return (
    <Section title={t('working', { currency })} id="working">
      <Facts rows={[part('liquidity'), part('spread'), part('rounding')]} />
      <RecordTable
        caption={t('days')}
        keyOf={(day) => day.day}
        rows={of.days}
        columns={[
          {
            id: 'day',
            header: t('day'),
            title: true,
            cell: ({ day, entries }) => (
              <>
                <Link
                  to="/wallet"
                  search={{ account: `liquidity:${currency}`, from: day, to: day }}
                  aria-label={t('entries_of', { day })}
                >
                  <Instant at={day} />
                </Link>
                <div className="small dimmed">{t('entry_count', { count: entries })}</div>
              </>
            ),
          },
          { id: 'flow', header: t('flow'), end: true, cell: (day) => <Money of={day.flow} /> },
          {
            id: 'rate',
            header: t('rate_of_day'),
            end: true,
            cell: (day) => (day.rate ? <RateFigure rate={day.rate} /> : t('no_rate')),
          },
          { id: 'value', header: t('cost'), end: true, cell: (day) => <Money of={day.value} /> },
        ]}
      />
      {of.rates.length > 0 && <RateTable rates={of.rates} />}
    </Section>
  );
}
