import type { Ctx } from '../../../platform/index.ts';
import { notify } from '../../notices/index.ts';
import type { DayRow } from './store-days.ts';

/** Tells firms of a day that they are invited, or that an edition of its plan is there; each piece of news once. */
export async function tellFirms(
  ctx: Ctx,
  day: DayRow,
  firms: readonly string[],
  { what, once }: { what: 'day.invited' | 'day.published'; once: string },
): Promise<void> {
  const { day_id, name, held_on, org_name } = day;
  for (const org_id of firms)
    await notify(ctx, {
      org_id,
      what,
      once: `day ${day_id} ${once}`,
      body: { day_id, name, held_on, by: org_name },
    });
}
