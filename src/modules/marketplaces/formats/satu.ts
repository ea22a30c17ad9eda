import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { done, failed, type Marketplace, type RemoteOrder, type RowFault, type Shop } from '../port.ts';
import { ask } from './ask.ts';
import { majorUnits, minorUnits, plainLine, quantityText } from './remote-text.ts';
import { satuCatalogue } from './satu-feed.ts';

/**
 * Satu.kz (the platform EVO, which also runs Prom.ua), public API v1, documented at public-api.docs.satu.kz.
 *
 * Documented, and used alike by several public clients: a Bearer token; GET `orders/list` with `limit`, `last_id`,
 * `status`, `date_from` (without milliseconds and zone: else it finds nothing); POST `orders/set_status` with `ids` and
 * `status`; POST `products/edit_by_external_id` with a bare array of id, price, presence and quantity_in_stock; POST
 * `products/import_url` with the address of a YML file and GET `products/import/status/<id>`.
 * Seen in public clients only, so assumed: the API answers 200 to what it refuses, so that an id counts as done only
 * when it stands in `processed_ids`; amounts are text like "1 950 ₸"; `orders/list` goes from the newest downwards.
 */
const OrderList = Type.Object({ orders: Type.Array(Type.Unknown(), { maxItems: 500 }) });
const Amount = Type.Union([Type.Number(), Type.String({ maxLength: 40 })]);
const Order = Type.Object({
  id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  date_created: Type.Optional(Type.Union([Type.String({ maxLength: 40 }), Type.Null()])),
  status: Type.Optional(Type.String({ maxLength: 40 })),
  price: Type.Optional(Amount),
  full_price: Type.Optional(Amount),
  products: Type.Array(
    Type.Object({
      external_id: Type.Optional(Type.Union([Type.String({ maxLength: 100 }), Type.Null()])),
      sku: Type.Optional(Type.Union([Type.String({ maxLength: 100 }), Type.Null()])),
      name: Type.Optional(Type.Union([Type.String({ maxLength: 2000 }), Type.Null()])),
      quantity: Type.Union([Type.Number(), Type.String({ maxLength: 20 })]),
    }),
    { minItems: 1, maxItems: 50 },
  ),
});
const Processed = Type.Object({
  processed_ids: Type.Optional(
    Type.Array(Type.Union([Type.Number(), Type.String({ maxLength: 100 })]), { maxItems: 1000 }),
  ),
  errors: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  error: Type.Optional(Type.Unknown()),
});

const PAGE_SIZE = 100;

export function satu(shop: Shop): Marketplace {
  const api = (path: string) => `${shop.base_url}/api/v1/${path}`;
  const headers = { authorization: `Bearer ${shop.token}`, accept: 'application/json' };
  const post = (path: string, body: unknown) => ({
    method: 'POST' as const,
    url: api(path),
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return {
    feeds: (offers, at) => ({ catalogue: satuCatalogue(shop, offers, at) }),
    pushCatalogue: async () => {
      const reply = await ask(
        shop,
        post('products/import_url', { url: `${shop.feed_url}/catalogue.xml`, mark_dropshipping: false }),
        Type.Object({ id: Type.Union([Type.String({ minLength: 1, maxLength: 100 }), Type.Integer()]) }),
      );
      return reply.ok ? done({ ticket: String(reply.value.id), faults: [] }) : reply;
    },
    report: async (ticket) => {
      const url = api(`products/import/status/${encodeURIComponent(ticket)}`);
      const reply = await ask(
        shop,
        { method: 'GET', url, headers },
        Type.Object({
          status: Type.String({ maxLength: 40 }),
          errors: Type.Optional(Type.Unknown()),
        }),
      );
      if (!reply.ok) return reply;
      const pending = !['SUCCESS', 'PARTIAL', 'FAIL', 'FATAL'].includes(reply.value.status.toUpperCase());
      return done({ pending, faults: pending ? [] : faultsOf(reply.value.errors) });
    },
    pushPrices: async (offers) => {
      const faults: RowFault[] = [];
      for (let from = 0; from < offers.length; from += PAGE_SIZE) {
        const batch = offers.slice(from, from + PAGE_SIZE);
        const reply = await ask(
          shop,
          post(
            'products/edit_by_external_id',
            batch.map((o) => ({
              id: o.sku,
              price: Number(majorUnits(o.price.amount)),
              presence: o.stock > 0 ? 'available' : 'not_available',
              quantity_in_stock: o.stock,
            })),
          ),
          Processed,
        );
        if (!reply.ok) return reply;
        const taken = new Set((reply.value.processed_ids ?? []).map(String));
        const said = new Map(faultsOf(reply.value.errors).map((fault) => [fault.row, fault.detail]));
        for (const { sku } of batch)
          if (!taken.has(sku)) faults.push({ row: sku, reason: 'not_taken', detail: said.get(sku) ?? '' });
      }
      return done({ faults });
    },
    pullOrders: async (page, since) => {
      const query = new URLSearchParams({
        limit: String(PAGE_SIZE),
        status: 'pending',
        date_from: since.toISOString().slice(0, 19),
        ...(page === null ? {} : { last_id: page }),
      });
      const list = await ask(shop, { method: 'GET', url: api(`orders/list?${query}`), headers }, OrderList);
      if (!list.ok) return list;
      const orders: RemoteOrder[] = [];
      const faults: RowFault[] = [];
      let lowest: number | null = null;
      for (const row of list.value.orders) {
        const read = readOrder(row);
        if (!read) continue;
        if ('reason' in read) faults.push(read);
        else {
          orders.push(read);
          lowest = Math.min(lowest ?? Number.MAX_SAFE_INTEGER, Number(read.remote_id));
        }
      }
      const more = list.value.orders.length >= PAGE_SIZE && lowest !== null && String(lowest) !== page;
      return done({ orders, faults, next: more ? String(lowest) : null });
    },
    acknowledge: async ({ remote_id }) => {
      const reply = await ask(
        shop,
        post('orders/set_status', { ids: [Number(remote_id)], status: 'received' }),
        Processed,
      );
      if (!reply.ok) return reply;
      return (reply.value.processed_ids ?? []).map(String).includes(remote_id)
        ? done(true)
        : failed({ kind: 'rejected', reason: plainLine(JSON.stringify(reply.value.error ?? ''), 160) });
    },
  };
}

function readOrder(row: unknown): RemoteOrder | RowFault | undefined {
  const unreadable = (id: string): RowFault => ({ row: id, reason: 'order_unreadable', detail: '' });
  if (!Value.Check(Order, row)) return unreadable('unknown');
  const id = String(row.id);
  if (row.status !== undefined && row.status !== 'pending') return undefined;
  const amount = minorUnits(row.full_price ?? row.price ?? '');
  const lines = row.products.flatMap((p) => {
    const quantity = quantityText(p.quantity);
    const sku = plainLine(p.external_id || p.sku || '', 64);
    return quantity !== undefined && sku !== ''
      ? [{ sku, title: plainLine(p.name ?? sku, 300), quantity }]
      : [];
  });
  if (amount === undefined || lines.length !== row.products.length) return unreadable(id);
  const placed_ms = Date.parse(row.date_created ?? '');
  const known = placed_ms > Date.UTC(2000, 0) && placed_ms < Date.UTC(2100, 0);
  return {
    remote_id: id,
    number: id,
    placed_at: known ? new Date(placed_ms).toISOString() : null,
    total: { amount, currency: 'KZT' },
    lines,
  };
}

/** What the API says about rows: an object by id, or a list of texts or objects; bounded, as plain text. */
function faultsOf(errors: unknown): RowFault[] {
  if (typeof errors !== 'object' || errors === null) return [];
  return Object.entries(errors)
    .slice(0, 500)
    .map(([row, said]) => ({
      row: plainLine(row, 64) || 'unknown',
      reason: 'not_taken',
      detail: plainLine(typeof said === 'string' ? said : JSON.stringify(said ?? ''), 200),
    }));
}
