import { route } from '../../platform/index.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { changeRoles, removeMember } from './change-roles.ts';
import { getOrganisation, getOwnOrganisation } from './get-organisation.ts';
import { inviteMember } from './invite-member.ts';
import { listOrganisations } from './list-organisations.ts';
import { onboardOrganisation } from './onboard-organisation.ts';
import { onboardOrganisations } from './onboard-organisations.ts';
import { decidePaper, listWaitingPapers } from './papers/decide-paper.ts';
import { getPaperFile } from './papers/get-paper-file.ts';
import { getOwnTrust } from './papers/get-trust.ts';
import { handInPaper, PAPER_BODY_BYTES } from './papers/hand-in-paper.ts';
import { registerOrganisation } from './register-organisation.ts';
import { decideHit, listHits } from './screening/decide-hit.ts';
import { verifyOrganisation } from './verify-organisation.ts';

const tags = ['organisations'];

export const routes = [
  route('GET', '/organisations', listOrganisations, { summary: 'Directory of organisations', tags }),
  route('GET', '/organisations/:org_id', getOrganisation, { summary: 'Profile of an organisation', tags }),
  route('POST', '/organisations', registerOrganisation, {
    summary: 'Register your organisation',
    tags,
    per_minute: 10,
  }),
  route('POST', '/onboarded-organisations', onboardOrganisation, {
    summary: 'Bring a firm on, as an institution',
    tags,
  }),
  route('POST', '/onboarded-organisations/file', onboardOrganisations, {
    summary: 'Bring many firms on by a file',
    tags,
  }),
  route('POST', '/organisations/:org_id/verification', verifyOrganisation, {
    summary: 'Vouch for an organisation',
    tags,
  }),
  route('GET', '/organisation', getOwnOrganisation, {
    summary: 'Your organisation, with what only its members see',
    tags,
  }),
  route('GET', '/organisation/trust', getOwnTrust, {
    summary: 'Your level of trust, your papers, and what the next level needs',
    tags,
  }),
  route('POST', '/organisation/papers', handInPaper, {
    summary: 'Hand in a paper of your organisation',
    tags,
    per_minute: 20,
    body_limit_bytes: PAPER_BODY_BYTES,
  }),
  route('GET', '/waiting-papers', listWaitingPapers, {
    summary: 'Papers of firms that wait for your decision',
    tags,
  }),
  route('GET', '/organisations/:org_id/papers/:paper_id/file', getPaperFile, {
    summary: 'File of a paper, for the firm and for those who decide on it',
    tags,
    raw: true,
  }),
  route('POST', '/organisations/:org_id/papers/:paper_id/decision', decidePaper, {
    summary: 'Approve a paper, or refuse it and say why',
    tags,
  }),
  route('POST', '/organisation/invitations', inviteMember, { summary: 'Invite a member', tags }),
  route('POST', '/invitations/accepted', acceptInvitation, {
    summary: 'Join an organisation by invitation',
    tags,
    per_minute: 10,
  }),
  route('PUT', '/organisation/members/:user_id', changeRoles, {
    summary: 'Give a member other roles',
    tags,
  }),
  route('GET', '/screening-hits', listHits, {
    summary: 'Names that look like a listed one, for the operator',
    tags,
  }),
  route('POST', '/screening-hits/:org_id/:hit_id/decision', decideHit, {
    summary: 'Decide whether it is who is listed',
    tags,
  }),
  route('DELETE', '/organisation/members/:user_id', removeMember, { summary: 'End a membership', tags }),
];
