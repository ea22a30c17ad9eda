import { Type } from 'typebox';
import { isRefusal, type Outcome, refuse } from '../../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Uuid } from '../../../platform/index.ts';
import { settle } from '../../notices/index.ts';
import { introductionId, introductionStep, writeIntroduction } from '../introduce.ts';
import { answerIntroductionRow, withdrawIntroduction } from '../store.ts';
import { standing } from './day-times.ts';
import { type MeetingOutcome, MOST_CORRECTIONS, OutcomeSchema, type Side, Slot, TableNo } from './model.ts';
import { instantAt, slotStart } from './slots.ts';
import { type DayRow, findDay } from './store-days.ts';
import {
  correctOutcome,
  type MeetingPlace,
  type MeetingRow,
  meetingsOfDay,
  writeOutcome,
} from './store-plans.ts';

/**
 * A firm says how a meeting of its own went, once it has begun, or the institution what it saw of it; each once; the
 * institution alone may correct its word, naming the one that it corrects (`replaces`), which is kept. Whether a firm
 * wants to go on becomes its answer to an introduction of the two by the institution, so that funnel and later plans
 * know of it. The institution answers for nobody: where it saw that the two go on it introduces them, where it saw that
 * they part its later plans do not seat them; its last word counts. Refuses with matching.day_not_found,
 * matching.day_called_off, matching.meeting_not_found, matching.meeting_called_off, matching.not_yet_held,
 * matching.outcome_said, matching.too_many_corrections, platform.changed_meanwhile.
 */
export const recordOutcome = defineUseCase({
  name: 'matching.record-outcome',
  kind: 'command',
  permission: 'day:conclude',
  input: Type.Object(
    {
      day_id: Uuid,
      slot: Slot,
      table_no: TableNo,
      outcome: OutcomeSchema,
      replaces: Type.Optional(OutcomeSchema),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ outcome: OutcomeSchema }),
  run: async (ctx, { day_id, slot, table_no, outcome, replaces }) => {
    const day = standing(await findDay(ctx.tx, day_id), day_id);
    if (isRefusal(day)) return day;
    const meetings = await meetingsOfDay(ctx.tx, day_id, day.edition);
    const meeting = meetings.find((one) => one.slot === slot && one.table_no === table_no);
    const by = meeting && speaker(ctx.actor.org_id, day, meeting);
    if (!meeting || !by) return refuse('matching.meeting_not_found', { slot, table_no });
    if (meeting.called_off_by) return refuse('matching.meeting_called_off', { slot, table_no });
    if (instantAt(day.held_on, slotStart(day, slot), day.time_zone) > ctx.clock.now())
      return refuse('matching.not_yet_held', { slot });
    const place = { day_id, edition: day.edition, slot, table_no };
    const said =
      replaces === undefined || by !== 'institution'
        ? (await writeOutcome(ctx.tx, place, by, outcome)) || refuse('matching.outcome_said', { slot })
        : await correct(ctx, day, meeting, { place, from: replaces, to: outcome });
    if (isRefusal(said)) return said;
    if (by === 'institution' ? outcome === 'welcome' : outcome !== 'not_held')
      await introduceThem(ctx, day, meeting);
    if (by !== 'institution' && outcome !== 'not_held') {
      const introduction_id = introductionId(meeting.need_id, meeting.listing_id);
      await answerIntroductionRow(ctx.tx, introduction_id, by, outcome);
      await settle(ctx, ctx.actor.org_id, introductionStep(introduction_id));
    }
    return { outcome };
  },
});

/** The institution's word in the place of the one it said; an introduction that came of that one alone goes with it. */
async function correct(
  ctx: Ctx,
  day: DayRow,
  meeting: MeetingRow,
  { place, from, to }: { place: MeetingPlace; from: MeetingOutcome; to: MeetingOutcome },
): Promise<Outcome<true>> {
  if (from === to) return refuse('matching.outcome_said', { slot: meeting.slot });
  if (meeting.institution_before.length >= MOST_CORRECTIONS)
    return refuse('matching.too_many_corrections', { most: MOST_CORRECTIONS });
  const now = ctx.clock.now();
  if (!(await correctOutcome(ctx.tx, place, { from, to, now }))) return refuse('platform.changed_meanwhile');
  if (from === 'welcome')
    await withdrawIntroduction(ctx.tx, introductionId(meeting.need_id, meeting.listing_id), day.day_id, now);
  return true;
}

/** Who speaks of a meeting: one of the two, or the institution that holds the day. */
function speaker(org_id: string, day: DayRow, meeting: MeetingRow): Side | 'institution' | undefined {
  if (org_id === meeting.buyer_org_id) return 'buyer';
  if (org_id === meeting.seller_org_id) return 'seller';
  return org_id === day.org_id ? 'institution' : undefined;
}

/** The two may have been introduced over these goods before; then nothing is new. */
async function introduceThem(ctx: Ctx, day: DayRow, meeting: MeetingRow): Promise<void> {
  const { need_id, listing_id } = meeting;
  await writeIntroduction(ctx, {
    introduction_id: introductionId(need_id, listing_id),
    parties: [meeting.buyer_org_id, meeting.seller_org_id, day.org_id],
    need_id,
    listing_id,
    buyer_org_id: meeting.buyer_org_id,
    seller_org_id: meeting.seller_org_id,
    introduced_by: day.org_id,
    buyer_name: meeting.buyer_name,
    seller_name: meeting.seller_name,
    need_title: meeting.need_title,
    listing_title: meeting.listing_title,
    note: day.name,
    score: meeting.score,
    parts: meeting.parts,
    demo: day.demo,
    introduced_at: ctx.clock.now(),
    of_day: day.day_id,
  });
}
