import { randomBytes } from 'node:crypto';
import { type Static, Type } from 'typebox';
import { sha256Hex } from '../../kernel/hash.ts';
import { type Outcome, type Refusal, refuse } from '../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Instant, Uuid } from '../../platform/index.ts';
import { rolesOfKind } from './kinds.ts';
import { EmailSchema, RolesSchema } from './model.ts';
import {
  findOrganisation,
  insertInvitation,
  type OrganisationRow,
  onBehalfOf,
  selectMembers,
} from './store.ts';

const VALID_FOR_MS = 7 * 24 * 3600 * 1000;

const Input = Type.Object(
  { org_id: Type.Optional(Uuid), email: EmailSchema, roles: RolesSchema },
  { additionalProperties: false },
);
const Output = Type.Object({ invitation_id: Uuid, token: Type.String(), expires_at: Instant });

/**
 * Invites somebody into the actor's own organisation (by its administrator) or, naming `org_id`, the first
 * member of a firm that the actor's institution brought on. The token is shown once; only its hash is kept.
 * Refuses with parties.not_found, parties.cannot_invite, parties.role_not_of_kind.
 */
export const inviteMember = defineUseCase({
  name: 'parties.invite-member',
  kind: 'command',
  permission: 'member:invite',
  shown_once: true,
  input: Input,
  output: Output,
  run: async (ctx, input) => {
    const org_id = input.org_id ?? ctx.actor.org_id;
    const organisation = await findOrganisation(ctx.tx, org_id);
    if (!organisation) return refuse('parties.not_found', { org_id });
    const foreign = input.roles.find((role) => !rolesOfKind[organisation.kind].includes(role));
    if (foreign) return refuse('parties.role_not_of_kind', { role: foreign, kind: organisation.kind });
    return onBehalfOf(ctx, org_id, async () => {
      const no = await mayInvite(ctx, organisation);
      return no ?? writeInvitation(ctx, org_id, input);
    });
  },
});

async function mayInvite(ctx: Ctx, organisation: OrganisationRow): Promise<Refusal | undefined> {
  const { actor } = ctx;
  if (actor.kind === 'system') return undefined;
  if (organisation.org_id === actor.org_id)
    return actor.roles.includes('admin') ? undefined : refuse('parties.cannot_invite');
  const broughtOn = organisation.onboarded_by === actor.org_id || actor.org_kind === 'operator';
  if (!broughtOn) return refuse('parties.cannot_invite');
  const [member] = await selectMembers(ctx.tx, organisation.org_id, 1);
  return member ? refuse('parties.cannot_invite') : undefined;
}

async function writeInvitation(
  ctx: Ctx,
  org_id: string,
  input: Static<typeof Input>,
): Promise<Outcome<Static<typeof Output>>> {
  // A secret, so it comes from the machine and not from the replayable source.
  const secret = randomBytes(24).toString('base64url');
  const now = ctx.clock.now();
  const expires_at = new Date(now.getTime() + VALID_FOR_MS);
  const invitation_id = ctx.id();
  await insertInvitation(ctx.tx, {
    org_id,
    invitation_id,
    email: input.email.toLowerCase(),
    roles: input.roles,
    secret_hash: sha256Hex(secret),
    invited_by: ctx.actor.user_id,
    created_at: now,
    expires_at,
  });
  return { invitation_id, token: `${org_id}.${secret}`, expires_at: expires_at.toISOString() };
}
