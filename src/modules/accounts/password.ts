import { Type } from 'typebox';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { cookieHeaders } from './authenticate.ts';
import { calling, passCookies } from './better-auth-calls.ts';
import { DEMO_PASSWORD } from './demo-accounts.ts';
import { bodyOf, PasswordSchema } from './inputs.ts';
import type { AccountParts } from './parts.ts';
import type { AccountRoute } from './routes.ts';

const Body = Type.Object(
  { current_password: PasswordSchema, new_password: PasswordSchema },
  { additionalProperties: false },
);

/** Changing the own password; every other session of the person ends. */
export function passwordRoutes(parts: AccountParts): AccountRoute[] {
  const { auth, authenticator } = parts;
  return [
    {
      method: 'PUT',
      path: '/password',
      name: 'accounts.change-password',
      summary: 'Change your password and sign out everywhere else',
      permission: 'signed-in',
      per_minute: 10,
      body: Body,
      output: Type.Object({ status: Type.Literal('changed') }),
      handle: async (request, reply) => {
        const person = await authenticator.personOf(request);
        if (!person) return refuse('platform.not_signed_in');
        if (person.demo) return refuse('accounts.demo_account_fixed');
        const { current_password: currentPassword, new_password: newPassword } = bodyOf(Body, request);
        if (newPassword === DEMO_PASSWORD) return refuse('accounts.password_refused');
        const answer = await calling(
          () =>
            auth.api.changePassword({
              body: { currentPassword, newPassword, revokeOtherSessions: true },
              headers: cookieHeaders(request),
              returnHeaders: true,
            }),
          'accounts.wrong_credentials',
        );
        if (isRefusal(answer)) return answer;
        await authenticator.forgetUser(person.user_id);
        passCookies(answer.headers, reply);
        return { status: 'changed' };
      },
    },
  ];
}
