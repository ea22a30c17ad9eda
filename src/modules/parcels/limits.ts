import { parseMilli } from '../../kernel/decimal.ts';
import { applyRatio, type Currency, isCurrency, type Money, money } from '../../kernel/money.ts';
import { assert } from '../../kernel/refusal.ts';
import { dataFolder, readTable } from '../reference/index.ts';

export type Channel = 'courier' | 'post';
export type Period = 'parcel' | 'month' | 'quarter' | 'year';

/** What a person may receive in one country, from a day on (`data/parcels/limits.csv`). */
export interface ConsumerLimit {
  country: string;
  channel: Channel | 'any';
  valid_from: string | null;
  valid_to: string | null;
  period: Period;
  value: Money | null;
  weight_milli: bigint | null;
  within_vat_share_pct: bigint;
  above_rule: 'excess_percent' | 'whole_percent' | 'unknown';
  above_pct: bigint | null;
  min_per_kg: Money | null;
  status: string;
  source: string;
  note: string;
}

let limits: readonly ConsumerLimit[] | undefined;

/** The limits of a country for a channel on a day; none: nothing is on file. */
export function limitsOn(country: string, channel: Channel, date: string): readonly ConsumerLimit[] {
  limits ??= readTable(new URL('parcels/limits.csv', dataFolder)).map(limitOf);
  return limits.filter(
    (l) =>
      l.country === country &&
      (l.channel === 'any' || l.channel === channel) &&
      (l.valid_from ?? '') <= date &&
      (l.valid_to === null || l.valid_to >= date),
  );
}

function limitOf(row: Record<string, string>): ConsumerLimit {
  const amount = (text: string | undefined, currency: string | undefined): Money | null => {
    if (!text) return null;
    assert(currency && isCurrency(currency) && /^\d+$/.test(text), `a limit has whole units, not ${text}`);
    return money(BigInt(text) * 100n, currency);
  };
  const { country = '', channel, period, above_rule } = row;
  assert(channel === 'any' || channel === 'courier' || channel === 'post', `no channel ${channel}`);
  assert(
    period === 'parcel' || period === 'month' || period === 'quarter' || period === 'year',
    `no period ${period}`,
  );
  assert(
    above_rule === 'excess_percent' || above_rule === 'whole_percent' || above_rule === 'unknown',
    `no rule ${above_rule}`,
  );
  return {
    country,
    channel,
    period,
    above_rule,
    valid_from: row.valid_from || null,
    valid_to: row.valid_to || null,
    value: amount(row.value, row.currency),
    weight_milli: row.weight_kg ? parseMilli(row.weight_kg) : null,
    within_vat_share_pct: BigInt(row.within_vat_share_pct || '0'),
    above_pct: row.above_pct ? BigInt(row.above_pct) : null,
    min_per_kg: amount(row.min_per_kg, row.min_currency),
    status: row.status ?? '',
    source: row.source ?? '',
    note: row.note ?? '',
  };
}

/** The first day of the period that a day lies in. */
export function periodStart(period: Period, date: string): string {
  if (period === 'parcel') return date;
  if (period === 'year') return `${date.slice(0, 4)}-01-01`;
  const month = Number(date.slice(5, 7));
  const first = period === 'month' ? month : month - ((month - 1) % 3);
  return `${date.slice(0, 4)}-${String(first).padStart(2, '0')}-01`;
}

export type Verdict = 'within' | 'above' | 'not_known';

/** A parcel against one limit. Money in the limit's currency; null: no exchange rate on file. */
export interface AgainstLimit {
  value: Money | null;
  /** Received before in the period, without this parcel; null: cannot be told. */
  used: Money | null;
  weight_milli: bigint;
  /** Per cent of VAT of the country on the day; null: not on file. */
  vat_pct: string | null;
}

export interface LimitJudgement {
  verdict: Verdict;
  /** Null: not known. */
  duty: Money | null;
  vat: Money | null;
}

/**
 * Whether a parcel is within a limit, and what is asked otherwise. A limit that is exactly reached is kept. Pure.
 * What no rule on file says stays null and is never taken as nothing.
 */
export function judge(limit: ConsumerLimit, parcel: AgainstLimit): LimitJudgement {
  const overWeight = limit.weight_milli !== null && parcel.weight_milli > limit.weight_milli;
  const { value: most } = limit;
  if (most === null)
    return overWeight
      ? { verdict: 'above', duty: null, vat: null }
      : { verdict: 'within', ...nothing(parcel.value?.currency ?? 'USD') };
  if (parcel.value === null || parcel.used === null)
    return { verdict: overWeight ? 'above' : 'not_known', duty: null, vat: null };
  const total = parcel.value.amount + parcel.used.amount;
  if (total > most.amount || overWeight) return { verdict: 'above', ...above(limit, most, total, parcel) };
  if (limit.within_vat_share_pct === 0n) return { verdict: 'within', ...nothing(most.currency) };
  const vat = share(parcel.value, parcel.vat_pct);
  return {
    verdict: 'within',
    duty: money(0n, most.currency),
    vat: vat && applyRatio(vat, limit.within_vat_share_pct, 100n),
  };
}

const nothing = (currency: Currency) => ({ duty: money(0n, currency), vat: money(0n, currency) });

function above(
  limit: ConsumerLimit,
  most: Money,
  total: bigint,
  parcel: AgainstLimit,
): Pick<LimitJudgement, 'duty' | 'vat'> {
  const { value, weight_milli } = parcel;
  const { above_pct, min_per_kg } = limit;
  if (value === null || above_pct === null || (min_per_kg && min_per_kg.currency !== most.currency))
    return { duty: null, vat: null };
  if (limit.above_rule === 'excess_percent') {
    const excess = total > most.amount ? total - most.amount : 0n;
    const heavier = limit.weight_milli !== null ? weight_milli - limit.weight_milli : 0n;
    // What went over in an earlier parcel was asked for there.
    const part = money(excess < value.amount ? excess : value.amount, most.currency);
    const least = perKilogram(min_per_kg, heavier > 0n ? heavier : 0n, most.currency);
    return { duty: greater(applyRatio(part, above_pct, 100n), least), vat: money(0n, most.currency) };
  }
  if (limit.above_rule === 'whole_percent') {
    const least = perKilogram(min_per_kg, weight_milli, most.currency);
    const duty = greater(applyRatio(value, above_pct, 100n), least);
    return { duty, vat: share(money(value.amount + duty.amount, most.currency), parcel.vat_pct) };
  }
  return { duty: null, vat: null };
}

function perKilogram(each: Money | null, weight_milli: bigint, currency: Currency): Money {
  return each ? applyRatio(each, weight_milli, 1000n) : money(0n, currency);
}

const greater = (a: Money, b: Money): Money => (b.amount > a.amount ? b : a);

/** `pct` as decimal text, like 16 or 12.5. */
function share(base: Money, pct: string | null): Money | null {
  return pct === null ? null : applyRatio(base, parseMilli(pct), 100_000n);
}
