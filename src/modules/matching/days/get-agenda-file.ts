import { Type } from 'typebox';
import { refuse } from '../../../kernel/refusal.ts';
import { defineUseCase, type RawBody, Uuid } from '../../../platform/index.ts';
import { type CalendarEvent, writeCalendar } from './calendar.ts';
import { instantAt, slotStart } from './slots.ts';
import { type DayRow, findDay } from './store-days.ts';
import { type CalendarMeeting, meetingsOfEditions } from './store-plans.ts';

const tableWord: Partial<Record<string, string>> = { en: 'table', zh: '桌号', ru: 'стол' };
const MINUTE_MS = 60_000;

/**
 * The published meetings that the actor's organisation sees, as a calendar file (iCalendar, RFC 5545). Meetings that
 * were called off, are in an earlier edition only, or belong to a day that was called off stand in it as cancelled,
 * because calendars keep what a file does not name. Refuses with matching.day_not_found, matching.not_published.
 */
export const getAgendaFile = defineUseCase({
  name: 'matching.get-agenda-file',
  kind: 'query',
  permission: 'day:see',
  input: Type.Object({ day_id: Uuid }, { additionalProperties: false }),
  output: Type.Unsafe<RawBody>({}),
  run: async (ctx, { day_id }) => {
    const day = await findDay(ctx.tx, day_id);
    if (!day) return refuse('matching.day_not_found', { day_id });
    if (day.edition === 0) return refuse('matching.not_published', { day_id });
    // One that is planned anew takes the place of the one before.
    const newest = new Map<string, CalendarMeeting>();
    for (const meeting of await meetingsOfEditions(ctx.tx, day_id)) {
      const uid = uidOf(day_id, meeting, ctx.actor.org_id);
      if (!newest.has(uid)) newest.set(uid, meeting);
    }
    const facts = { org_id: ctx.actor.org_id, locale: ctx.locale, stamped_at: ctx.clock.now() };
    const calendar = writeCalendar([...newest].map(([uid, meeting]) => eventOf(day, uid, meeting, facts)));
    return { content_type: 'text/calendar; charset=utf-8', file_name: 'agenda.ics', body: calendar };
  },
});

function uidOf(day_id: string, { slot, table_no, buyer_org_id }: CalendarMeeting, org_id: string): string {
  return `${day_id}-${slot}-${buyer_org_id === org_id ? 'b' : 's'}-${table_no}@sauda`;
}

function eventOf(
  day: DayRow,
  uid: string,
  meeting: CalendarMeeting,
  { org_id, locale, stamped_at }: { org_id: string; locale: string; stamped_at: Date },
): CalendarEvent {
  const starts_at = instantAt(day.held_on, slotStart(day, meeting.slot), day.time_zone);
  const others = [
    [meeting.buyer_org_id, meeting.buyer_name],
    [meeting.seller_org_id, meeting.seller_name],
  ].flatMap(([id, name]) => (id === org_id || name === undefined ? [] : [name]));
  const off = day.called_off_because;
  const cancelled = off !== null || meeting.called_off_by !== null || meeting.edition < day.edition;
  return {
    uid,
    // Each publication is one higher, and what is cancelled is one above the publication that held it.
    sequence: day.edition * 2 + (cancelled ? 1 : 0),
    stamped_at,
    starts_at,
    ends_at: new Date(starts_at.getTime() + day.slot_minutes * MINUTE_MS),
    summary: `${day.name}: ${others.join(' – ')}`,
    location: `${day.place}, ${tableWord[locale] ?? tableWord.en} ${meeting.table_no}`,
    description: `${meeting.need_title} – ${meeting.listing_title}${off === null ? '' : `\n${off}`}`,
    cancelled,
  };
}
