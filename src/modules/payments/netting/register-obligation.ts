import { Type } from 'typebox';
import { dayOf } from '../../../kernel/days.ts';
import { fromJson } from '../../../kernel/money.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { DateText, defineUseCase, Line, PositiveMoneySchema, Uuid } from '../../../platform/index.ts';
import { findOrganisations } from '../../parties/index.ts';
import { TREASURY_ORG_ID } from '../model.ts';
import { corridorOf } from './net.ts';
import { insertObligation } from './store-netting.ts';

/**
 * Registers what one's organisation owes another, to be settled by the netting of its corridor and day: both then pay
 * or receive one amount for all of the day. Nothing moves now. Refuses with parties.not_found, payments.bad_amount,
 * payments.same_account.
 */
export const registerObligation = defineUseCase({
  name: 'payments.register-obligation',
  kind: 'command',
  permission: 'netting:owe',
  input: Type.Object(
    {
      to_org_id: Uuid,
      amount: PositiveMoneySchema,
      reference: Line(140, 3),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ obligation_id: Uuid, corridor: Type.String(), day: DateText }),
  async run(ctx, input) {
    const org_id = ctx.actor.org_id;
    const { to_org_id, reference } = input;
    const { amount, currency } = fromJson(input.amount);
    if (amount === 0n) return refuse('payments.bad_amount', { amount: '0' });
    if (to_org_id === org_id) return refuse('payments.same_account', { account_id: `wallet:${currency}` });
    const found = await findOrganisations(ctx, [org_id, to_org_id]);
    const [own, other] = [found.get(org_id), found.get(to_org_id)];
    if (!own || !other) return refuse('parties.not_found', { org_id: own ? to_org_id : org_id });
    const corridor = corridorOf(own.country, other.country);
    const now = ctx.clock.now();
    const day = dayOf(now);
    const obligation_id = ctx.id();
    await insertObligation(ctx.tx, {
      org_id,
      obligation_id,
      to_org_id,
      corridor,
      day,
      amount,
      currency,
      reference,
      registered_at: now,
      registered_by: ctx.actor.user_id,
      run_id: null,
      carried: 0,
      carried_code: null,
      parties: [org_id, to_org_id, TREASURY_ORG_ID],
    });
    return { obligation_id, corridor, day };
  },
});
