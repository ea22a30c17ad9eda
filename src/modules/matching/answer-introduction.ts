import { Type } from 'typebox';
import { refuse } from '../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { notify, settle } from '../notices/index.ts';
import { introductionStep } from './introduce.ts';
import { answerIntroductionRow, findIntroduction } from './store.ts';

/**
 * Buyer or seller says whether the introduction is welcome; each answers for itself, once. The other side and who
 * introduced them are told.
 * Refuses with matching.introduction_not_found, matching.already_answered.
 */
export const answerIntroduction = defineUseCase({
  name: 'matching.answer-introduction',
  kind: 'command',
  permission: 'introduction:answer',
  input: Type.Object(
    {
      introduction_id: Uuid,
      answer: Type.Unsafe<'welcome' | 'declined'>({ type: 'string', enum: ['welcome', 'declined'] }),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ introduction_id: Uuid, answer: Type.String() }),
  run: async (ctx, { introduction_id, answer }) => {
    const found = await findIntroduction(ctx.tx, introduction_id);
    const { org_id } = ctx.actor;
    const side =
      found?.buyer_org_id === org_id ? 'buyer' : found?.seller_org_id === org_id ? 'seller' : undefined;
    if (!found || !side) return refuse('matching.introduction_not_found', { introduction_id });
    const done = await answerIntroductionRow(ctx.tx, introduction_id, side, answer);
    if (!done)
      return (await findIntroduction(ctx.tx, introduction_id))
        ? refuse('matching.already_answered', { introduction_id })
        : refuse('matching.introduction_not_found', { introduction_id });
    await settle(ctx, org_id, introductionStep(introduction_id));
    const [firm, other, goods] =
      side === 'buyer'
        ? [found.buyer_name, found.seller_org_id, found.need_title]
        : [found.seller_name, found.buyer_org_id, found.listing_title];
    for (const told of [other, ...(found.introduced_by ? [found.introduced_by] : [])])
      await notify(ctx, {
        org_id: told,
        what: 'introduction.answered',
        once: `answer ${introduction_id} ${side}`,
        body: { introduction_id, firm, goods, answer, need_id: found.need_id, listing_id: found.listing_id },
      });
    return { introduction_id, answer };
  },
});
