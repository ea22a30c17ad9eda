import { Type } from 'typebox';
import { refuse } from '../../../kernel/refusal.ts';
import {
  DateText,
  DEFAULT_LIMIT,
  defineUseCase,
  MoneySchema,
  Nullable,
  pageInput,
  pageOf,
  timePlace,
  toPage,
  Uuid,
} from '../../../platform/index.ts';
import { findOrganisations, TREASURY_ORG_ID } from '../../parties/index.ts';
import { bankTransferOf } from '../orders/order-ledger.ts';
import { type EntryRow, listEntryRows } from '../store-entries.ts';
import { depositOf } from './apply-match.ts';
import { findCandidates } from './find-candidates.ts';
import { standingOf } from './propose-match.ts';
import type { Candidate } from './rules.ts';

const Suggestion = Type.Object({
  target_kind: Type.String(),
  target_org_id: Uuid,
  target_name: Nullable(Type.String()),
  target_id: Uuid,
  /** reference, uetr, end_to_end_id, amount, date, returned */
  reasons: Type.Array(Type.String()),
});

const EntryView = Type.Object({
  entry_id: Uuid,
  bank_org_id: Uuid,
  bank_name: Nullable(Type.String()),
  message_id: Type.String(),
  account: Type.String(),
  side: Type.Enum(['credit', 'debit']),
  reversal: Type.Boolean(),
  amount: MoneySchema,
  booked_on: DateText,
  bank_reference: Nullable(Type.String()),
  end_to_end_id: Nullable(Type.String()),
  uetr: Nullable(Uuid),
  remittance: Type.String(),
  counterparty: Nullable(Type.String()),
  state: Type.Enum(['unmatched', 'proposed', 'matched']),
  /** The transfer in the bank's own book by which the ledger has it; null where it has none, or had it before. */
  transfer_id: Nullable(Uuid),
  /** The last match, proposal or taking back; null where nobody has said anything. */
  match: Nullable(
    Type.Object({
      number: Type.Integer(),
      action: Type.String(),
      how: Type.String(),
      target_kind: Type.String(),
      target_org_id: Uuid,
      target_name: Nullable(Type.String()),
      target_id: Uuid,
      reasons: Type.Array(Type.String()),
      proposed_by: Nullable(Type.String()),
      decision: Nullable(Type.String()),
      decided_by: Nullable(Type.String()),
      /** The code by which the ledger refused to follow. */
      effect_code: Nullable(Type.String()),
    }),
  ),
  suggestions: Type.Array(Suggestion),
});

/** Suggestions shown beside an entry. */
const SUGGESTED = 5;

/**
 * The lines of a bank's statements, newest first, in a state where one is asked for; what nothing counts for comes
 * with suggestions and their reasons. Refuses with platform.bad_cursor.
 */
export const listEntries = defineUseCase({
  name: 'banking.list-entries',
  kind: 'query',
  permission: 'banking:read',
  input: Type.Object(
    { state: Type.Optional(Type.Enum(['unmatched', 'proposed', 'matched'])), ...pageInput },
    { additionalProperties: false },
  ),
  output: pageOf(EntryView),
  async run(ctx, input) {
    const place = timePlace(input.cursor);
    if (place === undefined) return refuse('platform.bad_cursor');
    const limit = input.limit ?? DEFAULT_LIMIT;
    // The treasury reads what every bank keeps for it; a bank its own.
    const treasury = ctx.actor.org_id === TREASURY_ORG_ID;
    const rows = await listEntryRows(ctx.tx, {
      org_id: treasury ? null : ctx.actor.org_id,
      state: input.state ?? null,
      at: place?.at ?? null,
      entry_id: place?.id ?? null,
      limit: limit + 1,
    });
    const open = rows.slice(0, limit).filter((r) => standingOf(r.last) === 'unmatched');
    const candidates = new Map<string, Candidate[]>();
    for (const bank of new Set(open.map((r) => r.org_id))) {
      const ofBank = open.filter((r) => r.org_id === bank);
      for (const [id, found] of await findCandidates(ctx, bank, ofBank)) candidates.set(id, found);
    }
    const names = await findOrganisations(ctx, [
      ...rows.flatMap((r) => [r.org_id, ...(r.last ? [r.last.target_org_id] : [])]),
      ...[...candidates.values()].flat().map((c) => c.target_org_id),
    ]);
    const nameOf = (org_id: string): string | null => names.get(org_id)?.name ?? null;
    return toPage(
      rows,
      limit,
      (r) => [r.at.toISOString(), r.entry_id],
      (r) => ({
        entry_id: r.entry_id,
        bank_org_id: r.org_id,
        bank_name: nameOf(r.org_id),
        message_id: r.message_id,
        account: r.account,
        side: r.side,
        reversal: r.reversal,
        amount: { amount: r.amount.toString(), currency: r.currency },
        booked_on: r.booked_on,
        bank_reference: r.bank_reference,
        end_to_end_id: r.end_to_end_id,
        uetr: r.uetr,
        remittance: r.remittance,
        counterparty: r.counterparty,
        state: standingOf(r.last),
        transfer_id: transferOf(r),
        match: r.last
          ? {
              number: r.last.number,
              action: r.last.action,
              how: r.last.how,
              target_kind: r.last.target_kind,
              target_org_id: r.last.target_org_id,
              target_name: nameOf(r.last.target_org_id),
              target_id: r.last.target_id,
              reasons: r.last.reasons,
              proposed_by: r.last.proposed_by,
              decision: r.last.decision,
              decided_by: r.last.decided_by,
              effect_code: r.last.effect_code,
            }
          : null,
        suggestions: (candidates.get(r.entry_id) ?? [])
          .slice(0, SUGGESTED)
          .map((c) => ({ ...c, target_name: nameOf(c.target_org_id) })),
      }),
    );
  },
});

/** Where the ledger has what an entry says, once the match has taken effect. */
function transferOf(r: EntryRow): string | null {
  const { last } = r;
  if (!last?.effect_at || last.effect_code !== null || last.action !== 'match') return null;
  if (last.target_kind === 'order')
    return bankTransferOf({ org_id: last.target_org_id, order_id: last.target_id }, r.side === 'credit');
  return last.target_kind === 'recall' ? null : depositOf(r, last.number).bank;
}
