import { Type } from 'typebox';
import { isRefusal, refuse } from '../../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../../platform/index.ts';
import { blockedAmong, findOrganisations } from '../../parties/index.ts';
import { standing } from './day-times.ts';
import { letSee, lockDay } from './store-days.ts';
import { insertInvited } from './store-firms.ts';
import { tellFirms } from './tell-firms.ts';

/** Far more than a day has seats, because not everybody comes. */
const MOST_INVITED = 400;

/**
 * The institution invites trading firms to its day; who is invited already stays so. Refuses with
 * matching.day_not_found, parties.not_found, matching.not_a_trading_firm, matching.too_many_invited,
 * matching.day_called_off.
 */
export const inviteFirms = defineUseCase({
  name: 'matching.invite-firms',
  kind: 'command',
  permission: 'day:hold',
  input: Type.Object(
    { day_id: Uuid, org_ids: Type.Array(Uuid, { minItems: 1, maxItems: 50 }) },
    { additionalProperties: false },
  ),
  output: Type.Object({ invited: Type.Integer() }),
  run: async (ctx, { day_id, org_ids }) => {
    const day = standing(await lockDay(ctx.tx, day_id, ctx.actor.org_id), day_id);
    if (isRefusal(day)) return day;
    const found = await findOrganisations(ctx, org_ids);
    const absent = org_ids.find((org_id) => !found.has(org_id));
    if (absent !== undefined) return refuse('parties.not_found', { org_id: absent });
    const firms = [...found.values()];
    const blocked = new Set(await blockedAmong(ctx.tx, org_ids));
    const other = firms.find((firm) => firm.kind !== 'trader' || blocked.has(firm.org_id));
    if (other) return refuse('matching.not_a_trading_firm', { org_id: other.org_id, name: other.name });
    const seen = await letSee(ctx.tx, day_id, day.org_id, [...found.keys()]);
    if (seen > MOST_INVITED) return refuse('matching.too_many_invited', { most: MOST_INVITED });
    const invited = await insertInvited(ctx.tx, day, firms, ctx.clock.now());
    await tellFirms(ctx, day, [...found.keys()], { what: 'day.invited', once: 'invited' });
    return { invited };
  },
});
