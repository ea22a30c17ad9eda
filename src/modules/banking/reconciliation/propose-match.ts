import { Type } from 'typebox';
import { type Outcome, refuse } from '../../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Uuid } from '../../../platform/index.ts';
import { findOrganisations } from '../../parties/index.ts';
import type { Entry } from '../model.ts';
import { recallState } from '../recalls/recall.ts';
import {
  decideMatch,
  findEntry,
  findExpectation,
  insertMatch,
  type MatchRow,
  readMatches,
} from '../store-entries.ts';
import { findOrder } from '../store-orders.ts';
import { findRecall } from '../store-recalls.ts';
import { compareWithExpectation, compareWithOrder, compareWithReturn } from './rules.ts';

/** Whether anything counts for an entry now: what the last word on it says. */
export function standingOf(
  last: Pick<MatchRow, 'action' | 'decision' | 'effect_code'> | null | undefined,
): 'unmatched' | 'proposed' | 'matched' {
  if (!last) return 'unmatched';
  if (last.decision === null) return 'proposed';
  const stands = last.decision === 'approved' && last.effect_code === null;
  return (last.action === 'match') === stands ? 'matched' : 'unmatched';
}

const number = Type.Integer({ minimum: 1, maximum: 1000 });

/**
 * A bank's clerk says what an entry is; another one decides. `reasons` in the proposal are worked out again from
 * the entry: what does not agree is not claimed. Refuses with banking.entry_not_found, banking.target_not_found,
 * banking.not_unmatched, parties.not_found.
 */
export const proposeMatch = defineUseCase({
  name: 'banking.propose-match',
  kind: 'command',
  permission: 'banking:reconcile',
  input: Type.Object(
    {
      entry_id: Uuid,
      target_kind: Type.Enum(['expectation', 'order', 'organisation', 'recall']),
      target_org_id: Uuid,
      /** The expectation, order or call; for an organisation, its id again. */
      target_id: Uuid,
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ entry_id: Uuid, number, reasons: Type.Array(Type.String()) }),
  async run(ctx, input) {
    const entry = await findEntry(ctx.tx, ctx.actor.org_id, input.entry_id);
    if (!entry) return refuse('banking.entry_not_found', { entry_id: input.entry_id });
    const matches = await readMatches(ctx.tx, entry.org_id, entry.entry_id);
    const last = matches.at(-1);
    if (standingOf(last) !== 'unmatched') return refuse('banking.not_unmatched', { state: standingOf(last) });
    const reasons = await reasonsFor(ctx, entry, input);
    if (!Array.isArray(reasons)) return reasons;
    return propose(ctx, entry, (last?.number ?? 0) + 1, { ...input, action: 'match', reasons });
  },
});

/** Asks to take a match back. Refuses with banking.entry_not_found, banking.not_matched, banking.not_undoable. */
export const proposeUnmatch = defineUseCase({
  name: 'banking.propose-unmatch',
  kind: 'command',
  permission: 'banking:reconcile',
  input: Type.Object({ entry_id: Uuid }, { additionalProperties: false }),
  output: Type.Object({ entry_id: Uuid, number, reasons: Type.Array(Type.String()) }),
  async run(ctx, { entry_id }) {
    const entry = await findEntry(ctx.tx, ctx.actor.org_id, entry_id);
    if (!entry) return refuse('banking.entry_not_found', { entry_id });
    const matches = await readMatches(ctx.tx, entry.org_id, entry_id);
    const last = matches.at(-1);
    const match = matches.findLast((m) => m.action === 'match' && m.decision === 'approved');
    if (!last || !match || standingOf(last) !== 'matched') return refuse('banking.not_matched', { entry_id });
    if (match.target_kind === 'order' || match.target_kind === 'recall')
      return refuse('banking.not_undoable', { entry_id });
    const { target_kind, target_org_id, target_id } = match;
    return propose(ctx, entry, last.number + 1, {
      action: 'unmatch',
      target_kind,
      target_org_id,
      target_id,
      reasons: [],
    });
  },
});

/**
 * Decides a proposal of somebody else. Refuses with banking.entry_not_found, banking.not_proposed,
 * banking.four_eyes.
 */
export const decideProposal = defineUseCase({
  name: 'banking.decide-match',
  kind: 'command',
  permission: 'banking:reconcile',
  input: Type.Object(
    { entry_id: Uuid, number, decision: Type.Enum(['approved', 'refused']) },
    { additionalProperties: false },
  ),
  output: Type.Object({ entry_id: Uuid, number, decision: Type.String() }),
  async run(ctx, input) {
    const { entry_id, decision } = input;
    const org_id = ctx.actor.org_id;
    const entry = await findEntry(ctx.tx, org_id, entry_id);
    if (!entry) return refuse('banking.entry_not_found', { entry_id });
    const proposal = (await readMatches(ctx.tx, org_id, entry_id)).find((m) => m.number === input.number);
    if (!proposal || proposal.decision !== null) return refuse('banking.not_proposed', { entry_id });
    if (decision === 'approved' && (ctx.actor.user_id === null || proposal.proposed_by === ctx.actor.user_id))
      return refuse('banking.four_eyes');
    const decided = await decideMatch(ctx.tx, {
      org_id,
      entry_id,
      number: input.number,
      decision,
      // Who takes back an own proposal decides nothing about the entry.
      decided_by: proposal.proposed_by === ctx.actor.user_id ? null : ctx.actor.user_id,
      at: ctx.clock.now(),
    });
    if (!decided) return refuse('platform.changed_meanwhile');
    if (decision === 'approved')
      await ctx.enqueue('banking.apply-match', { org_id, entry_id, number: input.number });
    return { entry_id, number: input.number, decision };
  },
});

async function propose(
  ctx: Ctx,
  entry: Entry,
  at: number,
  what: Pick<MatchRow, 'action' | 'target_kind' | 'target_org_id' | 'target_id' | 'reasons'>,
): Promise<Outcome<{ entry_id: string; number: number; reasons: string[] }>> {
  const isNew = await insertMatch(ctx.tx, {
    action: what.action,
    target_kind: what.target_kind,
    target_org_id: what.target_org_id,
    target_id: what.target_id,
    reasons: what.reasons,
    org_id: entry.org_id,
    entry_id: entry.entry_id,
    number: at,
    how: 'manual',
    proposed_by: ctx.actor.user_id,
    proposed_at: ctx.clock.now(),
    decision: null,
    decided_by: null,
    decided_at: null,
  });
  if (!isNew) return refuse('platform.changed_meanwhile');
  return { entry_id: entry.entry_id, number: at, reasons: what.reasons };
}

async function reasonsFor(
  ctx: Ctx,
  entry: Entry,
  to: { target_kind: string; target_org_id: string; target_id: string },
): Promise<Outcome<string[]>> {
  const missing = refuse('banking.target_not_found', { target_id: to.target_id });
  if (to.target_kind === 'organisation') {
    const found = await findOrganisations(ctx, [to.target_id]);
    return found.has(to.target_id) && to.target_id === to.target_org_id && entry.side === 'credit'
      ? []
      : missing;
  }
  if (to.target_kind === 'order') {
    const order = await findOrder(ctx.tx, to.target_org_id, to.target_id);
    return order ? (compareWithOrder(entry, order)?.reasons ?? []) : missing;
  }
  if (to.target_kind === 'recall') {
    const recall = await findRecall(ctx.tx, entry.org_id, to.target_id);
    const standing = recall?.beneficiary_org_id === to.target_org_id && recallState(recall) === 'returned';
    return recall && standing ? (compareWithReturn(entry, recall)?.reasons ?? []) : missing;
  }
  const expected = await findExpectation(ctx.tx, to.target_org_id, to.target_id);
  if (!expected || entry.side !== 'credit' || expected.met_at) return missing;
  return compareWithExpectation(entry, expected)?.reasons ?? [];
}
