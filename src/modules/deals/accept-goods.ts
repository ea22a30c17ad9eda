import { Type } from 'typebox';
import { isRefusal } from '../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { retentionDays } from './payment-terms.ts';
import { advance, getDeal } from './timeline.ts';

const DAY_MS = 86_400_000;

/** The buyer accepts the goods that arrived; the escrow can then be released, but for what is retained. */
export const acceptGoods = defineUseCase({
  name: 'deals.accept-goods',
  kind: 'command',
  permission: 'goods:accept',
  input: Type.Object(
    { deal_id: Uuid, remark: Type.Optional(Type.String({ maxLength: 500 })) },
    { additionalProperties: false },
  ),
  output: Type.Object({ deal_id: Uuid, state: Type.String() }),
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    const days = deal.terms ? retentionDays(deal.terms) : undefined;
    const after = await advance(ctx, deal, {
      event: 'goods.accepted',
      body: { remark: input.remark ?? null },
      ...(days ? { deadline: new Date(ctx.clock.now().getTime() + days * DAY_MS) } : {}),
    });
    return isRefusal(after) ? after : { deal_id: after.deal_id, state: after.state };
  },
});
