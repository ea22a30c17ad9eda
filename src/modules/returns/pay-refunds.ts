import { money, toJson } from '../../kernel/money.ts';
import { assert, isRefusal, type Outcome } from '../../kernel/refusal.ts';
import type { Ctx } from '../../platform/index.ts';
import { appendEvent, type Deal, getDeal, happenedOf } from '../deals/index.ts';
import { repayBuyer } from '../payments/index.ts';
import { requestsOf, writeStep } from './store.ts';

/** The seller's wallet lacks the money, or the currency: the refund stays due, and both sides see why. */
const short = new Set(['payments.overdrawn', 'payments.unknown_account']);

/**
 * Pays every refund of a deal that is due, each once. One that screening stands in the way of is said once to be
 * withheld, and is paid when the block is lifted. For the system; bears repetition.
 */
export async function payRefunds(ctx: Ctx, deal_id: string): Promise<Outcome<{ paid: number }>> {
  const found = await getDeal(ctx, deal_id);
  if (isRefusal(found)) return found;
  let deal: Deal = found;
  let paid = 0;
  const parties = [deal.buyer_org_id, deal.seller_org_id];
  for (const row of (await requestsOf(ctx.tx, deal_id)).filter((r) => r.state === 'refund_due')) {
    assert(row.approved !== null, 'a refund that is due has an amount');
    const amount = money(row.approved, row.currency);
    const repaid = await repayBuyer(ctx, deal, { return_id: row.return_id, amount });
    const body = { number: row.number, amount: { ...toJson(amount) } };
    if (isRefusal(repaid) && repaid.code === 'payments.payee_blocked') {
      if (await isWithheld(ctx, deal_id)) return { paid };
      const said = await appendEvent(ctx, deal, { kind: 'refund.withheld', body, parties });
      return isRefusal(said) ? said : { paid };
    }
    if (isRefusal(repaid) && !short.has(repaid.code)) return repaid;
    const event = isRefusal(repaid)
      ? { kind: 'refund.short', body: { ...body, because: repaid.code } }
      : { kind: 'refund.paid', body };
    const noted = await appendEvent(ctx, deal, { ...event, parties });
    if (isRefusal(noted)) return noted;
    deal = noted;
    if (isRefusal(repaid)) continue;
    await writeStep(ctx.tx, { ...row, state: 'refunded' }, ctx.clock.now());
    paid += 1;
  }
  return { paid };
}

const isWithheld = async (ctx: Ctx, deal_id: string): Promise<boolean> =>
  (await happenedOf(ctx, deal_id, ['refund.withheld', 'refund.paid', 'refund.short'])).at(-1)?.kind ===
  'refund.withheld';
