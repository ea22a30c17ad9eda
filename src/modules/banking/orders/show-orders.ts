import { Type } from 'typebox';
import { refuse } from '../../../kernel/refusal.ts';
import {
  type Ctx,
  DEFAULT_LIMIT,
  defineUseCase,
  Instant,
  MoneySchema,
  Nullable,
  pageInput,
  pageOf,
  timePlace,
  toPage,
  Uuid,
} from '../../../platform/index.ts';
import { findOrganisations } from '../../parties/index.ts';
import { type PaymentOrder, type StepKind, stateOf } from '../model.ts';
import { findOrder, listOrderRows, readSteps } from '../store-orders.ts';
import { reservationOf } from './order-ledger.ts';
import { CreditorSchema } from './order-payment.ts';

const summary = {
  order_id: Uuid,
  org_id: Uuid,
  org_name: Nullable(Type.String()),
  account_id: Nullable(Uuid),
  /** Whether the reader ordered it, and may therefore not approve it. */
  mine: Type.Boolean(),
  bank_org_id: Uuid,
  amount: MoneySchema,
  creditor: CreditorSchema,
  remittance: Type.String(),
  message_name: Type.String(),
  profile: Nullable(Type.String()),
  end_to_end_id: Type.String(),
  uetr: Uuid,
  ordered_at: Instant,
  /** The transfer in the payer's book that reserves the money. */
  transfer_id: Uuid,
  /** ordered, awaiting_approval, approved, declined, held, withdrawn, sent, accepted, settled, failed, rejected, returned */
  state: Type.String(),
  /** Why it is held, as a code; null where it is not. */
  held_because: Nullable(Type.String()),
};

/**
 * Payments that one's organisation ordered or, as a bank, carries out; newest first. With `awaiting`, those that wait
 * for a second person: the four-eyes queue; with `held`, those that screening holds. Refuses with platform.bad_cursor.
 */
export const listOrders = defineUseCase({
  name: 'banking.list-orders',
  kind: 'query',
  permission: 'payment:read',
  input: Type.Object(
    { awaiting: Type.Optional(Type.Boolean()), held: Type.Optional(Type.Boolean()), ...pageInput },
    { additionalProperties: false },
  ),
  output: pageOf(Type.Object(summary)),
  async run(ctx, input) {
    const place = timePlace(input.cursor);
    if (place === undefined) return refuse('platform.bad_cursor');
    const limit = input.limit ?? DEFAULT_LIMIT;
    const rows = await listOrderRows(ctx.tx, {
      at: place?.at ?? null,
      order_id: place?.id ?? null,
      awaiting: input.awaiting ?? false,
      held: input.held ?? false,
      limit: limit + 1,
    });
    const names = await findOrganisations(
      ctx,
      rows.map((r) => r.org_id),
    );
    return toPage(
      rows,
      limit,
      (r) => [r.ordered_at.toISOString(), r.order_id],
      (r) => view(ctx, r, r, names),
    );
  },
});

/** One payment with every step of it. Refuses with banking.order_not_found. */
export const showOrder = defineUseCase({
  name: 'banking.show-order',
  kind: 'query',
  permission: 'payment:read',
  input: Type.Object({ org_id: Type.Optional(Uuid), order_id: Uuid }, { additionalProperties: false }),
  output: Type.Object({
    ...summary,
    steps: Type.Array(
      Type.Object({
        kind: Type.String(),
        at: Instant,
        reason: Nullable(Type.String()),
        message_id: Nullable(Type.String()),
      }),
    ),
  }),
  async run(ctx, { org_id, order_id }) {
    const order = await findOrder(ctx.tx, org_id ?? ctx.actor.org_id, order_id);
    if (!order) return refuse('banking.order_not_found', { order_id });
    const steps = await readSteps(ctx.tx, order.org_id, order_id);
    const kinds = steps.map((s) => s.kind);
    return {
      ...view(
        ctx,
        order,
        { steps: kinds, held_because: steps.find((s) => s.kind === 'held')?.reason ?? null },
        await findOrganisations(ctx, [order.org_id]),
      ),
      steps: steps.map(({ kind, at, reason, message_id }) => ({
        kind,
        at: at.toISOString(),
        reason,
        message_id,
      })),
    };
  },
});

function view(
  ctx: Ctx,
  order: PaymentOrder,
  { steps, held_because }: { steps: readonly StepKind[]; held_because: string | null },
  names: ReadonlyMap<string, { name: string }>,
) {
  const state = stateOf(steps);
  return {
    order_id: order.order_id,
    org_id: order.org_id,
    org_name: names.get(order.org_id)?.name ?? null,
    account_id: order.account_id,
    mine: order.ordered_by !== null && order.ordered_by === ctx.actor.user_id,
    bank_org_id: order.bank_org_id,
    amount: { amount: order.amount.toString(), currency: order.currency },
    creditor: order.creditor,
    remittance: order.remittance,
    message_name: order.message_name,
    profile: order.profile,
    end_to_end_id: order.end_to_end_id,
    uetr: order.uetr,
    ordered_at: order.ordered_at.toISOString(),
    transfer_id: reservationOf(order),
    state,
    held_because: state === 'held' ? held_because : null,
  };
}
