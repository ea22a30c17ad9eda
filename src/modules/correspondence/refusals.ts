import { defineRefusals } from '../../platform/index.ts';

export const refusals = defineRefusals('correspondence', {
  not_of_the_trade: {
    status: 403,
    title: 'Only buyer and seller write to each other here',
    next: 'Write to everybody in the deal',
  },
  hidden_marks: {
    status: 422,
    title: 'The text has marks that change the direction of writing',
    next: 'Write it without such marks',
  },
  file_unusable: {
    status: 422,
    title: 'The file {name} is not a whole PDF, PNG, JPEG, WebP, XLSX or CSV, or it could run something',
    next: 'Send it without scripts, macros, formulas in CSV and files within; save CSV as UTF-8',
  },
  files_too_large: {
    status: 422,
    title: 'The files have {bytes} bytes; at most {most_bytes} go with one message',
    next: 'Send them with several messages, or scan with fewer points',
  },
  files_full: {
    status: 409,
    title: 'Your firm has sent as many files in this deal as it takes: {most_bytes} bytes',
    next: 'Send further files by other means',
  },
  file_not_found: {
    status: 404,
    title: 'There is no such file',
    next: 'Read the messages again; files of messages that are not for you are in nobody’s sight',
  },
  file_lost: {
    status: 409,
    title: 'The file is not in the store any more',
    next: 'Ask the sender for it again; the operator restores the folder of files from a backup',
  },
  full: {
    status: 409,
    title: 'So much has happened in this deal that it takes no more messages',
    next: 'Go on by other means, or ask the other side to open a new request',
  },
  person_needed: {
    status: 403,
    title: 'Only a person writes messages',
    next: 'Sign in as a person instead of using a key',
  },
});
