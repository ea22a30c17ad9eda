import type { ReactNode } from 'react';
import { formatDecimal } from '../../format/number.ts';
import { useReader } from '../../i18n/reader.tsx';

/** A rate with all its decimals, written as the reader writes numbers. */
export function RateFigure({ rate }: { rate: string }): ReactNode {
  return <span className="figures">{formatDecimal(rate, useReader())}</span>;
}
