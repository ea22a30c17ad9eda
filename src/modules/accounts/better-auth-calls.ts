import type { FastifyReply } from 'fastify';
import { type Outcome, type Refusal, refuse } from '../../kernel/refusal.ts';

/** Which of our refusals a code of better-auth means; other codes of a call fall back to `otherwise`. */
const meanings: Record<string, string> = {
  USER_ALREADY_EXISTS: 'accounts.email_taken',
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: 'accounts.email_taken',
  PASSWORD_TOO_SHORT: 'accounts.password_refused',
  PASSWORD_TOO_LONG: 'accounts.password_refused',
  ACCOUNT_TEMPORARILY_LOCKED: 'accounts.too_many_attempts',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'accounts.too_many_attempts',
  TOTP_ALREADY_ENABLED: 'accounts.totp_already_on',
  TOTP_NOT_ENABLED: 'accounts.totp_not_enrolled',
};

/** Calls better-auth; what it refuses becomes our refusal, what breaks in it stays an error. */
export async function calling<T>(work: () => Promise<T>, otherwise: string): Promise<Outcome<T>> {
  try {
    return await work();
  } catch (error) {
    const refusal = await meaningOf(error, otherwise);
    if (refusal) return refusal;
    throw error;
  }
}

async function meaningOf(error: unknown, otherwise: string): Promise<Refusal | undefined> {
  const { APIError } = await import('better-auth/api');
  if (!(error instanceof APIError) || error.statusCode >= 500) return undefined;
  const code = error.body?.code;
  return refuse((code && meanings[code]) || otherwise);
}

/** Hands the cookies that better-auth sets to the browser. */
export function passCookies(headers: Headers, reply: FastifyReply): void {
  for (const cookie of headers.getSetCookie()) reply.header('set-cookie', cookie);
}
