import { isRefusal, type Outcome, refuse } from '../../kernel/refusal.ts';
import type { Ctx } from '../../platform/index.ts';
import { readMessage } from '../iso20022/index.ts';
import type { Entry } from './model.ts';
import { entriesOf } from './reconciliation/entries-of.ts';
import { findCandidates } from './reconciliation/find-candidates.ts';
import { automaticMatch, type Candidate } from './reconciliation/rules.ts';

export interface ExplainedEntry {
  entry: Entry;
  /** What it would be matched with by itself. */
  match: Candidate | null;
  suggestions: Candidate[];
}

/**
 * What reconciliation would make of a statement or notice of a bank, without booking any of it. Refuses with
 * iso20022.*, banking.not_a_statement.
 */
export async function explainStatement(
  ctx: Ctx,
  bank_org_id: string,
  content: Uint8Array,
): Promise<Outcome<ExplainedEntry[]>> {
  const reading = readMessage(content);
  if (isRefusal(reading)) return reading;
  if (reading.name !== 'camt.053.001.08' && reading.name !== 'camt.054.001.08')
    return refuse('banking.not_a_statement', { name: reading.name });
  const statements = reading.name === 'camt.053.001.08' ? reading.body.Stmt : reading.body.Ntfctn;
  const entries = entriesOf(bank_org_id, reading.body.GrpHdr.MsgId, statements, ctx.clock.now());
  const candidates = await findCandidates(ctx, bank_org_id, entries);
  return entries.map((entry) => {
    const found = candidates.get(entry.entry_id) ?? [];
    return { entry, match: automaticMatch(found) ?? null, suggestions: found };
  });
}
