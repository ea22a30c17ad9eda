import type { Currency } from '../../../kernel/money.ts';
import { cross, inverse, parseRate, type Rate } from '../../../kernel/rate.ts';
import type { Ctx, Tx } from '../../../platform/index.ts';
import { ratesAgainstUsd } from '../../reference/index.ts';
import { houseRule } from './house-rules.ts';

const DAY_MS = 86_400_000;

/** A rate as it stands on file: units of `currency` for one `base`. */
export interface RateOnFile {
  base: string;
  currency: string;
  rate: string;
  /** The day from which it is good. */
  as_of: string;
  /** `peg`, `point`, `annual_average`, `filed` (by the treasury), … */
  basis: string;
  status: 'sourced' | 'unverified';
  source: string;
  /** It speaks of a time before the day asked for. */
  stale: boolean;
}

/** Units of `to` for one `from`, and what it was made of. */
export interface PricedRate {
  rate: Rate;
  /** One where it stands on file, two where it was crossed over the dollar. */
  rates: RateOnFile[];
}

/** What the treasury filed between these currencies, the newest up to a day of each pair. */
function filedRates(
  tx: Tx,
  currencies: readonly string[],
  date: string,
): Promise<{ base: string; currency: string; valid_from: string; rate: string; source: string }[]> {
  return tx.rows(
    `select distinct on (base, currency) base, currency, valid_from, rate, source from payments.desk_rate
     where base = any ($1) and currency = any ($1) and valid_from <= $2
     order by base, currency, valid_from desc, filed_at desc`,
    [currencies, date],
  );
}

/**
 * Rates of several currencies into one on a day, in two statements: what the treasury filed for the pair, else what is
 * on file against the dollar, the newer of filed and reference. A currency without a rate is left out; none is made up.
 */
export async function findRates(
  ctx: Pick<Ctx, 'tx'>,
  from: readonly Currency[],
  to: Currency,
  date: string,
): Promise<Map<Currency, PricedRate>> {
  const wanted = [...new Set([...from, to, 'USD'])];
  const onFile: RateOnFile[] = [
    ...(await filedRates(ctx.tx, wanted, date)).map(({ valid_from, ...row }) => ({
      ...row,
      as_of: valid_from,
      basis: 'filed',
      status: 'sourced' as const,
      stale: isOld(row.base === 'USD' ? row.currency : row.base, valid_from, date),
    })),
    ...(await ratesAgainstUsd(ctx.tx, wanted, date)).map((row) => ({
      base: 'USD',
      currency: row.currency,
      rate: row.rate,
      as_of: row.valid_from,
      basis: row.basis,
      status: row.status as RateOnFile['status'],
      source: row.source,
      stale:
        row.valid_to === null
          ? row.basis !== 'peg' && isOld(row.currency, row.valid_from, date)
          : row.valid_to < date,
    })),
  ];
  const found = new Map<Currency, PricedRate>();
  for (const currency of from) {
    const rate = priceOf(onFile, currency, to);
    if (rate) found.set(currency, rate);
  }
  return found;
}

function priceOf(onFile: readonly RateOnFile[], from: Currency, to: Currency): PricedRate | undefined {
  if (from === to) return { rate: parseRate('1'), rates: [] };
  const direct = newest(onFile, from, to);
  const [first, second] = [newest(onFile, from, 'USD'), newest(onFile, 'USD', to)];
  const crossed = first && second && from !== 'USD' && to !== 'USD' ? [first, second] : undefined;
  const older = crossed?.map((r) => r.as_of).sort()[0] ?? '';
  if (direct && direct.as_of >= older) return { rate: towards(direct, to), rates: [direct] };
  if (!first || !second || !crossed) return undefined;
  return { rate: cross(towards(first, 'USD'), towards(second, to)), rates: crossed };
}

/** The newest row between two currencies, whichever is its base; of one day, what was filed. */
function newest(onFile: readonly RateOnFile[], a: string, b: string): RateOnFile | undefined {
  return onFile
    .filter((r) => (r.base === a && r.currency === b) || (r.base === b && r.currency === a))
    .reduce<RateOnFile | undefined>((best, r) => (best && best.as_of >= r.as_of ? best : r), undefined);
}

const towards = (row: RateOnFile, to: string): Rate =>
  row.currency === to ? parseRate(row.rate) : inverse(parseRate(row.rate));

function isOld(currency: string, as_of: string, date: string): boolean {
  const { stale_after_days } = houseRule(currency as Currency, date);
  return Date.parse(date) - Date.parse(as_of) > stale_after_days * DAY_MS;
}
