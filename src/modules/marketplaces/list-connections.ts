import { type Static, Type } from 'typebox';
import { refuse } from '../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Uuid } from '../../platform/index.ts';
import type { marketplaces } from './formats/index.ts';
import { ConnectionSchema, limits, ProblemSchema, ShopOfferSchema } from './model.ts';
import { type ConnectionRow, selectConnections } from './store-connections.ts';
import { selectOffers, selectProblems } from './store-orders.ts';

/** The organisation's connections, newest first, with the last sync and how many rows are wrong. One statement. */
export const listConnections = defineUseCase({
  name: 'marketplaces.list-connections',
  kind: 'query',
  permission: 'marketplace:read',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({ items: Type.Array(ConnectionSchema) }),
  run: async (ctx) => ({
    items: (await selectConnections(ctx.tx, ctx.actor.org_id)).map((row) => toConnection(ctx, row)),
  }),
});

/** One connection with its offers and what is wrong, row by row. Refuses with marketplaces.connection_not_found. */
export const showConnection = defineUseCase({
  name: 'marketplaces.show-connection',
  kind: 'query',
  permission: 'marketplace:read',
  input: Type.Object({ connection_id: Uuid }, { additionalProperties: false }),
  output: Type.Object({
    ...ConnectionSchema.properties,
    offers: Type.Array(ShopOfferSchema),
    wrong: Type.Array(ProblemSchema),
  }),
  async run(ctx, { connection_id }) {
    const key = { org_id: ctx.actor.org_id, connection_id };
    const [[row], offers, wrong] = await Promise.all([
      selectConnections(ctx.tx, key.org_id, connection_id),
      selectOffers(ctx.tx, key, limits.offers),
      selectProblems(ctx.tx, key),
    ]);
    if (!row) return refuse('marketplaces.connection_not_found');
    return {
      ...toConnection(ctx, row),
      offers: offers.map((o) => ({
        sku: o.sku,
        listing_id: o.listing_id,
        title: o.title,
        brand: o.brand,
        category: o.category,
        price: { amount: o.price_amount.toString(), currency: o.price_currency },
        stock: o.stock,
        offered: o.offered,
        changed_at: o.changed_at.toISOString(),
        sent_at: o.sent_at?.toISOString() ?? null,
      })),
      wrong: wrong.map((p) => ({
        topic: p.topic,
        row: p.row_name,
        reason: p.reason,
        detail: p.detail,
        first_at: p.first_at.toISOString(),
        last_at: p.last_at.toISOString(),
      })),
    };
  },
});

/** Where the marketplace fetches the shop's files: by an address that only the merchant knows. */
export const feedUrl = (public_url: string, feed_key: string): string =>
  `${public_url}/api/v1/marketplace-feeds/${feed_key}`;

const feedFile = { kaspi: 'prices.xml', satu: 'catalogue.xml', rest: undefined } satisfies Record<
  keyof typeof marketplaces,
  string | undefined
>;

function toConnection(
  ctx: Pick<Ctx, 'services'>,
  row: ConnectionRow & { problems: number },
): Static<typeof ConnectionSchema> {
  const file = feedFile[row.kind];
  const fault = row.last_fault;
  return {
    connection_id: row.connection_id,
    kind: row.kind,
    name: row.name,
    base_url: row.base_url,
    merchant_id: row.merchant_id,
    store_id: row.store_id,
    place_to: row.place_to,
    buyer_org_id: row.buyer_org_id,
    buyer_name: row.buyer_name,
    buyer_agreed: row.buyer_agreed,
    feed_url: file ? `${feedUrl(ctx.services.public_url, row.feed_key)}/${file}` : null,
    state: row.state,
    attempts: row.attempts,
    next_sync_at: row.next_sync_at?.toISOString() ?? null,
    last_sync_at: row.last_sync_at?.toISOString() ?? null,
    last_ok_at: row.last_ok_at?.toISOString() ?? null,
    last_fault: fault ? { kind: fault.kind, reason: 'reason' in fault ? fault.reason : '' } : null,
    last_counts: row.last_counts,
    problems: row.problems,
  };
}
