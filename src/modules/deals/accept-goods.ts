import { Type } from 'typebox';
import { isRefusal } from '../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { advance, getDeal } from './timeline.ts';

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
    const after = await advance(ctx, deal, {
      event: 'goods.accepted',
      body: { remark: input.remark ?? null },
    });
    return isRefusal(after) ? after : { deal_id: after.deal_id, state: after.state };
  },
});
