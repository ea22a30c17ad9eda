import { Type } from 'typebox';
import { assert, isRefusal, type JsonObject, refuse } from '../../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Uuid } from '../../../platform/index.ts';
import { closeAccounts } from '../ledger/close-accounts.ts';
import { postTransfers } from '../ledger/post-transfers.ts';
import { TREASURY_ORG_ID, transferIdFor } from '../model.ts';
import { notTheTreasury } from './propose-change.ts';
import {
  decideProposalRow,
  insertDeskRate,
  lockLiquidity,
  lockProposal,
  noteEffect,
  type ProposalRow,
  writeLimits,
} from './store-treasury.ts';

/**
 * Decides what a colleague proposed; one's own can only be taken back. What is approved takes effect within moments.
 * Refuses with payments.not_the_treasury, payments.proposal_not_found, payments.proposal_decided,
 * payments.proposer_decides.
 */
export const decideChange = defineUseCase({
  name: 'payments.decide-change',
  kind: 'command',
  permission: 'treasury:decide',
  input: Type.Object(
    { proposal_id: Uuid, decision: Type.Enum(['approved', 'refused']) },
    { additionalProperties: false },
  ),
  output: Type.Object({ proposal_id: Uuid, decision: Type.String() }),
  async run(ctx, { proposal_id, decision }) {
    const stranger = notTheTreasury(ctx);
    if (stranger) return stranger;
    const { org_id, user_id } = ctx.actor;
    const proposal = await lockProposal(ctx.tx, org_id, proposal_id);
    if (!proposal) return refuse('payments.proposal_not_found', { proposal_id });
    if (proposal.decision) return refuse('payments.proposal_decided', { decision: proposal.decision });
    if (decision === 'approved' && proposal.proposed_by === user_id)
      return refuse('payments.proposer_decides');
    const decided_at = ctx.clock.now();
    await decideProposalRow(ctx.tx, { org_id, proposal_id, decision, decided_by: user_id, decided_at });
    if (decision === 'approved') await ctx.enqueue('payments.apply-change', { org_id, proposal_id });
    return { proposal_id, decision };
  },
});

/** Lets an approved change take effect, as the system, or notes why it cannot; once, however often the job runs. */
export async function applyChange(ctx: Ctx, job: JsonObject): Promise<void> {
  const { org_id, proposal_id } = job;
  assert(typeof org_id === 'string' && typeof proposal_id === 'string', 'a job names its proposal');
  const proposal = await lockProposal(ctx.tx, org_id, proposal_id);
  assert(proposal?.decision === 'approved', 'a change is approved before it takes effect');
  if (proposal.effect_at) return;
  await noteEffect(ctx.tx, proposal, ctx.clock.now(), await apply(ctx, proposal));
}

/** The reason why it had no effect; null when it had. */
async function apply(ctx: Ctx, { body, proposal_id }: ProposalRow): Promise<string | null> {
  if (body.kind === 'rate') {
    await insertDeskRate(ctx.tx, { ...body, proposal_id }, ctx.clock.now());
    return null;
  }
  if (body.kind === 'move') {
    const { from_account_id, to_account_id, currency, reference } = body;
    const [result] = await postTransfers(ctx, [
      {
        kind: 'single',
        book_id: TREASURY_ORG_ID,
        transfer_id: transferIdFor('treasury move', proposal_id),
        debit_account_id: from_account_id,
        credit_account_id: to_account_id,
        amount: BigInt(body.amount),
        currency,
        reason: 'capital',
        reference,
      },
    ]);
    if (!isRefusal(result)) return null;
    if (result.code === 'platform.changed_meanwhile') throw new Error('raced, try again');
    return result.code;
  }
  if (body.kind === 'close') {
    const { book_id, account_id } = body;
    const closed = await closeAccounts(ctx, { book_id, ...(account_id === null ? {} : { account_id }) });
    return isRefusal(closed) ? closed.code : null;
  }
  const keep = BigInt(body.keep_at_least);
  const most = body.hold_at_most === null ? null : BigInt(body.hold_at_most);
  const now = await lockLiquidity(ctx.tx, body.currency);
  assert(now, `the treasury has liquidity in ${body.currency}`);
  // The ledger holds no account beyond its limits, not even for a moment: first the money moves, then the limit.
  if (now.balance - now.reserved < keep || (most !== null && now.balance + now.incoming > most))
    return 'payments.limit_broken_already';
  await writeLimits(ctx.tx, body.currency, keep, most);
  return null;
}
