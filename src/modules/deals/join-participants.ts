import type { Outcome } from '../../kernel/refusal.ts';
import type { Ctx } from '../../platform/index.ts';
import type { Deal, Participant } from './model.ts';
import { insertParticipants } from './store.ts';
import { appendEvent } from './timeline.ts';

/** Brings further organisations into the deal: carrier, brokers, customs, bank, arbiter. Already present roles stay. */
export async function joinParticipants(
  ctx: Ctx,
  deal: Deal,
  wanted: readonly Participant[],
): Promise<Outcome<Deal>> {
  const joining = wanted.filter((w) => !deal.participants.some((p) => p.role === w.role));
  if (joining.length === 0) return deal;
  const parties = [...new Set([...deal.parties, ...joining.map((j) => j.org_id)])];
  await insertParticipants(ctx.tx, deal, joining, parties, ctx.clock.now());
  const wider = { ...deal, parties, participants: [...deal.participants, ...joining] };
  return appendEvent(ctx, wider, {
    kind: 'participants.joined',
    body: { participants: joining.map((j) => ({ ...j })) },
  });
}
