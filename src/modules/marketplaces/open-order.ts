import { MILLI, parseMilli } from '../../kernel/decimal.ts';
import { assert, isRefusal, type JsonObject, type Outcome, refuse } from '../../kernel/refusal.ts';
import type { Ctx } from '../../platform/index.ts';
import { findListing } from '../catalogue/index.ts';
import { appendEvent, getDeal } from '../deals/index.ts';
import { requestQuote } from '../quoting/index.ts';
import { majorUnits } from './formats/remote-text.ts';
import { type ConnectionRow, hasMandate } from './store-connections.ts';
import { lockOffers, lockReceived, markOpened, type OrderRow, takeStock } from './store-orders.ts';

/**
 * Makes a deal of a remote order, in the transaction of `ctx`: the request of the buyer of record for the listings
 * that are offered under the order's SKUs. The row is locked and must have no deal, and the deal's id is written into
 * it with the deal, so a second one cannot come to be. Undefined when the order has its deal by now. Refuses with
 * marketplaces.no_mandate, sku_unknown, out_of_stock, and what quoting.request-quote refuses with; nothing is kept.
 */
export async function openOrder(
  ctx: Ctx,
  connection: ConnectionRow,
  waiting: OrderRow,
): Promise<Outcome<{ deal_id: string } | undefined>> {
  const { org_id, connection_id, shop, buyer_org_id } = connection;
  const key = { org_id, shop, remote_id: waiting.remote_id };
  const order = await lockReceived(ctx.tx, key);
  if (!order) return undefined;
  if (!(await hasMandate(ctx.tx, buyer_org_id, org_id))) return refuse('marketplaces.no_mandate');

  const offers = new Map(
    (await lockOffers(ctx.tx, { org_id, connection_id }, [...new Set(order.lines.map((l) => l.sku))])).map(
      (offer) => [offer.sku, offer],
    ),
  );
  const goods: Parameters<typeof requestQuote.run>[1]['request']['goods'] = [];
  const units = new Map<string, number>();
  let currency = order.total_currency;
  for (const [index, line] of order.lines.entries()) {
    const offer = offers.get(line.sku);
    const listing = offer && (await findListing(ctx, offer.listing_id));
    if (!offer || !listing || isRefusal(listing))
      return refuse('marketplaces.sku_unknown', { sku: line.sku });
    currency = offer.price_currency;
    const wanted = (units.get(line.sku) ?? 0) + wholeUnits(line.quantity);
    if (wanted > offer.stock)
      return refuse('marketplaces.out_of_stock', { sku: line.sku, stock: offer.stock });
    units.set(line.sku, wanted);
    goods.push({
      line: index + 1,
      description: offer.title,
      hs_code: listing.hs_code,
      origin_country: listing.origin_country,
      quantity: line.quantity,
      unit: listing.unit,
      listing_id: listing.listing_id,
    });
  }
  const buyer: Ctx = { ...ctx, actor: { ...ctx.actor, org_id: buyer_org_id } };
  const total = `${majorUnits(order.total_amount.toString())} ${order.total_currency}`;
  const deal = await requestQuote.run(buyer, {
    seller_org_id: org_id,
    request: { goods, currency, place_to: connection.place_to },
    message: `${connection.name} · ${order.number} · ${total}`,
  });
  if (isRefusal(deal)) return deal;
  const opened = await getDeal(ctx, deal.deal_id);
  if (isRefusal(opened)) return opened;
  const event: JsonObject = {
    marketplace: connection.kind,
    shop: connection.name,
    number: order.number,
    total: { amount: order.total_amount.toString(), currency: order.total_currency },
  };
  const told = await appendEvent(buyer, opened, { kind: 'order.received', body: event });
  if (isRefusal(told)) return told;
  const at = ctx.clock.now();
  await takeStock(
    ctx.tx,
    { org_id, connection_id },
    [...units].map(([sku, n]) => ({ sku, units: n })),
    at,
  );
  const marked = await markOpened(ctx.tx, key, deal, at);
  assert(marked, 'a locked order without a deal takes one');
  return { deal_id: deal.deal_id };
}

/** Stock is counted in whole units; a part of a unit takes a whole one. */
function wholeUnits(quantity: string): number {
  return Number((parseMilli(quantity) + MILLI - 1n) / MILLI);
}
