import { type Static, Type } from 'typebox';
import type { Currency } from '../../../kernel/money.ts';
import { DateText, Instant, MoneySchema, Nullable, Uuid } from '../../../platform/index.ts';
import type { SeenExchange } from './store-exchange.ts';

/** A rate on file, as it was used. */
export const RateView = Type.Object({
  base: Type.String(),
  currency: Type.String(),
  /** Units of `currency` for one `base`. */
  rate: Type.String(),
  as_of: DateText,
  basis: Type.String(),
  status: Type.String(),
  source: Type.String(),
  stale: Type.Boolean(),
});

export const exchangeStates = ['quoted', 'locked', 'executing', 'executed', 'lapsed'] as const;
export type ExchangeState = (typeof exchangeStates)[number];

export const ExchangeView = Type.Object({
  exchange_id: Uuid,
  org_id: Uuid,
  state: Type.Enum([...exchangeStates]),
  sold: MoneySchema,
  bought: MoneySchema,
  spread: MoneySchema,
  rounding: MoneySchema,
  /** Units of what is bought for one of what is sold, before the spread. */
  mid: Type.String(),
  bid: Type.String(),
  ask: Type.String(),
  spread_basis_points: Type.Integer(),
  /** The rate does not stand on file but was crossed over the dollar. */
  crossed: Type.Boolean(),
  rates: Type.Array(RateView),
  quoted_at: Instant,
  /** Until then the price can be locked. */
  valid_until: Instant,
  lock_minutes: Type.Integer(),
  /** Until then a locked price can be executed. */
  holds_until: Nullable(Instant),
  deal_id: Nullable(Uuid),
  /** The server's time of this answer, for whoever counts down. */
  now: Instant,
});

/** What the ledger and the clock say of it. */
export function stateOf(x: SeenExchange, now: Date): ExchangeState {
  if (x.became) return x.became === 'post' ? 'executed' : 'lapsed';
  if (!x.holds_until) return now < x.valid_until ? 'quoted' : 'lapsed';
  if (x.asked_at) return 'executing';
  return now < x.holds_until ? 'locked' : 'lapsed';
}

export function showExchange(x: SeenExchange, now: Date): Static<typeof ExchangeView> {
  const bought = (amount: bigint) => ({ amount: amount.toString(), currency: x.buy_currency as Currency });
  return {
    exchange_id: x.exchange_id,
    org_id: x.org_id,
    state: stateOf(x, now),
    sold: { amount: x.sold.toString(), currency: x.sell_currency as Currency },
    bought: bought(x.bought),
    spread: bought(x.spread),
    rounding: bought(x.rounding),
    mid: x.mid,
    bid: x.bid,
    ask: x.ask,
    spread_basis_points: x.spread_basis_points,
    crossed: x.rates.length === 2,
    rates: x.rates,
    quoted_at: x.quoted_at.toISOString(),
    valid_until: x.valid_until.toISOString(),
    lock_minutes: x.lock_minutes,
    holds_until: x.holds_until?.toISOString() ?? null,
    deal_id: x.deal_id,
    now: now.toISOString(),
  };
}
