import { assert } from '../../kernel/refusal.ts';
import type { Module } from '../../platform/index.ts';
import { organisationRegistered } from './changes.ts';
import { lapseEndedTrust } from './papers/lapse-trust.ts';
import { refusals } from './refusals.ts';
import { routes } from './routes.ts';
import { screenOrganisations } from './screening/screen-organisations.ts';

export { acceptInvitation } from './accept-invitation.ts';
export { changeRoles, removeMember } from './change-roles.ts';
export { membershipChanged, organisationChanged } from './changes.ts';
export {
  findOrganisations,
  getOrganisationProfile,
  membershipOf,
  type RegisteredOrganisation,
  registerMembers,
  registerOrganisations,
} from './directory.ts';
export { findPublicBody } from './find-public-body.ts';
export { firmsBroughtOn } from './firms-brought-on.ts';
export { getOrganisation, getOwnOrganisation } from './get-organisation.ts';
export { inviteMember } from './invite-member.ts';
export {
  firstRoles,
  type OrganisationKind,
  organisationKinds,
  rolesOfKind,
  TREASURY_ORG_ID,
} from './kinds.ts';
export { listOrganisations } from './list-organisations.ts';
export type { Profile } from './model.ts';
export { onboardOrganisation } from './onboard-organisation.ts';
export { onboardOrganisations } from './onboard-organisations.ts';
export { decidePaper, listWaitingPapers } from './papers/decide-paper.ts';
export { getPaperFile } from './papers/get-paper-file.ts';
export { bindingLevelOf, getOwnTrust } from './papers/get-trust.ts';
export { handInPaper } from './papers/hand-in-paper.ts';
export { namedByPapers } from './papers/store-papers.ts';
export { registerOrganisation } from './register-organisation.ts';
export { decideHit, listHits } from './screening/decide-hit.ts';
export { importWatchlist, type WatchlistFile } from './screening/import-watchlist.ts';
export { blockedAmong, isBlocked } from './screening/store-screening.ts';
export { type Membership, membersWithRoles, type NewMember, onBehalfOf } from './store.ts';
export { verifyOrganisation } from './verify-organisation.ts';

/** Organisations, their numbers, members and roles. */
export const parties: Module = {
  name: 'parties',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
  jobs: [
    {
      queue: organisationRegistered,
      handler: async (ctx, job) => {
        assert(typeof job.org_id === 'string', 'a job of screening names its organisation');
        await screenOrganisations(ctx, [job.org_id]);
      },
    },
    {
      queue: 'parties.lapse-trust',
      schedule: '7 * * * *',
      handler: async (ctx) => {
        await lapseEndedTrust(ctx);
      },
    },
  ],
};
