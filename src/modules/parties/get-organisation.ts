import { Type } from 'typebox';
import { isRefusal } from '../../kernel/refusal.ts';
import { defineUseCase, Nullable, Uuid } from '../../platform/index.ts';
import { MemberSchema, toMember } from './change-roles.ts';
import { getOrganisationProfile } from './directory.ts';
import { rolesOfKind } from './kinds.ts';
import { ProfileSchema, RolesSchema } from './model.ts';
import { privateFacts, selectMembers } from './store.ts';

const MEMBER_LIMIT = 200;

/** Public profile of any organisation. Refuses with parties.not_found. */
export const getOrganisation = defineUseCase({
  name: 'parties.get-organisation',
  kind: 'query',
  permission: 'signed-in',
  input: Type.Object({ org_id: Uuid }, { additionalProperties: false }),
  output: ProfileSchema,
  run: (ctx, { org_id }) => getOrganisationProfile(ctx, org_id),
});

/** The actor's own organisation with what only its members see. Refuses with parties.not_found. */
export const getOwnOrganisation = defineUseCase({
  name: 'parties.get-own-organisation',
  kind: 'query',
  permission: 'signed-in',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({
    profile: ProfileSchema,
    registrations: Type.Array(
      Type.Object({
        country: Type.String(),
        scheme: Type.String(),
        number: Type.String(),
        checked: Type.String(),
      }),
    ),
    contact: Nullable(
      Type.Object({
        email: Nullable(Type.String()),
        phone: Nullable(Type.String()),
        address: Nullable(Type.String()),
      }),
    ),
    members: Type.Array(MemberSchema),
    /** What its administrators may give a member. */
    possible_roles: RolesSchema,
  }),
  run: async (ctx) => {
    const { org_id } = ctx.actor;
    const profile = await getOrganisationProfile(ctx, org_id);
    if (isRefusal(profile)) return profile;
    const facts = await privateFacts(ctx.tx, org_id);
    const members = await selectMembers(ctx.tx, org_id, MEMBER_LIMIT);
    const possible_roles = [...rolesOfKind[profile.kind]];
    return { profile, ...facts, members: members.map(toMember), possible_roles };
  },
});
