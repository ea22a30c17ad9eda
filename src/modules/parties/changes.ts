import type { Ctx } from '../../platform/index.ts';

/** Queue told about a change of an organisation's public profile: `{org_id}`. Modules above keep copies of it. */
export const organisationChanged = 'parties.organisation-changed';

/** Queue told about a change of somebody's roles: `{user_id}`. What is remembered about that person is dropped. */
export const membershipChanged = 'parties.membership-changed';

/** Queue told of a new organisation: `{org_id}`. Its names are screened. */
export const organisationRegistered = 'parties.organisation-registered';

export async function announceOrganisation(ctx: Ctx, org_id: string): Promise<void> {
  await ctx.enqueue(organisationChanged, { org_id });
}

export async function announceMembership(ctx: Ctx, user_id: string): Promise<void> {
  await ctx.enqueue(membershipChanged, { user_id });
}
