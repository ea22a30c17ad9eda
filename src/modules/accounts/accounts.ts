import type { FastifyInstance, FastifyRequest } from 'fastify';
import type pg from 'pg';
import type { Clock } from '../../kernel/clock.ts';
import { pickLocale } from '../../kernel/locale.ts';
import type { Actor, Log, RefusalTable } from '../../platform/index.ts';
import { openAccountsPool } from './accounts-pool.ts';
import { apiKeyRoutes } from './api-keys.ts';
import { Attempts } from './attempts.ts';
import type { AuthConfig } from './auth.ts';
import { assertOwnOrigin, createAuthenticator } from './authenticate.ts';
import { onMembershipChanged } from './forget-changed-member.ts';
import type { Membership } from './identity.ts';
import type { AccountParts } from './parts.ts';
import { passwordRoutes } from './password.ts';
import { publishRoute } from './routes.ts';
import { sessionRoutes } from './session.ts';
import { signInRoutes } from './sign-in.ts';
import { totpRoutes } from './totp.ts';

/** What the composition gives. */
export interface OpenAccounts {
  config: AuthConfig;
  /** Connection string of the system role. */
  systemUrl: string;
  clock: Clock;
  log: Log;
  membershipOf(user_id: string): Promise<Membership | undefined>;
}

export interface Accounts {
  /** Connections that see the tables of accounts. */
  pool: pg.Pool;
  authenticate(request: FastifyRequest): Promise<Actor>;
  /** Publishes the routes; called in `extend` of the server. */
  register(app: FastifyInstance, refusals: RefusalTable): void;
  /** Drops what is remembered about a person in this process. */
  forgetUser(user_id: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens accounts on a migrated database. */
export async function openAccounts(given: OpenAccounts): Promise<Accounts> {
  const { config, clock, log, membershipOf } = given;
  const pool = openAccountsPool(given.systemUrl);
  // A large library, which no command of the terminal needs.
  const { createAuth } = await import('./auth.ts');
  const auth = createAuth(config, pool, log);
  const { authCookies } = await auth.$context;
  const cookieName = authCookies.sessionToken.name;
  const authenticator = createAuthenticator({ config, auth, pool, clock, cookieName, membershipOf });
  const stopListening = onMembershipChanged(authenticator.forgetUser);
  const parts: AccountParts = {
    config,
    auth,
    pool,
    authenticator,
    membershipOf,
    attempts: new Attempts(clock),
    localeOf: (request) => pickLocale(request.headers['accept-language']),
  };
  const routes = [signInRoutes, sessionRoutes, passwordRoutes, totpRoutes, apiKeyRoutes].flatMap((make) =>
    make(parts),
  );
  const ownOrigin = new URL(config.public_url).origin;
  return {
    pool,
    authenticate: authenticator.authenticate,
    forgetUser: authenticator.forgetUser,
    register: (app, refusals) => {
      for (const route of routes)
        publishRoute(
          app,
          {
            ...route,
            handle: async (request, reply) => {
              assertOwnOrigin(request, ownOrigin, config.production);
              return route.handle(request, reply);
            },
          },
          refusals,
        );
    },
    close: async () => {
      stopListening();
      await pool.end();
    },
  };
}
