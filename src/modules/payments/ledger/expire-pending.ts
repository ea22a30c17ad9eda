import type { Ctx } from '../../../platform/index.ts';
import { postTransfers } from './post-transfers.ts';
import { readExpired } from './store.ts';
import { resolve } from './transfer.ts';

const BATCH = 5000;

/** Frees reservations whose time is over. Returns how many; what was resolved at the same moment stays. */
export async function expirePending(ctx: Ctx): Promise<number> {
  const due = await readExpired(ctx.tx, ctx.clock.now(), BATCH);
  const results = await postTransfers(
    ctx,
    due.map((pending) => resolve(pending, 'expire')),
  );
  return results.filter((r) => 'status' in r && r.status === 'posted').length;
}
