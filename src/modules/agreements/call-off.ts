import { Type } from 'typebox';
import { DAY_MS, dayOf, daysAfter } from '../../kernel/days.ts';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { type Ctx, DateText, defineUseCase, Uuid } from '../../platform/index.ts';
import { advance, CONTRACT_WITHIN_DAYS, getDeal, openDeal, termsErrors, termsHash } from '../deals/index.ts';
import { getFrame, sideOf } from './get-frame.ts';
import { callTooLarge, termsOfCall } from './model.ts';
import { pricesOn } from './prices.ts';
import { giveBack, insertCall, takeLots } from './store.ts';
import { findChanges } from './store-prices.ts';

/**
 * The buyer calls lots off a frame: a deal opens at the agreed terms, without a new quote, and never for more than is
 * left. Unit prices are those in force on the day of the call (UTC), at the step that its own lots reach. Refuses with
 * agreements.not_found, agreements.not_now, deals.not_your_part, agreements.over, agreements.ship_by_wrong,
 * agreements.too_many_lots, agreements.too_large, deals.terms_do_not_hold.
 */
export const callOff = defineUseCase({
  name: 'agreements.call-off',
  kind: 'command',
  permission: 'agreement:make',
  input: Type.Object(
    { frame_id: Uuid, lots: Type.Integer({ minimum: 1, maximum: 10_000 }), ship_by: DateText },
    { additionalProperties: false },
  ),
  output: Type.Object({ deal_id: Uuid, number: Type.String(), state: Type.String() }),
  async run(ctx, { frame_id, lots, ship_by }) {
    const frame = await getFrame(ctx, frame_id);
    if (isRefusal(frame)) return frame;
    if (sideOf(frame, ctx.actor.org_id) !== 'buyer')
      return refuse('deals.not_your_part', { event: 'call.agreed', by: ['buyer'] });
    if (frame.state !== 'active') return refuse('agreements.not_now', { state: frame.state });
    const now = ctx.clock.now();
    if (frame.valid_until <= now) return refuse('agreements.over');
    const ahead = Date.parse(ship_by) - now.getTime();
    if (!(ahead > 0 && ahead <= 366 * DAY_MS)) return refuse('agreements.ship_by_wrong');
    const left = frame.lots_total - frame.lots_called;
    if (!(await takeLots(ctx.tx, frame, lots, now))) return refuse('agreements.too_many_lots', { left });
    const valid_until = frame.valid_until.toISOString();
    const changes = await findChanges(ctx.tx, frame);
    const { lot, tiers, prices_from } = pricesOn(frame, changes, dayOf(now));
    if (callTooLarge(lot, lots)) return refuse('agreements.too_large');
    const terms = termsOfCall(lot, tiers, { lots, ship_by, valid_until });
    const errors = termsErrors(terms);
    if (errors.length > 0) return refuse('deals.terms_do_not_hold', {}, errors);
    const basis = await getDeal(ctx, frame.basis_deal_id);
    if (isRefusal(basis)) return basis;
    const deal = await openDeal(ctx, {
      buyer: basis.buyer,
      seller: basis.seller,
      goods_title: frame.title,
      hs_code: terms.goods[0]?.hs_code ?? '',
      place_to: terms.place_to,
      demo: basis.demo,
      deadline: daysAfter(now, CONTRACT_WITHIN_DAYS),
      event: 'call.opened',
      body: { frame_id, lots },
    });
    if (isRefusal(deal)) return deal;
    const after = await advance(ctx, deal, {
      event: 'call.agreed',
      body: { frame_id, lots, prices_from, terms_hash: termsHash(terms), price: { ...terms.price } },
      terms,
      deadline: daysAfter(now, CONTRACT_WITHIN_DAYS),
    });
    if (isRefusal(after)) return after;
    await insertCall(ctx.tx, { deal_id: deal.deal_id, frame, lots, at: now });
    return { deal_id: deal.deal_id, number: deal.number, state: after.state };
  },
});

/** A deal came to nothing: the lots it holds go back, once. For the policies; the number of lots. */
export function giveBackLots(ctx: Ctx, deal_id: string): Promise<number> {
  return giveBack(ctx.tx, deal_id);
}
