import { dayOf } from '../../kernel/days.ts';
import type { JsonObject } from '../../kernel/refusal.ts';
import type { Ctx } from '../../platform/index.ts';
import { type SellerFacts, sellerFacts } from '../deals/index.ts';
import { DEALS_LIMIT, figuresOf, MONTHS } from './model.ts';
import { selectRecords, writeRecords } from './store.ts';

/** The period that figures speak of: 24 months up to now. */
export function periodAt(now: Date): { since: Date; until: Date } {
  const since = new Date(now);
  since.setUTCMonth(since.getUTCMonth() - MONTHS);
  return { since, until: now };
}

/**
 * Counts the figures anew: of the seller that the job names, or of all sellers of the period. One statement reads,
 * one writes. Bears repetition.
 */
export async function countRecords(ctx: Ctx, job: JsonObject): Promise<void> {
  const now = ctx.clock.now();
  if (typeof job.seller_org_id === 'string' && (await countedThisHour(ctx, job.seller_org_id, now))) return;
  const { since, until } = periodAt(now);
  const seller_org_id = typeof job.seller_org_id === 'string' ? job.seller_org_id : null;
  const facts = await sellerFacts(ctx, { seller_org_id, since, until, limit: DEALS_LIMIT });
  const of = new Map<string, SellerFacts[]>();
  for (const row of facts) of.set(row.seller_org_id, [...(of.get(row.seller_org_id) ?? []), row]);
  const today = dayOf(now);
  await writeRecords(
    ctx.tx,
    [...of].map(([org_id, rows]) => ({ org_id, figures: figuresOf(rows, today) })),
    { since: dayOf(since), until: dayOf(until), at: now },
  );
}

/** Jobs of one seller come together at the full hour, and one of them counts for all. */
async function countedThisHour(ctx: Ctx, seller_org_id: string, now: Date): Promise<boolean> {
  const [record] = await selectRecords(ctx.tx, [seller_org_id]);
  return record !== undefined && record.counted_at.getTime() >= now.getTime() - (now.getTime() % 3_600_000);
}
