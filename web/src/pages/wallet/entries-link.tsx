import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { MoneyJson } from '../../format/money.ts';
import { Money } from '../../parts/reading.tsx';

/** Which entries of a book, as the address of their page has it. */
export interface EntryChoice {
  book?: string | undefined;
  account?: string | undefined;
  /** `liquidity,spread,rounding` */
  kinds?: string | undefined;
  currency?: string | undefined;
  side?: 'debit' | 'credit' | undefined;
  /** `1`: what is reserved instead of what is posted. */
  open?: '1' | undefined;
  from?: string | undefined;
  to?: string | undefined;
  except?: 'capital' | undefined;
  exchange?: string | undefined;
}

/** A figure that opens to the entries it is the sum of; one of nothing in one direction has none to open. */
export function EntriesLink({
  of,
  choice,
  bare = false,
}: {
  of: MoneyJson;
  choice: EntryChoice;
  bare?: boolean;
}): ReactNode {
  if (of.amount === '0' && (choice.side || choice.open)) return <Money of={of} bare={bare} />;
  return (
    <Link to="/wallet/entries" search={{ ...choice }}>
      <Money of={of} bare={bare} />
    </Link>
  );
}
