import { defineRefusals } from './use-case.ts';

/** Refusals that come from the way in, not from trade. */
export const platformRefusals = defineRefusals('platform', {
  bad_input: {
    status: 400,
    title: 'The request is not well formed',
    next: 'Correct the fields named in errors and send it again',
  },
  not_signed_in: { status: 401, title: 'You are not signed in', next: 'Sign in, or send a valid API key' },
  not_allowed: {
    status: 403,
    title: 'Your role does not allow this',
    next: 'Ask an administrator of your organisation for the role',
  },
  not_found: {
    status: 404,
    title: 'There is nothing here',
    next: 'Check the address; what you may not see looks the same as what does not exist',
  },
  idempotency_key_missing: {
    status: 400,
    title: 'An Idempotency-Key header is needed',
    next: 'Send a new random key of 8 to 200 characters with each new command',
  },
  shown_once: {
    status: 409,
    title: 'This was done before, and the secret in its answer is shown only once',
    next: 'Ask for a new one, with a new Idempotency-Key',
  },
  idempotency_conflict: {
    status: 409,
    title: 'This Idempotency-Key was used with another request',
    next: 'Use a new key for a new command',
  },
  bad_cursor: {
    status: 400,
    title: 'The cursor is not valid for this list',
    next: 'Start again without a cursor',
  },
  changed_meanwhile: {
    status: 409,
    title: 'Somebody changed this in the meantime',
    next: 'Read it again, then decide',
  },
  too_many_requests: {
    status: 429,
    title: 'Too many requests',
    next: 'Wait for the time given in Retry-After',
  },
  queue_full: {
    status: 503,
    title: 'More of your calls wait than can be kept',
    next: 'Send it again in a moment, with the same key',
  },
  body_too_large: { status: 413, title: 'The request is too large', next: 'Send less at once' },
  unsupported_media: {
    status: 415,
    title: 'This content type is not understood',
    next: 'Send application/json',
  },
  database_away: {
    status: 503,
    title: 'The database is starting again; what was asked may or may not be done',
    next: 'Send it again in a few seconds, with the same key: it is done once',
  },
  clock_wrong: {
    status: 503,
    title: 'The clock of this server is wrong; nothing was done',
    next: 'Send it again in a minute; the operator is told',
  },
  overloaded: { status: 503, title: 'The service is not ready', next: 'Try again in a few seconds' },
  internal: {
    status: 500,
    title: 'Something broke on our side',
    next: 'Try again; if it stays, report the request id',
  },
});
