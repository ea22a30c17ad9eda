import { isRefusal, type Outcome, type Refusal, refuse } from '../../../kernel/refusal.ts';
import type { DayInput } from './model.ts';
import { fitsDay, instantAt, isTimeZone, minutesOf } from './slots.ts';
import type { DayRow } from './store-days.ts';

/** What an institution says of a day, with its first minute; still to come. */
export type DayFacts = Omit<DayInput, 'starts'> & { first_at: number };

/**
 * The facts of a day that can be held. Refuses with matching.unknown_time_zone, matching.day_too_long,
 * matching.day_over.
 */
export function dayFacts({ starts, ...said }: DayInput, now: Date): Outcome<DayFacts> {
  const facts = { ...said, first_at: minutesOf(starts) };
  if (!isTimeZone(said.time_zone)) return refuse('matching.unknown_time_zone', { time_zone: said.time_zone });
  if (!fitsDay(facts)) return refuse('matching.day_too_long');
  return begun(facts, now) ?? facts;
}

/** A day that was found and not called off. Refuses with matching.day_not_found, matching.day_called_off. */
export function standing(day: DayRow | undefined, day_id: string): Outcome<DayRow> {
  if (!day) return refuse('matching.day_not_found', { day_id });
  const { called_off_because: reason } = day;
  return reason === null ? day : refuse('matching.day_called_off', { reason });
}

/** A standing day that has not begun. Refuses with what `standing` refuses, matching.day_over. */
export function ahead(day: DayRow | undefined, day_id: string, now: Date): Outcome<DayRow> {
  const stands = standing(day, day_id);
  return isRefusal(stands) ? stands : (begun(stands, now) ?? stands);
}

function begun(day: Pick<DayRow, 'held_on' | 'first_at' | 'time_zone'>, now: Date): Refusal | undefined {
  return instantAt(day.held_on, day.first_at, day.time_zone) <= now
    ? refuse('matching.day_over', { held_on: day.held_on })
    : undefined;
}
