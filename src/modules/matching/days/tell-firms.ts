import type { Ctx } from '../../../platform/index.ts';
import { notify, type Step, settle } from '../../notices/index.ts';
import { instantAt } from './slots.ts';
import type { DayRow } from './store-days.ts';

const steps = { 'day.invited': 1, 'day.published': 2, 'day.changed': 2, 'day.called_off': 3 } as const;

const stepOf = (day_id: string, what: keyof typeof steps): Step => ({
  subject: `day ${day_id}`,
  step: steps[what],
});

/**
 * Tells firms that they are invited to a day, that its plan is there, that it has changed or was called off; each once.
 * All but the last ask for something until the day begins or is called off.
 */
export async function tellFirms(
  ctx: Ctx,
  day: DayRow,
  firms: readonly string[],
  { what, once }: { what: keyof typeof steps; once: string },
): Promise<void> {
  const { day_id, name, held_on, org_name, called_off_because: reason } = day;
  for (const org_id of firms) {
    if (what === 'day.called_off') await settle(ctx, org_id, stepOf(day_id, 'day.changed'));
    await notify(ctx, {
      org_id,
      what,
      once: `day ${day_id} ${once}`,
      body: { day_id, name, held_on, by: org_name, ...(reason === null ? {} : { reason }) },
      about: stepOf(day_id, what),
      ...(what === 'day.called_off' ? {} : { ends_at: instantAt(held_on, day.first_at, day.time_zone) }),
    });
  }
}

/** The actor's firm has said whether it comes. */
export const invitationAnswered = (ctx: Ctx, day_id: string): Promise<void> =>
  settle(ctx, ctx.actor.org_id, stepOf(day_id, 'day.invited'));
