import { Type } from 'typebox';
import { type Money, toJson } from '../../../kernel/money.ts';
import { isRefusal, type JsonObject, type Outcome, refuse } from '../../../kernel/refusal.ts';
import {
  type Ctx,
  CurrencyCode,
  defineUseCase,
  MoneySchema,
  Nullable,
  Uuid,
} from '../../../platform/index.ts';
import { advance, appendEvent, type Deal, finalStates, getDeal } from '../../deals/index.ts';
import { duePartsOf, partPurpose, readStanding } from './escrow-standing.ts';
import { type Payment, payOut } from './pay-out.ts';
import { partLines } from './settlement-plan.ts';

const PaymentShape = Type.Object({
  to: Type.String(),
  org_id: Uuid,
  amount: MoneySchema,
  reason: Type.String(),
  part: Nullable(Type.String()),
});

/** What a release answers: the deal's state after it, who was paid, and what the seller got in another currency. */
export const Released = Type.Object({
  deal_id: Uuid,
  state: Type.String(),
  payments: Type.Array(PaymentShape),
  payout: Nullable(MoneySchema),
});

/**
 * Sauda pays out the parts of an escrow whose events are on record: freight to the carrier and its fee to the broker
 * as far as the part bears them, the rest to the seller, who may take it in another currency at the rate on file.
 * Each part is paid once. With the last part of an accepted deal the escrow is settled. Refuses with
 * deals.not_found, payments.no_terms, payments.on_hold (a dispute), payments.nothing_due, payments.not_held,
 * payments.payee_blocked,
 * payments.no_rate, payments.overdrawn when the treasury lacks the currency of the payout.
 */
export const releaseEscrow = defineUseCase({
  name: 'payments.release-escrow',
  kind: 'command',
  permission: 'escrow:settle',
  input: Type.Object(
    { deal_id: Uuid, payout_currency: Type.Optional(CurrencyCode) },
    { additionalProperties: false },
  ),
  output: Released,
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    const { terms } = deal;
    if (!terms) return refuse('payments.no_terms');
    if (deal.state === 'disputed') return refuse('payments.on_hold', { state: deal.state });
    if (deal.state === 'settled' || finalStates.includes(deal.state))
      return refuse('payments.nothing_due', { state: deal.state });
    const standing = await readStanding(ctx, deal, terms);
    const due = await duePartsOf(ctx, deal, standing.parts);
    if (!due) return refuse('payments.on_hold', { state: deal.state });
    const open = standing.parts.filter((p) => !p.released && !due.includes(p));
    const settles = deal.state === 'accepted' && open.length === 0;
    if (due.length === 0 && !settles) return refuse('payments.nothing_due', { state: deal.state });
    if (standing.funded.amount === 0n || (standing.held.amount === 0n && due.length > 0))
      return refuse('payments.not_held');

    const paid = { ...standing.paid };
    const payments = due.flatMap((part) => {
      const lines = partLines(terms, deal, part, paid);
      for (const { to, money: amount } of lines) {
        if (to === 'carrier') paid.freight += amount.amount;
        if (to === 'export_broker') paid.export_broker += amount.amount;
      }
      return lines.map((line) => ({ ...line, part: part.key, purpose: partPurpose(deal.deal_id, part.key) }));
    });
    // Money first: when it is refused nothing is written yet, and the caller may pay in another currency.
    const payout = await payOut(ctx, deal, terms, payments, input.payout_currency);
    if (isRefusal(payout)) return payout;
    const after = await tell(ctx, deal, { payments, payout, settles });
    if (isRefusal(after)) return after;
    return {
      deal_id: deal.deal_id,
      state: after.state,
      payments: payments.map(shown),
      payout: payout && toJson(payout),
    };
  },
});

export const shown = ({ to, org_id, money: amount, reason, part }: Payment) => ({
  to,
  org_id,
  amount: toJson(amount),
  reason,
  part,
});

/** One event: the escrow is settled, or a part of it was released. Only those whose money it is see the parts. */
async function tell(
  ctx: Ctx,
  deal: Deal,
  done: { payments: Payment[]; payout: Money | null; settles: boolean },
): Promise<Outcome<Deal>> {
  const body: JsonObject = {
    payments: done.payments.map((p) => ({ ...shown(p), amount: { ...toJson(p.money) } })),
    payout: done.payout && { ...toJson(done.payout) },
  };
  if (done.settles) return advance(ctx, deal, { event: 'escrow.released', body });
  return appendEvent(ctx, deal, { kind: 'escrow.part_released', body });
}
