import type { Currency } from '../../kernel/money.ts';
import { cross, inverse, parseRate, type Rate } from '../../kernel/rate.ts';
import type { Ctx } from '../../platform/index.ts';
import { type RateRow, ratesAgainstUsd, ratesThroughout } from './store.ts';

/** An exchange rate with where it comes from. */
export interface FoundRate {
  from: Currency;
  to: Currency;
  /** Units of `to` for one unit of `from`. */
  rate: Rate;
  source: string;
  /** The day from which the older of the rows used is good. */
  as_of: string;
  status: 'sourced' | 'unverified';
  /** The date asked lies behind the period the source speaks of. */
  stale: boolean;
  /** 'USD' when the rate was crossed; undefined when it stands in the source. */
  via?: 'USD';
}

/** The newest rate on file for a date, crossed over USD where needed; undefined when there is none. */
export async function latestRate(
  ctx: Pick<Ctx, 'tx'>,
  from: Currency,
  to: Currency,
  date: string,
): Promise<FoundRate | undefined> {
  return (await latestRates(ctx, [from], to, date)).get(from);
}

/** Rates of several currencies into one, in one statement. A currency without a rate on file is left out. */
export async function latestRates(
  ctx: Pick<Ctx, 'tx'>,
  from: readonly Currency[],
  to: Currency,
  date: string,
): Promise<Map<Currency, FoundRate>> {
  const rows = new Map(
    (await ratesAgainstUsd(ctx.tx, [...from, to], date)).map((row) => [row.currency, row]),
  );
  const found = new Map<Currency, FoundRate>();
  for (const currency of from) {
    const rate = combine(currency, to, rows, date);
    if (rate) found.set(currency, rate);
  }
  return found;
}

/**
 * The rate of a whole period, crossed over USD where needed: only rows that cover every day of it and speak of all
 * their days. Undefined when there is none: the rate of a single day is no rate of a year's trade.
 */
export async function rateThroughout(
  ctx: Pick<Ctx, 'tx'>,
  pair: { from: Currency; to: Currency },
  days: { first: string; last: string },
): Promise<FoundRate | undefined> {
  const rows = await ratesThroughout(ctx.tx, [pair.from, pair.to], days.first, days.last);
  const dated = rows.map((row) => ({
    ...row,
    basis: `${row.basis}, ${row.valid_from} to ${row.valid_to ?? 'now'}`,
  }));
  return combine(pair.from, pair.to, new Map(dated.map((row) => [row.currency, row])), days.last);
}

function combine(
  from: Currency,
  to: Currency,
  rows: ReadonlyMap<string, RateRow>,
  date: string,
): FoundRate | undefined {
  const legs = [from, to].filter((currency) => currency !== 'USD').map((currency) => rows.get(currency));
  const used = legs.filter((row) => row !== undefined);
  if (from === to)
    return {
      from,
      to,
      rate: parseRate('1'),
      source: 'same currency',
      as_of: date,
      status: 'sourced',
      stale: false,
    };
  if (used.length !== legs.length) return undefined;
  const perUsd = (currency: Currency): Rate => parseRate(rows.get(currency)?.rate ?? '1');
  const rate = cross(
    from === 'USD' ? parseRate('1') : inverse(perUsd(from)),
    to === 'USD' ? parseRate('1') : perUsd(to),
  );
  return {
    from,
    to,
    rate,
    source: used.map((row) => `${row.currency} per USD ${row.rate} (${row.basis}): ${row.source}`).join('; '),
    as_of: used.map((row) => row.valid_from).sort()[0] ?? date,
    status: used.every((row) => row.status === 'sourced') ? 'sourced' : 'unverified',
    stale: used.some((row) => row.valid_to !== null && row.valid_to < date),
    ...(used.length === 2 ? { via: 'USD' as const } : {}),
  };
}
