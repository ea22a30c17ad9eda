import { Type } from 'typebox';
import { refuse } from '../../kernel/refusal.ts';
import { defineUseCase } from '../../platform/index.ts';
import { selfRegisteringKinds, TREASURY_ORG_ID } from './kinds.ts';
import { organisationInput, ProfileSchema } from './model.ts';
import { writeOrganisation } from './register-organisation.ts';
import { findOrganisation, onBehalfOf } from './store.ts';

/**
 * An institution brings a firm on; the operator any kind of organisation. Members join by invitation.
 * What a demonstration institution brings on is itself marked as demonstration.
 * Refuses with parties.kind_not_onboardable, parties.number_wrong, parties.scheme_of_other_country,
 * parties.number_taken, parties.treasury_exists.
 */
export const onboardOrganisation = defineUseCase({
  name: 'parties.onboard-organisation',
  kind: 'command',
  permission: 'organisation:onboard',
  input: Type.Object(organisationInput, { additionalProperties: false }),
  output: ProfileSchema,
  run: async (ctx, input) => {
    const byOperator = ctx.actor.kind === 'system' || ctx.actor.org_kind === 'operator';
    if (!byOperator && ctx.actor.org_kind !== 'institution')
      return refuse('platform.not_allowed', { permission: 'organisation:onboard' });
    if (!byOperator && !selfRegisteringKinds.includes(input.kind))
      return refuse('parties.kind_not_onboardable', { kind: input.kind });
    const onboarder = await findOrganisation(ctx.tx, ctx.actor.org_id);
    if (input.kind === 'treasury' && (await findOrganisation(ctx.tx, TREASURY_ORG_ID)))
      return refuse('parties.treasury_exists');
    const org_id = input.kind === 'treasury' ? TREASURY_ORG_ID : ctx.id();
    return onBehalfOf(ctx, org_id, () =>
      writeOrganisation(ctx, org_id, input, {
        demo: onboarder?.demo ?? false,
        onboarded_by: onboarder?.org_id ?? null,
      }),
    );
  },
});
