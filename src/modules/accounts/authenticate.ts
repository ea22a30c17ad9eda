import type { FastifyRequest } from 'fastify';
import type pg from 'pg';
import type { Clock } from '../../kernel/clock.ts';
import { sha256Hex } from '../../kernel/hash.ts';
import { refuse } from '../../kernel/refusal.ts';
import { type Actor, publicActor } from '../../platform/index.ts';
import { ActorCache } from './actor-cache.ts';
import type { Auth, AuthConfig } from './auth.ts';
import { type Identity, type Membership, toIdentity, type UserFacts } from './identity.ts';

const KEEP_MS = 10_000;
const KEPT_LIMIT = 10_000;
const KEY_PATTERN = /^sauda_[A-Za-z]{64}$/;

/** Finds out who a request comes from. */
export interface Authenticator {
  /**
   * The actor of a session cookie or an `x-api-key`; the public without either, or with a session that is over.
   * Throws the refusals accounts.wrong_key and, for a command that another site's page sends with our cookie,
   * accounts.foreign_origin.
   */
  authenticate(request: FastifyRequest): Promise<Actor>;
  /** The person behind the session cookie, freshly read. */
  personOf(request: FastifyRequest): Promise<Identity | undefined>;
  forgetSession(request: FastifyRequest): void;
  forgetUser(user_id: string): Promise<void>;
}

export interface AuthenticatorParts {
  config: AuthConfig;
  auth: Auth;
  pool: pg.Pool;
  clock: Clock;
  cookieName: string;
  membershipOf(user_id: string): Promise<Membership | undefined>;
}

export function createAuthenticator(parts: AuthenticatorParts): Authenticator {
  const { auth, config, cookieName, membershipOf } = parts;
  const cache = new ActorCache<Identity | undefined>(parts.clock, KEEP_MS, KEPT_LIMIT);
  const ownOrigin = new URL(config.public_url).origin;

  async function bySession(request: FastifyRequest): Promise<Identity | undefined> {
    const found = await auth.api.getSession({ headers: cookieHeaders(request) });
    return found ? toIdentity(found.user, await membershipOf(found.user.id), 'person') : undefined;
  }

  async function byKey(key: string): Promise<Identity | undefined> {
    if (!KEY_PATTERN.test(key)) return undefined;
    const { valid, key: row } = await auth.api.verifyApiKey({ body: { key } });
    if (!valid || !row) return undefined;
    const { rows } = await parts.pool.query<UserFacts>(
      'select id, name, email, locale, demo, "twoFactorEnabled" from "user" where id = $1',
      [row.referenceId],
    );
    const [user] = rows;
    if (!user) return undefined;
    const identity = toIdentity(user, await membershipOf(user.id), 'key');
    return row.metadata?.org_id === identity.actor.org_id ? identity : undefined;
  }

  return {
    authenticate: async (request) => {
      const key = request.headers['x-api-key'];
      if (typeof key === 'string') {
        const identity = await cache.get(`key ${sha256Hex(key)}`, () => byKey(key));
        if (!identity) throw refuse('accounts.wrong_key');
        return identity.actor;
      }
      const cookie = request.cookies[cookieName];
      if (cookie === undefined) return publicActor;
      assertOwnOrigin(request, ownOrigin, config.production);
      const identity = await cache.get(`session ${sha256Hex(cookie)}`, () => bySession(request));
      return identity?.actor ?? publicActor;
    },
    personOf: (request) => bySession(request),
    forgetSession: (request) => {
      const cookie = request.cookies[cookieName];
      if (cookie !== undefined) cache.forget(`session ${sha256Hex(cookie)}`);
    },
    forgetUser: (user_id) => cache.forgetUser(user_id),
  };
}

/** The cookies of a request in the form better-auth reads. */
export function cookieHeaders(request: FastifyRequest): Headers {
  const headers = new Headers();
  if (request.headers.cookie) headers.set('cookie', request.headers.cookie);
  if (request.headers['user-agent']) headers.set('user-agent', request.headers['user-agent'].slice(0, 300));
  return headers;
}

/**
 * SameSite=Lax keeps our cookie out of other sites' commands; this also refuses pages of a sibling domain.
 * Browsers send Origin with every command, other programs need not.
 */
export function assertOwnOrigin(request: FastifyRequest, ownOrigin: string, production: boolean): void {
  const { origin } = request.headers;
  if (request.method === 'GET' || request.method === 'HEAD' || origin === undefined) return;
  if (origin === ownOrigin) return;
  const from = URL.canParse(origin) ? new URL(origin) : undefined;
  const local = from && ['localhost', '127.0.0.1'].includes(from.hostname);
  if (from?.host === request.headers.host || (local && !production)) return;
  throw refuse('accounts.foreign_origin', { origin: origin.slice(0, 200) });
}
