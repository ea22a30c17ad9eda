import type { MoneyJson } from '../../kernel/money.ts';
import type { Outbound } from '../../platform/index.ts';

/** One of the merchant's goods as it is offered in one shop. */
export interface ShopOffer {
  sku: string;
  title: string;
  description: string;
  brand: string;
  /** The marketplace's own code of a category; we do not know them. */
  category: string;
  price: MoneyJson;
  /** Whole units that the shop may sell. */
  stock: number;
}

/** One line of a remote order. `quantity` is decimal text, in the unit of the listing. */
export interface RemoteLine {
  sku: string;
  title: string;
  quantity: string;
}

/** An order as the marketplace tells it. `placed_at` is null when it does not say so, or nonsense. */
export interface RemoteOrder {
  remote_id: string;
  /** What the customer knows the order by. */
  number: string;
  placed_at: string | null;
  total: MoneyJson;
  lines: RemoteLine[];
}

/** A row that a marketplace or we could not take: a SKU or a remote id, a stable reason, and what was said. */
export interface RowFault {
  row: string;
  reason: string;
  detail: string;
}

/** Why a call brought nothing. `wait_ms`: what the marketplace asks for. */
export type Fault =
  | { kind: 'throttled'; wait_ms: number }
  | { kind: 'unavailable'; reason: string }
  | { kind: 'token_refused' }
  | { kind: 'rejected'; reason: string }
  | { kind: 'garbled'; reason: string };

export type Reply<T> = { ok: true; value: T } | { ok: false; fault: Fault };
export const done = <T>(value: T): Reply<T> => ({ ok: true, value });
export const failed = (fault: Fault): { ok: false; fault: Fault } => ({ ok: false, fault });

/** What a shop is reached by. */
export interface Shop {
  outbound: Outbound;
  base_url: string;
  token: string;
  /** The merchant's id and warehouse as the marketplace knows them. */
  merchant_id: string;
  store_id: string;
  company: string;
  /** Where the marketplace can fetch this shop's feeds from. */
  feed_url: string;
}

/** Files that the marketplace fetches from us. */
export interface Feeds {
  prices?: string;
  catalogue?: string;
}

/**
 * A marketplace. Every call is one or a few requests, never repeats itself and bears repetition; the caller decides
 * when to try again.
 */
export interface Marketplace {
  /** The files that the marketplace fetches; made before anything is pushed. */
  feeds(offers: readonly ShopOffer[], at: Date): Feeds;
  /** Sends the goods. `ticket` asks later how it went; null when the answer is final. */
  pushCatalogue(offers: readonly ShopOffer[]): Promise<Reply<{ ticket: string | null; faults: RowFault[] }>>;
  pushPrices(offers: readonly ShopOffer[]): Promise<Reply<{ faults: RowFault[] }>>;
  /** A page of orders that are new to the marketplace; `next` is the next page, null on the last. */
  pullOrders(
    page: string | null,
    since: Date,
  ): Promise<Reply<{ orders: RemoteOrder[]; faults: RowFault[]; next: string | null }>>;
  acknowledge(order: { remote_id: string; number: string }): Promise<Reply<true>>;
  /** How the catalogue of a ticket went. */
  report(ticket: string): Promise<Reply<{ pending: boolean; faults: RowFault[] }>>;
}
