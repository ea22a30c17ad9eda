import { Type } from 'typebox';
import { refuse } from '../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { announceOrganisation } from './changes.ts';
import { getOrganisationProfile } from './directory.ts';
import { ProfileSchema } from './model.ts';
import { passedScreening } from './screening/store-screening.ts';
import { findOrganisation, markVerified, onBehalfOf } from './store.ts';

/**
 * The institution that brought a firm on vouches for it (trust 2), or the operator has seen its papers
 * (trust 3). Nobody vouches for itself.
 * Refuses with parties.not_found, parties.cannot_verify, parties.screening_open, parties.already_verified.
 */
export const verifyOrganisation = defineUseCase({
  name: 'parties.verify-organisation',
  kind: 'command',
  permission: 'organisation:verify',
  input: Type.Object({ org_id: Uuid }, { additionalProperties: false }),
  output: ProfileSchema,
  run: async (ctx, { org_id }) => {
    const { actor } = ctx;
    const found = await findOrganisation(ctx.tx, org_id);
    if (!found) return refuse('parties.not_found', { org_id });
    const byOperator = actor.kind === 'system' || actor.org_kind === 'operator';
    const byInstitution = actor.org_kind === 'institution' && found.onboarded_by === actor.org_id;
    if (org_id === actor.org_id || !(byOperator || byInstitution))
      return refuse('parties.cannot_verify', { org_id });
    if (!(await passedScreening(ctx.tx, org_id))) return refuse('parties.screening_open', { org_id });
    const changed = await onBehalfOf(ctx, org_id, () =>
      markVerified(ctx.tx, org_id, byOperator ? 3 : 2, actor.org_id, ctx.clock.now()),
    );
    if (changed === 0) return refuse('parties.already_verified', { org_id });
    await announceOrganisation(ctx, org_id);
    return getOrganisationProfile(ctx, org_id);
  },
});
