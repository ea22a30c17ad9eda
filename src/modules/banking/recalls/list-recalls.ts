import { Type } from 'typebox';
import { isUuid } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import {
  DEFAULT_LIMIT,
  decodeCursor,
  defineUseCase,
  Instant,
  isInstant,
  MoneySchema,
  Nullable,
  pageInput,
  pageOf,
  toPage,
  Uuid,
} from '../../../platform/index.ts';
import { findOrganisations } from '../../parties/index.ts';
import { TREASURY_ORG_ID } from '../../payments/index.ts';
import { listRecallRows, type Recall } from '../store-recalls.ts';
import { recallState } from './recall.ts';

const RecallView = Type.Object({
  recall_id: Uuid,
  bank_org_id: Uuid,
  bank_name: Nullable(Type.String()),
  /** Whose account the payment was credited to; null while it is matched with nobody. */
  beneficiary_org_id: Nullable(Uuid),
  beneficiary_name: Nullable(Type.String()),
  amount: MoneySchema,
  /** The transfer by which it was credited to the beneficiary's wallet; null where it is nobody's yet. */
  deposit_transfer_id: Nullable(Uuid),
  end_to_end_id: Nullable(Type.String()),
  /** Why it is called back, as the other bank says. */
  reason: Nullable(Type.String()),
  asked_at: Instant,
  state: Type.Enum(['open', 'proposed', 'accepted', 'refused', 'returned']),
  /** Whether the reader may accept or refuse now. */
  may_accept: Type.Boolean(),
  may_refuse: Type.Boolean(),
  steps: Type.Array(
    Type.Object({
      kind: Type.String(),
      code: Nullable(Type.String()),
      note: Nullable(Type.String()),
      at: Instant,
    }),
  ),
});

/**
 * Payments that came in and are called back, newest first: those of one's own account, of one's bank, or all for the
 * treasury. Refuses with platform.bad_cursor.
 */
export const listRecalls = defineUseCase({
  name: 'banking.list-recalls',
  kind: 'query',
  permission: 'payment:read',
  input: Type.Object({ ...pageInput }, { additionalProperties: false }),
  output: pageOf(RecallView),
  async run(ctx, input) {
    const [at, recall_id] = input.cursor === undefined ? [null, null] : (decodeCursor(input.cursor, 2) ?? []);
    if (at !== null && !(isInstant(at) && typeof recall_id === 'string' && isUuid(recall_id)))
      return refuse('platform.bad_cursor');
    const limit = input.limit ?? DEFAULT_LIMIT;
    const rows = await listRecallRows(ctx.tx, {
      at,
      recall_id: recall_id as string | null,
      limit: limit + 1,
    });
    const names = await findOrganisations(
      ctx,
      rows.flatMap((r) => [r.org_id, ...(r.beneficiary_org_id ? [r.beneficiary_org_id] : [])]),
    );
    return toPage(
      rows,
      limit,
      (r) => [r.asked_at.toISOString(), r.recall_id],
      (r) => ({
        recall_id: r.recall_id,
        bank_org_id: r.org_id,
        bank_name: names.get(r.org_id)?.name ?? null,
        beneficiary_org_id: r.beneficiary_org_id,
        beneficiary_name: names.get(r.beneficiary_org_id ?? '')?.name ?? null,
        amount: { amount: r.amount.toString(), currency: r.currency },
        deposit_transfer_id: r.deposit_transfer_id,
        end_to_end_id: r.call.OrgnlEndToEndId ?? null,
        reason: r.reason,
        asked_at: r.asked_at.toISOString(),
        state: recallState(r),
        ...mayAnswer(r, ctx.actor),
        steps: r.steps.map((s) => ({ kind: s.kind, code: s.code, note: s.note, at: s.at.toISOString() })),
      }),
    );
  },
});

function mayAnswer(r: Recall, by: { org_id: string; user_id: string | null }) {
  const state = recallState(r);
  const own = by.org_id === r.beneficiary_org_id;
  const colleague = r.steps.at(-1)?.by_user_id !== by.user_id && (own || by.org_id === TREASURY_ORG_ID);
  return {
    may_accept: state === 'open' ? own : state === 'proposed' && colleague,
    may_refuse:
      (state === 'open' || state === 'proposed') && by.org_id === (r.beneficiary_org_id ?? TREASURY_ORG_ID),
  };
}
