import type { JsonObject, Outcome } from '../../kernel/refusal.ts';
import { refuse } from '../../kernel/refusal.ts';
import type { Ctx } from '../../platform/index.ts';
import type { Deal, Party } from './model.ts';
import { insertDeal } from './store.ts';
import { GENESIS, newEventRow } from './timeline.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A number people can say: year and month of opening, then forty bits of the deal's id in Crockford's base 32. */
export function dealNumber(deal_id: string, at: Date): string {
  let bits = BigInt(`0x${deal_id.replaceAll('-', '').slice(-10)}`);
  let text = '';
  for (let i = 0; i < 8; i++) {
    text = (CROCKFORD[Number(bits & 31n)] ?? '') + text;
    bits >>= 5n;
  }
  return `${at.toISOString().slice(2, 4)}${at.toISOString().slice(5, 7)}-${text.slice(0, 4)}-${text.slice(4)}`;
}

/**
 * Opens a deal with its first event. The deal is the case: everything that follows carries its id.
 * Refuses with deals.same_organisation.
 */
export async function openDeal(
  ctx: Ctx,
  opening: {
    buyer: Party;
    seller: Party;
    goods_title: string;
    hs_code: string;
    place_to: string;
    demo: boolean;
    deadline: Date;
    event: string;
    body: JsonObject;
  },
): Promise<Outcome<Deal>> {
  const { buyer, seller } = opening;
  if (buyer.org_id === seller.org_id) return refuse('deals.same_organisation');
  const deal_id = ctx.id();
  const parties = [buyer.org_id, seller.org_id];
  const event = newEventRow(
    ctx,
    deal_id,
    1,
    { kind: opening.event, body: opening.body },
    'requested',
    GENESIS,
    parties,
  );
  // The clock moves on between two looks at it, and the stored time must be the hashed one.
  const { at } = event;
  const number = dealNumber(deal_id, at);
  insertDeal(ctx.tx, { ...opening, deal_id, number, at, event });
  if (ctx.services.subscribed.has(event.kind))
    await ctx.enqueue('deals.event', { deal_id, number: 1, kind: event.kind });
  return {
    deal_id,
    number,
    state: 'requested',
    version: 1,
    terms: null,
    buyer,
    seller,
    buyer_org_id: buyer.org_id,
    seller_org_id: seller.org_id,
    participants: [
      { org_id: buyer.org_id, role: 'buyer' },
      { org_id: seller.org_id, role: 'seller' },
    ],
    parties,
    demo: opening.demo,
    deadline: opening.deadline,
    last_event: 1,
    last_hash: event.hash,
  };
}
