import { Type } from 'typebox';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { cookieHeaders } from './authenticate.ts';
import { calling, passCookies } from './better-auth-calls.ts';
import { DEMO_PASSWORD } from './demo-accounts.ts';
import { bodyOf, EmailSchema, NameSchema, PasswordSchema } from './inputs.ts';
import type { AccountParts } from './parts.ts';
import type { AccountRoute } from './routes.ts';

const SignedIn = Type.Object({
  /** `totp_needed`: send the code of the authenticator app to POST /sign-in/totp. */
  status: Type.Union([Type.Literal('signed_in'), Type.Literal('totp_needed')]),
});
const SignInBody = Type.Object(
  { email: EmailSchema, password: PasswordSchema },
  { additionalProperties: false },
);
const CodeBody = Type.Object(
  { code: Type.String({ pattern: '^(\\d{6}|[A-Za-z0-9]{5}-[A-Za-z0-9]{5})$' }) },
  { additionalProperties: false },
);
const SignUpBody = Type.Object(
  { email: EmailSchema, password: PasswordSchema, name: NameSchema },
  { additionalProperties: false },
);

/** Signing in, with a second factor where it is on, signing up and out. */
export function signInRoutes(parts: AccountParts): AccountRoute[] {
  const { auth, attempts, authenticator } = parts;
  return [
    {
      method: 'POST',
      path: '/sign-in',
      name: 'accounts.sign-in',
      summary: 'Sign in with e-mail and password',
      permission: 'public',
      per_minute: 20,
      body: SignInBody,
      output: SignedIn,
      handle: async (request, reply) => {
        const { email, password } = bodyOf(SignInBody, request);
        const account = email.toLowerCase();
        if (attempts.exhausted(account)) return refuse('accounts.too_many_attempts');
        const answer = await calling(
          () =>
            auth.api.signInEmail({
              body: { email, password },
              headers: cookieHeaders(request),
              returnHeaders: true,
            }),
          'accounts.wrong_credentials',
        );
        if (isRefusal(answer)) {
          attempts.failed(account);
          return answer;
        }
        attempts.succeeded(account);
        passCookies(answer.headers, reply);
        return { status: 'twoFactorRedirect' in answer.response ? 'totp_needed' : 'signed_in' };
      },
    },
    {
      method: 'POST',
      path: '/sign-in/totp',
      name: 'accounts.sign-in-totp',
      summary: 'Finish signing in with a one-time or backup code',
      permission: 'public',
      per_minute: 20,
      body: CodeBody,
      output: SignedIn,
      handle: async (request, reply) => {
        const { code } = bodyOf(CodeBody, request);
        const call = { body: { code }, headers: cookieHeaders(request), returnHeaders: true } as const;
        const answer = await calling(
          () => (code.includes('-') ? auth.api.verifyBackupCode(call) : auth.api.verifyTOTP(call)),
          'accounts.wrong_code',
        );
        if (isRefusal(answer)) return answer;
        passCookies(answer.headers, reply);
        return { status: 'signed_in' };
      },
    },
    {
      method: 'POST',
      path: '/sign-up',
      name: 'accounts.sign-up',
      summary: 'Open an account; then register an organisation or accept an invitation',
      permission: 'public',
      per_minute: 5,
      body: SignUpBody,
      output: SignedIn,
      handle: async (request, reply) => {
        const { email, password, name } = bodyOf(SignUpBody, request);
        if (password === DEMO_PASSWORD) return refuse('accounts.password_refused');
        const answer = await calling(
          () =>
            auth.api.signUpEmail({
              body: { email, password, name, locale: parts.localeOf(request) },
              headers: cookieHeaders(request),
              returnHeaders: true,
            }),
          'accounts.password_refused',
        );
        if (isRefusal(answer)) return answer;
        passCookies(answer.headers, reply);
        return { status: 'signed_in' };
      },
    },
    {
      method: 'POST',
      path: '/sign-out',
      name: 'accounts.sign-out',
      summary: 'Sign out of this browser',
      permission: 'public',
      output: Type.Object({ status: Type.Literal('signed_out') }),
      handle: async (request, reply) => {
        const answer = await auth.api.signOut({ headers: cookieHeaders(request), returnHeaders: true });
        authenticator.forgetSession(request);
        passCookies(answer.headers, reply);
        return { status: 'signed_out' };
      },
    },
  ];
}
