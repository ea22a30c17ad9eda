import { type Static, Type } from 'typebox';
import { type Outcome, refuse } from '../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Instant, type Role, Uuid } from '../../platform/index.ts';
import { announceMembership } from './changes.ts';
import { rolesOfKind } from './kinds.ts';
import { RolesSchema } from './model.ts';
import { findOrganisation, lockAdmins, type MemberRow, updateMember } from './store.ts';

export const MemberSchema = Type.Object({
  user_id: Uuid,
  display_name: Type.String(),
  roles: RolesSchema,
  joined_at: Instant,
});

/**
 * Gives a member of the actor's organisation other roles.
 * Refuses with parties.member_not_found, parties.role_not_of_kind, parties.last_admin.
 */
export const changeRoles = defineUseCase({
  name: 'parties.change-roles',
  kind: 'command',
  permission: 'member:manage',
  input: Type.Object({ user_id: Uuid, roles: RolesSchema }, { additionalProperties: false }),
  output: MemberSchema,
  run: async (ctx, { user_id, roles }) => {
    const organisation = await findOrganisation(ctx.tx, ctx.actor.org_id);
    if (!organisation) return refuse('parties.not_found', { org_id: ctx.actor.org_id });
    const foreign = roles.find((role) => !rolesOfKind[organisation.kind].includes(role));
    if (foreign) return refuse('parties.role_not_of_kind', { role: foreign, kind: organisation.kind });
    return setRoles(ctx, user_id, roles);
  },
});

/**
 * Ends a membership of the actor's organisation; what the person did stays on record.
 * Refuses with parties.member_not_found, parties.last_admin.
 */
export const removeMember = defineUseCase({
  name: 'parties.remove-member',
  kind: 'command',
  permission: 'member:manage',
  input: Type.Object({ user_id: Uuid }, { additionalProperties: false }),
  output: MemberSchema,
  run: (ctx, { user_id }) => setRoles(ctx, user_id, []),
});

async function setRoles(
  ctx: Ctx,
  user_id: string,
  roles: readonly Role[],
): Promise<Outcome<Static<typeof MemberSchema>>> {
  const { org_id } = ctx.actor;
  const admins = await lockAdmins(ctx.tx, org_id);
  if (!roles.includes('admin') && admins.length === 1 && admins[0] === user_id)
    return refuse('parties.last_admin');
  const changed = await updateMember(ctx.tx, org_id, user_id, roles, ctx.clock.now());
  if (!changed) return refuse('parties.member_not_found', { user_id });
  await announceMembership(ctx, user_id);
  return toMember(changed);
}

export function toMember(row: MemberRow): Static<typeof MemberSchema> {
  const { user_id, display_name, roles, joined_at } = row;
  return { user_id, display_name, roles, joined_at: joined_at.toISOString() };
}
