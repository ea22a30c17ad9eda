import { Type } from 'typebox';
import type { Currency } from '../../../kernel/money.ts';
import { refuse } from '../../../kernel/refusal.ts';
import {
  CurrencyCode,
  DateText,
  DEFAULT_LIMIT,
  defineUseCase,
  Instant,
  idPlace,
  MoneySchema,
  Nullable,
  pageInput,
  pageOf,
  toPage,
  Uuid,
} from '../../../platform/index.ts';
import { OPERATOR_ID } from './propose-change.ts';
import { listProposalRows, type ProposalRow, readLiquidity } from './store-treasury.ts';

const ProposalView = Type.Object({
  proposal_id: Uuid,
  kind: Type.Enum(['limit', 'rate', 'move', 'close']),
  limit: Nullable(
    Type.Object({ keep_at_least: MoneySchema, hold_at_most: Nullable(MoneySchema), reason: Type.String() }),
  ),
  /** Units of `currency` for one `base`. */
  rate: Nullable(
    Type.Object({
      base: Type.String(),
      currency: Type.String(),
      rate: Type.String(),
      valid_from: DateText,
      source: Type.String(),
    }),
  ),
  /** Between two accounts of the treasury. */
  move: Nullable(
    Type.Object({
      from_account_id: Type.String(),
      to_account_id: Type.String(),
      amount: MoneySchema,
      reference: Type.String(),
    }),
  ),
  /** Of an account, or with null of a whole book. */
  close: Nullable(Type.Object({ book_id: Uuid, account_id: Nullable(Type.String()), reason: Type.String() })),
  proposed_at: Instant,
  /** Proposed by the operator at the terminal. */
  by_operator: Type.Boolean(),
  /** Proposed by who asks: somebody else decides. */
  own: Type.Boolean(),
  decision: Nullable(Type.String()),
  decided_at: Nullable(Instant),
  /** The code by which an approved change had no effect. */
  effect_code: Nullable(Type.String()),
});

/**
 * Changes of limits and rates, moves and closings, newest first; `open`: those that await a decision; `limits_of`: the
 * limits of a currency. Refuses with platform.bad_cursor.
 */
export const listChanges = defineUseCase({
  name: 'payments.list-changes',
  kind: 'query',
  permission: 'treasury:read',
  input: Type.Object(
    { open: Type.Optional(Type.Enum(['1'])), limits_of: Type.Optional(CurrencyCode), ...pageInput },
    { additionalProperties: false },
  ),
  output: pageOf(ProposalView),
  async run(ctx, input) {
    const before = idPlace(input.cursor);
    if (before === undefined) return refuse('platform.bad_cursor');
    const limit = input.limit ?? DEFAULT_LIMIT;
    const rows = await listProposalRows(ctx.tx, {
      org_id: ctx.actor.org_id,
      open: input.open === '1',
      limits_of: input.limits_of ?? null,
      before,
      limit: limit + 1,
    });
    return toPage(
      rows,
      limit,
      (r) => [r.proposal_id],
      (r) => show(r, ctx.actor.user_id),
    );
  },
});

function show({ body, ...r }: ProposalRow, user_id: string | null) {
  const { kind, proposal_id, decision, effect_code } = r;
  const money = (amount: string, currency: string) => ({ amount, currency: currency as Currency });
  return {
    proposal_id,
    kind,
    limit:
      body.kind === 'limit'
        ? {
            keep_at_least: money(body.keep_at_least, body.currency),
            hold_at_most: body.hold_at_most === null ? null : money(body.hold_at_most, body.currency),
            reason: body.reason,
          }
        : null,
    rate:
      body.kind === 'rate'
        ? {
            base: body.base,
            currency: body.currency,
            rate: body.rate,
            valid_from: body.valid_from,
            source: body.source,
          }
        : null,
    move:
      body.kind === 'move'
        ? {
            from_account_id: body.from_account_id,
            to_account_id: body.to_account_id,
            amount: money(body.amount, body.currency),
            reference: body.reference,
          }
        : null,
    close:
      body.kind === 'close'
        ? { book_id: body.book_id, account_id: body.account_id, reason: body.reason }
        : null,
    by_operator: r.proposed_by === OPERATOR_ID,
    proposed_at: r.proposed_at.toISOString(),
    own: r.proposed_by === user_id,
    decision,
    decided_at: r.decided_at?.toISOString() ?? null,
    effect_code,
  };
}

/** What the treasury has of each currency, what is reserved, its limits, and what it can still give and take. */
export const viewLimits = defineUseCase({
  name: 'payments.view-limits',
  kind: 'query',
  permission: 'treasury:read',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({
    items: Type.Array(
      Type.Object({
        account_id: Type.String(),
        balance: MoneySchema,
        reserved: MoneySchema,
        incoming: MoneySchema,
        keep_at_least: MoneySchema,
        hold_at_most: Nullable(MoneySchema),
        gives: MoneySchema,
        /** Null: as much as comes. */
        takes: Nullable(MoneySchema),
      }),
    ),
  }),
  async run(ctx) {
    return {
      items: (await readLiquidity(ctx.tx)).map((r) => {
        const money = (amount: bigint) => ({ amount: amount.toString(), currency: r.currency as Currency });
        return {
          account_id: `liquidity:${r.currency}`,
          balance: money(r.balance),
          reserved: money(r.reserved),
          incoming: money(r.incoming),
          keep_at_least: money(r.keep_at_least),
          hold_at_most: r.hold_at_most === null ? null : money(r.hold_at_most),
          gives: money(r.balance - r.reserved - r.keep_at_least),
          takes: r.hold_at_most === null ? null : money(r.hold_at_most - r.balance - r.incoming),
        };
      }),
    };
  },
});
