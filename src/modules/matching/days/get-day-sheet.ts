import { Type } from 'typebox';
import { isRefusal, type JsonObject, refuse } from '../../../kernel/refusal.ts';
import { defineUseCase, type RawBody, Uuid } from '../../../platform/index.ts';
import { renderPdf } from '../../../platform/typesetting/index.ts';
import { standing } from './day-times.ts';
import type { DayFirm, PlannedMeeting } from './model.ts';
import { clockText, slotStart } from './slots.ts';
import { type DayRow, findDay } from './store-days.ts';
import { firmsOfDay } from './store-firms.ts';
import { findPlan, meetingsOfDay } from './store-plans.ts';

/**
 * What is printed for a day, as PDF in three languages: for its institution the whole plan, a draft as long as nothing
 * is published, and the list for the door; for a firm its own agenda. Refuses with matching.day_not_found,
 * matching.day_called_off, matching.not_published, matching.not_attending,
 * matching.sheet_busy.
 */
export const getDaySheet = defineUseCase({
  name: 'matching.get-day-sheet',
  kind: 'query',
  permission: 'day:see',
  input: Type.Object({ day_id: Uuid }, { additionalProperties: false }),
  output: Type.Unsafe<RawBody>({}),
  run: async (ctx, { day_id }) => {
    const day = standing(await findDay(ctx.tx, day_id), day_id);
    if (isRefusal(day)) return day;
    const holds = day.org_id === ctx.actor.org_id;
    if (day.edition === 0 && !holds) return refuse('matching.not_published', { day_id });
    const firms = (await firmsOfDay(ctx.tx, day_id)).filter((firm) => firm.state === 'confirmed');
    const own = firms.find((firm) => firm.firm_org_id === ctx.actor.org_id);
    if (!holds && !own) return refuse('matching.not_attending', { day_id });
    const published = await meetingsOfDay(ctx.tx, day_id, day.edition);
    const meetings =
      day.edition > 0
        ? published.filter((meeting) => meeting.called_off_by === null)
        : ((await findPlan(ctx.tx, day_id))?.meetings ?? []);
    const pdf = await renderPdf({
      template: new URL('./sheet.typ', import.meta.url),
      data: sheetOf(day, holds ? null : (own?.name ?? null), ctx.actor.org_id, meetings, holds ? firms : []),
    });
    if ('not_rendered' in pdf) return refuse('matching.sheet_busy');
    return { content_type: 'application/pdf', file_name: `day-${day.held_on}.pdf`, body: pdf };
  },
});

/** Beyond this many meetings texts are set smaller and cut shorter, so that the largest day stays within the pages. */
const MANY = 400;
const LONGEST = { few: 80, many: 40 };

/** `firm` is null for the whole plan. */
function sheetOf(
  day: DayRow,
  firm: string | null,
  org_id: string,
  meetings: readonly PlannedMeeting[],
  firms: readonly DayFirm[],
): JsonObject {
  const from = (slot: number): string => clockText(slotStart(day, slot));
  const to = (slot: number): string => clockText(slotStart(day, slot) + day.slot_minutes);
  const dense = meetings.length > MANY;
  const most = dense ? LONGEST.many : LONGEST.few;
  const cut = (text: string): string => {
    const signs = [...text];
    return signs.length > most ? `${signs.slice(0, most - 1).join('')}…` : text;
  };
  return {
    dense,
    name: day.name,
    held_on: day.held_on,
    place: day.place,
    time_zone: day.time_zone,
    organiser: day.org_name,
    demo: day.demo,
    draft: day.edition === 0,
    firm,
    meetings: meetings.map((meeting, at) => ({
      time: `${from(meeting.slot)}–${to(meeting.slot)}`,
      first: meetings[at - 1]?.slot !== meeting.slot,
      table: String(meeting.table_no),
      buyer: cut(meeting.buyer_name),
      seller: cut(meeting.seller_name),
      partner: cut(meeting.buyer_org_id === org_id ? meeting.seller_name : meeting.buyer_name),
      goods: cut(meeting.need_title),
    })),
    firms: firms.map(({ firm_org_id, name, country, side }) => {
      const own = meetings.filter((m) => [m.buyer_org_id, m.seller_org_id].includes(firm_org_id));
      const [first] = own;
      const meets = { meetings: String(own.length), first: first ? from(first.slot) : '–' };
      return { name: cut(name), country, side, ...meets };
    }),
  };
}
