import { Type } from 'typebox';
import { NO_ORG } from '../../kernel/ids.ts';
import { isRefusal, type Outcome, refuse } from '../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Line } from '../../platform/index.ts';
import { announceMembership, organisationRegistered } from './changes.ts';
import { getOrganisationProfile } from './directory.ts';
import { firstRoles, selfRegisteringKinds } from './kinds.ts';
import {
  checkNumber,
  type OrganisationInput,
  organisationInput,
  type Profile,
  ProfileSchema,
  searchTextOf,
  trustOnRegistration,
} from './model.ts';
import { insertMembers, insertOrganisations, onBehalfOf } from './store.ts';

/**
 * A signed-in person without an organisation registers one and becomes its first member and administrator.
 * Refuses with parties.already_member, parties.kind_not_self_registering, parties.number_wrong,
 * parties.scheme_of_other_country, parties.number_taken.
 */
export const registerOrganisation = defineUseCase({
  name: 'parties.register-organisation',
  kind: 'command',
  permission: 'signed-in',
  input: Type.Object({ ...organisationInput, your_name: Line(120) }, { additionalProperties: false }),
  output: ProfileSchema,
  run: async (ctx, { your_name, ...input }) => {
    const { user_id } = ctx.actor;
    if (user_id === null) return refuse('platform.not_signed_in');
    if (ctx.actor.org_id !== NO_ORG) return refuse('parties.already_member');
    if (!selfRegisteringKinds.includes(input.kind))
      return refuse('parties.kind_not_self_registering', { kind: input.kind });
    const org_id = ctx.id();
    const founded = await onBehalfOf(ctx, org_id, async () => {
      const profile = await writeOrganisation(ctx, org_id, input, { demo: false, onboarded_by: null });
      if (isRefusal(profile)) return profile;
      const member = { org_id, user_id, display_name: your_name, roles: firstRoles(input.kind) };
      await insertMembers(ctx.tx, [member], ctx.clock.now());
      return profile;
    });
    if (!isRefusal(founded)) await announceMembership(ctx, user_id);
    return founded;
  },
});

/** Writes one organisation in the current scope. Shared by the two ways of coming on. */
export async function writeOrganisation(
  ctx: Ctx,
  org_id: string,
  input: OrganisationInput,
  origin: { demo: boolean; onboarded_by: string | null },
): Promise<Outcome<Profile>> {
  const { registration_scheme: scheme, registration_number: number, ...facts } = input;
  const checked = checkNumber(input.country, scheme, number);
  if (isRefusal(checked)) return checked;
  const written = await insertOrganisations(ctx.tx, [
    {
      ...facts,
      ...origin,
      org_id,
      trust: trustOnRegistration(checked),
      screening: 'waiting',
      registered_at: ctx.clock.now(),
      search_text: searchTextOf(input),
      registration: { scheme, number, checked },
    },
  ]);
  if (written === 0) return refuse('parties.number_taken', { scheme, number });
  await ctx.enqueue(organisationRegistered, { org_id });
  return getOrganisationProfile(ctx, org_id);
}
