import { defineRefusals } from '../../platform/index.ts';

export const refusals = defineRefusals('parties', {
  not_found: {
    status: 404,
    title: 'There is no such organisation',
    next: 'Look it up in the directory',
  },
  member_not_found: {
    status: 404,
    title: 'This person is not a member of your organisation',
    next: 'Choose somebody from the list of members',
  },
  kind_not_self_registering: {
    status: 403,
    title: 'Organisations of this kind are brought on by the operator',
    next: 'Ask the operator of this platform to register it',
  },
  kind_not_onboardable: {
    status: 403,
    title: 'An institution brings on trading and logistics firms only',
    next: 'Ask the operator of this platform to register it',
  },
  treasury_exists: {
    status: 409,
    title: 'The treasury is registered already',
    next: 'Invite its members; there is one treasury',
  },
  already_member: {
    status: 409,
    title: 'You already belong to an organisation',
    next: 'Leave it first, or use another account',
  },
  scheme_of_other_country: {
    status: 422,
    title: 'This kind of registration number belongs to another country',
    next: 'Choose the kind of number that the country of the organisation issues',
  },
  number_wrong: {
    status: 422,
    title: 'The registration number is not valid',
    next: 'Compare it with the certificate of registration',
  },
  number_taken: {
    status: 409,
    title: 'An organisation with this registration number is already here',
    next: 'Ask its administrator for an invitation, or the operator if you think this is wrong',
  },
  cannot_verify: {
    status: 403,
    title: 'You cannot vouch for this organisation',
    next: 'The institution that brought it on, or the operator, verifies it',
  },
  already_verified: {
    status: 409,
    title: 'This organisation is already verified',
    next: 'Nothing needs to be done',
  },
  screening_open: {
    status: 409,
    title: 'This organisation has not passed the screening of names yet',
    next: 'Wait until the operator has looked at it',
  },
  hit_not_open: {
    status: 404,
    title: 'There is no open hit with this id',
    next: 'Read the list again; somebody else may have decided',
  },
  file_unreadable: {
    status: 422,
    title: 'The file cannot be read: {reason}',
    next: 'Send CSV in UTF-8 with these columns: {columns}',
  },
  watchlist_unreadable: {
    status: 422,
    title: 'The list cannot be read: {wrong_rows} rows are wrong',
    next: 'Correct the rows named in errors; nothing was changed',
  },
  role_not_of_kind: {
    status: 422,
    title: 'Members of this kind of organisation cannot hold that role',
    next: 'Choose among the roles of the organisation',
  },
  cannot_invite: {
    status: 403,
    title: 'You cannot invite members into this organisation',
    next: 'Its administrator can; the institution that brought it on invites the first member only',
  },
  last_admin: {
    status: 409,
    title: 'An organisation needs an administrator',
    next: 'Give somebody else the role first',
  },
  invitation_not_valid: {
    status: 404,
    title: 'The invitation is not valid any more',
    next: 'Ask for a new one',
  },
});
