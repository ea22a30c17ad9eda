import { Type } from 'typebox';
import { daysAfter } from '../../kernel/days.ts';
import { isRefusal, type JsonObject, type Outcome, refuse } from '../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Line, PositiveMoneySchema, Uuid } from '../../platform/index.ts';
import { appendEvent, type Deal, getDeal, rolesIn } from '../deals/index.ts';
import { returnRule } from './house-rules.ts';
import {
  type Return,
  ReturnSchema,
  type ReturnState,
  sendByAfterSilence,
  shown,
  stateNow,
  Tracking,
} from './model.ts';
import { type RequestRow, requestsOf, writeStep } from './store.ts';

const named = { deal_id: Uuid, return_id: Uuid };

interface Standing {
  deal: Deal;
  row: RequestRow;
  now: Date;
}

/** The return and its deal, locked; only for the side whose step it is, and only in these states. */
async function standing(
  ctx: Ctx,
  input: { deal_id: string; return_id: string },
  by: 'buyer' | 'seller',
  from: readonly ReturnState[],
): Promise<Outcome<Standing>> {
  const deal = await getDeal(ctx, input.deal_id);
  if (isRefusal(deal)) return deal;
  const row = (await requestsOf(ctx.tx, deal.deal_id)).find((r) => r.return_id === input.return_id);
  if (!row) return refuse('returns.not_found');
  if (!rolesIn(deal, ctx.actor.org_id).includes(by)) return refuse('returns.not_your_part', { by });
  const now = ctx.clock.now();
  const state = stateNow(row, now);
  if (!from.includes(state)) return refuse('returns.not_now', { state });
  // Silence has approved it in full.
  const silent = row.state === 'requested' && state === 'approved';
  const send_by = sendByAfterSilence(row);
  return {
    deal,
    now,
    row: silent ? { ...row, state, approved: row.asked, goods_back: true, send_by } : row,
  };
}

async function take(
  ctx: Ctx,
  { deal, row, now }: Standing,
  change: Partial<RequestRow>,
  events: readonly { kind: string; body?: JsonObject }[],
): Promise<Outcome<Return>> {
  const after = { ...row, ...change };
  await writeStep(ctx.tx, after, now);
  let latest: Deal = deal;
  for (const { kind, body = {} } of events) {
    const noted = await appendEvent(ctx, latest, {
      kind,
      body: { number: row.number, ...body },
      parties: [deal.buyer_org_id, deal.seller_org_id],
    });
    if (isRefusal(noted)) return noted;
    latest = noted;
  }
  return shown(after, now);
}

/**
 * The seller approves a return, wholly or for less, with or without the goods coming back, or refuses it with a reason.
 * Refuses with returns.not_found, returns.not_your_part, returns.not_now, returns.more_than_asked.
 */
export const answerReturn = defineUseCase({
  name: 'returns.answer-return',
  kind: 'command',
  permission: 'return:answer',
  input: Type.Object(
    {
      ...named,
      decision: Type.Union([Type.Literal('approved'), Type.Literal('refused')]),
      amount: Type.Optional(PositiveMoneySchema),
      goods_back: Type.Optional(Type.Boolean()),
      note: Type.Optional(Line(500, 3)),
    },
    { additionalProperties: false },
  ),
  output: ReturnSchema,
  async run(ctx, input) {
    const found = await standing(ctx, input, 'seller', ['requested']);
    if (isRefusal(found)) return found;
    const { row, now } = found;
    const note = input.note ?? null;
    if (input.decision === 'refused')
      return take(ctx, found, { state: 'refused', note }, [
        { kind: 'return.refused', body: { note: note ?? '' } },
      ]);
    const approved = input.amount ? BigInt(input.amount.amount) : row.asked;
    if (approved <= 0n || approved > row.asked || (input.amount && input.amount.currency !== row.currency))
      return refuse('returns.more_than_asked', { asked: row.asked.toString() });
    const goods_back = input.goods_back ?? true;
    const rule = returnRule(row.asked_at);
    const send_by = goods_back ? daysAfter(now, rule.send_within_days) : null;
    const body = {
      amount: { amount: approved.toString(), currency: row.currency },
      goods_back,
      ...(send_by ? { send_by: send_by.toISOString() } : {}),
    };
    return take(
      ctx,
      found,
      {
        state: goods_back ? 'approved' : 'refund_due',
        approved,
        goods_back,
        note,
        send_by,
      },
      [{ kind: 'return.approved', body }, ...(goods_back ? [] : [{ kind: 'refund.due' }])],
    );
  },
});

/**
 * The buyer has sent the goods back. Refuses with returns.not_found, returns.not_your_part, returns.not_now,
 * returns.too_late.
 */
export const sendBack = defineUseCase({
  name: 'returns.send-back',
  kind: 'command',
  permission: 'return:ask',
  input: Type.Object({ ...named, tracking: Tracking }, { additionalProperties: false }),
  output: ReturnSchema,
  async run(ctx, input) {
    const found = await standing(ctx, input, 'buyer', ['approved']);
    if (isRefusal(found)) return found;
    const { send_by } = found.row;
    if (send_by && found.now > send_by) return refuse('returns.too_late', { until: send_by.toISOString() });
    const { tracking } = input;
    return take(ctx, found, { state: 'sent', tracking }, [{ kind: 'return.sent', body: { tracking } }]);
  },
});

/** The seller has the goods again; the money follows by itself. Refuses like `sendBack`. */
export const receiveBack = defineUseCase({
  name: 'returns.receive-back',
  kind: 'command',
  permission: 'return:answer',
  input: Type.Object(named, { additionalProperties: false }),
  output: ReturnSchema,
  async run(ctx, input) {
    const found = await standing(ctx, input, 'seller', ['sent']);
    if (isRefusal(found)) return found;
    return take(ctx, found, { state: 'refund_due' }, [{ kind: 'return.received' }, { kind: 'refund.due' }]);
  },
});

/** The seller has put money into its wallet: the refund that lacked it is tried again. */
export const payAgain = defineUseCase({
  name: 'returns.pay-again',
  kind: 'command',
  permission: 'return:answer',
  input: Type.Object(named, { additionalProperties: false }),
  output: ReturnSchema,
  async run(ctx, input) {
    const found = await standing(ctx, input, 'seller', ['refund_due']);
    return isRefusal(found) ? found : take(ctx, found, {}, [{ kind: 'refund.due' }]);
  },
});
