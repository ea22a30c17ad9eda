import { assert, isRefusal, type JsonObject } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { confirmDeposit, depositTransfersOf, postAll } from '../../payments/index.ts';
import { type Entry, idFor } from '../model.ts';
import { returnOrder, settleOrder } from '../orders/apply-answer.ts';
import { recallParties, recallState } from '../recalls/recall.ts';
import { findEntry, type MatchRow, meetExpectation, noteEffect, readMatches } from '../store-entries.ts';
import { findOrder, insertStep } from '../store-orders.ts';
import { assignRecalls, findRecall, insertRecallStep, recallsOf } from '../store-recalls.ts';

/**
 * Lets the ledger follow a match that was approved, as the system acting for the bank. Where the ledger refuses,
 * nothing moves and the reason is noted: the entry is in the queue again. Once, however often the job runs.
 */
export async function applyMatch(ctx: Ctx, job: JsonObject): Promise<void> {
  const { org_id, entry_id, number } = job;
  assert(typeof org_id === 'string' && typeof entry_id === 'string', 'a job names its entry');
  const acting: Ctx = { ...ctx, actor: { ...ctx.actor, org_id } };
  const entry = await findEntry(ctx.tx, org_id, entry_id);
  const matches = await readMatches(ctx.tx, org_id, entry_id);
  const match = matches.find((m) => m.number === number);
  assert(entry && match?.decision === 'approved', 'a match is approved before it takes effect');
  if (match.effect_at) return;
  const code =
    match.action === 'match' ? await take(acting, entry, match) : await takeBack(acting, entry, match);
  assert(await noteEffect(ctx.tx, match, ctx.clock.now(), code), 'an effect is noted once');
}

/** Undefined reasons mean success: null. */
async function take(ctx: Ctx, entry: Entry, match: MatchRow): Promise<string | null> {
  if (match.target_kind === 'order') {
    const order = await findOrder(ctx.tx, match.target_org_id, match.target_id);
    if (!order) return 'banking.order_not_found';
    const step = { message_id: entry.message_id };
    if (entry.side === 'credit') return codeOf(await returnOrder(ctx, order, entry, step));
    if (entry.amount !== order.amount || entry.currency !== order.currency) return 'banking.other_amount';
    const effect = codeOf(await settleOrder(ctx, order, step));
    if (effect) return effect;
    const booked = await insertStep(ctx.tx, order, { kind: 'booked', ...step, at: ctx.clock.now() });
    return booked ? null : 'banking.already_met';
  }
  if (match.target_kind === 'recall') return bookReturn(ctx, entry, match);
  if (entry.side !== 'credit') return 'banking.other_side';
  if (match.target_kind === 'expectation') {
    const met = { entry_id: entry.entry_id, at: ctx.clock.now() };
    const target = { org_id: match.target_org_id, expectation_id: match.target_id };
    if (!(await meetExpectation(ctx.tx, target, met))) return 'banking.already_met';
  }
  const deposit = await confirmDeposit.run(ctx, {
    org_id: match.target_org_id,
    amount: { amount: entry.amount.toString(), currency: entry.currency },
    bank_reference: bankReference(entry, match.number),
  });
  if (!isRefusal(deposit)) {
    await assignRecalls(ctx.tx, entry.org_id, entry.entry_id, {
      beneficiary_org_id: match.target_org_id,
      parties: recallParties(entry.org_id, match.target_org_id),
      deposit_transfer_id: depositOf(entry, match.number).wallet,
    });
    return null;
  }
  if (match.target_kind === 'expectation')
    await meetExpectation(ctx.tx, { org_id: match.target_org_id, expectation_id: match.target_id }, null);
  return deposit.code;
}

/** The bank's own line of a payment that was given back: the ledger has it already, so it is only noted. Once. */
async function bookReturn(ctx: Ctx, entry: Entry, match: MatchRow): Promise<string | null> {
  const recall = await findRecall(ctx.tx, entry.org_id, match.target_id);
  if (!recall || recallState(recall) !== 'returned') return 'banking.target_not_found';
  if (entry.side !== 'debit') return 'banking.other_side';
  if (entry.amount !== recall.amount || entry.currency !== recall.currency) return 'banking.other_amount';
  if (recall.steps.some((step) => step.kind === 'booked')) return 'banking.already_met';
  const step = { kind: 'booked' as const, code: null, note: null, by_org_id: null, by_user_id: null };
  const isNew = await insertRecallStep(ctx.tx, recall, { ...step, at: ctx.clock.now() });
  return isNew ? null : 'banking.already_met';
}

/**
 * The reference of a deposit is the bank's own, so that a payment which the bank confirmed by hand as well is
 * credited once; after a match was taken back, the number of the new match tells the two apart.
 */
function bankReference(entry: Pick<Entry, 'entry_id' | 'bank_reference'>, number: number): string {
  const own = entry.bank_reference?.replace(/[^\x21-\x7e]/g, '');
  const reference = own ? own : entry.entry_id;
  return number === 1 ? reference : `${reference}#${number}`;
}

/** The transfers, in the bank's book and in the wallet, by which an entry was credited under its match of this number. */
export const depositOf = (entry: Pick<Entry, 'org_id' | 'entry_id' | 'bank_reference'>, number: number) =>
  depositTransfersOf(entry.org_id, bankReference(entry, number));

/** A match that was wrong: what was credited goes back to where it waits. Only deposits; payments are returned. */
async function takeBack(ctx: Ctx, entry: Entry, match: MatchRow): Promise<string | null> {
  if (match.target_kind === 'order' || match.target_kind === 'recall') return 'banking.not_undoable';
  // What is promised to the other bank, or went back already, is not taken a second time.
  const calls = await recallsOf(ctx.tx, entry.org_id, entry.entry_id);
  if (calls.some((r) => !['open', 'refused'].includes(recallState(r)))) return 'banking.recall_answered';
  await assignRecalls(ctx.tx, entry.org_id, entry.entry_id, {
    beneficiary_org_id: null,
    parties: recallParties(entry.org_id, null),
    deposit_transfer_id: null,
  });
  const [wallet, bank] = [match.target_org_id, entry.org_id];
  const half = (book_id: string, other: string, debit: string, credit: string) => ({
    kind: 'single' as const,
    book_id,
    transfer_id: idFor('unmatch', bank, entry.entry_id, String(match.number), book_id),
    debit_account_id: `${debit}:${entry.currency}`,
    credit_account_id: `${credit}:${entry.currency}`,
    amount: entry.amount,
    currency: entry.currency,
    counter_book_id: other,
    reason: 'deposit.unmatched',
    reference: bankReference(entry, match.number),
  });
  const posted = await postAll(ctx, [
    half(wallet, bank, 'wallet', 'clearing'),
    half(bank, wallet, 'clearing', 'nostro'),
  ]);
  if (isRefusal(posted)) {
    if (posted.code === 'platform.changed_meanwhile') throw new Error('raced, try again');
    return posted.code;
  }
  if (match.target_kind === 'expectation')
    await meetExpectation(ctx.tx, { org_id: wallet, expectation_id: match.target_id }, null);
  return null;
}

const codeOf = (effect: string): string | null =>
  effect.startsWith('refused ') ? effect.slice('refused '.length) : null;
