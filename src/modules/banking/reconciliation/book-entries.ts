import type { Ctx } from '../../../platform/index.ts';
import type { Reading } from '../../iso20022/index.ts';
import type { Effect } from '../orders/apply-answer.ts';
import { insertEntries, insertMatch } from '../store-entries.ts';
import { readNostros } from '../store-messages.ts';
import { entriesOf } from './entries-of.ts';
import { findCandidates } from './find-candidates.ts';
import { automaticMatch } from './rules.ts';

const CHUNK = 500;

/**
 * Books the lines of a statement or notice, as the system acting for the bank: each line once, whatever told it
 * first. What is certain is matched at once; the rest waits in the queue for people.
 */
export async function bookEntries(
  ctx: Ctx,
  bank: string,
  reading: Extract<Reading, { name: 'camt.053.001.08' | 'camt.054.001.08' }>,
): Promise<Effect[]> {
  const statements = reading.name === 'camt.053.001.08' ? reading.body.Stmt : reading.body.Ntfctn;
  const nostros = await readNostros(ctx.tx, bank);
  const known = new Set(nostros.map((n) => `${n.account} ${n.currency}`));
  const told = entriesOf(bank, reading.body.GrpHdr.MsgId, statements, ctx.clock.now());
  const effects: Effect[] = [];
  const ours = told.filter((e) => {
    if (e.amount === 0n) effects.push('refused banking.zero_amount');
    else if (!known.has(`${e.account} ${e.currency}`)) effects.push('refused banking.no_nostro');
    else return true;
    return false;
  });
  for (let at = 0; at < ours.length; at += CHUNK) {
    const chunk = ours.slice(at, at + CHUNK);
    const fresh = await insertEntries(ctx.tx, chunk);
    const entries = chunk.filter((e) => fresh.delete(e.entry_id));
    const candidates = await findCandidates(ctx, bank, entries);
    for (const entry of entries) {
      const match = automaticMatch(candidates.get(entry.entry_id) ?? []);
      if (!match) continue;
      const now = ctx.clock.now();
      const number = 1;
      await insertMatch(ctx.tx, {
        ...match,
        org_id: bank,
        entry_id: entry.entry_id,
        number,
        action: 'match',
        how: 'automatic',
        proposed_by: null,
        proposed_at: now,
        decision: 'approved',
        decided_by: null,
        decided_at: now,
      });
      await ctx.enqueue('banking.apply-match', { org_id: bank, entry_id: entry.entry_id, number });
    }
    for (let n = 0; n < chunk.length; n++) effects.push(n < entries.length ? 'done' : 'repeated');
  }
  return effects;
}
