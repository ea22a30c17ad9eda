import { Type } from 'typebox';
import { isRefusal, refuse } from '../../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../../platform/index.ts';
import { ahead, dayFacts } from './day-times.ts';
import { DayInputSchema, MOST_REVISIONS } from './model.ts';
import { republish } from './republish.ts';
import { type DayRow, lockDay, updateDay } from './store-days.ts';
import { firmsOfDay } from './store-firms.ts';
import { tellFirms } from './tell-firms.ts';

/** What firms go by: a change of anything else is told to them only once their meetings are published. */
const seenByFirms = [
  ...(['name', 'place', 'time_zone', 'held_on', 'first_at'] as const),
  ...(['slots', 'slot_minutes', 'pause_minutes'] as const),
];

/**
 * The institution changes its day before it begins. `revision` is the one that was looked at. Once meetings are
 * published they are published anew with it: the same ones where they still have a slot and a table, otherwise planned
 * again. Every firm that has not withdrawn is told. Refuses with matching.day_not_found, matching.day_called_off,
 * matching.day_over, platform.changed_meanwhile, matching.too_many_changes, matching.unknown_time_zone,
 * matching.day_too_long, matching.too_few_seats, matching.too_many_editions, matching.nobody_to_seat.
 */
export const changeDay = defineUseCase({
  name: 'matching.change-day',
  kind: 'command',
  permission: 'day:hold',
  input: Type.Object(
    {
      day_id: Uuid,
      revision: Type.Integer({ minimum: 0, maximum: MOST_REVISIONS }),
      ...DayInputSchema.properties,
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ revision: Type.Integer(), edition: Type.Integer() }),
  run: async (ctx, { day_id, revision, ...input }) => {
    const now = ctx.clock.now();
    const before = ahead(await lockDay(ctx.tx, day_id, ctx.actor.org_id), day_id, now);
    if (isRefusal(before)) return before;
    if (revision !== before.revision) return refuse('platform.changed_meanwhile');
    if (revision >= MOST_REVISIONS) return refuse('matching.too_many_changes', { most: MOST_REVISIONS });
    const facts = dayFacts(input, now);
    if (isRefusal(facts)) return facts;
    const firms = await firmsOfDay(ctx.tx, day_id);
    const coming = firms.filter((firm) => firm.state === 'confirmed');
    if (coming.length > facts.max_firms)
      return refuse('matching.too_few_seats', { coming: coming.length, seats: facts.max_firms });
    const day: DayRow = { ...before, ...facts };
    await updateDay(ctx.tx, day);
    const edition = before.edition === 0 ? 0 : await republish(ctx, day, coming);
    if (isRefusal(edition)) return edition;
    if (edition > 0 || seenByFirms.some((fact) => before[fact] !== day[fact]))
      await tellFirms(
        ctx,
        day,
        firms.filter((firm) => firm.state !== 'withdrawn').map((firm) => firm.firm_org_id),
        { what: 'day.changed', once: `changed ${revision + 1}` },
      );
    return { revision: revision + 1, edition };
  },
});
