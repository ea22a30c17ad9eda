import { assert, isRefusal, type JsonObject, type Refusal } from '../../kernel/refusal.ts';
import type { Ctx, InTransaction, Services } from '../../platform/index.ts';
import { lookQueue } from './change-connection.ts';
import { tokenPlace } from './connect-marketplace.ts';
import { marketplaces } from './formats/index.ts';
import { feedHash } from './get-feed.ts';
import { feedUrl } from './list-connections.ts';
import { limits, nextWait } from './model.ts';
import { openOrder } from './open-order.ts';
import type { Fault, Marketplace, RowFault, ShopOffer } from './port.ts';
import {
  type ConnectionKey,
  type ConnectionRow,
  finishSync,
  hasMandate,
  type SyncCounts,
  takeDue,
  takeLease,
  writeFeed,
} from './store-connections.ts';
import {
  keepOrders,
  markAcknowledged,
  markRefused,
  markSent,
  type OrderRow,
  selectOffers,
  selectWaiting,
  toShopOffer,
  writeProblems,
} from './store-orders.ts';

export const syncQueue = 'marketplaces.sync';

/** Queues the connections that are due: a bounded number at once, each at most once within a lease. */
export async function lookForDue(ctx: Ctx): Promise<void> {
  const now = ctx.clock.now();
  const until = new Date(now.getTime() + limits.lease_ms);
  const due = await takeDue(ctx.tx, now, until, limits.connections_at_once);
  for (const key of due) await ctx.enqueue(syncQueue, { ...key });
  if (due.length === limits.connections_at_once) await ctx.enqueue(lookQueue, {});
}

interface Begun {
  connection: ConnectionRow;
  offers: ShopOffer[];
  /** Something changed since the offers were last sent. */
  fresh: boolean;
  at: Date;
}

/** What a sync has come to so far. The first fault is the one that is kept. */
interface Progress {
  fault: Fault | undefined;
  counts: SyncCounts;
  ticket: string | null;
  /** When it asks nothing more of the marketplace, and whether that time has come. */
  until: Date;
  late: boolean;
  faults: Record<'catalogue' | 'price' | 'order', RowFault[] | undefined>;
}

/**
 * One sync: files and offers out, the report of the last catalogue, orders in, deals, acknowledgements. Holds a lease
 * so that no two work at one connection; a process that dies leaves a lease that runs out, and everything it had done.
 * A fault of the marketplace ends what asks it, and so does its time; deals are opened in any case. Repetition does no
 * harm.
 */
export async function syncConnection(
  within: InTransaction,
  services: Services,
  job: JsonObject,
): Promise<void> {
  const { org_id, connection_id } = job;
  assert(typeof org_id === 'string' && typeof connection_id === 'string', 'a sync names its connection');
  const key = { org_id, connection_id };
  const begun = await within((ctx) => begin(ctx, key));
  if (!begun) return;
  const { connection } = begun;
  const progress: Progress = {
    fault: undefined,
    counts: { offers: begun.offers.length, pulled: 0, repeated: 0, opened: 0, acknowledged: 0 },
    ticket: connection.report_ticket,
    until: new Date(begun.at.getTime() + limits.sync_ms),
    late: false,
    faults: { catalogue: undefined, price: undefined, order: undefined },
  };
  const token = services.vault.open(connection.token_sealed, tokenPlace(org_id, connection_id));
  if (token === undefined) progress.fault = { kind: 'token_refused' };
  else {
    const shop = marketplaces[connection.kind].open({
      outbound: services.outbound,
      base_url: connection.base_url,
      token,
      merchant_id: connection.merchant_id,
      store_id: connection.store_id,
      company: connection.company,
      feed_url: feedUrl(services.public_url, connection.feed_key),
    });
    await sendOffers(within, shop, begun, progress);
    await pullOrders(within, shop, begun, progress);
    await openDeals(within, connection, progress);
    await acknowledge(within, shop, connection, progress);
  }
  await within((ctx) => end(ctx, connection, progress));
}

async function begin(ctx: Ctx, key: ConnectionKey): Promise<Begun | undefined> {
  const at = ctx.clock.now();
  const connection = await takeLease(ctx.tx, key, at, new Date(at.getTime() + limits.lease_ms));
  if (!connection) return undefined;
  const rows = await selectOffers(ctx.tx, key, limits.offers);
  return {
    connection,
    offers: rows.map(toShopOffer),
    fresh: rows.some((row) => row.sent_at === null || row.changed_at > row.sent_at),
    at,
  };
}

async function sendOffers(
  within: InTransaction,
  shop: Marketplace,
  { connection, offers, fresh, at }: Begun,
  progress: Progress,
): Promise<void> {
  if (progress.ticket !== null) {
    const report = await shop.report(progress.ticket);
    if (!report.ok) return void stop(progress, report.fault);
    if (!report.value.pending) {
      progress.ticket = null;
      progress.faults.catalogue = report.value.faults;
    }
  }
  if (!fresh) return;
  await within(async (ctx) => {
    const feeds = shop.feeds(offers, at);
    const hash = feedHash(connection.feed_key);
    if (feeds.prices !== undefined) await writeFeed(ctx.tx, hash, 'prices.xml', feeds.prices, at);
    if (feeds.catalogue !== undefined) await writeFeed(ctx.tx, hash, 'catalogue.xml', feeds.catalogue, at);
  });
  // A catalogue that the marketplace still works on is not overtaken by the next one.
  if (progress.ticket === null) {
    const pushed = await shop.pushCatalogue(offers);
    if (!pushed.ok) return void stop(progress, pushed.fault);
    progress.ticket = pushed.value.ticket;
    if (pushed.value.ticket === null) progress.faults.catalogue = pushed.value.faults;
  }
  const priced = await shop.pushPrices(offers);
  if (!priced.ok) return void stop(progress, priced.fault);
  progress.faults.price = priced.value.faults;
  await within((ctx) => markSent(ctx.tx, connection, at));
}

async function pullOrders(
  within: InTransaction,
  shop: Marketplace,
  { connection, at }: Begun,
  progress: Progress,
): Promise<void> {
  const since = new Date(at.getTime() - limits.look_back_ms);
  const faults: RowFault[] = [];
  let page: string | null = null;
  for (let n = 0; n < limits.pages && !isAway(progress.fault); n++) {
    const pulled = await shop.pullOrders(page, since);
    if (!pulled.ok) return void stop(progress, pulled.fault);
    const { orders, next } = pulled.value;
    faults.push(...pulled.value.faults);
    await within(async (ctx) => {
      lookAtClock(ctx, progress);
      const fresh = await keepOrders(
        ctx.tx,
        connection,
        orders.map((order) => ({ ...order, order_id: ctx.id() })),
        ctx.clock.now(),
      );
      progress.counts.pulled += fresh;
      progress.counts.repeated += orders.length - fresh;
    });
    if (next === null || next === page || progress.late) break;
    page = next;
  }
  if (!isAway(progress.fault)) progress.faults.order = faults;
}

async function openDeals(
  within: InTransaction,
  connection: ConnectionRow,
  progress: Progress,
): Promise<void> {
  const waiting = await within((ctx) => selectWaiting(ctx.tx, connection, 'received', limits.orders));
  for (const order of waiting) {
    const opened = await within((ctx) => openOrder(ctx, connection, order));
    if (!isRefusal(opened)) progress.counts.opened += opened ? 1 : 0;
    else if (opened.code === 'marketplaces.no_mandate') {
      tell(progress, order, opened);
      return;
    } else {
      tell(progress, order, opened);
      const { code, params } = opened;
      await within((ctx) =>
        markRefused(ctx.tx, { ...connection, remote_id: order.remote_id }, { code, params }),
      );
    }
  }
}

async function acknowledge(
  within: InTransaction,
  shop: Marketplace,
  connection: ConnectionRow,
  progress: Progress,
): Promise<void> {
  const opened = await within((ctx) => selectWaiting(ctx.tx, connection, 'opened', limits.orders));
  for (const order of opened) {
    if (isAway(progress.fault) || progress.late) return;
    const told = await shop.acknowledge(order);
    if (told.ok) {
      await within((ctx) => {
        lookAtClock(ctx, progress);
        return markAcknowledged(ctx.tx, { ...connection, remote_id: order.remote_id }, ctx.clock.now());
      });
      progress.counts.acknowledged += 1;
    } else {
      stop(progress, told.fault);
      await within(async (ctx) => lookAtClock(ctx, progress));
      if ('reason' in told.fault)
        progress.faults.order?.push({
          row: order.number,
          reason: 'not_acknowledged',
          detail: told.fault.reason,
        });
    }
  }
}

async function end(ctx: Ctx, connection: ConnectionRow, progress: Progress): Promise<void> {
  const at = ctx.clock.now();
  for (const topic of ['catalogue', 'price', 'order'] as const) {
    const faults = progress.faults[topic];
    if (faults) await writeProblems(ctx.tx, connection, topic, faults, at);
  }
  const wait_ms = nextWait(progress.fault, connection.attempts + 1, ctx.random());
  await finishSync(ctx.tx, connection, {
    at,
    fault: progress.fault ?? null,
    counts: progress.counts,
    next_sync_at: new Date(at.getTime() + wait_ms),
    report_ticket: progress.ticket,
    buyer_agreed: await hasMandate(ctx.tx, connection.buyer_org_id, connection.org_id),
  });
}

function lookAtClock({ clock }: Pick<Ctx, 'clock'>, progress: Progress): void {
  progress.late = clock.now() >= progress.until;
}

function stop(progress: Progress, fault: Fault): void {
  progress.fault ??= fault;
}

/** The marketplace does not want to be asked, or cannot be: nothing more is asked of it in this sync. */
function isAway(fault: Fault | undefined): boolean {
  return fault !== undefined && ['throttled', 'unavailable', 'token_refused'].includes(fault.kind);
}

function tell(progress: Progress, order: OrderRow, refusal: Refusal): void {
  progress.faults.order ??= [];
  progress.faults.order.push({ row: order.number, reason: refusal.code, detail: '' });
}
