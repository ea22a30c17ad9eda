import { type Static, Type } from 'typebox';
import { DAY_MS, dayOf } from '../../../kernel/days.ts';
import { type Currency, currencies } from '../../../kernel/money.ts';
import { convert } from '../../../kernel/rate.ts';
import { CurrencyCode, DateText, defineUseCase, MoneySchema, Nullable } from '../../../platform/index.ts';
import { rateText } from '../exchange/exchange-quote.ts';
import { RateView } from '../exchange/exchange-view.ts';
import { type PricedRate, ratesUpTo } from '../exchange/find-rate.ts';
import { type FlowRow, readFlows } from './store-treasury.ts';

const Valued = {
  /** Units of the report's currency for one; null where none is on file. */
  rate: Nullable(Type.String()),
  rates: Type.Array(RateView),
  value: Nullable(MoneySchema),
};

const PositionView = Type.Object({
  currency: Type.String(),
  /** Liquidity, margin and residue together, capital not counted: what exchange has brought in, or taken out. */
  position: MoneySchema,
  liquidity: MoneySchema,
  spread: MoneySchema,
  rounding: MoneySchema,
  ...Valued,
  /** What it was worth on the days it came and went. */
  cost: Nullable(MoneySchema),
  /** Value less cost. */
  gain: Nullable(MoneySchema),
  days: Type.Array(Type.Object({ day: DateText, flow: MoneySchema, entries: Type.Integer(), ...Valued })),
});

/**
 * The open position of the treasury in each currency at the end of a day, revalued at the rate of that day into one
 * currency. Cost is the sum over the days of what came and went that day at that day's rate, each line rounded to
 * the minor unit; gain is value less cost. Where a rate is not on file, value, cost and gain are unknown, and the
 * totals leave the currency out and name it.
 */
export const viewPositions = defineUseCase({
  name: 'payments.view-positions',
  kind: 'query',
  permission: 'treasury:read',
  input: Type.Object(
    { date: Type.Optional(DateText), into: Type.Optional(CurrencyCode) },
    { additionalProperties: false },
  ),
  output: Type.Object({
    date: DateText,
    into: Type.String(),
    items: Type.Array(PositionView),
    value: MoneySchema,
    cost: MoneySchema,
    gain: MoneySchema,
    /** Currencies with a position that could not be valued. */
    without_rate: Type.Array(Type.String()),
  }),
  async run(ctx, input) {
    const today = dayOf(ctx.clock.now());
    // What is to come is not known: the report of a later day is that of today.
    const date = input.date && input.date < today ? input.date : today;
    const into: Currency = input.into ?? 'CNY';
    const flows = await readFlows(ctx.tx, new Date(Date.parse(date) + DAY_MS));
    const rateOf = await ratesUpTo(ctx, currencies, date);
    const items = currencies
      .filter((currency) => flows.some((f) => f.currency === currency))
      .map((currency) =>
        revalue(
          currency,
          into,
          flows.filter((f) => f.currency === currency),
          (day) => rateOf(currency, into, day),
          date,
        ),
      );
    const total = (pick: (p: Position) => Amount | null) => ({
      amount: items
        .filter((p) => p.gain)
        .reduce((sum, p) => sum + BigInt(pick(p)?.amount ?? 0), 0n)
        .toString(),
      currency: into,
    });
    return {
      date,
      into,
      items,
      value: total((p) => p.value),
      cost: total((p) => p.cost),
      gain: total((p) => p.gain),
      without_rate: items.filter((p) => !p.gain).map((p) => p.currency),
    };
  },
});

type Position = Static<typeof PositionView>;
type Amount = Static<typeof MoneySchema>;

/** The position of one currency with its working. */
export function revalue(
  currency: Currency,
  into: Currency,
  flows: readonly FlowRow[],
  rateOn: (day: string) => PricedRate | undefined,
  date: string,
): Position {
  const sum = (list: readonly FlowRow[]): bigint => list.reduce((total, f) => total + f.flow, 0n);
  const own = (amount: bigint) => ({ amount: amount.toString(), currency });
  const valued = (amount: bigint, found: PricedRate | undefined) => ({
    rate: found ? rateText(found.rate) : null,
    rates: found?.rates ?? [],
    value: found
      ? { amount: convert({ amount, currency }, found.rate, into).amount.toString(), currency: into }
      : null,
  });
  const days = [...new Set(flows.map((f) => f.day))].map((day) => {
    const ofDay = flows.filter((f) => f.day === day);
    const entries = ofDay.reduce((n, f) => n + Number(f.entries), 0);
    return { day, flow: own(sum(ofDay)), entries, ...valued(sum(ofDay), rateOn(day)) };
  });
  const now = valued(sum(flows), rateOn(date));
  const known = now.value !== null && days.every((d) => d.value !== null);
  const cost = days.reduce((total, d) => total + BigInt(d.value?.amount ?? 0), 0n);
  const inReport = (amount: bigint) => (known ? { amount: amount.toString(), currency: into } : null);
  const of = (kind: string) => own(sum(flows.filter((f) => f.kind === kind)));
  return {
    currency,
    position: own(sum(flows)),
    liquidity: of('liquidity'),
    spread: of('spread'),
    rounding: of('rounding'),
    ...now,
    cost: inReport(cost),
    gain: inReport(BigInt(now.value?.amount ?? 0) - cost),
    days,
  };
}
