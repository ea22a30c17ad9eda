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
  four_eyes: {
    status: 403,
    title: 'Who asks to lift a block does not agree to it',
    next: 'Ask a colleague to look at it',
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
  paper_unusable: {
    status: 422,
    title: 'The file is not a whole PDF, PNG, JPEG or WebP',
    next: 'Send a scan or photo as it comes from the scanner or camera; a PDF must hold no scripts and no other files',
  },
  paper_too_large: {
    status: 422,
    title: 'The file has {bytes} bytes; at most {most_bytes} are taken',
    next: 'Scan it with fewer points, or send one page at a time',
  },
  paper_expired: {
    status: 422,
    title: 'The paper is good until {expires_on} only, and that day is over',
    next: 'Hand in the one that is valid now',
  },
  papers_too_many: {
    status: 409,
    title: 'No more papers are taken: at most {most}, of which {most_waiting} wait for a decision',
    next: 'Wait until those handed in are decided',
  },
  paper_not_found: {
    status: 404,
    title: 'There is no such paper',
    next: 'Read the list again; papers of others are in nobody’s sight',
  },
  paper_file_lost: {
    status: 409,
    title: 'The file of this paper is not in the store any more',
    next: 'Ask the firm to hand it in again; the operator restores the folder of files from a backup',
  },
  cannot_decide_paper: {
    status: 403,
    title: 'You do not decide on this paper',
    next: 'The institution that brought the firm on, or the operator, decides; nobody decides on its own',
  },
  paper_needs_reason: {
    status: 422,
    title: 'A paper is refused with a reason',
    next: 'Write what the firm has to correct',
  },
  paper_decided: {
    status: 409,
    title: 'This paper is decided already',
    next: 'Read the list again; somebody else may have decided',
  },
  deal_above_trust: {
    status: 403,
    title: 'The price is above what a firm of trust {level} may agree to',
    next: 'Hand in the papers of the next level, or agree on a smaller quantity',
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
