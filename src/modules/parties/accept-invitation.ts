import { Type } from 'typebox';
import { sha256Hex } from '../../kernel/hash.ts';
import { NO_ORG } from '../../kernel/ids.ts';
import { refuse } from '../../kernel/refusal.ts';
import { defineUseCase, Line, Uuid } from '../../platform/index.ts';
import { announceMembership } from './changes.ts';
import { RolesSchema } from './model.ts';
import { insertMembers, onBehalfOf, takeInvitation } from './store.ts';

/**
 * A signed-in person without an organisation joins the one that the token names.
 * Refuses with parties.already_member, parties.invitation_not_valid (wrong, used or expired).
 */
export const acceptInvitation = defineUseCase({
  name: 'parties.accept-invitation',
  kind: 'command',
  permission: 'signed-in',
  input: Type.Object(
    {
      token: Type.String({ pattern: '^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.[\\w-]{32}$' }),
      your_name: Line(120),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ org_id: Uuid, roles: RolesSchema }),
  run: async (ctx, { token, your_name }) => {
    const { user_id } = ctx.actor;
    if (user_id === null) return refuse('platform.not_signed_in');
    if (ctx.actor.org_id !== NO_ORG) return refuse('parties.already_member');
    const [org_id = '', secret = ''] = token.split('.');
    const now = ctx.clock.now();
    const taken = await onBehalfOf(ctx, org_id, async () => {
      const invitation = await takeInvitation(ctx.tx, org_id, sha256Hex(secret), user_id, now);
      if (invitation)
        await insertMembers(
          ctx.tx,
          [{ org_id, user_id, display_name: your_name, roles: invitation.roles }],
          now,
        );
      return invitation;
    });
    if (!taken) return refuse('parties.invitation_not_valid');
    await announceMembership(ctx, user_id);
    return { org_id, roles: taken.roles };
  },
});
