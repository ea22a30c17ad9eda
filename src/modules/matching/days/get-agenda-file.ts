import { Type } from 'typebox';
import { refuse } from '../../../kernel/refusal.ts';
import { defineUseCase, type RawBody, Uuid } from '../../../platform/index.ts';
import { writeCalendar } from './calendar.ts';
import { instantAt, slotStart } from './slots.ts';
import { findDay } from './store-days.ts';
import { meetingsOfDay } from './store-plans.ts';

const tableWord: Partial<Record<string, string>> = { en: 'table', zh: '桌号', ru: 'стол' };
const MINUTE_MS = 60_000;

/**
 * The published meetings that the actor's organisation sees, as a calendar file (iCalendar, RFC 5545). Refuses with
 * matching.day_not_found, matching.not_published.
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
    const meetings = await meetingsOfDay(ctx.tx, day_id, day.edition);
    const word = tableWord[ctx.locale] ?? tableWord.en;
    const { org_id } = ctx.actor;
    const calendar = writeCalendar(
      meetings
        .filter((meeting) => meeting.called_off_by === null)
        .map((meeting) => {
          const starts_at = instantAt(day.held_on, slotStart(day, meeting.slot), day.time_zone);
          const others = [
            [meeting.buyer_org_id, meeting.buyer_name],
            [meeting.seller_org_id, meeting.seller_name],
          ].flatMap(([id, name]) => (id === org_id || name === undefined ? [] : [name]));
          return {
            // One that is planned anew takes the place of the one before.
            uid: `${day_id}-${meeting.slot}-${meeting.buyer_org_id === org_id ? 'b' : 's'}-${meeting.table_no}@sauda`,
            sequence: day.edition,
            stamped_at: ctx.clock.now(),
            starts_at,
            ends_at: new Date(starts_at.getTime() + day.slot_minutes * MINUTE_MS),
            summary: `${day.name}: ${others.join(' – ')}`,
            location: `${day.place}, ${word} ${meeting.table_no}`,
            description: `${meeting.need_title} – ${meeting.listing_title}`,
          };
        }),
    );
    return { content_type: 'text/calendar; charset=utf-8', file_name: 'agenda.ics', body: calendar };
  },
});
