import { acknowledgeOrder, type MarketplaceState, totalMajor, waitingOrders } from './state.ts';

/** A request as a dialect answers it. */
export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
  body: unknown;
}
export type Said = { status: number; body: unknown } | undefined;

type Row = Record<string, unknown>;
const rowsOf = (body: unknown): Row[] =>
  Array.isArray(body) ? body.filter((row): row is Row => typeof row === 'object' && row !== null) : [];
const said = (body: unknown, status = 200): Said => ({ status, body });

/** Kaspi's merchant API in the shape of its guide; see src/modules/marketplaces/formats/kaspi.ts for what is assumed. */
export function kaspiDialect(state: MarketplaceState, asked: Asked): Said {
  const { method, path, query } = asked;
  if (!path.startsWith('/shop/api/')) return undefined;
  if (asked.headers['x-auth-token'] !== state.token) return said({ message: 'unauthorized' }, 401);
  if (path === '/shop/api/products/import' && method === 'POST') {
    if (asked.headers['content-type'] !== 'text/plain')
      return said({ message: 'Content type not supported' }, 500);
    for (const row of rowsOf(asked.body)) state.offers.set(String(row.sku), row);
    state.imports += 1;
    return said({ code: `import-${state.imports}`, status: 'UPLOADED' });
  }
  if (path === '/shop/api/products/import' && method === 'GET')
    return said({ code: query.get('i') ?? '', status: 'FINISHED' });
  if (path === '/shop/api/products/import/result')
    return said({
      errors: state.refused.size,
      result: Object.fromEntries(
        [...state.refused].map(([sku, message]) => [sku, { errors: [{ message }] }]),
      ),
    });
  if (path === '/shop/api/v2/orders' && method === 'GET') {
    const size = Number(query.get('page[size]'));
    const number = Number(query.get('page[number]'));
    if (!(size > 0) || !query.has('filter[orders][state]')) return said({ errors: ['bad filter'] }, 400);
    const waiting = waitingOrders(state);
    return said({
      data: waiting.slice(number * size, (number + 1) * size).map((order) => ({
        type: 'orders',
        id: String(order.id),
        attributes: {
          code: order.number,
          totalPrice: totalMajor(order),
          creationDate: order.placed_at.getTime(),
          state: 'NEW',
          status: 'APPROVED_BY_BANK',
          customer: { firstName: 'Demo', lastName: 'Customer' },
        },
      })),
      meta: { pageCount: Math.ceil(waiting.length / size), totalCount: waiting.length },
    });
  }
  const entries = /^\/shop\/api\/v2\/orders\/(\d+)\/entries$/.exec(path);
  if (entries) {
    const order = state.orders.find((o) => o.id === Number(entries[1]));
    if (!order) return said({ errors: ['not found'] }, 404);
    return said({
      data: order.lines.map((line, index) => ({
        type: 'orderentries',
        id: `${order.id}-${index}`,
        attributes: {
          entryNumber: index,
          quantity: line.quantity,
          basePrice: line.unit_price_major,
          totalPrice: line.quantity * line.unit_price_major,
          offer: { code: line.sku, name: line.title },
        },
      })),
    });
  }
  if (path === '/shop/api/v2/orders' && method === 'POST') {
    const { data } = asked.body as { data: { id: string; attributes: { code: string; status: string } } };
    if (!acknowledgeOrder(state, Number(data.id))) return said({ errors: ['not found'] }, 404);
    return said({ data: { type: 'orders', id: data.id, attributes: data.attributes } });
  }
  return said({ errors: ['no such path'] }, 404);
}

/** Satu's public API v1; it answers 200 to what it refuses. */
export function satuDialect(state: MarketplaceState, asked: Asked): Said {
  const { path, query } = asked;
  if (!path.startsWith('/api/v1/')) return undefined;
  if (asked.headers.authorization !== `Bearer ${state.token}`) return said({ error: 'Unauthorized' }, 401);
  const body = (asked.body ?? {}) as Row;
  if (path === '/api/v1/products/import_url') {
    state.imports += 1;
    return said({ status: 'success', id: `import-${state.imports}` });
  }
  if (path.startsWith('/api/v1/products/import/status/'))
    return said({
      status: state.refused.size > 0 ? 'PARTIAL' : 'SUCCESS',
      total: state.offers.size,
      errors: Object.fromEntries(state.refused),
    });
  if (path === '/api/v1/products/edit_by_external_id') {
    const taken = rowsOf(asked.body).filter((row) => !state.refused.has(String(row.id)));
    for (const row of taken)
      state.prices.set(String(row.id), { price: row.price, stock: row.quantity_in_stock });
    return said({ processed_ids: taken.map((row) => row.id), errors: Object.fromEntries(state.refused) });
  }
  if (path === '/api/v1/orders/list') {
    const limit = Number(query.get('limit') ?? 20);
    const last = Number(query.get('last_id') ?? Number.POSITIVE_INFINITY);
    const page = waitingOrders(state)
      .filter((order) => order.id < last)
      .sort((a, b) => (state.faults.repeated > 0 ? 0 : b.id - a.id))
      .slice(0, limit);
    return said({
      orders: page.map((order) => ({
        id: order.id,
        date_created: order.placed_at.toISOString(),
        status: 'pending',
        full_price: `${totalMajor(order).toLocaleString('en').replaceAll(',', '\u00a0')} ₸`,
        products: order.lines.map((line) => ({
          id: 1,
          external_id: line.sku,
          sku: line.sku,
          name: line.title,
          quantity: line.quantity,
          price: `${line.unit_price_major} ₸`,
        })),
      })),
    });
  }
  if (path === '/api/v1/orders/set_status') {
    const ids = Array.isArray(body.ids) ? body.ids.map(Number) : [];
    if (body.status !== 'received') return said({ error: 'This status value is not allowed' });
    return said({ processed_ids: ids.filter((id) => acknowledgeOrder(state, id)) });
  }
  return said({ error: 'no such path' }, 404);
}

/** The REST marketplace of src/modules/marketplaces/formats/rest.ts. */
export function restDialect(state: MarketplaceState, asked: Asked): Said {
  const { method, path, query } = asked;
  if (asked.headers.authorization !== `Bearer ${state.token}`) return said({}, 401);
  const faults = [...state.refused].map(([sku, detail]) => ({ sku, reason: 'refused', detail }));
  if (method === 'PUT' && path === '/offers') {
    for (const row of rowsOf(asked.body)) state.offers.set(String(row.sku), row);
    return said({ faults });
  }
  if (method === 'PUT' && path === '/prices') {
    for (const row of rowsOf(asked.body))
      state.prices.set(String(row.sku), { price: row.price, stock: row.stock });
    return said({ faults });
  }
  if (method === 'GET' && path === '/orders') {
    const page = Number(query.get('page') ?? 0);
    const waiting = waitingOrders(state);
    return said({
      orders: waiting.slice(page * state.page_size, (page + 1) * state.page_size).map((order) => ({
        id: String(order.id),
        number: order.number,
        placed_at: order.placed_at.toISOString(),
        total: { amount: String(totalMajor(order) * 100), currency: 'KZT' },
        lines: order.lines.map(({ sku, title, quantity }) => ({ sku, title, quantity })),
      })),
      next: waiting.length > (page + 1) * state.page_size ? String(page + 1) : null,
    });
  }
  const acknowledgement = /^\/orders\/(\d+)\/acknowledgement$/.exec(path);
  if (method === 'POST' && acknowledgement)
    return acknowledgeOrder(state, Number(acknowledgement[1])) ? said({}) : said({}, 404);
  if (method === 'GET' && path.startsWith('/reports/')) return said({ pending: false, faults });
  return said({}, 404);
}
