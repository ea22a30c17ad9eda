import { dataFolder, periodBases, readTable } from '../../reference/index.ts';
import { ONE, parseDecimal, printedStep } from '../exact/fraction.ts';
import { divide, exactly, type Interval, rounded } from '../exact/interval.ts';
import type { Period } from '../model.ts';

interface PeriodRate {
  currency: string;
  from: string;
  to: string;
  perDollar: Interval;
  text: string;
  source: string;
}

let read: PeriodRate[] | undefined;

/** Rates to the US dollar that stand for a stated period; those of single days say nothing of a year's trade. */
function periodRates(): PeriodRate[] {
  read ??= readTable(new URL('rates/rates.csv', dataFolder)).flatMap((row) => {
    const rate = parseDecimal(row.rate ?? '');
    const ofPeriod = periodBases.some((basis) => basis === row.basis);
    if (row.base !== 'USD' || !row.valid_to || !ofPeriod || !rate || rate.n <= 0n) return [];
    return [
      {
        currency: row.currency ?? '',
        from: row.valid_from ?? '',
        to: row.valid_to,
        perDollar: rounded(rate, printedStep(row.rate ?? '')),
        text: row.rate ?? '',
        source: `${row.basis} rate, ${row.status}: ${row.source}`,
      },
    ];
  });
  return read;
}

/**
 * Units of `to` for one of `from` over a period, crossed over the dollar, with the rounding of the rates;
 * undefined when no rate covers the whole period.
 */
export function rateOver(
  from: string,
  to: string,
  period: Period,
): { rate: Interval; text: string } | undefined {
  const start = `${period.year}-${String(period.first).padStart(2, '0')}-01`;
  const end = `${period.year}-${String(period.last).padStart(2, '0')}-28`;
  const dollar = { perDollar: exactly(ONE), text: '', source: '' };
  const of = (currency: string) =>
    currency === 'USD'
      ? dollar
      : periodRates()
          .filter((r) => r.currency === currency && r.from <= start && r.to >= end)
          // The shortest period that covers the asked one speaks most directly of it.
          .sort((a, b) => lengthOf(a) - lengthOf(b))[0];
  const [a, b] = [of(from), of(to)];
  if (!a || !b) return undefined;
  const rate = divide(b.perDollar, a.perDollar);
  const text = [a, b].filter((r) => r.text).map((r) => `${r.text} (${r.source})`);
  return rate && { rate, text: text.join('; ') };
}

const lengthOf = (r: PeriodRate): number => Date.parse(r.to) - Date.parse(r.from);
