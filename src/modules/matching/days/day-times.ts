import { type Outcome, type Refusal, refuse } from '../../../kernel/refusal.ts';
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

/** Why a day that has begun, or was called off, takes no more of what leads to it; undefined while it does. */
export function notAhead(day: DayRow, now: Date): Refusal | undefined {
  return calledOff(day) ?? begun(day, now);
}

export function calledOff(day: DayRow): Refusal | undefined {
  const { called_off_because: reason } = day;
  return reason === null ? undefined : refuse('matching.day_called_off', { reason });
}

function begun(day: Pick<DayRow, 'held_on' | 'first_at' | 'time_zone'>, now: Date): Refusal | undefined {
  return instantAt(day.held_on, day.first_at, day.time_zone) <= now
    ? refuse('matching.day_over', { held_on: day.held_on })
    : undefined;
}
