import { defineRefusals } from '../../platform/index.ts';

export const refusals = defineRefusals('accounts', {
  wrong_credentials: {
    status: 401,
    title: 'The e-mail address or the password is wrong',
    next: 'Check both and try again',
  },
  wrong_code: {
    status: 401,
    title: 'The code is wrong or too old',
    next: 'Enter the newest code of your authenticator app, or sign in again',
  },
  wrong_key: {
    status: 401,
    title: 'The API key is not valid',
    next: 'Make a new key on your account page',
  },
  session_needed: {
    status: 403,
    title: 'This needs a signed-in person, not an API key',
    next: 'Sign in with your password',
  },
  too_many_attempts: {
    status: 429,
    title: 'Too many wrong attempts for this account',
    next: 'Wait fifteen minutes',
  },
  foreign_origin: {
    status: 403,
    title: 'The request comes from another web site',
    next: 'Open this platform by its own address and try again',
  },
  password_refused: {
    status: 422,
    title: 'This password cannot be used',
    next: 'Choose one of 10 to 128 characters that is not published anywhere',
  },
  email_taken: {
    status: 409,
    title: 'There is an account with this e-mail address',
    next: 'Sign in, or use another address',
  },
  totp_already_on: {
    status: 409,
    title: 'The second factor is already on',
    next: 'Turn it off first to enrol another device',
  },
  totp_not_enrolled: {
    status: 409,
    title: 'There is no second factor to verify',
    next: 'Enrol your authenticator app first',
  },
  key_not_found: {
    status: 404,
    title: 'You have no such API key',
    next: 'Choose one from your list of keys',
  },
  demo_account_fixed: {
    status: 403,
    title: 'A demonstration account keeps its public password',
    next: 'Open an account of your own to try this',
  },
  too_many_keys: {
    status: 409,
    title: 'You have as many API keys as one person may have',
    next: 'Delete a key that is not used any more',
  },
});
