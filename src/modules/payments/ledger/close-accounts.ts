import { type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { lockAccounts, markClosed, readAccountIds } from './store.ts';
import { balance } from './transfer.ts';

/**
 * Closes an account, or a book with all its accounts; for the system, at the operator's word. Only what is empty can
 * be closed: nothing posted left, nothing pending. Nothing can be posted there any more. Returns how many accounts
 * were closed now. Refuses with payments.account_not_found, payments.account_not_empty.
 */
export async function closeAccounts(
  ctx: Ctx,
  { book_id, account_id }: { book_id: string; account_id?: string },
): Promise<Outcome<{ closed: number }>> {
  const ids = account_id === undefined ? await readAccountIds(ctx.tx, book_id) : [account_id];
  // Locked as posting locks them: a transfer under way is waited for, and the next one finds them closed.
  const accounts = await lockAccounts(
    ctx.tx,
    ids.map((id) => ({ book_id, account_id: id })),
  );
  if (accounts.size === 0 || accounts.size < ids.length)
    return refuse('payments.account_not_found', { account_id: account_id ?? book_id });
  for (const a of accounts.values())
    if (balance(a) !== 0n || a.pending_debit !== 0n || a.pending_credit !== 0n)
      return refuse('payments.account_not_empty', {
        account_id: a.account_id,
        balance: balance(a).toString(),
        pending: (a.pending_debit + a.pending_credit).toString(),
        currency: a.currency,
      });
  return { closed: await markClosed(ctx.tx, book_id, ids, account_id === undefined, ctx.clock.now()) };
}
