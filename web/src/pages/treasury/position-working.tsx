import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MoneyJson } from '../../format/money.ts';
import { Instant, Money } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Facts, Section } from '../../parts/section.tsx';
import type { RateOnFile } from '../exchange/exchange.ts';
import { RateFigure } from '../exchange/rate-figure.tsx';
import { RateTable } from '../exchange/rate-table.tsx';
import { EntriesLink, type EntryChoice } from '../wallet/entries-link.tsx';

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

/** The treasury's own accounts of a currency, without what owners put in: the entries of a position. */
export const positionOf = (currency: string): EntryChoice => ({
  kinds: 'liquidity,spread,rounding',
  currency,
  except: 'capital',
});

/** How one position and its cost come about, day by day; each day opens to its entries. */
export function PositionWorking({ of, date }: { of: Position; date: string }): ReactNode {
  const { t } = useTranslation(['treasury', 'terms']);
  const { currency } = of;
  const part = (kind: 'liquidity' | 'spread' | 'rounding'): [string, ReactNode] => [
    t(`account.${kind}`, { ns: 'terms' }),
    <EntriesLink
      key={kind}
      of={of[kind]}
      choice={{ account: `${kind}:${currency}`, except: 'capital', to: date }}
    />,
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
                <Instant at={day} />
                <div className="small dimmed">{t('entry_count', { count: entries })}</div>
              </>
            ),
          },
          {
            id: 'flow',
            header: t('flow'),
            end: true,
            cell: ({ flow, day }) => (
              <EntriesLink of={flow} choice={{ ...positionOf(currency), from: day, to: day }} />
            ),
          },
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
