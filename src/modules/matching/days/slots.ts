/** When the meetings of a day are, at the place and for everybody. */
export interface DayTimes {
  held_on: string;
  time_zone: string;
  /** Minutes after midnight at the place. */
  first_at: number;
  slot_minutes: number;
  pause_minutes: number;
  slots: number;
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;

/** Whether this machine knows the time zone by its IANA name. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Minutes after midnight at which a slot begins; slots count from 1. */
export function slotStart(times: DayTimes, slot: number): number {
  return times.first_at + (slot - 1) * (times.slot_minutes + times.pause_minutes);
}

/** Whether the last meeting ends on the day on which the first one begins. */
export function fitsDay(times: DayTimes): boolean {
  return slotStart(times, times.slots) + times.slot_minutes <= DAY_MINUTES;
}

/** '09:05' from minutes after midnight, and back. */
export function clockText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
export function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}

/** The instant at which it is so many minutes after midnight of a date in a time zone. */
export function instantAt(held_on: string, minutes: number, time_zone: string): Date {
  const wanted = Date.parse(`${held_on}T00:00:00Z`) + minutes * MINUTE_MS;
  // The offset is that of the instant looked for, so the first guess is mended once; a second change of clocks within
  // the same hours does not happen.
  const guess = wanted - offsetAt(wanted, time_zone);
  return new Date(wanted - offsetAt(guess, time_zone));
}

/** How far a time zone is ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant_ms: number, time_zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: time_zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(instant_ms);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute')) - instant_ms;
}

/** All slots of a day in order. */
export function slotsOf(times: DayTimes): { slot: number; from: string; to: string; starts_at: string }[] {
  return Array.from({ length: times.slots }, (_, index) => {
    const start = slotStart(times, index + 1);
    return {
      slot: index + 1,
      from: clockText(start),
      to: clockText(start + times.slot_minutes),
      starts_at: instantAt(times.held_on, start, times.time_zone).toISOString(),
    };
  });
}
