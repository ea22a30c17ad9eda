import { Type } from 'typebox';
import { type Locale, locales } from '../../kernel/locale.ts';
import { refuse } from '../../kernel/refusal.ts';
import { demoAccounts } from './demo-accounts.ts';
import { SessionSchema, toSession } from './identity.ts';
import { bodyOf } from './inputs.ts';
import type { AccountParts } from './parts.ts';
import type { AccountRoute } from './routes.ts';

const LocaleBody = Type.Object(
  { locale: Type.Unsafe<Locale>({ type: 'string', enum: [...locales] }) },
  { additionalProperties: false },
);

/** Who is signed in, in which language, and which demonstration accounts there are. */
export function sessionRoutes(parts: AccountParts): AccountRoute[] {
  const { authenticator, pool } = parts;
  const routes: AccountRoute[] = [
    {
      method: 'GET',
      path: '/session',
      name: 'accounts.session',
      summary: 'Who is signed in',
      permission: 'signed-in',
      output: SessionSchema,
      handle: async (request) => {
        // Who asks wants to know it as it is now, and the next request shall know no less.
        authenticator.forgetSession(request);
        const person = await authenticator.personOf(request);
        return person ? toSession(person) : refuse('platform.not_signed_in');
      },
    },
    {
      method: 'PUT',
      path: '/session/locale',
      name: 'accounts.choose-locale',
      summary: 'Choose the language of mails and documents',
      permission: 'signed-in',
      body: LocaleBody,
      output: LocaleBody,
      handle: async (request) => {
        const person = await authenticator.personOf(request);
        if (!person) return refuse('platform.not_signed_in');
        const { locale } = bodyOf(LocaleBody, request);
        await pool.query('update "user" set locale = $2 where id = $1', [person.user_id, locale]);
        await authenticator.forgetUser(person.user_id);
        return { locale };
      },
    },
  ];
  if (parts.config.demo)
    routes.push({
      method: 'GET',
      path: '/demo-accounts',
      name: 'accounts.demo-accounts',
      summary: 'Demonstration accounts, one for each role, with their public password',
      permission: 'public',
      output: Type.Object({
        items: Type.Array(
          Type.Object({
            email: Type.String(),
            password: Type.String(),
            name: Type.String(),
            roles: Type.Array(Type.String()),
            organisation: Type.String(),
          }),
        ),
      }),
      handle: async () => ({ items: await demoAccounts(pool, parts.membershipOf) }),
    });
  return routes;
}
