import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { seededRandom } from '../../kernel/random.ts';
import { type Asked, kaspiDialect, restDialect, satuDialect } from './dialects.ts';
import { type MarketplaceFaults, type MarketplaceState, noFaults, type SimulatedOrder } from './state.ts';

/** A marketplace on this machine that speaks all three dialects and misbehaves as told. */
export interface SimulatedMarketplace {
  base_url: string;
  state: MarketplaceState;
  /** Orders of made-up customers for these SKUs. */
  sell(goods: readonly { sku: string; title: string; price_major: number }[], orders: number, at: Date): void;
  /** How many requests were answered with what. */
  answers: Record<string, number>;
  close(): Promise<void>;
}

const LARGEST_BODY = 8 * 2 ** 20;

/** Starts the marketplace on a free port of this machine, or on `port`. */
export async function openMarketplace(options: {
  seed: string;
  token: string;
  faults?: MarketplaceFaults;
  port?: number;
}): Promise<SimulatedMarketplace> {
  const random = seededRandom(options.seed);
  const state: MarketplaceState = {
    token: options.token,
    page_size: 20,
    orders: [],
    offers: new Map(),
    prices: new Map(),
    refused: new Map(),
    imports: 0,
    faults: options.faults ?? noFaults,
    random,
  };
  const answers: Record<string, number> = {};
  const server = createServer((request, response) => {
    void answer(state, request, response).then((name) => {
      answers[name] = (answers[name] ?? 0) + 1;
    });
  });
  await new Promise<void>((done) => server.listen(options.port ?? 0, '127.0.0.1', done));
  return {
    base_url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    answers,
    sell: (goods, orders, at) => {
      for (let n = 0; n < orders; n++) state.orders.push(newOrder(state, goods, at));
    },
    close: () => closeServer(server),
  };
}

function newOrder(
  state: MarketplaceState,
  goods: readonly { sku: string; title: string; price_major: number }[],
  at: Date,
): SimulatedOrder {
  const id = 100_001 + state.orders.length;
  const first = Math.floor(state.random() * goods.length);
  const count = Math.min(goods.length, state.random() < 0.3 ? 2 : 1);
  const chosen = Array.from({ length: count }, (_, n) => goods[(first + n) % goods.length]);
  return {
    id,
    number: `K-${id}`,
    placed_at: at,
    acknowledged: 0,
    lines: chosen.flatMap((g) =>
      g
        ? [
            {
              sku: g.sku,
              title: g.title,
              quantity: 1 + Math.floor(state.random() * 3),
              unit_price_major: g.price_major,
            },
          ]
        : [],
    ),
  };
}

/** Answers one request, or does not; returns what it did, for the count. */
async function answer(
  state: MarketplaceState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<string> {
  const asked = await readRequest(request);
  const { faults, random } = state;
  const json = (status: number, body: unknown, headers: Record<string, string> = {}): string => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    return String(status);
  };
  if (random() < faults.cut) {
    request.socket.destroy();
    return 'cut';
  }
  if (random() < faults.throttled)
    return json(429, { message: 'too many' }, { 'retry-after': String(1 + Math.floor(random() * 120)) });
  if (random() < faults.broken) return json(500 + Math.floor(random() * 4), { message: 'broken' });
  if (random() < faults.garbage) {
    response.writeHead(200, { 'content-type': 'application/json' }).end('<html>maintenance</html>');
    return 'garbage';
  }
  const said = kaspiDialect(state, asked) ?? satuDialect(state, asked) ?? restDialect(state, asked);
  if (random() < faults.lost) {
    request.socket.destroy();
    return 'lost';
  }
  return json(said?.status ?? 404, said?.body ?? {});
}

async function readRequest(request: IncomingMessage): Promise<Asked> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LARGEST_BODY) break;
    chunks.push(chunk);
  }
  let body: unknown;
  try {
    body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    body = undefined;
  }
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body,
  };
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => void server.close(() => done()));
}
