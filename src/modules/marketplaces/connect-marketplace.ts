import { randomBytes } from 'node:crypto';
import { type Static, Type } from 'typebox';
import { isRefusal, type Outcome, refuse } from '../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Uuid } from '../../platform/index.ts';
import { findOrganisations, onBehalfOf } from '../parties/index.ts';
import { findPlace } from '../reference/index.ts';
import { marketplaces } from './formats/index.ts';
import { connectionInput, limits } from './model.ts';
import { askMandate, countOpenConnections, hasMandate, insertConnection } from './store-connections.ts';

const Input = Type.Object(connectionInput, { additionalProperties: false });

/**
 * A merchant connects a shop. Its token is sealed and never shown again; the connection is paused until it is started.
 * The buyer of record is asked for its mandate. Refuses with marketplaces.address_needed, address_refused,
 * place_unknown, buyer_unknown, too_many_connections.
 */
export const connectMarketplace = defineUseCase({
  name: 'marketplaces.connect',
  kind: 'command',
  permission: 'marketplace:connect',
  input: Input,
  output: Type.Object({ connection_id: Uuid, buyer_agreed: Type.Boolean() }),
  async run(ctx, input) {
    const { org_id } = ctx.actor;
    const base_url = addressOf(ctx, input);
    if (isRefusal(base_url)) return base_url;
    if (!findPlace(input.place_to)) return refuse('marketplaces.place_unknown', { place: input.place_to });
    const profiles = await findOrganisations(ctx, [org_id, input.buyer_org_id]);
    const [own, buyer] = [profiles.get(org_id), profiles.get(input.buyer_org_id)];
    if (!own || !buyer || buyer.kind !== 'trader' || buyer.org_id === org_id || buyer.demo !== own.demo)
      return refuse('marketplaces.buyer_unknown');
    if ((await countOpenConnections(ctx.tx, org_id)) >= limits.connections)
      return refuse('marketplaces.too_many_connections', { most: limits.connections });
    const now = ctx.clock.now();
    const buyer_agreed = await onBehalfOf(ctx, buyer.org_id, async () => {
      await askMandate(ctx.tx, {
        org_id: buyer.org_id,
        merchant_org_id: org_id,
        merchant_name: own.name,
        at: now,
      });
      return hasMandate(ctx.tx, buyer.org_id, org_id);
    });
    const connection_id = ctx.id();
    await insertConnection(ctx.tx, {
      org_id,
      connection_id,
      kind: input.kind,
      shop: input.kind === 'rest' ? `rest ${base_url}` : `${input.kind} ${input.merchant_id}`.trim(),
      name: input.name,
      base_url,
      token_sealed: ctx.services.vault.seal(input.token, tokenPlace(org_id, connection_id)),
      merchant_id: input.merchant_id,
      store_id: input.store_id,
      company: own.name,
      feed_key: randomBytes(32).toString('base64url'),
      place_to: input.place_to,
      buyer_org_id: buyer.org_id,
      buyer_name: buyer.name,
      buyer_agreed,
      created_at: now,
    });
    return { connection_id, buyer_agreed };
  },
});

/** What a token is sealed for. */
export const tokenPlace = (org_id: string, connection_id: string): string =>
  `marketplaces.connection ${org_id} ${connection_id}`;

/** The marketplace's own address, or the one given, without a slash at its end. */
function addressOf(ctx: Ctx, { kind, base_url }: Static<typeof Input>): Outcome<string> {
  const address = base_url ?? marketplaces[kind].base_url;
  if (address === undefined) return refuse('marketplaces.address_needed');
  const fault = ctx.services.outbound.fault(address);
  if (fault) return refuse('marketplaces.address_refused', { fault });
  const url = new URL(address);
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}
