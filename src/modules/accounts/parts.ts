import type { FastifyRequest } from 'fastify';
import type pg from 'pg';
import type { Locale } from '../../kernel/locale.ts';
import type { Attempts } from './attempts.ts';
import type { Auth, AuthConfig } from './auth.ts';
import type { Authenticator } from './authenticate.ts';
import type { Membership } from './identity.ts';

/** What the routes share. */
export interface AccountParts {
  config: AuthConfig;
  auth: Auth;
  pool: pg.Pool;
  attempts: Attempts;
  authenticator: Authenticator;
  membershipOf: (user_id: string) => Promise<Membership | undefined>;
  localeOf(request: FastifyRequest): Locale;
}
