import { DAY_MS } from '../../../kernel/days.ts';
import type { Currency } from '../../../kernel/money.ts';
import { cross, inverse, parseRate, type Rate } from '../../../kernel/rate.ts';
import type { Ctx, Tx } from '../../../platform/index.ts';
import { rateHistory, ratesAgainstUsd } from '../../reference/index.ts';
import { houseRule } from './house-rules.ts';

/** A rate as it stands on file: units of `currency` for one `base`. */
interface FiledRate {
  base: string;
  currency: string;
  rate: string;
  /** The day from which it is good. */
  as_of: string;
  valid_to: string | null;
  /** `peg`, `point`, `annual_average`, `filed` (by the treasury), … */
  basis: string;
  status: string;
  source: string;
}

/** A rate that was used for a day; `stale` when it speaks of a time before that day. */
export type RateOnFile = Omit<FiledRate, 'valid_to'> & { stale: boolean };

/** Units of `to` for one `from`, and what it was made of. */
export interface PricedRate {
  rate: Rate;
  /** One where it stands on file, two where it was crossed over the dollar; none within a currency. */
  rates: RateOnFile[];
}

const filedColumns = `base, currency, rate, valid_from as as_of, null as valid_to, 'filed' as basis, 'sourced' as status, source`;

function newestFiled(tx: Tx, currencies: readonly string[], date: string): Promise<FiledRate[]> {
  return tx.rows<FiledRate>(
    `select distinct on (base, currency) ${filedColumns} from payments.desk_rate
     where base = any ($1) and currency = any ($1) and valid_from <= $2
     order by base, currency, valid_from desc, filed_at desc`,
    [currencies, date],
  );
}

/** What the treasury filed, newest first. */
export function filedHistory(tx: Tx, currencies: readonly string[], date: string): Promise<FiledRate[]> {
  return tx.rows<FiledRate>(
    `select ${filedColumns} from payments.desk_rate where base = any ($1) and currency = any ($1) and valid_from <= $2
     order by valid_from desc, filed_at desc`,
    [currencies, date],
  );
}

const againstUsd = (row: Awaited<ReturnType<typeof ratesAgainstUsd>>[number]): FiledRate => ({
  ...row,
  base: 'USD',
  as_of: row.valid_from,
});

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
  const onFile = [
    ...(await newestFiled(ctx.tx, wanted, date)),
    ...(await ratesAgainstUsd(ctx.tx, wanted, date)).map(againstUsd),
  ];
  const found = new Map<Currency, PricedRate>();
  for (const currency of from) {
    const rate = priceOf(onFile, currency, to, date);
    if (rate) found.set(currency, rate);
  }
  return found;
}

/** Everything on file up to a day, so that rates of many days are found without asking again. */
export async function ratesUpTo(
  ctx: Pick<Ctx, 'tx'>,
  currencies: readonly Currency[],
  date: string,
): Promise<(from: Currency, to: Currency, day: string) => PricedRate | undefined> {
  const onFile = [
    ...(await filedHistory(ctx.tx, currencies, date)),
    ...(await rateHistory(ctx.tx, currencies, date)).map(againstUsd),
  ];
  return (from, to, day) => priceOf(onFile, from, to, day);
}

function priceOf(
  onFile: readonly FiledRate[],
  from: Currency,
  to: Currency,
  day: string,
): PricedRate | undefined {
  if (from === to) return { rate: parseRate('1'), rates: [] };
  const direct = newest(onFile, from, to, day);
  const [first, second] = [newest(onFile, from, 'USD', day), newest(onFile, 'USD', to, day)];
  const crossed = first && second && from !== 'USD' && to !== 'USD' ? [first, second] : undefined;
  const older = crossed?.map((r) => r.as_of).sort()[0] ?? '';
  if (direct && direct.as_of >= older) return { rate: towards(direct, to), rates: [used(direct, day)] };
  if (!first || !second || !crossed) return undefined;
  return {
    rate: cross(towards(first, 'USD'), towards(second, to)),
    rates: crossed.map((row) => used(row, day)),
  };
}

/** The newest row between two currencies, whichever is its base; of one day the first, which is what was filed. */
function newest(onFile: readonly FiledRate[], a: string, b: string, day: string): FiledRate | undefined {
  return onFile
    .filter((r) => r.as_of <= day)
    .filter((r) => (r.base === a && r.currency === b) || (r.base === b && r.currency === a))
    .reduce<FiledRate | undefined>((best, r) => (best && best.as_of >= r.as_of ? best : r), undefined);
}

const towards = (row: FiledRate, to: string): Rate =>
  row.currency === to ? parseRate(row.rate) : inverse(parseRate(row.rate));

function used({ valid_to, ...row }: FiledRate, day: string): RateOnFile {
  const { base, currency, rate, as_of, basis, status, source } = row;
  const stale = valid_to === null ? basis !== 'peg' && isOld(row, day) : valid_to < day;
  return { base, currency, rate, as_of, basis, status, source, stale };
}

function isOld({ base, currency, as_of }: Omit<FiledRate, 'valid_to'>, day: string): boolean {
  const other = (base === 'USD' ? currency : base) as Currency;
  return Date.parse(day) - Date.parse(as_of) > houseRule(other, day).stale_after_days * DAY_MS;
}
