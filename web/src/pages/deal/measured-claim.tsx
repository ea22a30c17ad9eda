import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoney, type MoneyJson, toDecimal } from '../../format/money.ts';
import { formatDecimal } from '../../format/number.ts';
import { useReader } from '../../i18n/reader.tsx';

/** A claim as the terms of the contract measure it, as an event of a dispute says it. */
export type Measured =
  | { rule: 'late_fee'; days: number; fee_bp: number; cap_bp: number; base: MoneyJson; amount: MoneyJson }
  | {
      rule: 'short_quantity';
      tolerance_bp: number;
      lines: { line: number; agreed: string; received: string; within_tolerance: boolean }[];
      amount: MoneyJson;
    };

/** `3 days × 0.5 % of 1,020,000.00 CNY, at most 2 %: 15,300.00 CNY` */
export function MeasuredClaim({ of }: { of: Measured }): ReactNode {
  const { t } = useTranslation('deal');
  const reader = useReader();
  const percent = (bp: number): string => formatDecimal(toDecimal(String(bp)), reader);
  const amount = formatMoney(of.amount, reader);
  if (of.rule === 'late_fee')
    return t('measured.late_fee', {
      days: of.days,
      fee: percent(of.fee_bp),
      cap: percent(of.cap_bp),
      base: formatMoney(of.base, reader),
      amount,
    });
  return (
    <>
      {of.lines.map((line) => (
        <div key={line.line}>
          {t(line.within_tolerance ? 'measured.line_tolerated' : 'measured.line', {
            line: line.line,
            agreed: formatDecimal(line.agreed, reader),
            received: formatDecimal(line.received, reader),
          })}
        </div>
      ))}
      {t('measured.short_quantity', { tolerance: percent(of.tolerance_bp), amount })}
    </>
  );
}
