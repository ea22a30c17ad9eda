import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { Instant, PositiveMoneySchema } from '../../../platform/index.ts';
import {
  done,
  type Marketplace,
  type RemoteOrder,
  type RowFault,
  type Shop,
  type ShopOffer,
} from '../port.ts';
import { ask, part } from './ask.ts';
import { plainLine, quantityText } from './remote-text.ts';

/**
 * A REST marketplace of our own design, for shops that have no interface yet: whoever serves these six requests is
 * connected. Bearer token; money as integers of minor units with a currency; orders are listed until they are
 * acknowledged.
 *
 *     PUT  /offers                            [{sku, title, description, brand, category, price, stock}] → {ticket?, faults}
 *     PUT  /prices                            [{sku, price, stock}]                                      → {faults}
 *     GET  /orders?state=new&since=…&page=…   → {orders: [{id, number, placed_at, total, lines: [{sku, title, quantity}]}], next}
 *     POST /orders/<id>/acknowledgement       {}                                                         → {}
 *     GET  /reports/<ticket>                  → {pending, faults: [{sku, reason, detail}]}
 */
const Faults = Type.Array(
  Type.Object({
    sku: Type.String({ maxLength: 200 }),
    reason: Type.String({ maxLength: 200 }),
    detail: Type.Optional(Type.String({ maxLength: 2000 })),
  }),
  { maxItems: 1000 },
);
const Order = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 100 }),
  number: Type.String({ minLength: 1, maxLength: 60 }),
  placed_at: Type.Optional(Type.Union([Instant, Type.Null()])),
  total: PositiveMoneySchema,
  lines: Type.Array(
    Type.Object({
      sku: Type.String({ minLength: 1, maxLength: 64 }),
      title: Type.String({ maxLength: 2000 }),
      quantity: Type.Union([Type.Number(), Type.String({ maxLength: 20 })]),
    }),
    { minItems: 1, maxItems: 50 },
  ),
});

export function rest(shop: Shop): Marketplace {
  const call = (method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown) => ({
    method,
    url: `${shop.base_url}/${path}`,
    headers: {
      authorization: `Bearer ${shop.token}`,
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return {
    feeds: () => ({}),
    pushCatalogue: async (offers) => {
      const reply = await ask(
        shop,
        call('PUT', 'offers', offers),
        Type.Object({ ticket: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })), faults: Faults }),
      );
      return reply.ok
        ? done({ ticket: reply.value.ticket ?? null, faults: rowFaults(reply.value.faults) })
        : reply;
    },
    pushPrices: async (offers) => {
      const rows = offers.map(({ sku, price, stock }: ShopOffer) => ({ sku, price, stock }));
      const reply = await ask(shop, call('PUT', 'prices', rows), Type.Object({ faults: Faults }));
      return reply.ok ? done({ faults: rowFaults(reply.value.faults) }) : reply;
    },
    pullOrders: async (page, since) => {
      const query = new URLSearchParams({
        state: 'new',
        since: since.toISOString(),
        ...(page === null ? {} : { page }),
      });
      const list = await ask(
        shop,
        call('GET', `orders?${query}`),
        Type.Object({
          orders: Type.Array(Type.Unknown(), { maxItems: 500 }),
          next: Type.Optional(Type.Union([Type.String({ minLength: 1, maxLength: 200 }), Type.Null()])),
        }),
      );
      if (!list.ok) return list;
      const read = list.value.orders.map(readOrder);
      return done({
        orders: read.filter((o) => 'lines' in o),
        faults: read.filter((o) => 'reason' in o),
        next: list.value.next ?? null,
      });
    },
    acknowledge: async ({ remote_id }) => {
      const reply = await ask(
        shop,
        call('POST', `orders/${part(remote_id)}/acknowledgement`, {}),
        Type.Object({}),
      );
      return reply.ok ? done(true) : reply;
    },
    report: async (ticket) => {
      const reply = await ask(
        shop,
        call('GET', `reports/${part(ticket)}`),
        Type.Object({ pending: Type.Boolean(), faults: Faults }),
      );
      return reply.ok ? done({ pending: reply.value.pending, faults: rowFaults(reply.value.faults) }) : reply;
    },
  };
}

function readOrder(row: unknown): RemoteOrder | RowFault {
  const unreadable = (id: string): RowFault => ({ row: id, reason: 'order_unreadable', detail: '' });
  if (!Value.Check(Order, row)) return unreadable('unknown');
  const lines = row.lines.flatMap(({ sku, title, quantity }) => {
    const text = quantityText(quantity);
    return text === undefined
      ? []
      : [{ sku: plainLine(sku, 64), title: plainLine(title, 300) || plainLine(sku, 64), quantity: text }];
  });
  const number = plainLine(row.number, 60);
  if (lines.length !== row.lines.length || plainLine(row.id, 100) !== row.id || number === '')
    return unreadable(number || 'unknown');
  const placed_at = row.placed_at ? new Date(row.placed_at) : undefined;
  return {
    remote_id: row.id,
    number,
    placed_at: placed_at && !Number.isNaN(placed_at.getTime()) ? placed_at.toISOString() : null,
    total: row.total,
    lines,
  };
}

function rowFaults(faults: Static<typeof Faults>): RowFault[] {
  return faults.slice(0, 500).map(({ sku, reason, detail }) => ({
    row: plainLine(sku, 64) || 'unknown',
    reason: 'not_taken',
    detail: plainLine(`${reason} ${detail ?? ''}`, 200),
  }));
}
