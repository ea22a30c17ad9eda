import { apiKey } from '@better-auth/api-key';
import { type BetterAuthOptions, betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type pg from 'pg';
import type { Config } from '../../platform/config.ts';
import type { Log } from '../../platform/index.ts';
import { PASSWORD_MAX, PASSWORD_MIN } from './inputs.ts';

const SESSION_SECONDS = 7 * 24 * 3600;

/** What accounts need of the configuration. */
export type AuthConfig = Pick<Config, 'production' | 'public_url' | 'secret' | 'demo'>;

/**
 * Passwords (scrypt), sessions, one-time codes and API keys by better-auth. Its own HTTP handler is not
 * published: our routes call it, so that answers, limits and codes are those of the rest of the API.
 */
export function createAuth(config: AuthConfig, pool: pg.Pool, log: Log) {
  const options = {
    appName: 'Sauda',
    baseURL: config.public_url,
    basePath: '/api/v1',
    secret: config.secret,
    database: pool,
    trustedOrigins: [new URL(config.public_url).origin],
    telemetry: { enabled: false },
    logger: {
      level: 'error',
      log: (_level: string, message: string) => log.debug({ message }, 'accounts'),
    },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
      revokeSessionsOnPasswordReset: true,
    },
    session: { expiresIn: SESSION_SECONDS, updateAge: 24 * 3600 },
    user: {
      additionalFields: {
        locale: { type: 'string', required: false, defaultValue: 'en', input: true },
        demo: { type: 'boolean', required: false, defaultValue: false, input: false },
      },
    },
    advanced: {
      cookiePrefix: 'sauda',
      useSecureCookies: config.production,
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
      ipAddress: { disableIpTracking: true },
      database: { generateId: 'uuid' },
    },
    plugins: [
      twoFactor({ issuer: 'Sauda' }),
      apiKey({
        defaultPrefix: 'sauda_',
        // Every route is limited already; a second limit here would write a row for each request.
        rateLimit: { enabled: false },
        keyExpiration: { maxExpiresIn: 366, minExpiresIn: 1 },
        maximumNameLength: 60,
        // Holds the organisation that the key is for.
        enableMetadata: true,
      }),
    ],
  } satisfies BetterAuthOptions;
  return betterAuth(options);
}

export type Auth = ReturnType<typeof createAuth>;
