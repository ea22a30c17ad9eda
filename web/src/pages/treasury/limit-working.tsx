import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MoneyJson } from '../../format/money.ts';
import { Money } from '../../parts/reading.tsx';
import { Facts, Section } from '../../parts/section.tsx';
import { EntriesLink } from '../wallet/entries-link.tsx';

/** Liquidity of one currency with its limits. */
export interface Limit {
  account_id: string;
  balance: MoneyJson;
  reserved: MoneyJson;
  incoming: MoneyJson;
  keep_at_least: MoneyJson;
  hold_at_most: MoneyJson | null;
  gives: MoneyJson;
  takes: MoneyJson | null;
}

/** How what a currency can give and take comes about; each line opens to what it is made of. */
export function LimitWorking({ of }: { of: Limit }): ReactNode {
  const { t } = useTranslation('treasury');
  const balance: [string, ReactNode] = [
    t('balance'),
    <EntriesLink key="b" of={of.balance} choice={{ account: of.account_id }} />,
  ];
  const total = (money: MoneyJson): ReactNode => (
    <strong>
      <Money of={money} />
    </strong>
  );
  return (
    <Section title={t('working', { currency: of.balance.currency })} id="working">
      <Facts
        rows={[
          balance,
          [t('less_reserved'), <Reserved key="r" of={of} />],
          [t('less_kept'), <SetBy key="k" of={of.keep_at_least} />],
          [t('gives'), total(of.gives)],
        ]}
      />
      {of.hold_at_most && of.takes && (
        <Facts
          rows={[
            [t('hold_at_most'), <SetBy key="m" of={of.hold_at_most} />],
            [t('less_balance'), <EntriesLink key="b" of={of.balance} choice={{ account: of.account_id }} />],
            [
              t('less_incoming'),
              <EntriesLink
                key="i"
                of={of.incoming}
                choice={{ account: of.account_id, open: '1', side: 'credit' }}
              />,
            ],
            [t('takes'), total(of.takes)],
          ]}
        />
      )}
    </Section>
  );
}

/** What is promised to locked prices and not moved yet; opens to the reservations. */
export function Reserved({ of, bare = false }: { of: Limit; bare?: boolean }): ReactNode {
  return (
    <EntriesLink of={of.reserved} choice={{ account: of.account_id, open: '1', side: 'debit' }} bare={bare} />
  );
}

/** A limit is no sum: it opens to the changes by which two people set it. */
export function SetBy({ of, bare = false }: { of: MoneyJson; bare?: boolean }): ReactNode {
  return (
    <Link to="/treasury/limits" search={{ currency: of.currency }} hash="changes">
      <Money of={of} bare={bare} />
    </Link>
  );
}

/** A figure that others come to; opens to them. */
export function Worked({ of }: { of: MoneyJson }): ReactNode {
  return (
    <Link to="/treasury/limits" search={{ currency: of.currency }} hash="working">
      <Money of={of} bare />
    </Link>
  );
}
