import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { done, failed, type Marketplace, type RemoteOrder, type RowFault, type Shop } from '../port.ts';
import { ask, part } from './ask.ts';
import { kaspiPriceFeed } from './kaspi-feed.ts';
import { minorUnits, plainLine, quantityText } from './remote-text.ts';

/**
 * Kaspi.kz, as merchants connect to it.
 *
 * From its guide for partners (guide.kaspi.kz/partner, sections shop/api/goods, shop/api/orders and
 * shop/goods/price_list; read in excerpts in November 2026): the header X-Auth-Token; goods as a JSON array to
 * `products/import`, 1 to 10,000 of them with sku, title, brand, category, description, attributes and images; orders
 * as JSON:API under `v2/orders` with the required page[number], page[size], filter[orders][state] and
 * filter[orders][creationDate][$ge] in milliseconds; acceptance by a POST of type `orders` with the status
 * ACCEPTED_BY_MERCHANT; prices and stock as an XML file that Kaspi fetches.
 * Seen in public code of others only, so assumed: `products/import` wants the content type text/plain; its answer
 * holds `code` and `status`, asked for again with `?i=code`, with `result.<sku>.errors` under `import/result`; entries
 * of an order name the merchant's SKU in `offer.code`.
 */
const OrderList = Type.Object({
  data: Type.Array(Type.Unknown(), { maxItems: 500 }),
  meta: Type.Optional(Type.Object({ pageCount: Type.Integer({ minimum: 0 }) })),
});
const Order = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 100 }),
  attributes: Type.Object({
    code: Type.String({ minLength: 1, maxLength: 60 }),
    totalPrice: Type.Union([Type.Number(), Type.String({ maxLength: 40 })]),
    creationDate: Type.Optional(Type.Number()),
    status: Type.Optional(Type.String({ maxLength: 60 })),
  }),
});
const Entries = Type.Object({
  data: Type.Array(
    Type.Object({
      attributes: Type.Object({
        quantity: Type.Number(),
        offer: Type.Object({
          code: Type.String({ minLength: 1, maxLength: 64 }),
          name: Type.Optional(Type.String({ maxLength: 2000 })),
        }),
      }),
    }),
    { minItems: 1, maxItems: 50 },
  ),
});
const Import = Type.Object({
  code: Type.String({ minLength: 1, maxLength: 100 }),
  status: Type.String({ maxLength: 40 }),
});
const ImportResult = Type.Object({
  result: Type.Optional(
    Type.Record(
      Type.String(),
      Type.Object({
        errors: Type.Optional(
          Type.Array(Type.Object({ message: Type.Optional(Type.String()) }), { maxItems: 100 }),
        ),
      }),
    ),
  ),
});

const PAGE_SIZE = 50;
/** Orders that are approved and wait for the merchant; Kaspi lets a merchant see and accept no others as new. */
const WAITING = 'APPROVED_BY_BANK';

export function kaspi(shop: Shop): Marketplace {
  const api = (path: string) => `${shop.base_url}/shop/api/${path}`;
  const headers = { 'x-auth-token': shop.token, accept: 'application/json' };
  const jsonApi = { 'x-auth-token': shop.token, 'content-type': 'application/vnd.api+json' };
  return {
    feeds: (offers, at) => ({ prices: kaspiPriceFeed(shop, offers, at) }),
    // Kaspi fetches the feed; there is nothing to send.
    pushPrices: async () => done({ faults: [] }),
    pushCatalogue: async (offers) => {
      const reply = await ask(
        shop,
        {
          method: 'POST',
          url: api('products/import'),
          headers: { ...headers, 'content-type': 'text/plain' },
          body: JSON.stringify(
            offers.map(({ sku, title, brand, category, description }) => ({
              sku,
              title,
              brand,
              category,
              description,
              attributes: [],
              images: [],
            })),
          ),
        },
        Import,
      );
      return reply.ok ? done({ ticket: reply.value.code, faults: [] }) : reply;
    },
    report: async (ticket) => {
      const state = await ask(
        shop,
        { method: 'GET', url: api(`products/import?i=${part(ticket)}`), headers },
        Import,
      );
      if (!state.ok) return state;
      if (!['FINISHED', 'ABORTED'].includes(state.value.status)) return done({ pending: true, faults: [] });
      const result = await ask(
        shop,
        { method: 'GET', url: api(`products/import/result?i=${part(ticket)}`), headers },
        ImportResult,
      );
      if (!result.ok) return result;
      const faults: RowFault[] = Object.entries(result.value.result ?? {})
        .slice(0, 500)
        .flatMap(([sku, { errors }]) =>
          errors && errors.length > 0
            ? [
                {
                  row: plainLine(sku, 64),
                  reason: 'not_taken',
                  detail: plainLine(errors.map((e) => e.message ?? '').join('; '), 200),
                },
              ]
            : [],
        );
      return done({ pending: false, faults });
    },
    pullOrders: async (page, since) => {
      const number = page === null ? 0 : Number(page);
      const query = new URLSearchParams({
        'page[number]': String(number),
        'page[size]': String(PAGE_SIZE),
        'filter[orders][state]': 'NEW',
        'filter[orders][creationDate][$ge]': String(since.getTime()),
      });
      const list = await ask(
        shop,
        { method: 'GET', url: api(`v2/orders?${query}`), headers: jsonApi },
        OrderList,
      );
      if (!list.ok) return list;
      const orders: RemoteOrder[] = [];
      const faults: RowFault[] = [];
      for (const row of list.value.data) {
        const head = readOrder(row);
        if (!head) continue;
        if ('reason' in head) faults.push(head);
        else {
          const url = api(`v2/orders/${part(head.remote_id)}/entries`);
          const entries = await ask(shop, { method: 'GET', url, headers: jsonApi }, Entries);
          if (!entries.ok && entries.fault.kind !== 'garbled') {
            // What was read before the fault is kept; the rest still waits at Kaspi for the next sync.
            if (orders.length === 0) return entries;
            return done({ orders, faults, next: null });
          }
          const lines = entries.ok ? readLines(entries.value.data) : undefined;
          if (lines) orders.push({ ...head, lines });
          else faults.push({ row: head.number, reason: 'lines_unreadable', detail: '' });
        }
      }
      const pages = list.value.meta?.pageCount ?? 0;
      return done({ orders, faults, next: number + 1 < pages ? String(number + 1) : null });
    },
    acknowledge: async ({ remote_id, number }) => {
      const reply = await ask(
        shop,
        {
          method: 'POST',
          url: api('v2/orders'),
          headers: jsonApi,
          body: JSON.stringify({
            data: {
              type: 'orders',
              id: remote_id,
              attributes: { code: number, status: 'ACCEPTED_BY_MERCHANT' },
            },
          }),
        },
        Type.Object({ data: Type.Object({ attributes: Type.Object({ status: Type.String() }) }) }),
      );
      if (!reply.ok) return reply;
      return reply.value.data.attributes.status === 'ACCEPTED_BY_MERCHANT'
        ? done(true)
        : failed({ kind: 'rejected', reason: plainLine(reply.value.data.attributes.status, 60) });
    },
  };
}

type Head = Omit<RemoteOrder, 'lines'>;

/** An order of the list; a fault when it cannot be read; undefined when it does not wait for the merchant. */
function readOrder(row: unknown): Head | RowFault | undefined {
  if (!Value.Check(Order, row)) return { row: idOf(row), reason: 'order_unreadable', detail: '' };
  const { code, totalPrice, creationDate, status } = row.attributes;
  if (status !== undefined && status !== WAITING) return undefined;
  const amount = minorUnits(totalPrice);
  const remote_id = plainLine(row.id, 100);
  const number = plainLine(code, 60);
  if (amount === undefined || remote_id !== row.id || number !== code)
    return { row: number || 'unknown', reason: 'order_unreadable', detail: '' };
  return { remote_id, number, placed_at: instantOf(creationDate), total: { amount, currency: 'KZT' } };
}

function readLines(
  entries: { attributes: { quantity: number; offer: { code: string; name?: string } } }[],
): RemoteOrder['lines'] | undefined {
  const lines = entries.flatMap(({ attributes: { quantity, offer } }) => {
    const text = quantityText(quantity);
    return text === undefined
      ? []
      : [{ sku: plainLine(offer.code, 64), title: plainLine(offer.name ?? offer.code, 300), quantity: text }];
  });
  return lines.length === entries.length ? lines : undefined;
}

/** An instant of this century, from milliseconds. */
function instantOf(at_ms: number | undefined): string | null {
  if (at_ms === undefined || !(at_ms > Date.UTC(2000, 0) && at_ms < Date.UTC(2100, 0))) return null;
  return new Date(at_ms).toISOString();
}

function idOf(row: unknown): string {
  const id = typeof row === 'object' && row !== null && 'id' in row ? row.id : undefined;
  return plainLine(typeof id === 'string' ? id : '', 60) || 'unknown';
}
