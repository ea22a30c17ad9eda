import { Type } from 'typebox';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { cookieHeaders } from './authenticate.ts';
import { calling, passCookies } from './better-auth-calls.ts';
import { bodyOf, PasswordSchema } from './inputs.ts';
import type { AccountParts } from './parts.ts';
import type { AccountRoute } from './routes.ts';

const PasswordBody = Type.Object({ password: PasswordSchema }, { additionalProperties: false });
const CodeBody = Type.Object({ code: Type.String({ pattern: '^\\d{6}$' }) }, { additionalProperties: false });
const Status = Type.Object({ status: Type.Union([Type.Literal('on'), Type.Literal('off')]) });

/** The second factor: time-based one-time codes (RFC 6238). */
export function totpRoutes(parts: AccountParts): AccountRoute[] {
  const { auth, authenticator } = parts;
  return [
    {
      method: 'POST',
      path: '/totp/enrol',
      name: 'accounts.enrol-totp',
      summary: 'Begin the second factor: an address for the authenticator app, and backup codes',
      permission: 'signed-in',
      per_minute: 10,
      body: PasswordBody,
      output: Type.Object({ totp_uri: Type.String(), backup_codes: Type.Array(Type.String()) }),
      handle: async (request) => {
        const person = await authenticator.personOf(request);
        if (!person) return refuse('platform.not_signed_in');
        // Everybody knows its password, so one visitor could lock out all others.
        if (person.demo) return refuse('accounts.demo_account_fixed');
        const { password } = bodyOf(PasswordBody, request);
        const answer = await calling(
          () => auth.api.enableTwoFactor({ body: { password }, headers: cookieHeaders(request) }),
          'accounts.wrong_credentials',
        );
        if (isRefusal(answer)) return answer;
        if (answer.method !== 'totp') throw new Error('one-time codes by message are not configured');
        return { totp_uri: answer.totpURI, backup_codes: answer.backupCodes };
      },
    },
    {
      method: 'POST',
      path: '/totp/verify',
      name: 'accounts.verify-totp',
      summary: 'Turn the second factor on with a first code',
      permission: 'signed-in',
      per_minute: 10,
      body: CodeBody,
      output: Status,
      handle: async (request, reply) => {
        if (!(await authenticator.personOf(request))) return refuse('platform.not_signed_in');
        const { code } = bodyOf(CodeBody, request);
        const answer = await calling(
          () => auth.api.verifyTOTP({ body: { code }, headers: cookieHeaders(request), returnHeaders: true }),
          'accounts.wrong_code',
        );
        if (isRefusal(answer)) return answer;
        authenticator.forgetSession(request);
        passCookies(answer.headers, reply);
        return { status: 'on' };
      },
    },
    {
      method: 'POST',
      path: '/totp/disable',
      name: 'accounts.disable-totp',
      summary: 'Turn the second factor off',
      permission: 'signed-in',
      per_minute: 10,
      body: PasswordBody,
      output: Status,
      handle: async (request, reply) => {
        if (!(await authenticator.personOf(request))) return refuse('platform.not_signed_in');
        const { password } = bodyOf(PasswordBody, request);
        const answer = await calling(
          () =>
            auth.api.disableTwoFactor({
              body: { password },
              headers: cookieHeaders(request),
              returnHeaders: true,
            }),
          'accounts.wrong_credentials',
        );
        if (isRefusal(answer)) return answer;
        authenticator.forgetSession(request);
        passCookies(answer.headers, reply);
        return { status: 'off' };
      },
    },
  ];
}
