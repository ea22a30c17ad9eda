import { Type } from 'typebox';
import { daysAfter } from '../../kernel/days.ts';
import { type Outcome, refuse } from '../../kernel/refusal.ts';
import { hasHiddenMarks, paragraphsPattern } from '../../kernel/text.ts';
import { type Ctx, defineUseCase, Instant } from '../../platform/index.ts';
import { onBehalfOf } from '../parties/index.ts';
import { returnRule } from '../returns/index.ts';
import { giveBackToShelf, lockShelf } from '../storefront/index.ts';
import { allowed, OrderSchema, ReturnReason, steps, Token } from './model.ts';
import { isSettled, returnUntil, shown } from './shown.ts';
import {
  erasePersons,
  lockOrder,
  type OrderRow,
  selectOfBearer,
  writeOrder,
  writeReturnText,
} from './store.ts';
import { doneWith, tellMerchant } from './tell-merchant.ts';
import { bearerOf } from './token.ts';

/** The order of a secret link, as it is now. Refuses with orders.not_found. */
export const followOrder = defineUseCase({
  name: 'orders.follow-order',
  kind: 'query',
  permission: 'public',
  input: Type.Object({ token: Token }, { additionalProperties: false }),
  output: OrderSchema,
  async run(ctx, { token }) {
    const row = await selectOfBearer(ctx.tx, bearerOf(token));
    return row ? shown(row, ctx.clock.now()) : refuse('orders.not_found');
  },
});

/** Does something to the order of a token, locked, in the name of its merchant; nobody else's is reached. */
async function withOrderOf<T>(
  ctx: Ctx,
  token: string,
  work: (row: OrderRow) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const bearer = bearerOf(token);
  return onBehalfOf(ctx, bearer.org_id, async () => {
    const row = await lockOrder(ctx.tx, bearer.org_id, bearer);
    return row ? work(row) : refuse('orders.not_found');
  });
}

/** The person does not want the goods any more. Refuses with orders.not_found, orders.step_not_possible. */
export const cancelOrder = defineUseCase({
  name: 'orders.cancel-order',
  kind: 'command',
  permission: 'public',
  input: Type.Object({ token: Token }, { additionalProperties: false }),
  output: OrderSchema,
  run: (ctx, { token }) =>
    withOrderOf(ctx, token, async (row) => {
      // Cancelled twice is cancelled.
      if (row.state === 'cancelled') return shown(row, ctx.clock.now());
      if (!allowed('cancel', row.state)) return refuse('orders.step_not_possible', { state: row.state });
      const cancelled = await endUnsent(ctx, row, steps.cancel.to);
      await doneWith(ctx, 'order', row);
      await tellMerchant(ctx, 'order.cancelled', row);
      return shown(cancelled, ctx.clock.now());
    }),
});

/** Ends an order of which nothing was sent; what it took from the shelf is there again. */
export async function endUnsent(
  ctx: Pick<Ctx, 'tx' | 'clock'>,
  row: OrderRow,
  state: 'refused' | 'cancelled' | 'lapsed',
  reason: string | null = null,
): Promise<OrderRow> {
  const ended: OrderRow = { ...row, state, reason, open_until: null, ended_at: ctx.clock.now() };
  await writeOrder(ctx.tx, ended);
  await lockShelf(ctx.tx, takenBy(row));
  await giveBackToShelf(
    ctx.tx,
    row.org_id,
    row.lines.filter((line) => row.counted.includes(line.listing_id)),
  );
  return ended;
}

/** The offers of which an order has taken pieces. */
export const takenBy = ({ org_id, counted }: Pick<OrderRow, 'org_id' | 'counted'>) =>
  counted.map((listing_id) => ({ seller_org_id: org_id, listing_id }));

/**
 * The person asks to give goods back: whole lines. Refuses with orders.not_found, orders.step_not_possible,
 * orders.return_too_late, orders.return_asked, orders.line_unknown, orders.text_wrong, orders.erased_already.
 */
export const askReturnOfOrder = defineUseCase({
  name: 'orders.ask-return',
  kind: 'command',
  permission: 'public',
  input: Type.Object(
    {
      token: Token,
      lines: Type.Array(Type.Integer({ minimum: 1, maximum: 200 }), { minItems: 1, maxItems: 50 }),
      reason: ReturnReason,
      text: Type.String({ minLength: 3, maxLength: 1000, pattern: paragraphsPattern }),
    },
    { additionalProperties: false },
  ),
  output: OrderSchema,
  run: (ctx, { token, lines, reason, text }) =>
    withOrderOf(ctx, token, async (row) => {
      const now = ctx.clock.now();
      const until = returnUntil(row);
      if (!until) return refuse('orders.step_not_possible', { state: row.state });
      if (row.person.erased_at !== null) return refuse('orders.erased_already');
      if (row.giving_back) return refuse('orders.return_asked');
      if (until <= now) return refuse('orders.return_too_late', { until: until.toISOString() });
      if (hasHiddenMarks(text)) return refuse('orders.text_wrong');
      const wanted = [...new Set(lines)].sort((a, b) => a - b);
      const strange = wanted.find((line) => !row.lines.some((l) => l.line === line));
      if (strange !== undefined) return refuse('orders.line_unknown', { line: strange });
      const asked = row.lines
        .filter((l) => wanted.includes(l.line))
        .reduce((sum, l) => sum + BigInt(l.amount.amount), 0n);
      const answer_by = daysAfter(now, returnRule(now).answer_within_days);
      const asked_row: OrderRow = {
        ...row,
        giving_back: {
          state: 'requested',
          lines: wanted,
          reason,
          asked: asked.toString(),
          asked_at: now.toISOString(),
          answer_by: answer_by.toISOString(),
          approved: null,
          goods_back: null,
          note: null,
        },
        person: { ...row.person, return_text: text },
      };
      await writeOrder(ctx.tx, asked_row);
      await writeReturnText(ctx.tx, row, text);
      await tellMerchant(ctx, 'order.return_asked', row, answer_by);
      return shown(asked_row, now);
    }),
});

/**
 * What the person told of itself is removed, for good. Refuses with orders.not_found, orders.data_needed,
 * orders.erased_already.
 */
export const eraseMyData = defineUseCase({
  name: 'orders.erase-my-data',
  kind: 'command',
  permission: 'public',
  input: Type.Object({ token: Token }, { additionalProperties: false }),
  output: Type.Object({ erased_at: Instant }),
  run: (ctx, { token }) =>
    withOrderOf(ctx, token, async (row) => {
      const now = ctx.clock.now();
      if (row.person.erased_at !== null) return refuse('orders.erased_already');
      if (!isSettled(row, now)) return refuse('orders.data_needed');
      await erasePersons(ctx.tx, [row], now);
      return { erased_at: now.toISOString() };
    }),
});
