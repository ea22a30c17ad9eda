import assert from 'node:assert/strict';
import type { TestApp } from '../../../../test/app.ts';
import { mustSucceed } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/index.ts';
import { listEntries, viewDealMoney } from '../index.ts';

/** The escrow as a person sees it, after each of its figures was added up from the entries that it opens to. */
export async function escrowOf(app: TestApp, actor: Actor, deal_id: string) {
  const { escrow, transfers } = mustSucceed(await app.execute(viewDealMoney, actor, { deal_id }), 'money');
  if (!escrow) return null;
  const sum = (figure: string | null, part?: string): bigint =>
    transfers
      .filter((t) => (part ? t.part === part : t.figure === figure))
      .reduce((total, t) => total + BigInt(t.amount.amount), 0n);
  const [funded, released, refunded] = [sum('funded'), sum('released'), sum('refunded')];
  assert.deepEqual(
    [escrow.funded, escrow.released, escrow.refunded, escrow.held].map((m) => m.amount),
    [funded, released, refunded, funded - released - refunded].map(String),
  );
  for (const part of escrow.parts)
    assert.equal(sum(null, part.key).toString(), part.status === 'released' ? part.amount.amount : '0');
  assert.ok(transfers.every((t) => t.figure === null || t.amount.currency === escrow.price.currency));
  return escrow;
}

type Choice = Parameters<typeof listEntries.run>[1];

/** All entries of a choice, page by page, and what they come to when a reader adds them up. */
export async function entriesOf(app: TestApp, actor: Actor, choice: Choice, limit = 3) {
  const items: { side: string; amount: { amount: string }; change: { amount: string } }[] = [];
  let cursor: string | null = null;
  let sums: { debit: string; credit: string; change: string } | null = null;
  for (let page = 0; page < 500; page++) {
    const found: Awaited<ReturnType<typeof one>> = await one(app, actor, {
      ...choice,
      limit,
      ...(cursor ? { cursor } : {}),
    });
    items.push(...found.items);
    cursor = found.next_cursor;
    sums = found.sums && {
      debit: found.sums.debit.amount,
      credit: found.sums.credit.amount,
      change: found.sums.change.amount,
    };
    if (!cursor) break;
  }
  const of = (side: string) => items.filter((i) => i.side === side);
  const add = (list: typeof items, pick: (i: (typeof items)[number]) => string): string =>
    list.reduce((total, i) => total + BigInt(pick(i)), 0n).toString();
  const added = {
    debit: add(of('debit'), (i) => i.amount.amount),
    credit: add(of('credit'), (i) => i.amount.amount),
    change: add(items, (i) => i.change.amount),
  };
  assert.deepEqual(added, sums, `what is listed is what is said to be its sum: ${JSON.stringify(choice)}`);
  return { ...added, count: items.length };
}

async function one(app: TestApp, actor: Actor, choice: Choice) {
  return mustSucceed(await app.execute(listEntries, actor, choice), JSON.stringify(choice));
}
