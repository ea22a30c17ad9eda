import { Type } from 'typebox';
import { dayOf, daysAfter } from '../../../kernel/days.ts';
import type { Currency } from '../../../kernel/money.ts';
import { assert, isRefusal, type JsonObject, refuse } from '../../../kernel/refusal.ts';
import { type Ctx, DateText, defineUseCase, Uuid } from '../../../platform/index.ts';
import { blockedAmong } from '../../parties/index.ts';
import { postAll } from '../ledger/post-transfers.ts';
import type { MoveRequest } from '../ledger/transfer.ts';
import { accountId, organisationAccount, transferIdFor } from '../model.ts';
import { notTheTreasury } from '../treasury/propose-change.ts';
import { fundsKey, type NetPosition, netOf, settleable } from './net.ts';
import {
  corridorsToClose,
  insertPositions,
  insertRun,
  lockOpenObligations,
  markCarried,
  markSettled,
  readFunds,
  runExists,
} from './store-netting.ts';

/** Obligations of one run; what is beyond waits for the next. Nets are posted by one call of the ledger. */
const RUN_LIMIT = 20_000;
const runIdOf = (corridor: string, day: string): string => transferIdFor('netting run', corridor, day);

/**
 * Closes a corridor's day: what is owed up to then is netted and posted within moments, all or nothing. Refuses with
 * payments.not_the_treasury, payments.day_to_come, payments.day_closed, payments.nothing_to_net.
 */
export const closeNetting = defineUseCase({
  name: 'payments.close-netting',
  kind: 'command',
  permission: 'treasury:decide',
  input: Type.Object(
    { corridor: Type.String({ pattern: '^[A-Z]{2}-[A-Z]{2}$' }), day: DateText },
    { additionalProperties: false },
  ),
  output: Type.Object({ run_id: Uuid, corridor: Type.String(), day: DateText, obligations: Type.Integer() }),
  async run(ctx, { corridor, day }) {
    const stranger = notTheTreasury(ctx);
    if (stranger) return stranger;
    if (day > dayOf(ctx.clock.now())) return refuse('payments.day_to_come', { day });
    if (await runExists(ctx.tx, corridor, day)) return refuse('payments.day_closed', { corridor, day });
    const open = (await corridorsToClose(ctx.tx, day)).find((c) => c.corridor === corridor);
    if (!open) return refuse('payments.nothing_to_net', { corridor, day });
    await ctx.enqueue('payments.net-obligations', { corridor, day, closed_by: ctx.actor.user_id });
    return { run_id: runIdOf(corridor, day), corridor, day, obligations: Number(open.items) };
  },
});

/** Closes yesterday in every corridor that has something open. */
export async function closeYesterday(ctx: Ctx): Promise<void> {
  const day = dayOf(daysAfter(ctx.clock.now(), -1));
  for (const { corridor } of await corridorsToClose(ctx.tx, day))
    await ctx.enqueue('payments.net-obligations', { corridor, day, closed_by: null });
}

/**
 * Nets a corridor's day as the system: one transfer for each participant and currency, linked, so that all of them are
 * posted or none. What a participant cannot pay, or is owed by or to an organisation that screening has blocked, is
 * carried over. A day is netted once, however often the job runs.
 */
export async function netObligations(ctx: Ctx, job: JsonObject): Promise<void> {
  const { corridor, day, closed_by } = job;
  assert(typeof corridor === 'string' && typeof day === 'string', 'a job names its corridor and day');
  const run_id = runIdOf(corridor, day);
  const closed_at = ctx.clock.now();
  const by = typeof closed_by === 'string' ? closed_by : null;
  if (!(await insertRun(ctx.tx, { run_id, corridor, day, closed_at, closed_by: by }))) return;
  const found = await lockOpenObligations(ctx.tx, corridor, day, RUN_LIMIT);
  const sides = found.flatMap((o) => [o.org_id, o.to_org_id]);
  const blocked = new Set(await blockedAmong(ctx.tx, sides));
  const isHeld = (o: (typeof found)[number]) => blocked.has(o.org_id) || blocked.has(o.to_org_id);
  const open = found.filter((o) => !isHeld(o));
  const funds = await readFunds(ctx.tx, [...new Set(open.map((o) => o.org_id))]);
  const { settled, carried } = settleable(
    open,
    new Map(funds.map((f) => [fundsKey(f.org_id, f.currency), f.available])),
  );
  const positions = netOf(settled).map((p) => ({
    ...p,
    run_id,
    corridor,
    day,
    closed_at,
    transfer_id: p.owed === p.due ? null : transferIdFor('netting', run_id, p.org_id, p.currency),
  }));
  const moves = positions.flatMap((p) =>
    p.transfer_id ? [moveOf(p, p.transfer_id, `netting ${corridor} ${day}`)] : [],
  );
  const opens = positions.flatMap((p) =>
    (['wallet', 'clearing'] as const).map((kind) =>
      organisationAccount(p.org_id, kind, p.currency as Currency),
    ),
  );
  const posted = moves.length > 0 ? await postAll(ctx, moves, opens) : undefined;
  // Somebody spent meanwhile what was counted on: everything is rolled back and looked at again.
  if (isRefusal(posted)) throw new Error(`netting ${corridor} ${day}: ${posted.code}, to be tried again`);
  await insertPositions(ctx.tx, positions);
  await markSettled(ctx.tx, settled, run_id);
  await markCarried(ctx.tx, carried, 'payments.overdrawn');
  await markCarried(ctx.tx, found.filter(isHeld), 'payments.payee_blocked');
}

/** Through the clearing accounts, which over all books sum to zero because the nets do. */
function moveOf(p: NetPosition, transfer_id: string, reference: string): MoveRequest {
  const currency = p.currency as Currency;
  const [wallet, clearing] = [accountId('wallet', currency), accountId('clearing', currency)];
  const pays = p.owed > p.due;
  return {
    kind: 'single',
    book_id: p.org_id,
    transfer_id,
    debit_account_id: pays ? wallet : clearing,
    credit_account_id: pays ? clearing : wallet,
    amount: pays ? p.owed - p.due : p.due - p.owed,
    currency,
    reason: 'netting',
    reference,
  };
}
