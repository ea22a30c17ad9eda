import type { Ctx } from '../../../platform/index.ts';
import { notify } from '../../notices/index.ts';
import type { DayRow } from './store-days.ts';

/** Tells firms that they are invited to a day, that its plan is there, that it has changed or was called off; each once. */
export async function tellFirms(
  ctx: Ctx,
  day: DayRow,
  firms: readonly string[],
  { what, once }: { what: 'day.invited' | 'day.published' | 'day.changed' | 'day.called_off'; once: string },
): Promise<void> {
  const { day_id, name, held_on, org_name, called_off_because: reason } = day;
  for (const org_id of firms)
    await notify(ctx, {
      org_id,
      what,
      once: `day ${day_id} ${once}`,
      body: { day_id, name, held_on, by: org_name, ...(reason === null ? {} : { reason }) },
    });
}
