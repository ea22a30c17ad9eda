import type { MoneyJson } from '../../format/money.ts';

/** An exchange as the server tells it. */
export interface Exchange {
  exchange_id: string;
  state: 'quoted' | 'locked' | 'executing' | 'executed' | 'lapsed';
  sold: MoneyJson;
  bought: MoneyJson;
  spread: MoneyJson;
  rounding: MoneyJson;
  mid: string;
  bid: string;
  ask: string;
  spread_basis_points: number;
  crossed: boolean;
  rates: RateOnFile[];
  quoted_at: string;
  valid_until: string;
  lock_minutes: number;
  holds_until: string | null;
  now: string;
}

export interface RateOnFile {
  base: string;
  currency: string;
  rate: string;
  as_of: string;
  basis: string;
  status: string;
  source: string;
  stale: boolean;
}

export const currencies = ['CNY', 'KZT', 'KGS', 'TJS', 'TMT', 'UZS', 'USD', 'EUR', 'RUB'];
