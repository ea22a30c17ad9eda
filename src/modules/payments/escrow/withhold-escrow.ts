import type { JsonObject, Outcome } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { appendEvent, type Deal, happenedOf } from '../../deals/index.ts';

const WITHHELD = 'escrow.withheld';
/** What ends a withholding: money went out after all. */
const moved = ['escrow.part_released', 'escrow.released', 'escrow.refunded'];

/** Since when money that is due stays in the escrow because of screening, and whose it would be. */
export async function withheldOf(
  ctx: Ctx,
  deal_id: string,
): Promise<{ since: string; payees: string[] } | null> {
  const last = (await happenedOf(ctx, deal_id, [WITHHELD, ...moved])).at(-1);
  if (last?.kind !== WITHHELD) return null;
  const payees = Array.isArray(last.body.payees) ? last.body.payees.map(String) : [];
  return { since: last.at.toISOString(), payees };
}

/** Says once on the timeline that money is held, and whose, when `payments.payee_blocked` stopped it. For the system. */
export async function withholdEscrow(ctx: Ctx, deal: Deal, facts: JsonObject): Promise<Outcome<Deal>> {
  if (await withheldOf(ctx, deal.deal_id)) return deal;
  return appendEvent(ctx, deal, {
    kind: WITHHELD,
    body: { because: 'screening', payees: facts.payees ?? [] },
  });
}
